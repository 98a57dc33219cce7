package session

// Pause lets no page begin that nobody asks for by itself, or goes on. Pages
// under way are finished, and those that a person has read again are read. The
// page that is turned to waits as all others do.
func (s *Session) Pause(pause bool) {
	if pause == s.Paused() {
		return
	}
	if pause {
		s.progress.meter.Pause(s.cfg.Now())
		s.gate.Close()
	} else {
		s.endPause()
		if d := s.Doc(); d != nil && d.run != nil {
			s.readSeen(d)
		}
	}
	s.changed(PageChanged | ProgressChanged)
}

func (s *Session) endPause() {
	if s.Paused() {
		s.progress.meter.Resume(s.cfg.Now())
		s.gate.Open()
	}
}

// Paused reports whether reading is paused.
func (s *Session) Paused() bool { return s.gate.Closed() }

// Resume reads the pages of the shown document that wait, were stopped or were
// left out. It ends a pause.
func (s *Session) Resume() {
	d := s.Doc()
	if d == nil || !d.readable() {
		return
	}
	s.Pause(false)
	d.known.begun = true
	for i := range d.Pages {
		if d.Pages[i].State.open() {
			d.Pages[i].State = Waiting
			d.run.claims.release(i)
		}
	}
	s.readSeen(d)
	s.readRest(d)
	s.changed(PageChanged | ProgressChanged)
}

// Stop cancels all reading and ends a pause. Pages that were under way are
// stopped, or keep what was read of them before; pages that waited go on
// waiting.
func (s *Session) Stop() {
	for _, d := range s.Docs {
		s.stop(d)
	}
	s.progress.stop()
	s.endPause()
	s.changed(PageChanged | ProgressChanged)
}

// StopDocument is Stop for one document; a pause goes on.
func (s *Session) StopDocument(d *Document) {
	s.stop(d)
	if !s.Running() {
		s.progress.stop()
	}
	s.changed(PageChanged | ProgressChanged)
}

func (s *Session) stop(d *Document) {
	if d.run == nil {
		return
	}
	d.known.begun = true
	d.run.cancel()
	for i := range d.Pages {
		if p := &d.Pages[i]; p.State == Reading {
			p.stop()
		}
	}
	s.newRun(d)
}

// StopPages cancels the reading of pages, also of those that wait: they are
// stopped, or keep what was read of them before.
func (s *Session) StopPages(d *Document, pages []int) {
	if d.run == nil {
		return
	}
	for _, n := range pages {
		p := &d.Pages[n]
		if p.State != Waiting && p.State != Reading {
			continue
		}
		if p.State == Waiting && d.run.claims.take(n) {
			p.stop()
			continue
		}
		d.run.claims.stop(n) // who reads it tells of its end
	}
	s.changed(PageChanged | ProgressChanged)
}

// Stoppable reports whether StopPages would stop any of the pages.
func (d *Document) Stoppable(pages []int) bool {
	for _, n := range pages {
		if state := d.Pages[n].State; d.run != nil && (state == Reading || state == Waiting && d.run.readers > 0) {
			return true
		}
	}
	return false
}

// stop makes the page one whose reading was stopped, unless it has a result.
func (p *Page) stop() {
	p.State = Stopped
	if p.HasResult {
		p.State = Read
	}
}
