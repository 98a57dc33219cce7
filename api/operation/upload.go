package operation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"recto/render"
)

// Upload is a document that has come in whole and waits for what becomes of
// it. Who received it discards it, also after it was accepted.
type Upload struct {
	id     string
	folder string
	size   int64
}

// Receive stores what fill writes, at most limit bytes. Errors hold
// ErrStorage, ErrFull, ErrTooLarge, ErrClosing, or are those of fill.
func (s *Service) Receive(limit int64, fill func(io.Writer) error) (*Upload, error) {
	if err := s.takes(); err != nil {
		return nil, err
	}
	if err := s.store.ready(); err != nil {
		return nil, err
	}
	u := &Upload{id: NewID()}
	u.folder = s.store.path(incomingFolder, s.store.instance, u.id)
	if err := os.Mkdir(u.folder, folderMode); err != nil {
		return nil, storageError("make folder", err)
	}
	file, err := os.OpenFile(sourceOf(u.folder), os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		u.Discard()
		return nil, storageError("make file", err)
	}
	w := &limited{file: file, left: limit}
	err = fill(w)
	// The disk's own word counts more than what fill made of it.
	err = errors.Join(w.err, err)
	if closed := file.Close(); err == nil && closed != nil {
		err = storageError("write upload", closed)
	}
	if err != nil {
		u.Discard()
		return nil, err
	}
	u.size = limit - w.left
	return u, nil
}

// takes is nil where new documents are taken.
func (s *Service) takes() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.takesLocked()
}

// takesLocked is takes for who holds the lock.
func (s *Service) takesLocked() error {
	switch {
	case s.draining || s.soft.Err() != nil:
		return ErrClosing
	case len(s.active)+s.syncs >= s.o.MaxOperations:
		return ErrQueue
	}
	return nil
}

// limited is a file that takes only so many bytes.
type limited struct {
	file *os.File
	left int64
	err  error
}

func (l *limited) Write(p []byte) (int, error) {
	if int64(len(p)) > l.left {
		l.err = ErrTooLarge
		return 0, l.err
	}
	n, err := l.file.Write(p)
	l.left -= int64(n)
	if err != nil {
		l.err = storageError("write upload", err)
		return n, l.err
	}
	return n, nil
}

// Size is the number of bytes.
func (u *Upload) Size() int64 { return u.size }

// Sniff tells the format by the bytes, "" where Recto opens none such, and the
// first bytes, at most render.HeadBytes.
func (u *Upload) Sniff() (format string, head []byte, err error) {
	file, err := os.Open(sourceOf(u.folder))
	if err != nil {
		return "", nil, storageError("read upload", err)
	}
	defer file.Close()
	head = make([]byte, min(u.size, render.HeadBytes))
	if _, err := io.ReadFull(file, head); err != nil {
		return "", nil, storageError("read upload", err)
	}
	format, err = render.Sniff(file, u.size)
	if err != nil {
		return "", nil, storageError("read upload", err)
	}
	return format, head, nil
}

// Discard removes what is left of the upload.
func (u *Upload) Discard() { os.RemoveAll(u.folder) }

// Look asks a worker for the number of the document's pages and checks what is
// wanted of them; 0 where the answer takes too long, so that the document is to
// be taken unseen. Errors are those of opening it, ErrPages, a *DimensionError.
func (s *Service) Look(ctx context.Context, u *Upload, want Want) (count int, err error) {
	limited, cancel := context.WithTimeout(ctx, s.o.LookTime)
	defer cancel()
	info, err := s.o.Engine.Info(limited, sourceOf(u.folder), "")
	if err != nil {
		if limited.Err() != nil && ctx.Err() == nil {
			return 0, nil
		}
		return 0, fmt.Errorf("look into upload: %w", err)
	}
	_, err = s.check(info, want)
	return len(info.Pages), err
}

// DimensionError is a picture whose sides, in pixels, are not within bounds.
type DimensionError struct{ Width, Height, Least, Most int }

// Error names the size and the bounds.
func (e *DimensionError) Error() string {
	return fmt.Sprintf("picture of %d × %d pixels, want %d to %d a side", e.Width, e.Height, e.Least, e.Most)
}

// check lists the wanted pages of a document, counted from 0, or says why they
// cannot be read.
func (s *Service) check(info render.Info, want Want) ([]int, error) {
	numbers, err := want.numbers(len(info.Pages))
	if err != nil {
		return nil, err
	}
	for _, number := range numbers {
		page := info.Pages[number]
		if page.Width == 0 && page.Height == 0 {
			continue // it has no pixels of its own
		}
		if min(page.Width, page.Height) < s.o.MinSide || max(page.Width, page.Height) > s.o.MaxSide {
			return nil, &DimensionError{page.Width, page.Height, s.o.MinSide, s.o.MaxSide}
		}
	}
	return numbers, nil
}
