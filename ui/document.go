package ui

import (
	"context"
	"path/filepath"

	"recto/ocr"
	"recto/render"
	"recto/ui/pageview"
)

// pageState is how far the reading of a page has come.
type pageState int

// A page that was stopped waits for a person, not for its turn, and so does one
// that was left out where the document was read for somebody else.
const (
	pageWaiting pageState = iota
	pageReading
	pageRead
	pageFailed
	pageStopped
	pageLeftOut
)

// page is one page of an open document.
type page struct {
	state pageState

	// result is what was read last; it stays while the page is read again,
	// and hasResult tells it from a page that never was read.
	result    ocr.Page
	hasResult bool

	// err is why the page could not be read; set for pageFailed.
	err error
}

// document is an open file. A locked one has no pages yet, and err says why.
// Order rises with each file that was opened.
type document struct {
	path string

	// title is how the document is called where its file's name says nothing,
	// and request the API's operation that it came with; else both are "".
	title, request string

	// given are the results that it came with.
	given []ocr.Page

	// followed is how many pages the request had read when it was last asked.
	followed int

	password string
	order    int
	info     render.Info
	pages    []page
	err      error

	// at is the page that is shown, and mark what is marked on it.
	at   int
	mark pageview.Mark

	run *run
}

// run is one stretch of reading a document, from its start to a cancel. What
// belongs to an older run never lands.
type run struct {
	ctx     context.Context
	cancel  context.CancelFunc
	claims  claims
	readers int

	// rest is true while the pages that nobody looks at are read too.
	rest bool
}

func (d *document) name() string {
	if d.title != "" {
		return d.title
	}
	return filepath.Base(d.path)
}

// open reports whether the page waits for nobody but a person.
func (s pageState) open() bool { return s == pageStopped || s == pageLeftOut }

// current is the page that is shown; nil for a document without pages.
func (d *document) current() *page {
	if d.at < 0 || d.at >= len(d.pages) {
		return nil
	}
	return &d.pages[d.at]
}

// count is the number of pages in a state.
func (d *document) count(state pageState) int {
	n := 0
	for i := range d.pages {
		if d.pages[i].state == state {
			n++
		}
	}
	return n
}

// results are the pages that were read, in order.
func (d *document) results() []ocr.Page {
	var pages []ocr.Page
	for i := range d.pages {
		if d.pages[i].hasResult {
			pages = append(pages, d.pages[i].result)
		}
	}
	return pages
}

// unread are the pages that wait for their turn, from the shown one on, then
// those before it.
func (d *document) unread() []int {
	var pages []int
	for i := range d.pages {
		n := (d.at + i) % len(d.pages)
		if d.pages[n].state == pageWaiting {
			pages = append(pages, n)
		}
	}
	return pages
}
