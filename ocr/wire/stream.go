package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"recto/ocr"
)

// fileIndent is one step of a pretty-printed document.
const fileIndent = "  "

// How deep a page is nested in a pretty-printed document: 2.0 has its list of
// pages in the document itself, 3.x in the document's result.
const (
	pageDepth20 = 2
	pageDepth   = 3
)

// Stream writes one document page by page and holds none of them, byte for
// byte as if it had been marshalled whole. A document says "succeeded" before
// its pages, so nothing is written before there is one, or Close.
type Stream struct {
	w        io.Writer
	indent   string             // "" for a compact document
	depth    int                // of a page, in indents
	document any                // the document with an empty list of pages
	none     any                // the document that is written when no page came
	page     func(ocr.Page) any // a page as the list holds it
	tail     []byte             // what follows the pages; nil before the first
	closed   bool
}

// NewFile starts a Read 3.2 document in a file: pretty-printed, without times,
// and ended by a line feed. Without any page it says "failed".
func NewFile(w io.Writer) *Stream {
	return &Stream{
		w: w, indent: fileIndent, depth: pageDepth,
		document: Document32(), none: ReadOperationResult{Status: StatusFailed},
		page: func(p ocr.Page) any { return Read32(p) },
	}
}

// NewFile20 is NewFile for a Read 2.0 document.
func NewFile20(w io.Writer) *Stream {
	return &Stream{
		w: w, indent: fileIndent, depth: pageDepth20,
		document: document20(Envelope{State: Succeeded}), none: document20(Envelope{State: Failed}),
		page: func(p ocr.Page) any { return read20(p) },
	}
}

// Page writes a page; the pages come in rising order.
func (s *Stream) Page(page ocr.Page) error {
	if s.closed {
		return errClosed
	}
	var b bytes.Buffer
	if s.tail != nil {
		b.WriteByte(',')
	} else if err := s.begin(&b); err != nil {
		return err
	}
	s.newLine(&b, s.depth)
	if err := encode(&b, strings.Repeat(s.indent, s.depth), s.indent, s.page(page)); err != nil {
		return fmt.Errorf("page %d as JSON: %w", page.Number+1, err)
	}
	_, err := s.w.Write(b.Bytes())
	return err
}

// Close ends the document but not the io.Writer under it; again, it does nothing.
func (s *Stream) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	var b bytes.Buffer
	if s.tail == nil {
		if err := encode(&b, "", s.indent, s.none); err != nil {
			return err
		}
	} else {
		s.newLine(&b, s.depth-1)
		b.Write(s.tail)
	}
	if s.indent != "" {
		b.WriteByte('\n')
	}
	_, err := s.w.Write(b.Bytes())
	return err
}

// begin writes what stands before the pages and keeps what follows them: the
// document cut between the brackets of its list of pages, so that its fields
// are named once.
func (s *Stream) begin(b *bytes.Buffer) error {
	const empty = "[]"
	var whole bytes.Buffer
	if err := encode(&whole, "", s.indent, s.document); err != nil {
		return err
	}
	i := bytes.LastIndex(whole.Bytes(), []byte(empty))
	if i < 0 {
		panic("wire: a document without a list of pages")
	}
	b.Write(whole.Bytes()[:i+1])
	s.tail = whole.Bytes()[i+1:]
	return nil
}

func (s *Stream) newLine(b *bytes.Buffer, depth int) {
	if s.indent != "" {
		b.WriteString("\n" + strings.Repeat(s.indent, depth))
	}
}

// encode writes v without a line feed at its end; with an indent it is
// pretty-printed and later lines start with prefix. < > & stay as they are:
// nobody puts a document into HTML.
func encode(b *bytes.Buffer, prefix, indent string, v any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, indent)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	return nil
}
