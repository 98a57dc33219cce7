package publish

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/overlay"
	"recto/render"
)

// pictureDPI and maxPicture bound an annotated picture: fine enough to read
// small print, and 96 MB of pixels at most.
const (
	pictureDPI = 200
	maxPicture = 24_000_000
)

// Pictures is an export.Writer that draws each page with what was read on it
// into a file of its own, which is whole when Page returns.
type Pictures struct {
	// Files are those that were written.
	Files []string

	ctx      context.Context // that of the one export
	renderer render.Renderer
	job      Job
}

// DrawError is why a page could not be drawn, counted from 0.
type DrawError struct {
	Page int
	Err  error
}

// Error names the page as people count it.
func (e *DrawError) Error() string { return fmt.Sprintf("draw page %d: %v", e.Page+1, e.Err) }

// Unwrap gives the reason.
func (e *DrawError) Unwrap() error { return e.Err }

// Pictures draws the pages of the job's document as they come; the job's own
// Pages count for nothing.
func (p Publisher) Pictures(ctx context.Context, job Job) *Pictures {
	return &Pictures{ctx: ctx, renderer: p.Renderer, job: job}
}

// Page draws a page. The error is a *DrawError where the page could not be
// drawn, else that of the file.
func (w *Pictures) Page(page ocr.Page) error {
	raster, err := w.renderer.Render(w.ctx, w.request(page))
	if err != nil {
		return &DrawError{page.Number, err}
	}
	target := pageTarget(w.job.Target, page.Number, w.job.Total)
	if w.job.replaces(target) {
		return ErrSource
	}
	err = export.WriteFile(target, !w.job.Replace, func(out io.Writer) error {
		return overlay.PNG(out, raster.Image(), page, w.job.Layers)
	})
	if err == nil {
		w.Files = append(w.Files, target)
	}
	return err
}

// Close has nothing left to do.
func (w *Pictures) Close() error { return nil }

func (w *Pictures) request(page ocr.Page) render.Request {
	req := render.Request{Path: w.job.Path, Password: w.job.Password, Page: page.Number}
	if page.Unit == ocr.UnitInch && page.DPIX > 0 {
		req.DPI = render.Fit(float64(page.Width)/page.DPIX*72, float64(page.Height)/page.DPIY*72, pictureDPI, maxPicture)
		return req
	}
	// A picture keeps its pixels, or its shape where it has too many.
	shrink := min(1, math.Sqrt(maxPicture/(float64(page.Width)*float64(page.Height))))
	req.MaxWidth, req.MaxHeight = int(float64(page.Width)*shrink), int(float64(page.Height)*shrink)
	return req
}

// pageTarget is the file of a page: the target itself for a document of one
// page, else with the page's number, as wide as the last one's.
func pageTarget(target string, page, total int) string {
	if total <= 1 {
		return target
	}
	ext := filepath.Ext(target)
	return fmt.Sprintf("%s-%0*d%s", strings.TrimSuffix(target, ext), len(fmt.Sprint(total)), page+1, ext)
}

// Targets are the files that the job writes where all goes well.
func Targets(job Job) []string {
	if job.Format != export.FormatPNG {
		return []string{job.Target}
	}
	targets := make([]string, 0, len(job.Pages))
	for _, page := range job.Pages {
		targets = append(targets, pageTarget(job.Target, page.Number, job.Total))
	}
	return targets
}

// Taken are the files of the job that are there already.
func Taken(job Job) []string {
	var taken []string
	for _, target := range Targets(job) {
		if _, err := os.Lstat(target); err == nil {
			taken = append(taken, target)
		}
	}
	return taken
}
