package session

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr/saved"
	"recto/render"
)

// savedNames are the endings of files that may hold saved results.
var savedNames = []string{".json", ".hocr", ".html", ".htm", ".xhtml", ".xml"}

func maybeSaved(path string) bool {
	return slices.Contains(savedNames, strings.ToLower(filepath.Ext(path)))
}

// loaded is a file that may hold saved results: kind tells whether it does, and
// source where its pages' pictures are, "" for nowhere.
type loaded struct {
	kind   saved.Kind
	doc    saved.Document
	source string
	err    error
}

// openSaved opens a file that may hold saved results: they are shown on their
// pages' picture, which is looked for beside them, else on blank paper. Any
// other file is opened as a document.
func (s *Session) openSaved(d *Document, source string, show bool) {
	path := d.Path
	s.Opening++
	s.wg.Go(func() {
		l := load(s.ctx, path)
		if l.err == nil && l.kind != saved.KindNone {
			s.findSource(&l, path, source)
		}
		s.post(func() {
			s.Opening--
			if s.ctx.Err() == nil {
				s.onLoaded(d, l, show)
			}
		})
	})
	s.changed(DocumentsChanged)
}

// load reads the file if it holds saved results, until ctx ends. What is no
// plain file is left alone: a pipe might never open.
func load(ctx context.Context, path string) loaded {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return loaded{} // whoever opens documents says why
	}
	f, err := os.Open(path)
	if err != nil {
		return loaded{}
	}
	defer f.Close()
	prefix := make([]byte, saved.SniffLength)
	n, err := io.ReadFull(f, prefix)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return loaded{}
	}
	l := loaded{kind: saved.Sniff(prefix[:n], path)}
	if l.kind == saved.KindNone {
		return l
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		l.err = err
		return l
	}
	untilEnd := readerFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return f.Read(p)
	})
	l.doc, l.err = saved.Read(untilEnd, saved.DefaultLimit)
	return l
}

// readerFunc is a reader made of a function.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// findSource looks for a file that has the document's pages: the given one, or
// those that the result may mean.
func (s *Session) findSource(l *loaded, path, given string) {
	candidates := l.doc.Sources(path)
	if given != "" {
		candidates = []string{given}
	}
	for _, candidate := range candidates {
		if info, err := os.Stat(candidate); err != nil || !info.Mode().IsRegular() {
			continue
		}
		info, err := s.cfg.Renderer.Info(s.ctx, candidate, "")
		last := l.doc.Pages[len(l.doc.Pages)-1].Number
		switch {
		case errors.Is(err, render.ErrPassword):
			l.source = candidate
			return
		case err == nil && len(info.Pages) == 1 && len(l.doc.Pages) == 1:
			l.doc.AsFirst() // a page of its own, taken out of others
			l.source = candidate
			return
		case err == nil && last < len(info.Pages):
			l.source = candidate
			return
		}
	}
}

func (s *Session) onLoaded(d *Document, l loaded, show bool) {
	switch {
	case l.kind == saved.KindNone:
		s.inspect(d, "", show)
		return
	case l.err != nil:
		if d.restored {
			d.restored = false
			s.restoring--
		}
		s.Problems = append(s.Problems, Problem{d.Path, d.Name(), l.err})
		s.changed(DocumentsChanged)
		return
	}
	d.Saved, d.Title, d.given, d.saved = d.Path, filepath.Base(d.Path), l.doc.Pages, l.doc
	d.Blank = l.source == ""
	if d.Blank {
		s.papers.add(d.Path, l.doc.Pages)
	} else {
		d.Path = l.source
	}
	if first := d.firstGiven(); d.At == 0 && first > 0 {
		d.At = first
	}
	s.inspect(d, "", show)
}

// SetSource looks at saved results that had no picture on the pages of a file.
func (s *Session) SetSource(d *Document, path string) error {
	if d.Saved == "" || !slices.Contains(s.Docs, d) {
		return fmt.Errorf("open %q: %w", path, fs.ErrInvalid)
	}
	fresh := &Document{Path: d.Saved, At: d.At, order: d.order, Selection: d.Selection}
	s.remove(d)
	s.openSaved(fresh, path, true)
	return nil
}

// readable reports whether anything can be read on the document's pages.
func (d *Document) readable() bool { return d.run != nil && !d.Blank }

// file is the file that a person opened.
func (d *Document) file() string {
	if d.Saved != "" {
		return d.Saved
	}
	return d.Path
}

// Renderer draws the pages of the session's documents, blank ones too.
func (s *Session) Renderer() render.Renderer { return s.papers }

// fit brings the results that the document came with onto its pages.
func (d *Document) fit() {
	for i, page := range d.given {
		if page.Number < len(d.Info.Pages) {
			info := d.Info.Pages[page.Number]
			d.given[i] = d.saved.FitTo(page, info.Width, info.Height)
		}
	}
}
