package ui

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"recto/ocr"
	"recto/render"
	"recto/ui/pageview"
)

// change says what of a session is different now; several may come together.
type change int

const (
	// changedDocuments: documents were opened, closed, unlocked or refused.
	changedDocuments change = 1 << iota
	// changedShown: another page is shown.
	changedShown
	// changedPage: the shown page was read, failed, or is being read.
	changedPage
	// changedMark: another word or line is marked.
	changedMark
	// changedProgress: some page was begun or ended.
	changedProgress
)

// sessionConfig is what a session works with. All fields are needed but
// Languages and Order.
type sessionConfig struct {
	Recognizer ocr.Recognizer
	Renderer   render.Renderer
	Languages  []string
	Order      ocr.Order

	// InFlight is how many pages of a document are read at once.
	InFlight int

	// Post runs a function on the goroutine that owns the session.
	Post func(func())

	Now func() time.Time

	// OnChange is called on the session's goroutine after every change.
	OnChange func(change)
}

// problem is a file that could not be opened.
type problem struct {
	path, name string
	err        error
}

// session is what is open, what is shown and what was read: all that the
// window shows, without a widget. It belongs to one goroutine, the user
// interface's; its work runs on others, which close ends.
type session struct {
	cfg      sessionConfig
	ctx      context.Context
	cancel   context.CancelFunc
	docs     []*document
	shown    int
	opening  int
	opened   int
	problems []problem
	progress progress
	wg       sync.WaitGroup
}

// newSession makes a session without documents, which ends with ctx.
func newSession(ctx context.Context, cfg sessionConfig) *session {
	s := &session{cfg: cfg}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// close cancels all work and returns when none of it runs any more.
func (s *session) close() {
	s.cancel()
	s.wg.Wait()
}

// doc is the document that is shown, nil without any.
func (s *session) doc() *document {
	if s.shown >= len(s.docs) {
		return nil
	}
	return s.docs[s.shown]
}

// page is the page that is shown, nil without any.
func (s *session) page() *page {
	if d := s.doc(); d != nil {
		return d.current()
	}
	return nil
}

// open opens files, in their order, and shows the first of them. One that is
// open already is shown.
func (s *session) open(paths ...string) {
	show := true
	for _, path := range paths {
		if absolute, err := filepath.Abs(path); err == nil {
			path = absolute
		}
		if i := s.index(path); i >= 0 {
			if show {
				s.show(i)
			}
		} else {
			s.opened++
			d := &document{path: path, order: s.opened, mark: pageview.None}
			s.inspect(d, "", show)
		}
		show = false
	}
}

func (s *session) index(path string) int {
	return slices.IndexFunc(s.docs, func(d *document) bool { return d.path == path })
}

// unlock tries a password on a locked document.
func (s *session) unlock(d *document, password string) { s.inspect(d, password, true) }

// inspect asks for the document's pages. While it runs, opening counts it.
func (s *session) inspect(d *document, password string, show bool) {
	s.opening++
	s.wg.Go(func() {
		info, err := s.cfg.Renderer.Info(s.ctx, d.path, password)
		if err == nil && len(info.Pages) == 0 {
			err = render.ErrNoPages
		}
		s.post(func() {
			s.opening--
			if s.ctx.Err() == nil {
				s.onInspected(d, password, info, err, show)
			}
		})
	})
	s.changed(changedDocuments)
}

func (s *session) onInspected(d *document, password string, info render.Info, err error, show bool) {
	locked := errors.Is(err, render.ErrPassword) || errors.Is(err, render.ErrWrongPassword)
	known := s.index(d.path)
	switch {
	case d.run != nil || known >= 0 && s.docs[known] != d || known < 0 && d.err != nil:
		// Opened twice before the first answer came, or closed while locked.
		s.changed(changedDocuments)
		return
	case err != nil && !locked:
		s.remove(d)
		s.problems = append(s.problems, problem{d.path, d.name(), err})
		s.changed(changedDocuments | changedShown)
		return
	}
	d.err = err
	if known < 0 {
		s.insert(d)
	}
	if err == nil {
		d.password, d.info, d.pages = password, info, make([]page, len(info.Pages))
		d.take()
		s.newRun(d)
	}
	if show || len(s.docs) == 1 {
		s.shown = s.index(d.path)
	}
	if err == nil {
		if s.doc() == d {
			s.readSeen(d)
		}
		s.readRest(d)
	}
	s.changed(changedDocuments | changedShown)
}

// insert adds the document in the order in which documents were opened,
// whichever answer came first; the shown one stays shown.
func (s *session) insert(d *document) {
	at := len(s.docs)
	for at > 0 && s.docs[at-1].order > d.order {
		at--
	}
	s.docs = slices.Insert(s.docs, at, d)
	if at <= s.shown && len(s.docs) > 1 {
		s.shown++
	}
}

// show turns to another open document.
func (s *session) show(index int) {
	if index < 0 || index >= len(s.docs) || index == s.shown {
		return
	}
	s.shown = index
	if d := s.doc(); d.run != nil {
		s.readSeen(d)
	}
	s.changed(changedDocuments | changedShown)
}

// closeDocument forgets the document that is shown.
func (s *session) closeDocument() {
	if d := s.doc(); d != nil {
		s.remove(d)
		if d := s.doc(); d != nil && d.run != nil {
			s.readSeen(d)
		}
		s.changed(changedDocuments | changedShown | changedProgress)
	}
}

func (s *session) remove(d *document) {
	if d.run != nil {
		d.run.cancel()
		d.run = nil
	}
	if i := slices.Index(s.docs, d); i >= 0 {
		s.docs = slices.Delete(s.docs, i, i+1)
		if s.shown > i || s.shown == len(s.docs) {
			s.shown = max(0, s.shown-1)
		}
	}
	if !s.running() {
		s.progress.stop()
	}
}

// dismiss forgets a file that could not be opened.
func (s *session) dismiss(index int) {
	s.problems = slices.Delete(s.problems, index, index+1)
	s.changed(changedDocuments)
}

// dismissAll forgets all files that could not be opened.
func (s *session) dismissAll() {
	s.problems = nil
	s.changed(changedDocuments)
}

// goTo turns to a page of the shown document, counted from 0; numbers beyond
// its ends turn to the first or last. The page is read at once if it waits.
func (s *session) goTo(number int) {
	d := s.doc()
	if d == nil || len(d.pages) == 0 {
		return
	}
	number = min(max(number, 0), len(d.pages)-1)
	if number == d.at {
		return
	}
	d.at, d.mark = number, pageview.None
	s.readSeen(d)
	s.changed(changedShown)
}

// mark marks a word or line of the shown page.
func (s *session) mark(m pageview.Mark) {
	if d := s.doc(); d != nil && d.mark != m {
		d.mark = m
		s.changed(changedMark)
	}
}

// reread reads the shown page again, whatever became of it before.
func (s *session) reread() {
	d, p := s.doc(), s.page()
	if p == nil || p.state == pageReading {
		return
	}
	d.run.claims.release(d.at)
	s.readUrgent(d, d.at)
	s.changed(changedPage | changedProgress)
}

// resume reads the pages of the shown document that wait, were stopped or were
// left out.
func (s *session) resume() {
	d := s.doc()
	if d == nil || d.run == nil {
		return
	}
	for i := range d.pages {
		if d.pages[i].state.open() {
			d.pages[i].state = pageWaiting
			d.run.claims.release(i)
		}
	}
	s.readSeen(d)
	s.readRest(d)
	s.changed(changedPage | changedProgress)
}

// stop cancels all reading. Pages that were under way are stopped, or keep
// what was read of them before; pages that waited go on waiting.
func (s *session) stop() {
	for _, d := range s.docs {
		if d.run == nil {
			continue
		}
		d.run.cancel()
		for i := range d.pages {
			p := &d.pages[i]
			if p.state == pageReading {
				p.state = pageStopped
				if p.hasResult {
					p.state = pageRead
				}
			}
		}
		s.newRun(d)
	}
	s.progress.stop()
	s.changed(changedPage | changedProgress)
}

// running reports whether pages are being read.
func (s *session) running() bool {
	return slices.ContainsFunc(s.docs, func(d *document) bool { return d.run != nil && d.run.readers > 0 })
}

// pace is how the reading goes on.
func (s *session) pace() pace {
	remaining := 0
	for _, d := range s.docs {
		if d.run == nil {
			continue
		}
		remaining += d.count(pageReading)
		if d.run.rest {
			remaining += d.count(pageWaiting)
		}
	}
	return s.progress.pace(s.cfg.Now(), remaining)
}

func (s *session) post(f func()) { s.cfg.Post(f) }

func (s *session) changed(what change) {
	if s.ctx.Err() == nil {
		s.cfg.OnChange(what)
	}
}
