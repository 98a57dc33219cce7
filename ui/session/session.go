// Package session is what is open, what is shown, read and selected: all that
// the window shows, without a widget. It knows no toolkit.
package session

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"recto/ocr"
	"recto/ocr/gate"
	"recto/render"
)

// Change says what of a session is different now; several may come together.
type Change int

const (
	// DocumentsChanged tells that documents were opened, closed, unlocked or refused.
	DocumentsChanged Change = 1 << iota
	// ShownChanged tells that another page is shown.
	ShownChanged
	// PageChanged tells that the shown page was read, failed, or is being read.
	PageChanged
	// SelectionChanged tells that other words are selected.
	SelectionChanged
	// ProgressChanged tells that some page was begun or ended.
	ProgressChanged
)

// Config is what a session works with. Languages, Order, TextLayer and what belongs to the
// Store may be missing.
type Config struct {
	Recognizer ocr.Recognizer
	Renderer   render.Renderer
	Languages  []string
	Order      ocr.Order
	TextLayer  ocr.TextLayer

	// InFlight is how many pages of a document are read at once.
	InFlight int

	// Post runs a function on the goroutine that owns the session.
	Post func(func())

	Now func() time.Time

	// OnChange is called on the session's goroutine after every change.
	OnChange func(Change)

	// Store keeps results, corrections and what is open, as far as Keeping
	// wants it; nil keeps nothing.
	Store   Store
	Keeping Keeping

	// Engine changes when pages may be read otherwise than before.
	Engine string

	// View is what else the window wants to know again at its next start.
	View func() map[string]string
}

// Problem is a file that could not be opened.
type Problem struct {
	Path, Name string
	Err        error
}

// Session belongs to one goroutine, the user interface's; its work runs on
// others, which Close ends. Fields are for others to read: only the session
// changes them, and tells of it.
type Session struct {
	// Docs are the open documents in their order, and Shown the index of the
	// one that is shown; 0 where there are none.
	Docs  []*Document
	Shown int

	// Opening is how many files are being opened.
	Opening int

	// Problems are the files that could not be opened, until dismissed.
	Problems []Problem

	// KeepErr is why something could not be kept, until dismissed.
	KeepErr error

	cfg      Config
	ctx      context.Context
	cancel   context.CancelFunc
	opened   int
	progress progress

	// gate lets pages begin that nobody asked for by itself, and inFlight is how
	// many of a document are read at once.
	gate     gate.Gate
	inFlight atomic.Int64

	papers *papers
	wg     sync.WaitGroup

	// keeper writes to the store; dirty tells that what is open has changed.
	keeper keeper
	dirty  bool

	// restoring counts documents of the last session that are not open yet, and
	// forgotten how often everything was forgotten.
	restoring, forgotten int
}

// New makes a session without documents, which ends with ctx.
func New(ctx context.Context, cfg Config) *Session {
	s := &Session{cfg: cfg}
	s.keeper.wg = &s.wg
	s.papers = &papers{Renderer: cfg.Renderer}
	s.cfg.Renderer = s.papers
	s.SetInFlight(cfg.InFlight)
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// Close cancels all work and returns when none of it runs any more and all is
// kept that was to be.
func (s *Session) Close() {
	if s.dirty {
		s.keepSession()
	}
	s.cancel()
	s.wg.Wait()
}

// SetReading lets pages that are read from now on be read as pages in these
// languages, the most likely first, in that order, and with that use of text
// that documents hold.
func (s *Session) SetReading(languages []string, order ocr.Order, layer ocr.TextLayer) {
	s.cfg.Languages, s.cfg.Order, s.cfg.TextLayer = languages, order, layer
}

// SetInFlight is how many pages of a document are read at once, from the next
// page on.
func (s *Session) SetInFlight(pages int) { s.inFlight.Store(int64(max(1, pages))) }

// InFlight is how many pages of a document are read at once.
func (s *Session) InFlight() int { return int(s.inFlight.Load()) }

func (s *Session) pagesAtOnce() int { return int(s.inFlight.Load()) }

// Doc is the document that is shown, nil without any.
func (s *Session) Doc() *Document {
	if s.Shown >= len(s.Docs) {
		return nil
	}
	return s.Docs[s.Shown]
}

// Page is the page that is shown, nil without any.
func (s *Session) Page() *Page {
	if d := s.Doc(); d != nil {
		return d.Current()
	}
	return nil
}

// Open opens files, in their order, and shows the first of them. One that is
// open already is shown.
func (s *Session) Open(paths ...string) {
	show := true
	for _, path := range paths {
		if absolute, err := filepath.Abs(path); err == nil {
			path = absolute
		}
		if i := s.index(path); i >= 0 {
			if show {
				s.Show(i)
			}
		} else {
			s.opened++
			s.openFile(&Document{Path: path, order: s.opened, Selection: ocr.NoSpan}, show)
		}
		show = false
	}
}

// openFile opens a document, or saved results.
func (s *Session) openFile(d *Document, show bool) {
	if maybeSaved(d.Path) {
		s.openSaved(d, "", show)
		return
	}
	s.inspect(d, "", show)
}

func (s *Session) index(path string) int {
	return slices.IndexFunc(s.Docs, func(d *Document) bool { return d.file() == path })
}

// Unlock tries a password on a locked document.
func (s *Session) Unlock(d *Document, password string) { s.inspect(d, password, true) }

// Try tries a password on a locked document, as Unlock does, without showing
// it.
func (s *Session) Try(d *Document, password string) { s.inspect(d, password, false) }

// inspect asks for the document's pages. While it runs, Opening counts it.
func (s *Session) inspect(d *Document, password string, show bool) {
	s.Opening++
	path := d.Path
	s.wg.Go(func() {
		info, err := s.cfg.Renderer.Info(s.ctx, path, password)
		if err == nil && len(info.Pages) == 0 {
			err = render.ErrNoPages
		}
		s.post(func() {
			s.Opening--
			if d.restored {
				d.restored = false
				s.restoring--
			}
			if s.ctx.Err() == nil {
				s.onInspected(d, password, info, err, show)
			}
		})
	})
	s.changed(DocumentsChanged)
}

func (s *Session) onInspected(d *Document, password string, info render.Info, err error, show bool) {
	locked := errors.Is(err, render.ErrPassword) || errors.Is(err, render.ErrWrongPassword)
	known := s.index(d.file())
	switch {
	case d.run != nil || known >= 0 && s.Docs[known] != d || known < 0 && d.Err != nil:
		// Opened twice before the first answer came, or closed while locked.
		s.changed(DocumentsChanged)
		return
	case err != nil && !locked:
		s.remove(d)
		s.Problems = append(s.Problems, Problem{d.Path, d.Name(), err})
		s.changed(DocumentsChanged | ShownChanged)
		return
	}
	d.Err = err
	if known < 0 {
		s.insert(d)
	}
	if err == nil {
		d.Password, d.Info, d.Pages = password, info, make([]Page, len(info.Pages))
		d.At = min(max(d.At, 0), len(d.Pages)-1)
		d.take()
		s.newRun(d)
	}
	if show || len(s.Docs) == 1 {
		s.Shown = s.index(d.file())
	}
	if err == nil {
		s.identify(d)
	}
	s.changed(DocumentsChanged | ShownChanged)
}

// insert adds the document in the order in which documents were opened,
// whichever answer came first; the shown one stays shown.
func (s *Session) insert(d *Document) {
	at := len(s.Docs)
	for at > 0 && s.Docs[at-1].order > d.order {
		at--
	}
	s.Docs = slices.Insert(s.Docs, at, d)
	if at <= s.Shown && len(s.Docs) > 1 {
		s.Shown++
	}
}

// Show turns to another open document.
func (s *Session) Show(index int) {
	if index < 0 || index >= len(s.Docs) || index == s.Shown {
		return
	}
	s.Shown = index
	if d := s.Doc(); d.run != nil {
		s.readSeen(d)
	}
	s.changed(DocumentsChanged | ShownChanged)
}

// CloseDocument forgets the document that is shown.
func (s *Session) CloseDocument() { s.Forget(s.Doc()) }

// Forget closes a document, whether it is shown or not.
func (s *Session) Forget(d *Document) {
	if d != nil {
		s.remove(d)
		if d := s.Doc(); d != nil && d.run != nil {
			s.readSeen(d)
		}
		s.changed(DocumentsChanged | ShownChanged | ProgressChanged)
	}
}

func (s *Session) remove(d *Document) {
	if d.run != nil {
		d.run.cancel()
		d.run = nil
	}
	if d.known.cancel != nil {
		d.known.cancel()
	}
	if d.Blank {
		s.papers.remove(d.Path)
	}
	if i := slices.Index(s.Docs, d); i >= 0 {
		s.Docs = slices.Delete(s.Docs, i, i+1)
		if s.Shown > i || s.Shown == len(s.Docs) {
			s.Shown = max(0, s.Shown-1)
		}
	}
	if !s.Running() {
		s.progress.stop()
	}
}

// Dismiss forgets a file that could not be opened.
func (s *Session) Dismiss(index int) {
	s.Problems = slices.Delete(s.Problems, index, index+1)
	s.changed(DocumentsChanged)
}

// DismissAll forgets all files that could not be opened.
func (s *Session) DismissAll() {
	s.Problems = nil
	s.changed(DocumentsChanged)
}

// GoTo turns to a page of the shown document, counted from 0; numbers beyond
// its ends turn to the first or last. The page is read at once if it waits.
func (s *Session) GoTo(number int) {
	d := s.Doc()
	if d == nil || len(d.Pages) == 0 {
		return
	}
	number = min(max(number, 0), len(d.Pages)-1)
	if number == d.At {
		return
	}
	d.At, d.Selection = number, ocr.NoSpan
	s.readSeen(d)
	s.changed(ShownChanged)
}

// Select selects words of the shown page; ocr.NoSpan selects none.
func (s *Session) Select(span ocr.Span) {
	if d := s.Doc(); d != nil && d.Selection != span {
		d.Selection = span
		s.changed(SelectionChanged)
	}
}

// Running reports whether pages are being read.
func (s *Session) Running() bool {
	return slices.ContainsFunc(s.Docs, func(d *Document) bool { return d.run != nil && d.run.readers > 0 })
}

// Pace is how the reading goes on.
func (s *Session) Pace() Pace {
	remaining := 0
	for _, d := range s.Docs {
		if d.run == nil {
			continue
		}
		remaining += d.Count(Reading)
		if d.run.lists > 0 {
			remaining += d.Count(Waiting)
		}
	}
	return s.progress.pace(s.cfg.Now(), remaining)
}

func (s *Session) post(f func()) { s.cfg.Post(f) }

func (s *Session) changed(what Change) {
	if s.ctx.Err() != nil {
		return
	}
	if what&(DocumentsChanged|ShownChanged) != 0 {
		s.keepSession()
	}
	s.cfg.OnChange(what)
}

// told is changed for what is nothing of what is open: where that could not be
// kept, keeping it again would only fail again, for ever.
func (s *Session) told() {
	if s.ctx.Err() == nil {
		s.cfg.OnChange(DocumentsChanged)
	}
}
