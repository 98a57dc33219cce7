package worker

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"recto/ocr"
	"recto/render"
)

// pdfPageTime is what a page of a searchable PDF is granted besides the time
// of one page that is read: most take milliseconds, a large picture seconds.
const pdfPageTime = 5 * time.Second

// pdfRequest is what a request for a searchable PDF has besides the document.
type pdfRequest struct {
	// Pages is a file of pages, one gob each: those of a long document are too
	// much for a record.
	Pages  rawString `json:"pages"`
	Target rawString `json:"target"`
	Force  bool      `json:"force,omitempty"`
}

// WritePDF writes a searchable PDF when its turn among the pages comes. The end
// of ctx kills the child that writes it. Errors are as with Recognize, or hold
// a render.Code, or are what pages yielded.
func (p *Pool) WritePDF(ctx context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	name := filepath.Base(req.Path)
	list, count, err := p.spool(pages)
	if err != nil {
		return ocr.PDFResult{}, describe(err, "keep the pages of %q", name)
	}
	defer os.Remove(list)
	target, err := filepath.Abs(req.Target)
	if err != nil {
		return ocr.PDFResult{}, fmt.Errorf("write PDF of %q: %w", name, err)
	}
	out := request{
		Kind: kindPDF, Path: rawString(req.Path), Password: rawString(req.Password),
		PDF: &pdfRequest{rawString(list), rawString(target), req.Force},
	}
	limit := p.tuned().PageTimeout + time.Duration(count)*pdfPageTime
	rep, err := p.within(ctx, out, &waiter{group: req.Group, path: req.Path}, limit, nil)
	if err != nil {
		return ocr.PDFResult{}, describe(err, "write PDF of %q", name)
	}
	return *rep.PDF, nil
}

// spool writes the pages to a file in the pool's temp folder.
func (p *Pool) spool(pages iter.Seq2[ocr.Page, error]) (path string, count int, err error) {
	if !p.enter() { // Close removes the folder
		return "", 0, ocr.ErrClosed
	}
	defer p.calls.Done()
	file, err := os.CreateTemp(p.temp, "pages-*")
	if err != nil {
		return "", 0, fmt.Errorf("%w: %w", render.ErrTemp, err)
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			os.Remove(file.Name())
		}
	}()
	w := bufio.NewWriter(file)
	e := gob.NewEncoder(w)
	for page, err := range pages {
		if err != nil {
			return "", 0, err
		}
		if err := e.Encode(page); err != nil {
			return "", 0, fmt.Errorf("%w: %w", render.ErrTemp, err)
		}
		count++
	}
	if err := w.Flush(); err != nil {
		return "", 0, fmt.Errorf("%w: %w", render.ErrTemp, err)
	}
	return file.Name(), count, nil
}

// writePDF answers a request for a searchable PDF.
func (e Engines) writePDF(ctx context.Context, req request) (reply, error) {
	if req.PDF == nil {
		return reply{}, fmt.Errorf("no PDF asked for: %w", ocr.ErrProtocol)
	}
	file, err := os.Open(string(req.PDF.Pages))
	if err != nil {
		return reply{}, fmt.Errorf("open the pages: %w: %w", render.ErrTemp, err)
	}
	defer file.Close()
	result, err := e.PDFWriter.WritePDF(ctx, ocr.PDFRequest{
		Path: string(req.Path), Password: string(req.Password), Target: string(req.PDF.Target), Force: req.PDF.Force,
	}, spooled(file))
	return reply{PDF: &result}, err
}

// spooled yields the pages of a file that spool wrote.
func spooled(r io.Reader) iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		d := gob.NewDecoder(bufio.NewReader(r))
		for {
			var page ocr.Page
			err := d.Decode(&page)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				err = fmt.Errorf("read the pages: %w: %w", render.ErrTemp, err)
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}
