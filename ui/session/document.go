package session

import (
	"context"
	"path/filepath"
	"slices"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/correct"
	"recto/ocr/saved"
	"recto/render"
)

// State is how far the reading of a page has come.
type State int

// A page that was stopped waits for a person, not for its turn, and so does one
// that was left out where the document was read for somebody else.
const (
	Waiting State = iota
	Reading
	Read
	Failed
	Stopped
	LeftOut
)

// Page is one page of an open document.
type Page struct {
	State State

	// Result is what was read last, with its corrections; it stays while the
	// page is read again, and HasResult tells it from a page that never was
	// read. Restored is true where it was read in an earlier session.
	Result    ocr.Page
	HasResult bool
	Restored  bool

	// read is Result without its corrections, and used what it was read with.
	read ocr.Page
	used archive.Settings

	// Err is why the page could not be read; set for Failed.
	Err error
}

// Document is an open file. A locked one has no pages yet, and Err says why.
type Document struct {
	Path string

	// Title is how the document is called where its file's name says nothing,
	// and Request the API's operation that it came with; else both are "".
	Title, Request string

	// given are the results that it came with.
	given []ocr.Page

	// Followed is how many pages the request had read when it was last asked.
	Followed int

	Password string
	Info     render.Info
	Pages    []Page
	Err      error

	// Own is how the document is read where somebody chose that for it alone;
	// its zero value is as all are.
	Own Choice

	// Ignored are the areas whose words are left out.
	Ignored []Ignored

	// At is the page that is shown, and Selection what is selected on it.
	At        int
	Selection ocr.Span

	// Saved is the file of saved results that the document was opened by, ""
	// for others. Blank is true where its pages' pictures were not found, so
	// that nothing can be read on them.
	Saved string
	Blank bool
	saved saved.Document

	// corrections are what a person corrected.
	corrections correct.Document
	known       known

	// restored is true until a document of the last session is open.
	restored bool

	// order rises with each file that was opened.
	order int
	run   *run
}

// run is one stretch of reading a document, from its start to a cancel. What
// belongs to an older run never lands.
type run struct {
	ctx     context.Context
	cancel  context.CancelFunc
	claims  claims
	readers int

	// lists is how many lists of pages that nobody looks at are being read.
	lists int
}

// ID is a number that no other document of the session has or had.
func (d *Document) ID() int { return d.order }

// Name is what people call the document.
func (d *Document) Name() string {
	if d.Title != "" {
		return d.Title
	}
	return filepath.Base(d.Path)
}

// open reports whether the page waits for nobody but a person.
func (s State) open() bool { return s == Stopped || s == LeftOut }

// Current is the page that is shown; nil for a document without pages.
func (d *Document) Current() *Page {
	if d.At < 0 || d.At >= len(d.Pages) {
		return nil
	}
	return &d.Pages[d.At]
}

// Count is the number of pages in a state.
func (d *Document) Count(state State) int {
	n := 0
	for i := range d.Pages {
		if d.Pages[i].State == state {
			n++
		}
	}
	return n
}

// Results are the pages that were read, in order.
func (d *Document) Results() []ocr.Page {
	var pages []ocr.Page
	for i := range d.Pages {
		if d.Pages[i].HasResult {
			pages = append(pages, d.Pages[i].Result)
		}
	}
	return pages
}

// HasResults reports whether any page was read.
func (d *Document) HasResults() bool {
	return slices.ContainsFunc(d.Pages, func(p Page) bool { return p.HasResult })
}

// Reading reports whether pages of the document are being read, or wait for
// their turn.
func (d *Document) Reading() bool { return d.run != nil && d.run.readers > 0 }

// Resumable reports whether there are pages that Resume would read.
func (d *Document) Resumable() bool {
	return d.readable() && d.run.lists == 0 && d.Count(Waiting)+d.Count(Stopped)+d.Count(LeftOut) > 0
}

// unread are the pages that wait for their turn, from the shown one on, then
// those before it.
func (d *Document) unread() []int {
	var pages []int
	for i := range d.Pages {
		n := (d.At + i) % len(d.Pages)
		if d.Pages[n].State == Waiting {
			pages = append(pages, n)
		}
	}
	return pages
}
