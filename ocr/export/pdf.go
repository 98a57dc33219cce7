package export

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"recto/ocr"
	"recto/render"
)

// NewPDF starts a searchable PDF on w, which by writes from the file that req
// names when Close comes. The pages are packed until then, to a few kilobytes
// each. told gets what was written, where it is not nil. The end of ctx ends
// the writing.
func NewPDF(ctx context.Context, w io.Writer, by ocr.PDFWriter, req ocr.PDFRequest, told func(ocr.PDFResult)) Writer {
	return &pdfWriter{w: w, write: func(target string, pages iter.Seq2[ocr.Page, error]) error {
		req.Target = target
		result, err := by.WritePDF(ctx, req, pages)
		if err == nil && told != nil {
			told(result)
		}
		return err
	}}
}

// pdfWriter keeps the pages until the document is whole: its PDF is written
// over its source at once.
type pdfWriter struct {
	w      io.Writer
	write  func(target string, pages iter.Seq2[ocr.Page, error]) error
	packed bytes.Buffer
	pack   *flate.Writer
	encode *gob.Encoder
	pages  int
	closed bool
}

func (p *pdfWriter) Page(page ocr.Page) error {
	if p.closed {
		return errClosed
	}
	if p.pack == nil {
		p.pack, _ = flate.NewWriter(&p.packed, flate.BestSpeed) // a level that there is
		p.encode = gob.NewEncoder(p.pack)
	}
	p.pages++
	return p.encode.Encode(page) // unlike JSON it takes every number
}

func (p *pdfWriter) Close() error {
	if p.closed || p.pages == 0 {
		p.closed = true
		return nil
	}
	p.closed = true
	if err := p.pack.Close(); err != nil {
		return err
	}
	return IntoFile(p.w, func(path string) error { return p.write(path, p.unpacked()) })
}

// unpacked yields the pages.
func (p *pdfWriter) unpacked() iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		d := gob.NewDecoder(flate.NewReader(bytes.NewReader(p.packed.Bytes())))
		for range p.pages {
			var page ocr.Page
			err := d.Decode(&page)
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// IntoFile has write fill a file whose content goes to w, to which nothing was
// written before: the file that is to be put in place where WriteFile made w,
// else a temporary one that is copied.
func IntoFile(w io.Writer, write func(path string) error) (err error) {
	if file, ok := w.(onDisk); ok {
		return write(file.path)
	}
	file, err := os.CreateTemp("", "recto-*")
	if err != nil {
		return fmt.Errorf("make temp file: %w: %w", render.ErrTemp, err)
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	if err := write(file.Name()); err != nil {
		return err
	}
	_, err = io.Copy(w, file)
	return err
}
