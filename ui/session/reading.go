package session

import (
	"context"
	"errors"
	"sync"

	"recto/ocr"
	"recto/ocr/gate"
)

// errClaimed answers for a page that someone else reads already.
var errClaimed = errors.New("page is read elsewhere")

// claims says which pages of a run somebody reads or has read, so that the
// page a person looks at is not read again when its turn comes, and how to end
// the reading of each. Its zero value has none.
type claims struct {
	mu       sync.Mutex
	taken    map[int]bool
	readings map[int]*reading
}

// reading is one reading of a page that was claimed.
type reading struct{ cancel context.CancelFunc }

// take claims a page; false where it is taken.
func (c *claims) take(page int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.takeLocked(page)
}

func (c *claims) takeLocked(page int) bool {
	if c.taken[page] {
		return false
	}
	if c.taken == nil {
		c.taken, c.readings = map[int]bool{}, map[int]*reading{}
	}
	c.taken[page] = true
	return true
}

// release lets a page be claimed again. Who reads it still is stopped, and what
// comes of that counts no more.
func (c *claims) release(page int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.readings[page]; r != nil {
		r.cancel()
	}
	delete(c.taken, page)
	delete(c.readings, page)
}

// letGo lets a page be claimed again that was taken, but not to be read.
func (c *claims) letGo(page int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.readings[page] == nil {
		delete(c.taken, page)
	}
}

// begin claims a page to be read, in the context that it gives, which the
// reading's cancel ends; false where it is taken.
func (c *claims) begin(ctx context.Context, page int) (context.Context, *reading, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.takeLocked(page) {
		return ctx, nil, false
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &reading{cancel}
	c.readings[page] = r
	return ctx, r, true
}

// counts reports whether a reading is the latest of the page.
func (c *claims) counts(page int, r *reading) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.readings[page] == r
}

// stop ends the reading of a page, if anybody reads it.
func (c *claims) stop(page int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.readings[page]; r != nil {
		r.cancel()
	}
}

// reporter is a Recognizer that reads pages nobody has claimed once the gate is
// open, and tells the session of each as it begins and ends.
type reporter struct {
	engine ocr.Recognizer
	claims *claims
	gate   *gate.Gate
	begun  func(page int, r *reading)
	ended  func(page int, r *reading, result ocr.Page, err error)
}

// Recognize gives errClaimed for a page that somebody else reads.
func (r *reporter) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	// Before it is claimed: a page that waits here can be read by others.
	if err := r.gate.Pass(ctx); err != nil {
		return ocr.Page{}, err
	}
	ctx, reading, ok := r.claims.begin(ctx, req.Page)
	if !ok {
		return ocr.Page{}, errClaimed
	}
	defer reading.cancel()
	req.Begun = func() { r.begun(req.Page, reading) }
	result, err := r.engine.Recognize(ctx, req)
	r.ended(req.Page, reading, result, err)
	return result, err
}

// newRun makes the document's pages ready to be read, none of them yet.
func (s *Session) newRun(d *Document) {
	r := &run{}
	r.ctx, r.cancel = context.WithCancel(s.ctx)
	for i := range d.Pages {
		if state := d.Pages[i].State; state != Waiting && !state.open() {
			r.claims.take(i)
		}
	}
	d.run = r
}

// readSeen reads the shown page before all others if it waits.
func (s *Session) readSeen(d *Document) {
	if d.known.looking && !d.known.begun || s.Paused() {
		return // it comes when that is done
	}
	if p := d.Current(); p != nil && p.State == Waiting {
		s.readUrgent(d, d.At, s.ChoiceOf(d), ocr.Quad{})
	}
}

// readUrgent reads a page before all others, even while reading is paused; of
// it an area alone, in pixels, that is not zero.
func (s *Session) readUrgent(d *Document, number int, with Choice, area ocr.Quad) {
	run, as := d.run, s.asked(with, area)
	ctx, reading, ok := run.claims.begin(run.ctx, number)
	if !ok {
		return
	}
	req := s.request(d, with)
	req.Page, req.Urgent, req.Parts = number, true, partsOf(&d.Pages[number], area)
	req.Begun = func() { s.post(func() { s.onPageBegun(d, run, number, reading) }) }
	s.begin(run)
	s.wg.Go(func() {
		result, err := s.cfg.Recognizer.Recognize(ctx, req)
		reading.cancel()
		s.post(func() {
			s.onPageEnded(d, run, number, reading, result, as, err)
			s.end(d, run)
		})
	})
}

// readRest reads the pages of the document that wait, a few at a time, when
// reading is not paused.
func (s *Session) readRest(d *Document) {
	if pages := d.unread(); d.run.lists == 0 && len(pages) > 0 {
		s.readList(d, pages, s.ChoiceOf(d), &s.gate)
	}
}

// readList reads those of the pages that nobody else reads, each when the gate
// is open.
func (s *Session) readList(d *Document, pages []int, with Choice, gate *gate.Gate) {
	run := d.run
	run.lists++
	as := s.asked(with, ocr.Quad{})
	rep := &reporter{engine: s.cfg.Recognizer, claims: &run.claims, gate: gate,
		begun: func(n int, r *reading) { s.post(func() { s.onPageBegun(d, run, n, r) }) },
		ended: func(n int, r *reading, result ocr.Page, err error) {
			s.post(func() { s.onPageEnded(d, run, n, r, result, as, err) })
		},
	}
	req := s.request(d, with)
	s.begin(run)
	s.wg.Go(func() {
		for _, err := range ocr.PagesPaced(run.ctx, rep, req, pages, s.pagesAtOnce) {
			// The reporter has told of the page, or of err, the moment it was
			// read, also where an earlier one takes longer.
			_ = err
		}
		s.post(func() {
			run.lists--
			s.end(d, run)
		})
	})
}

func (s *Session) request(d *Document, with Choice) ocr.Request {
	return ocr.Request{Path: d.Path, Password: d.Password, Group: d.Path, Languages: with.Languages, Order: with.Order, TextLayer: with.TextLayer}
}

func (s *Session) begin(r *run) {
	r.readers++
	s.progress.start(s.cfg.Now())
}

func (s *Session) end(d *Document, r *run) {
	r.readers--
	if d.run == r && !s.Running() {
		s.progress.stop()
	}
	s.changed(ProgressChanged)
}

func (s *Session) onPageBegun(d *Document, r *run, number int, by *reading) {
	if d.run != r || !r.claims.counts(number, by) || s.ctx.Err() != nil {
		return
	}
	d.Pages[number].State = Reading
	s.pageChanged(d, number)
}

func (s *Session) onPageEnded(d *Document, r *run, number int, by *reading, result ocr.Page, as asked, err error) {
	if d.run != r || !r.claims.counts(number, by) || s.ctx.Err() != nil {
		return
	}
	p := &d.Pages[number]
	p.Err = nil
	switch {
	case err == nil:
		result.Number = number
		s.onPageRead(d, p, result, as)
	case errors.Is(err, context.Canceled):
		p.stop()
	default:
		p.State, p.Err = Failed, err
	}
	s.progress.meter.Done++
	s.pageChanged(d, number)
}

func (s *Session) pageChanged(d *Document, number int) {
	what := ProgressChanged
	if d == s.Doc() && number == d.At {
		what |= PageChanged
	}
	s.changed(what)
}
