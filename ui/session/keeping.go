package session

import (
	"context"
	"errors"
	"slices"
	"time"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/correct"
)

// patience is how long reading waits for the store to tell whether the pages
// were read before. A huge file that was never seen takes longer to be known.
const patience = 400 * time.Millisecond

// found is what the store knows of a document.
type found struct {
	key         archive.Key
	corrections map[int][]correct.Correction
	stored      []int
	err         error
}

// known is what a document has of the store.
type known struct {
	// key is "" until the document is known, and where it never will be.
	key archive.Key

	// looking is true while the store looks for it, until cancel; begun once
	// its reading was let begin.
	looking, begun bool
	cancel         context.CancelFunc
}

// identify lets the reading of a document begin that was just opened, unless the
// store may have its pages: then, when that is known or patience ends.
func (s *Session) identify(d *Document) {
	if s.cfg.Store == nil || d.Request != "" {
		s.startReading(d)
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	d.known = known{looking: true, cancel: cancel}
	path, run, done := d.Path, d.run, make(chan struct{})
	forgotten := s.forgotten
	s.wg.Go(func() {
		defer close(done)
		defer cancel()
		f := s.look(ctx, path)
		s.post(func() {
			if s.ctx.Err() == nil && d.run != nil && forgotten == s.forgotten {
				s.onFound(d, f)
			}
		})
	})
	s.wg.Go(func() {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		select {
		case <-timer.C:
			s.post(func() {
				if d.run == run && s.ctx.Err() == nil {
					s.startReading(d)
				}
			})
		case <-done:
		case <-s.ctx.Done():
		}
	})
}

// look asks the store for a document.
func (s *Session) look(ctx context.Context, path string) found {
	key, err := s.cfg.Store.Key(ctx, path)
	if err != nil {
		return found{err: err}
	}
	f := found{key: key, stored: s.cfg.Store.Results(key)}
	f.corrections, f.err = s.cfg.Store.Corrections(ctx, key)
	return f
}

// startReading reads the document's pages, the shown one first. It does so once.
func (s *Session) startReading(d *Document) {
	if d.known.begun {
		return
	}
	d.known.begun = true
	if s.Doc() == d {
		s.readSeen(d)
	}
	s.readRest(d)
}

func (s *Session) onFound(d *Document, f found) {
	d.known.looking, d.known.key = false, f.key
	s.keepFailed(f.err)
	if len(f.corrections) > 0 {
		d.corrections = *correct.New(f.corrections)
	}
	for i := range d.Pages {
		if p := &d.Pages[i]; p.HasResult {
			p.Result = d.seen(p.read)
			s.keepResult(d, p)
		}
	}
	if f.key == "" || !s.cfg.Keeping.Results || d.Saved != "" {
		s.startReading(d)
	} else {
		s.restore(d, d.run, f.stored)
	}
	s.changed(PageChanged | ProgressChanged)
}

// restore takes over the pages that the store has, the shown one first, and
// lets the others be read.
func (s *Session) restore(d *Document, run *run, stored []int) {
	numbers := slices.DeleteFunc(slices.Clone(stored), func(n int) bool { return n >= len(d.Pages) || !run.claims.take(n) })
	if i := slices.Index(numbers, d.At); i > 0 {
		numbers = slices.Concat([]int{d.At}, numbers[:i], numbers[i+1:])
	}
	if d.At < len(d.Pages) && !slices.Contains(numbers, d.At) && s.Doc() == d {
		s.readSeen(d)
	}
	if len(numbers) == 0 {
		s.startReading(d)
		return
	}
	wanted, key := s.settings(s.ChoiceOf(d)), d.known.key
	s.wg.Go(func() {
		for _, n := range numbers {
			if run.ctx.Err() != nil {
				break
			}
			r, err := s.cfg.Store.Result(key, n)
			usable := err == nil && r.Equal(wanted)
			s.post(func() { s.onRestored(d, run, n, r, usable) })
		}
		s.post(func() {
			if d.run == run && s.ctx.Err() == nil {
				s.onAllRestored(d)
			}
		})
	})
}

// onAllRestored lets those pages be read that the store had nothing of, or
// nothing that fits.
func (s *Session) onAllRestored(d *Document) {
	if !d.known.begun {
		s.startReading(d)
	} else if pages := d.unread(); len(pages) > 0 {
		s.readList(d, pages, s.ChoiceOf(d), &s.gate) // a list that runs may have passed them
	}
}

func (s *Session) onRestored(d *Document, run *run, number int, r archive.Result, usable bool) {
	if d.run != run || s.ctx.Err() != nil {
		return
	}
	p := &d.Pages[number]
	if !usable || p.State != Waiting {
		if p.State == Waiting {
			run.claims.letGo(number) // a person may have it read again meanwhile
		}
		if d == s.Doc() && number == d.At {
			s.readSeen(d)
		}
		return
	}
	p.set(d, r.Page)
	p.State, p.Restored, p.used = Read, true, r.Settings
	s.pageChanged(d, number)
}

// set makes result what was read on the page.
func (p *Page) set(d *Document, result ocr.Page) {
	p.read, p.HasResult, p.Restored = result, true, false
	p.Result = d.seen(result)
	if result.Number == d.At {
		d.Selection = ocr.NoSpan
	}
}

// keepResult keeps what was read on a page, once the document is known. What a
// password protects is not kept, nor what was read elsewhere.
func (s *Session) keepResult(d *Document, p *Page) {
	key := d.known.key
	if key == "" || !s.cfg.Keeping.Results || p.Restored || d.Password != "" || d.Saved != "" {
		return
	}
	r := archive.Result{Settings: p.used, Page: p.read}
	s.keep(func(context.Context) error { return s.cfg.Store.KeepResult(key, r) })
}

// Restore opens what was open when Recto ended last. Then is called with what
// else the window wanted to know again, before any of it is open; it may be nil.
func (s *Session) Restore(then func(view map[string]string)) {
	if s.cfg.Store == nil {
		return
	}
	s.restoring++
	s.wg.Go(func() {
		last, err := s.cfg.Store.Session()
		s.post(func() {
			s.restoring--
			if s.ctx.Err() != nil {
				return
			}
			s.keepFailed(err)
			if then != nil {
				then(last.Panels)
			}
			s.reopen(last)
		})
	})
}

// reopen opens what was open last, in its order. The document that was shown is
// asked for before the others, of which there may be hundreds.
func (s *Session) reopen(last archive.Session) {
	var shown *Document
	var others []*Document
	for i, o := range last.Documents {
		if s.index(o.Path) >= 0 {
			continue
		}
		s.opened++
		d := &Document{Path: o.Path, At: o.Page, Selection: ocr.NoSpan, order: s.opened, restored: true}
		d.recall(o)
		s.restoring++
		if i == last.Shown {
			shown = d
		} else {
			others = append(others, d)
		}
	}
	if shown != nil {
		s.openFile(shown, true)
	}
	for _, d := range others {
		s.openFile(d, false)
	}
}

// keepSession notes that what is open has changed, and keeps it when the writer
// has time: of many changes the last one counts.
func (s *Session) keepSession() {
	if s.cfg.Store == nil || !s.cfg.Keeping.Session || s.restoring > 0 {
		return
	}
	s.dirty = true
	snapshot := s.snapshot()
	s.keeper.mu.Lock()
	waiting := s.keeper.pending != nil
	s.keeper.pending = &snapshot
	s.keeper.mu.Unlock()
	if waiting {
		return
	}
	s.keep(func(ctx context.Context) error {
		s.keeper.mu.Lock()
		latest := s.keeper.pending
		s.keeper.pending = nil
		s.keeper.mu.Unlock()
		return s.cfg.Store.KeepSession(ctx, *latest)
	})
}

// snapshot is what is open; what came over the API is not ours to open again.
func (s *Session) snapshot() archive.Session {
	last := archive.Session{}
	for i, d := range s.Docs {
		if d.Request != "" {
			continue
		}
		if i == s.Shown {
			last.Shown = len(last.Documents)
		}
		last.Documents = append(last.Documents, d.remembered())
	}
	if s.cfg.View != nil {
		last.Panels = s.cfg.View()
	}
	return last
}

// errLooking answers for a document that the store is still looking for.
var errLooking = errors.New("the document is still being looked at")
