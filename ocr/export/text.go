package export

import (
	"io"

	"recto/ocr"
)

// PageBreak stands between the pages of a text, as pdftotext has it.
const PageBreak = "\f"

// textWriter writes each line ended by a line feed, and PageBreak between
// pages; a blank page keeps its place between two of them.
type textWriter struct {
	w      io.Writer
	pages  int
	closed bool
}

func (t *textWriter) Page(page ocr.Page) error {
	if t.closed {
		return errClosed
	}
	text := page.Text()
	if t.pages > 0 {
		text = PageBreak + text
	}
	t.pages++
	_, err := io.WriteString(t.w, text)
	return err
}

func (t *textWriter) Close() error {
	t.closed = true
	return nil
}
