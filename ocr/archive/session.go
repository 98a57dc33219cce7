package archive

import (
	"context"
	"fmt"
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
}

// KeepSession replaces the kept session.
func (a *Archive) KeepSession(ctx context.Context, s Session) error {
	file := sessionFile{Version: sessionVersion, Documents: []openFile{}, Shown: s.Shown, Panels: s.Panels}
	for _, d := range s.Documents {
		file.Documents = append(file.Documents, openFile{uriOf(d.Path), d.Page + 1, d.Zoom, d.Fit, d.Rotation})
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
		s.Documents = append(s.Documents, Open{path, max(0, d.Page-1), max(0, d.Zoom), d.Fit, d.Rotation})
	}
	return s, nil
}
