package operation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"recto/ocr"
	"recto/ocr/wire"
	"recto/render"
)

// Answer is the answer to a poll: a JSON document. Who got it closes it.
type Answer struct {
	io.ReadCloser

	// Size is the number of bytes.
	Size int64

	// Ended is true where the operation has.
	Ended bool
}

// Poll is the answer of version v about an operation of any instance on the
// folder; the error holds ErrUnknown where there is none.
func (s *Service) Poll(id string, v wire.Version) (*Answer, error) {
	s.mu.Lock()
	a := s.active[id]
	s.mu.Unlock()
	if a != nil {
		return a.answer(v)
	}
	// It may end, and so move, between two looks.
	for range 2 {
		answer, err := s.store.answerDone(id, v)
		if !errors.Is(err, fs.ErrNotExist) {
			return answer, err
		}
		answer, err = s.store.answerOther(id, v)
		if !errors.Is(err, fs.ErrNotExist) {
			return answer, err
		}
	}
	return nil, ErrUnknown
}

// answer is that of an operation under way.
func (a *active) answer(v wire.Version) (*Answer, error) {
	a.mu.Lock()
	e := wire.Envelope{State: a.state, Created: a.Created, Updated: a.updated}
	unsaved := a.unsaved
	a.mu.Unlock()
	switch {
	case unsaved != nil:
		e.State = wire.Failed // without its pages it is no success
	case e.State == wire.Failed || e.State == wire.Succeeded:
		// Its files are just being written. It succeeds when they are there.
		e.State = wire.Running
	}
	return pending(e, v)
}

func pending(e wire.Envelope, v wire.Version) (*Answer, error) {
	var b bytes.Buffer
	if err := wire.WriteDocument(&b, v, e, nil); err != nil {
		return nil, err
	}
	return &Answer{ReadCloser: io.NopCloser(&b), Size: int64(b.Len()), Ended: e.State == wire.Failed}, nil
}

// answerDone is the document of an operation that has ended.
func (s *store) answerDone(id string, v wire.Version) (*Answer, error) {
	folder := s.path(doneFolder, id)
	file, err := os.Open(filepath.Join(folder, resultName(v)))
	if errors.Is(err, fs.ErrNotExist) {
		file, err = s.write(folder, v)
	}
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &Answer{ReadCloser: file, Size: info.Size(), Ended: true}, nil
}

// write makes the document of a version other than the operation's own.
func (s *store) write(folder string, v wire.Version) (*os.File, error) {
	var r record
	var o outcome
	if err := readJSON(filepath.Join(folder, outcomeFile), &o); err != nil {
		return nil, err
	}
	if file, err := os.Open(filepath.Join(folder, resultName(v))); err == nil {
		return file, nil // it was laid here since the first look
	}
	if err := readJSON(filepath.Join(folder, recordFile), &r); err != nil {
		return nil, err
	}
	path, err := writeResult(folder, r, o, v)
	if err != nil {
		return nil, storageError("write result", err)
	}
	return os.Open(path)
}

// answerOther is that of an operation which another instance works on, or
// which waits for one to take it over.
func (s *store) answerOther(id string, v wire.Version) (*Answer, error) {
	folder := s.path(activeFolder, id)
	var r record
	if err := readJSON(filepath.Join(folder, recordFile), &r); errors.Is(err, fs.ErrNotExist) {
		return nil, err
	} else if err != nil { // damaged: whoever takes it over ends it as failed
		r.Created = modified(folder)
	}
	r.ID = id
	return pending(s.pendingOf(r), v)
}

// pendingOf is how far an operation that has not ended is, by its files.
func (s *store) pendingOf(r record) wire.Envelope {
	folder := s.path(activeFolder, r.ID)
	e := wire.Envelope{State: wire.NotStarted, Created: r.Created, Updated: r.Created}
	if exists(filepath.Join(folder, startedFile)) {
		e.State = wire.Running
		if info, err := os.Stat(filepath.Join(folder, pagesFolder)); err == nil {
			e.Updated = latest(r.Created, info.ModTime())
		}
	}
	return e
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Fetched tells that a client has got the whole result of an operation: where
// results of 2.x are kept for one fetch only, one of theirs is removed.
func (s *Service) Fetched(id string) {
	if !s.o.DeleteOnRead20 {
		return
	}
	var r record
	folder := s.store.path(doneFolder, id)
	if err := readJSON(filepath.Join(folder, recordFile), &r); err == nil && r.Version.Is2() {
		s.store.remove(folder)
	}
}

// folder is where an operation lies now; ErrUnknown where it is gone.
func (s *Service) folder(id string) (string, error) {
	for range 2 {
		for _, where := range []string{activeFolder, doneFolder} {
			folder := s.store.path(where, id)
			if _, err := os.Stat(folder); err == nil {
				return folder, nil
			}
		}
	}
	return "", ErrUnknown
}

// maxPicture bounds a page's picture for the screen, in pixels.
const maxPicture = 16_000_000

// Picture draws a page of an operation's document, counted from 0, at most
// width pixels wide. Errors hold ErrUnknown, a render.Code or an ocr.Code.
func (s *Service) Picture(ctx context.Context, id string, page, width int) (render.Raster, error) {
	folder, err := s.folder(id)
	if err != nil {
		return render.Raster{}, err
	}
	draw := func(folder string) (render.Raster, error) {
		return s.o.Engine.Render(ctx, render.Request{Path: sourceOf(folder), Page: page, MaxWidth: width, MaxHeight: maxPicture / width})
	}
	raster, err := draw(folder)
	if errors.Is(err, render.ErrNotFound) {
		// It has ended, and so moved, meanwhile.
		if folder, err = s.folder(id); err != nil {
			return render.Raster{}, err
		}
		raster, err = draw(folder)
	}
	return raster, err
}

// Document is an operation's document, and what was read of it so far.
type Document struct {
	Path  string // of the document's file
	Name  string // for people, "" where none is known
	Pages []ocr.Page
}

// Document is that of the operation; ErrUnknown where there is none.
func (s *Service) Document(id string) (Document, error) {
	folder, err := s.folder(id)
	if err != nil {
		return Document{}, err
	}
	var r record
	if err := readJSON(filepath.Join(folder, recordFile), &r); err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	numbers, err := saved(folder)
	if err != nil {
		return Document{}, storageError("list pages", err)
	}
	d := Document{Path: sourceOf(folder), Name: r.Name}
	for page, err := range pages(folder, slices.Sorted(slices.Values(numbers))) {
		if err != nil {
			return Document{}, storageError("read page", err)
		}
		d.Pages = append(d.Pages, page)
	}
	return d, nil
}
