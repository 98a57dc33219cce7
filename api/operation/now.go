package operation

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"recto/ocr"
	"recto/ocr/wire"
	"recto/render"
)

// ReadNow reads an upload while the client waits, and gives write the document
// page by page. Nothing is kept, save by Options.KeepNow. Errors are those of
// opening, ErrPages, ErrNotRead where no page could be read, ErrClosing, and
// write's own.
func (s *Service) ReadNow(ctx context.Context, u *Upload, want Want, count int, write func(wire.Envelope, iter.Seq2[ocr.Page, error]) error) error {
	if err := s.enterSync(); err != nil {
		return err
	}
	defer s.leaveSync()
	created := time.Now()
	e := s.recent.add(Request{Time: created, Client: want.Client, Version: want.Version, Name: want.Name, Pages: count})
	err := s.readNow(ctx, u, want, count, created, e, func(pages iter.Seq2[ocr.Page, error]) error {
		return write(wire.Envelope{State: wire.Succeeded, Created: created, Updated: time.Now()}, pages)
	})
	switch {
	case err == nil:
		e.end(RequestRead)
	case ctx.Err() != nil:
		e.end(RequestCancelled)
	default:
		e.end(RequestFailed)
	}
	return err
}

func (s *Service) readNow(ctx context.Context, u *Upload, want Want, count int, created time.Time, e *entry, write func(iter.Seq2[ocr.Page, error]) error) error {
	ctx, limit := s.limited(ctx)
	defer limit.stop()
	defer context.AfterFunc(s.hard, func() { limit.cancel(errClosing) })()
	numbers, err := want.numbers(count)
	if count == 0 {
		var info render.Info
		if info, err = s.open(ctx, u.id, u.folder); err == nil {
			numbers, err = s.check(info, want)
		}
	}
	if err != nil {
		return errors.Join(err, s.closing())
	}
	e.pages(len(numbers), 0)
	reader := &reader{Engine: s.o.Engine, soft: s.soft, limit: limit, begun: e.begin}
	var last error
	req := want.request(u.id, sourceOf(u.folder))
	req.Prompt = true
	next, stop := iter.Pull2(ocr.PagesPaced(ctx, reader, req, numbers, s.inFlight))
	defer stop()
	read := 0
	good := func(yield func(ocr.Page, error) bool) {
		for page, err, ok := next(); ok; page, err, ok = next() {
			if err != nil {
				last = err
				if ctx.Err() != nil {
					continue
				}
				s.log.Warn("a page could not be read", "operation", u.id, "page", page.Number+1, "error", err)
				continue
			}
			read++
			s.book(want, u.id, page.Number, false)
			s.keepRead(u, page)
			e.pages(len(numbers), read)
			if !yield(page, nil) {
				return
			}
		}
		if ctx.Err() != nil || s.soft.Err() != nil && read < len(numbers) {
			yield(ocr.Page{}, errors.Join(context.Cause(ctx), s.closing()))
		}
	}
	err = firstThen(good, &last, write)
	if err == nil {
		s.keepNow(u, want, created, outcome{Succeeded: true, Asked: len(numbers), Read: read}, e)
	}
	return err
}

// keepRead keeps a page of a synchronous request where a person may look at it.
func (s *Service) keepRead(u *Upload, page ocr.Page) {
	if !s.o.KeepNow {
		return
	}
	folder := filepath.Join(u.folder, pagesFolder)
	if err := os.MkdirAll(folder, folderMode); err != nil {
		s.log.Debug("a page is not kept", "error", err)
		return
	}
	if err := writeJSON(filepath.Join(u.folder, pageName(page.Number)), page); err != nil {
		s.log.Debug("a page is not kept", "error", err)
	}
}

// keepNow lays a synchronous request to the operations that are done. Nobody
// was promised that, so nothing of it is an error.
func (s *Service) keepNow(u *Upload, want Want, created time.Time, o outcome, e *entry) {
	if !s.o.KeepNow {
		return
	}
	o.Updated = time.Now()
	r := record{ID: u.id, Created: created, Want: want, Count: o.Asked}
	err := errors.Join(
		writeJSON(filepath.Join(u.folder, recordFile), r),
		writeJSON(filepath.Join(u.folder, outcomeFile), o),
		writeExpiry(u.folder, o.Updated.Add(s.life(r))),
		os.Rename(u.folder, s.store.path(doneFolder, u.id)))
	if err != nil {
		s.log.Debug("a synchronous request is not kept", "error", err)
		return
	}
	e.change(func() { e.request.ID = u.id })
}

// firstThen calls write with the pages when the first has come, so that what
// is written before a page can say that it succeeded.
func firstThen(pages iter.Seq2[ocr.Page, error], last *error, write func(iter.Seq2[ocr.Page, error]) error) error {
	next, stop := iter.Pull2(pages)
	defer stop()
	first, err, ok := next()
	switch {
	case !ok:
		return fmt.Errorf("%w: %w", ErrNotRead, *last)
	case err != nil:
		return err
	}
	return write(func(yield func(ocr.Page, error) bool) {
		for page, err, ok := first, error(nil), true; ok && yield(page, err); page, err, ok = next() {
		}
	})
}

func (s *Service) closing() error {
	if s.soft.Err() != nil {
		return ErrClosing
	}
	return nil
}

func (s *Service) enterSync() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.takesLocked(); err != nil {
		return err
	}
	s.syncs++
	s.work.Add(1)
	return nil
}

func (s *Service) leaveSync() {
	s.mu.Lock()
	s.syncs--
	s.mu.Unlock()
	s.work.Done()
}
