package session

import (
	"slices"

	"recto/ocr"
)

// Find is the open document of that ID, nil where there is none any more.
func (s *Session) Find(id int) *Document {
	i := slices.IndexFunc(s.Docs, func(d *Document) bool { return d.order == id })
	if i < 0 {
		return nil
	}
	return s.Docs[i]
}

// Turn shows a page of an open document, which need not be the one that is
// shown.
func (s *Session) Turn(d *Document, number int) {
	i := slices.Index(s.Docs, d)
	if i < 0 || number < 0 || number >= len(d.Pages) {
		return
	}
	if i == s.Shown {
		s.GoTo(number)
		return
	}
	if number != d.At {
		d.At, d.Selection = number, ocr.NoSpan
	}
	s.Show(i)
}

// RereadPages reads pages again, whatever became of them before. Those that
// are being read are left alone.
func (s *Session) RereadPages(d *Document, pages []int) {
	if !d.readable() {
		return
	}
	d.known.begun = true
	var again []int
	for _, n := range pages {
		if d.Pages[n].State == Reading {
			continue
		}
		d.run.claims.release(n)
		d.Pages[n].State = Waiting
		again = append(again, n)
	}
	if slices.Contains(again, d.At) && d == s.Doc() {
		s.readSeen(d)
	}
	if len(again) > 0 {
		s.readList(d, again)
	}
	s.changed(PageChanged | ProgressChanged)
}

// ReadOnly reads those of the pages that were not read, and leaves out all
// others of the document that still wait or are being read.
func (s *Session) ReadOnly(d *Document, pages []int) {
	if !d.readable() {
		return
	}
	d.known.begun = true
	d.run.cancel()
	for i := range d.Pages {
		switch p := &d.Pages[i]; {
		case p.State == Read || p.State == Failed:
		case p.HasResult:
			p.State = Read // it was being read again
		default:
			p.State = LeftOut
		}
	}
	for _, n := range pages {
		if d.Pages[n].State == LeftOut {
			d.Pages[n].State = Waiting
		}
	}
	s.newRun(d)
	if !s.Running() {
		s.progress.stop()
	}
	if d == s.Doc() {
		s.readSeen(d)
	}
	s.readRest(d)
	s.changed(PageChanged | ProgressChanged)
}
