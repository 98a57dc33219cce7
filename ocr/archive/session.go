package archive

import (
	"context"
	"fmt"

	"recto/ocr"
)

// sessionVersion is the version of the session's file; others count as none.
const sessionVersion = 1

// maxOpen is how many documents of a session's file are taken.
const maxOpen = 1000

// Session is what was open, and how it was shown.
type Session struct {
	// Documents are in the window's order, and Shown is the index of the one
	// that was shown.
	Documents []Open
	Shown     int

	// Panels are what else the window wants to know again, by names of its own.
	Panels map[string]string
}

// Open is one open document.
type Open struct {
	Path string

	// Page counts from 0.
	Page int

	// Zoom is in screen pixels a page pixel, 0 where Fit says how to fit; both
	// words and numbers are the window's. Rotation is in degrees clockwise.
	Zoom     float64
	Fit      string
	Rotation int

	// Languages, Order and TextLayer are how the document is read where that was chosen
	// for it alone.
	Languages []string
	Order     ocr.Order
	TextLayer ocr.TextLayer

	// Ignored are the areas whose words are left out.
	Ignored []Ignored
}

// Ignored is an area of a page, in pixels of one of Width by Height. Page counts
// from 0; -1 for all pages.
type Ignored struct {
	Page          int
	Quad          ocr.Quad
	Width, Height int
}

// sessionFile is the session for people to read: pages count from 1.
type sessionFile struct {
	Version   int               `json:"version"`
	Documents []openFile        `json:"documents"`
	Shown     int               `json:"shown"`
	Panels    map[string]string `json:"panels,omitempty"`
}

type openFile struct {
	URI      string  `json:"uri"`
	Page     int     `json:"page"`
	Zoom     float64 `json:"zoom,omitempty"`
	Fit      string  `json:"fit,omitempty"`
	Rotation int     `json:"rotation,omitempty"`

	Languages []string      `json:"languages,omitempty"`
	Order     ocr.Order     `json:"readingOrder,omitempty"`
	TextLayer ocr.TextLayer `json:"textLayer,omitempty"`
	Ignored   []ignoredFile `json:"ignored,omitempty"`
}

// ignoredFile has 0 as the page of what holds for all.
type ignoredFile struct {
	Page   int      `json:"page"`
	Quad   ocr.Quad `json:"quad"`
	Width  int      `json:"width,omitempty"`
	Height int      `json:"height,omitempty"`
}

// KeepSession replaces the kept session.
func (a *Archive) KeepSession(ctx context.Context, s Session) error {
	file := sessionFile{Version: sessionVersion, Documents: []openFile{}, Shown: s.Shown, Panels: s.Panels}
	for _, d := range s.Documents {
		one := openFile{URI: uriOf(d.Path), Page: d.Page + 1, Zoom: d.Zoom, Fit: d.Fit, Rotation: d.Rotation,
			Languages: d.Languages, Order: d.Order, TextLayer: d.TextLayer}
		for _, i := range d.Ignored {
			one.Ignored = append(one.Ignored, ignoredFile{i.Page + 1, i.Quad, i.Width, i.Height})
		}
		file.Documents = append(file.Documents, one)
	}
	if err := a.locked(ctx, func() error { return write(a.path(sessionName), file) }); err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// Session is the kept session; an empty one where none was kept. What makes no
// sense of it is left out; where nothing does, there is an error.
func (a *Archive) Session() (Session, error) {
	var file sessionFile
	if err := read(a.path(sessionName), &file); missing(err) {
		return Session{}, nil
	} else if err != nil {
		return Session{}, fmt.Errorf("kept session: %w", err)
	}
	if file.Version != sessionVersion {
		return Session{}, fmt.Errorf("kept session: version %d", file.Version)
	}
	s := Session{Panels: file.Panels}
	for i, d := range file.Documents[:min(len(file.Documents), maxOpen)] {
		path := pathOf(d.URI)
		if path == "" {
			continue
		}
		if i == file.Shown {
			s.Shown = len(s.Documents)
		}
		one := Open{Path: path, Page: max(0, d.Page-1), Zoom: max(0, d.Zoom), Fit: d.Fit, Rotation: d.Rotation,
			Languages: d.Languages, Order: d.Order, TextLayer: d.TextLayer}
		for _, i := range d.Ignored {
			one.Ignored = append(one.Ignored, Ignored{max(-1, i.Page-1), i.Quad, max(0, i.Width), max(0, i.Height)})
		}
		s.Documents = append(s.Documents, one)
	}
	return s, nil
}
