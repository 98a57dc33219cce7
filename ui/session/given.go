package session

import (
	"path/filepath"
	"slices"

	"recto/ocr"
)

// Given is a document that was read elsewhere, for a request to the API: its
// file, what it is called, the request's id, and what was read so far.
type Given struct {
	Path, Title, Request string
	Results              []ocr.Page
}

// OpenGiven shows a document with its results. What was read is not read
// again, and the other pages wait for a person. One that is open already takes
// the results over.
func (s *Session) OpenGiven(g Given) {
	if absolute, err := filepath.Abs(g.Path); err == nil {
		g.Path = absolute
	}
	if i := s.index(g.Path); i >= 0 {
		d := s.Docs[i]
		d.given, d.Followed = g.Results, len(g.Results)
		d.land()
		s.Shown = i
		s.changed(DocumentsChanged | ShownChanged | PageChanged | ProgressChanged)
		return
	}
	s.opened++
	d := &Document{Path: g.Path, Title: g.Title, Request: g.Request, Followed: len(g.Results),
		Selection: ocr.NoSpan, given: g.Results, order: s.opened}
	if first := d.firstGiven(); first > 0 {
		d.At = first
	}
	s.inspect(d, "", true)
}

// Follow takes over what was read of the document meanwhile. What a person had
// read here stays.
func (s *Session) Follow(d *Document, results []ocr.Page) {
	d.Followed = max(d.Followed, len(results))
	if !slices.Contains(s.Docs, d) {
		return
	}
	d.given = slices.DeleteFunc(slices.Clone(results), func(p ocr.Page) bool {
		return p.Number < 0 || p.Number >= len(d.Pages) || d.Pages[p.Number].State != LeftOut
	})
	d.land()
	what := ProgressChanged
	if s.Doc() == d && slices.ContainsFunc(d.given, func(p ocr.Page) bool { return p.Number == d.At }) {
		what |= PageChanged
	}
	s.changed(what)
}

// firstGiven is the first page with a result, 0 without any.
func (d *Document) firstGiven() int {
	if len(d.given) == 0 {
		return 0
	}
	return slices.MinFunc(d.given, func(a, b ocr.Page) int { return a.Number - b.Number }).Number
}

// take prepares the pages of a document that was read elsewhere; of others it
// leaves them as they are.
func (d *Document) take() {
	if d.Request == "" && d.Saved == "" {
		return
	}
	if d.Saved != "" {
		d.fit()
	}
	for i := range d.Pages {
		d.Pages[i].State = LeftOut
	}
	d.land()
}

// land gives the pages the results that the document came with; a page that is
// being read keeps waiting for its own.
func (d *Document) land() {
	for _, result := range d.given {
		if result.Number < 0 || result.Number >= len(d.Pages) || d.Pages[result.Number].State == Reading {
			continue
		}
		p := &d.Pages[result.Number]
		*p = Page{State: Read}
		p.set(d, result)
		if d.run != nil {
			d.run.claims.take(result.Number)
		}
	}
}
