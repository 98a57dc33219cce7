// Package ocrtest holds what tests of reading need: a scripted engine.
package ocrtest

import (
	"context"
	"slices"
	"sync"

	"recto/ocr"
	"recto/render"
)

// Fake is an engine that answers from a script: a Recognizer, a Renderer and a
// Describer at once. It may be called by several goroutines; its exported
// fields are set before the first call.
type Fake struct {
	// Documents are the files there are, by path. Any other path is
	// render.ErrNotFound, unless Other answers for it.
	Documents map[string]Document

	// Other answers for paths that Documents lacks, where it is not nil.
	Other *Document

	// Engine and DescribeErr are the answer of Describe.
	Engine      ocr.EngineInfo
	DescribeErr error

	// Workers is the answer of Size; 1 where it is 0.
	Workers int

	// Started is sent each recognition request as it begins, where it is not
	// nil. The call waits until the test has taken it.
	Started chan ocr.Request

	mu      sync.Mutex
	reads   []ocr.Request
	renders []render.Request
	running int
	busiest int
	closed  bool
}

// Document is one scripted file.
type Document struct {
	// Info is the answer of Info. Where it has no pages they are made from
	// Pages.
	Info render.Info

	// Err is answered by every call for this document, where it is not nil.
	Err error

	// Password locks the document, where it is not "".
	Password string

	// Pages are the results, one a page. A page past the end is
	// render.ErrNoPage.
	Pages []Result

	// PDFResult is the answer of WritePDF.
	PDFResult ocr.PDFResult
}

// Result is the scripted answer for one page.
type Result struct {
	Page ocr.Page
	Err  error

	// Wait holds the answer back until it is closed or sent to, or until the
	// context ends; nil answers at once. A channel nobody closes hangs.
	Wait <-chan struct{}
}

// Info answers from the script.
func (f *Fake) Info(ctx context.Context, path, password string) (render.Info, error) {
	if err := ctx.Err(); err != nil {
		return render.Info{}, err
	}
	doc, err := f.document(path, password)
	if err != nil {
		return render.Info{}, err
	}
	info := doc.Info
	if info.Format == "" {
		info.Format = "png"
	}
	if len(info.Pages) == 0 {
		for _, result := range doc.Pages {
			info.Pages = append(info.Pages, pageInfo(result.Page))
		}
	}
	return info, nil
}

// Recognize answers from the script, the wanted parts of the page, when Wait lets it, or with the context's
// error when that ends first.
func (f *Fake) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	f.begin(req)
	defer f.end()
	if req.Begun != nil {
		req.Begun()
	}
	if f.Started != nil {
		select {
		case f.Started <- req:
		case <-ctx.Done():
			return ocr.Page{}, ctx.Err()
		}
	}
	doc, err := f.document(req.Path, req.Password)
	if err != nil {
		return ocr.Page{}, err
	}
	if req.Page < 0 || req.Page >= len(doc.Pages) {
		return ocr.Page{}, render.ErrNoPage
	}
	result := doc.Pages[req.Page]
	if result.Wait != nil {
		select {
		case <-result.Wait:
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return ocr.Page{}, err
	}
	page := result.Page
	page.Number = req.Page
	page = req.Parts.InPixels(page.Width, page.Height).Of(page)
	return page, result.Err
}

// Describe answers Engine and DescribeErr.
func (f *Fake) Describe(ctx context.Context) (ocr.EngineInfo, error) {
	if err := ctx.Err(); err != nil {
		return ocr.EngineInfo{}, err
	}
	return f.Engine, f.DescribeErr
}

// Size is Workers, at least 1.
func (f *Fake) Size() int { return max(1, f.Workers) }

// Close is noted and does nothing else.
func (f *Fake) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	return nil
}

// Closed reports whether Close was called.
func (f *Fake) Closed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closed
}

// Reads are the recognition requests so far, in the order they came.
func (f *Fake) Reads() []ocr.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.reads)
}

// Renders are the requests for pictures so far, in the order they came.
func (f *Fake) Renders() []render.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.renders)
}

// Running is how many recognitions are under way now, Busiest how many were
// under way at most.
func (f *Fake) Running() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.running
}

// Busiest is the largest number of recognitions that ever ran at once.
func (f *Fake) Busiest() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.busiest
}

func (f *Fake) begin(req ocr.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.reads = append(f.reads, req)
	f.running++
	f.busiest = max(f.busiest, f.running)
}

func (f *Fake) end() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.running--
}

func (f *Fake) document(path, password string) (Document, error) {
	doc, ok := f.Documents[path]
	switch {
	case !ok && f.Other == nil:
		return Document{}, render.ErrNotFound
	case !ok:
		doc = *f.Other
	}
	switch {
	case doc.Err != nil:
		return Document{}, doc.Err
	case doc.Password != "" && password == "":
		return Document{}, render.ErrPassword
	case doc.Password != "" && password != doc.Password:
		return Document{}, render.ErrWrongPassword
	}
	return doc, nil
}

// pageInfo is the size of a page, pictures of unknown resolution at 96 dpi.
func pageInfo(p ocr.Page) render.PageInfo {
	dpiX, dpiY := p.DPIX, p.DPIY
	if dpiX == 0 || dpiY == 0 {
		dpiX, dpiY = 96, 96
	}
	info := render.PageInfo{WidthPt: float64(p.Width) / dpiX * 72, HeightPt: float64(p.Height) / dpiY * 72}
	if p.Unit != ocr.UnitInch {
		info.Width, info.Height = p.Width, p.Height
	}
	return info
}
