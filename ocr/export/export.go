// Package export writes pages as files that other programs read.
package export

import (
	"errors"
	"fmt"
	"io"

	"recto/ocr"
	"recto/ocr/wire"
)

// Format is the kind of file that is written.
type Format string

// The formats. FormatText is the plain text; FormatJSON the Read 3.2 document.
const (
	FormatText Format = "text"
	FormatJSON Format = "json"
)

// errClosed answers a page that comes after Close.
var errClosed = errors.New("the export is closed")

// Formats are all formats, the simplest first.
func Formats() []Format { return []Format{FormatText, FormatJSON} }

// Extension is the ending of the format's files, with its dot.
func (f Format) Extension() string {
	if f == FormatText {
		return ".txt"
	}
	return "." + string(f)
}

// Writer writes one document page by page and holds none of them: a page is
// written when Page returns. Pages come in rising order; one that could not be
// read is left out. Close ends the document but not the io.Writer under it.
type Writer interface {
	Page(page ocr.Page) error
	Close() error
}

// New starts a document of format f on w. Nothing is written before the first
// page or Close. An unknown format is an error.
func New(f Format, w io.Writer) (Writer, error) {
	switch f {
	case FormatText:
		return &textWriter{w: w}, nil
	case FormatJSON:
		return wire.NewFile(w), nil
	}
	return nil, fmt.Errorf("no export format %q", f)
}
