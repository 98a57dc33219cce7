// Package searchable writes PDFs in which the text that was read can be
// searched: the document's own pages with invisible words over them. A PDF
// keeps all that it has; qpdf, as a program of its own, carries it over
// (docs/adr/0014). Other documents become pictures of their pages. It parses
// files and so runs in a worker.
package searchable

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"os"

	"recto/ocr"
	"recto/render"
)

// Writer implements ocr.PDFWriter, for one goroutine at a time.
type Writer struct {
	// Renderer decodes and draws the pages of what is no PDF.
	Renderer render.Renderer

	// Log is told of what was repaired or left out; nil for nothing.
	Log *slog.Logger
}

var _ ocr.PDFWriter = (*Writer)(nil)

// WritePDF writes the document at req.Path with the words of the given pages.
func (w *Writer) WritePDF(ctx context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	// What Recto does not open, it does not write; the renderer's errors tell
	// best why.
	info, err := w.Renderer.Info(ctx, req.Path, req.Password)
	if err != nil {
		return ocr.PDFResult{}, err
	}
	temp, err := os.MkdirTemp("", "searchable-")
	if err != nil {
		return ocr.PDFResult{}, fmt.Errorf("make temp folder: %w", render.ErrTemp)
	}
	defer os.RemoveAll(temp)
	var result ocr.PDFResult
	if info.Format == "pdf" {
		result, err = w.overPDF(ctx, req, temp, pages)
	} else {
		result, err = w.overPictures(ctx, req, info, pages)
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return result, err
}

func (w *Writer) log() *slog.Logger {
	if w.Log != nil {
		return w.Log
	}
	return slog.New(slog.DiscardHandler)
}
