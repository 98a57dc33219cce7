package ui

import (
	"context"
	"errors"
	"sync"

	"recto/ocr"
	"recto/ui/pageview"
)

// errClaimed answers for a page that someone else reads already.
var errClaimed = errors.New("page is read elsewhere")

// claims says which pages of a run somebody reads or has read, so that the
// page a person looks at is not read again when its turn comes. Its zero value
// has none.
type claims struct {
	mu    sync.Mutex
	taken map[int]bool
}

// take claims a page; false where it is taken.
func (c *claims) take(page int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.taken[page] {
		return false
	}
	if c.taken == nil {
		c.taken = map[int]bool{}
	}
	c.taken[page] = true
	return true
}

// release lets a page be claimed again.
func (c *claims) release(page int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.taken, page)
}

// reporter is a Recognizer that reads pages nobody has claimed, and tells the
// session of each as it begins and ends.
type reporter struct {
	engine ocr.Recognizer
	claims *claims
	begun  func(page int)
	ended  func(page int, result ocr.Page, err error)
}

// Recognize gives errClaimed for a page that somebody else reads.
func (r *reporter) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	if !r.claims.take(req.Page) {
		return ocr.Page{}, errClaimed
	}
	r.begun(req.Page)
	result, err := r.engine.Recognize(ctx, req)
	r.ended(req.Page, result, err)
	return result, err
}

// newRun makes the document's pages ready to be read, none of them yet.
func (s *session) newRun(d *document) {
	r := &run{}
	r.ctx, r.cancel = context.WithCancel(s.ctx)
	for i := range d.pages {
		if state := d.pages[i].state; state != pageWaiting && !state.open() {
			r.claims.take(i)
		}
	}
	d.run = r
}

// readSeen reads the shown page before all others if it waits.
func (s *session) readSeen(d *document) {
	if p := d.current(); p != nil && p.state == pageWaiting {
		s.readUrgent(d, d.at)
	}
}

func (s *session) readUrgent(d *document, number int) {
	if !d.run.claims.take(number) {
		return
	}
	d.pages[number].state = pageReading
	req := s.request(d)
	req.Page, req.Urgent = number, true
	run := d.run
	s.begin(run)
	s.wg.Go(func() {
		result, err := s.cfg.Recognizer.Recognize(run.ctx, req)
		s.post(func() {
			s.onPageEnded(d, run, number, result, err)
			s.end(d, run)
		})
	})
}

// readRest reads the pages of the document that wait, a few at a time.
func (s *session) readRest(d *document) {
	pages := d.unread()
	if d.run.rest || len(pages) == 0 {
		return
	}
	run := d.run
	run.rest = true
	rep := &reporter{engine: s.cfg.Recognizer, claims: &run.claims,
		begun: func(n int) { s.post(func() { s.onPageBegun(d, run, n) }) },
		ended: func(n int, result ocr.Page, err error) {
			s.post(func() { s.onPageEnded(d, run, n, result, err) })
		},
	}
	req := s.request(d)
	s.begin(run)
	s.wg.Go(func() {
		for _, err := range ocr.Pages(run.ctx, rep, req, pages, s.cfg.InFlight) {
			// The reporter has told of the page, or of err, the moment it was
			// read, also where an earlier one takes longer.
			_ = err
		}
		s.post(func() {
			run.rest = false
			s.end(d, run)
		})
	})
}

func (s *session) request(d *document) ocr.Request {
	return ocr.Request{Path: d.path, Password: d.password, Group: d.path, Languages: s.cfg.Languages, Order: s.cfg.Order}
}

func (s *session) begin(r *run) {
	r.readers++
	if s.progress.start() {
		s.progress.since = s.cfg.Now()
	}
}

func (s *session) end(d *document, r *run) {
	r.readers--
	if d.run == r && !s.running() {
		s.progress.stop()
	}
	s.changed(changedProgress)
}

func (s *session) onPageBegun(d *document, r *run, number int) {
	if d.run != r || s.ctx.Err() != nil {
		return
	}
	d.pages[number].state = pageReading
	s.pageChanged(d, number)
}

func (s *session) onPageEnded(d *document, r *run, number int, result ocr.Page, err error) {
	if d.run != r || s.ctx.Err() != nil {
		return
	}
	p := &d.pages[number]
	p.err = nil
	switch {
	case err == nil:
		result.Number = number
		p.state, p.result, p.hasResult = pageRead, result, true
		if number == d.at {
			d.mark = pageview.None
		}
	case errors.Is(err, context.Canceled):
		p.state = pageStopped
	default:
		p.state, p.err = pageFailed, err
	}
	s.progress.done++
	s.pageChanged(d, number)
}

func (s *session) pageChanged(d *document, number int) {
	what := changedProgress
	if d == s.doc() && number == d.at {
		what |= changedPage
	}
	s.changed(what)
}
