// Package correct keeps what a person corrected on the pages of one document:
// words replaced, split, joined, deleted and added. A correction names the
// place and the text that it replaces, not a number of a word, so that it holds
// when the page is read again.
package correct

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
)

// Correction replaces one stretch of words of a line as it was read.
type Correction struct {
	// Read is the text as it was read, a space between its words; "" where
	// nothing was read and the word is added.
	Read string `json:"read"`

	// Text is what stands there really; its words are parted by single spaces.
	// "" deletes what was read.
	Text string `json:"text"`

	// Quad is the place of what was read, or of the word that is added, in
	// pixels of a page of Width × Height pixels.
	Quad   ocr.Quad `json:"quad"`
	Width  int      `json:"width"`
	Height int      `json:"height"`
}

// Errors of the edits.
var (
	ErrNoWord      = errors.New("there is no such word")
	ErrNoNeighbour = errors.New("no word follows in the line")
	ErrNoText      = errors.New("there is no text to add")
)

// maxText is the longest text of a correction, in runes: more than any word or
// line has, and little enough for a file of thousands.
const maxText = 2000

// Document is the corrections of one document, with the way back. Its zero
// value has none. Page numbers count from 0, and every page that it is given is
// the page as it was read. It belongs to one goroutine.
type Document struct {
	pages   map[int][]Correction
	history history
}

// New is a document with the given corrections by page, and nothing to undo.
func New(pages map[int][]Correction) *Document {
	d := &Document{}
	for number, list := range pages {
		d.set(number, slices.Clone(list))
	}
	return d
}

// Page is the corrections of a page in the order in which they were made. The
// slice stays as it is when more are made.
func (d *Document) Page(number int) []Correction { return d.pages[number] }

// Pages are the numbers of the pages with corrections, rising.
func (d *Document) Pages() []int { return slices.Sorted(maps.Keys(d.pages)) }

// Count is the number of corrections on all pages.
func (d *Document) Count() int {
	n := 0
	for _, list := range d.pages {
		n += len(list)
	}
	return n
}

// Apply is the page with its corrections: their words are marked as corrected
// and have a confidence of 1, a line's quad encloses its words, and a line whose
// words were all deleted is gone. The page as read is unchanged and shares with
// the result what no correction touches. Applied to its own result it gives
// that again.
func (d *Document) Apply(page ocr.Page) ocr.Page {
	if len(d.pages[page.Number]) == 0 {
		return page
	}
	return apply(page, d.pages[page.Number]).page
}

// Loose are the corrections of the page that fit nowhere on it, as it was read
// now. They are kept: another reading may have their words again.
func (d *Document) Loose(page ocr.Page) []Correction {
	var loose []Correction
	list := d.pages[page.Number]
	for _, i := range apply(page, list).loose {
		loose = append(loose, list[i])
	}
	return loose
}

// set makes list the corrections of a page.
func (d *Document) set(number int, list []Correction) {
	if len(list) == 0 {
		delete(d.pages, number)
		return
	}
	if d.pages == nil {
		d.pages = map[int][]Correction{}
	}
	d.pages[number] = list
}

// clean is a text as a correction holds it: single spaces, nothing that cannot
// be seen, at most maxText runes.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxText {
		text = strings.TrimSpace(string(runes[:maxText]))
	}
	return text
}
