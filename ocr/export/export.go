// Package export writes pages as files that other programs read.
//
// Each format has one row in the table of format.go, and a Writer that takes
// page after page. A selection is exported by giving a Writer a part of its
// page (ocr.Page.Part, ocr.Page.Within).
package export

import (
	"errors"
	"fmt"
	"io"
	"time"

	"recto/ocr"
)

// Document is what a file says of the whole document beside its pages. The
// zero value says nothing. Equal documents and pages give equal bytes.
type Document struct {
	// Name is the file name of the source without its folder, "" where it has none.
	Name string

	// Language is the BCP-47 code of the text where all of it has one, else "".
	Language string

	// Created is when the text was read; the zero time is left out.
	Created time.Time

	// Version is that of Recto, "" where it is not to be told.
	Version string
}

// errClosed answers a page that comes after Close.
var errClosed = errors.New("the export is closed")

// Writer writes one document page by page and holds no page: it is written when
// Page returns, but for what a Binary format packs. Pages come in rising order; one that could not be read is
// left out. Close ends the document but not the io.Writer under it; a document
// without any page is empty unless Format.SaysFailed.
type Writer interface {
	Page(page ocr.Page) error
	Close() error
}

// New starts a document of format f on w. Nothing is written before the first
// page or Close. An unknown format is an error.
func New(f Format, w io.Writer, doc Document) (Writer, error) {
	k, ok := f.kind()
	if !ok || k.start == nil {
		return nil, fmt.Errorf("no export format %q", f)
	}
	return k.start(w, doc), nil
}

// Pages writes the pages as one whole document of format f.
func Pages(w io.Writer, f Format, doc Document, pages []ocr.Page) error {
	writer, err := New(f, w, doc)
	if err != nil {
		return err
	}
	return Write(writer, pages)
}

// Write writes the pages and ends the document.
func Write(w Writer, pages []ocr.Page) error {
	for _, page := range pages {
		if err := w.Page(page); err != nil {
			return err
		}
	}
	return w.Close()
}
