package session

import (
	"slices"

	"recto/ocr"
)

// Find is the open document of that ID, nil where there is none any more.
func (s *Session) Find(id int) *Document {
	i := slices.IndexFunc(s.Docs, func(d *Document) bool { return d.order == id })
	if i < 0 {
		return nil
	}
	return s.Docs[i]
}

// Turn shows a page of an open document, which need not be the one that is
// shown.
func (s *Session) Turn(d *Document, number int) {
	i := slices.Index(s.Docs, d)
	if i < 0 || number < 0 || number >= len(d.Pages) {
		return
	}
	if i == s.Shown {
		s.GoTo(number)
		return
	}
	if number != d.At {
		d.At, d.Selection = number, ocr.NoSpan
	}
	s.Show(i)
}
