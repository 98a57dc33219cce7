// Package publish writes what was read of a document as a file of any format.
// Where a format needs the document itself, it is drawn or rewritten by those
// who may open it.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/overlay"
	"recto/render"
)

// Job is one file that is to be written; an annotated picture of several pages
// gives a file for each.
type Job struct {
	// Path is the document, Name what it is called where that is not its base
	// name; Password opens it where it is locked.
	Path, Name, Password string

	Format export.Format
	Target string

	// Pages are what is written, in rising order, and Total how many the
	// document has.
	Pages []ocr.Page
	Total int

	// Replace allows an existing file to be replaced; else it is an error that
	// holds fs.ErrExist.
	Replace bool

	// Layers are what is drawn over an annotated picture.
	Layers overlay.Layers
}

// Result says what was written.
type Result struct {
	Files []string

	// PDF is told of a searchable PDF alone.
	PDF ocr.PDFResult
}

// Publisher writes jobs. It may be used by several goroutines at once. Renderer
// and PDF are needed for the formats that need the source, see
// export.Format.NeedsSource.
type Publisher struct {
	Renderer render.Renderer
	PDF      ocr.PDFWriter

	// Version is that of Recto.
	Version string
	Now     func() time.Time
}

// pictureDPI and maxPicture bound an annotated picture: fine enough to read
// small print, and 96 MB of pixels at most.
const (
	pictureDPI = 200
	maxPicture = 24_000_000
)

// ErrNoPages answers a job without pages, ErrSource one that would replace the
// document itself.
var (
	ErrNoPages = errors.New("no page to write")
	ErrSource  = errors.New("the target is the document itself")
)

// Write writes the job's file or files, each whole or not at all. What was
// written before an error or the end of ctx stands in the result.
func (p Publisher) Write(ctx context.Context, job Job) (Result, error) {
	if len(job.Pages) == 0 {
		return Result{}, ErrNoPages
	}
	if same(job.Path, job.Target) {
		return Result{}, ErrSource
	}
	switch job.Format {
	case export.FormatPDF:
		return p.pdf(ctx, job)
	case export.FormatPNG:
		return p.pictures(ctx, job)
	}
	name := job.Name
	if name == "" {
		name = filepath.Base(job.Path)
	}
	doc := export.Document{Name: name, Created: p.Now(), Version: p.Version}
	err := export.WriteFile(job.Target, !job.Replace, func(w io.Writer) error {
		return export.Pages(w, job.Format, doc, job.Pages)
	})
	if err != nil {
		return Result{}, err
	}
	return Result{Files: []string{job.Target}}, nil
}

// same reports whether both are one file.
func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// pdf has a worker write the PDF, and puts it in its place when it is whole.
func (p Publisher) pdf(ctx context.Context, job Job) (Result, error) {
	req := ocr.PDFRequest{Path: job.Path, Password: job.Password, Group: job.Path}
	result := Result{Files: []string{job.Target}}
	err := export.WriteFile(job.Target, !job.Replace, func(w io.Writer) error {
		return export.IntoFile(w, func(path string) (err error) {
			req.Target = path
			result.PDF, err = p.PDF.WritePDF(ctx, req, each(job.Pages))
			return err
		})
	})
	if err != nil {
		return Result{}, err
	}
	return result, nil
}

// each is the pages as an iterator that gives no error.
func each(pages []ocr.Page) func(func(ocr.Page, error) bool) {
	return func(yield func(ocr.Page, error) bool) {
		for _, page := range pages {
			if !yield(page, nil) {
				return
			}
		}
	}
}

// pictures draws each page with what was read on it.
func (p Publisher) pictures(ctx context.Context, job Job) (Result, error) {
	var result Result
	for _, page := range job.Pages {
		target := pageTarget(job.Target, page.Number, len(job.Pages), job.Total)
		raster, err := p.Renderer.Render(ctx, p.picture(job, page))
		if err != nil {
			return result, fmt.Errorf("draw page %d: %w", page.Number+1, err)
		}
		err = export.WriteFile(target, !job.Replace, func(w io.Writer) error {
			return overlay.PNG(w, raster.Image(), page, job.Layers)
		})
		if err != nil {
			return result, err
		}
		result.Files = append(result.Files, target)
	}
	return result, nil
}

func (p Publisher) picture(job Job, page ocr.Page) render.Request {
	req := render.Request{Path: job.Path, Password: job.Password, Page: page.Number}
	if page.Unit == ocr.UnitInch && page.DPIX > 0 {
		req.DPI = render.Fit(float64(page.Width)/page.DPIX*72, float64(page.Height)/page.DPIY*72, pictureDPI, maxPicture)
		return req
	}
	// A picture keeps its pixels, or its shape where it has too many.
	req.MaxWidth, req.MaxHeight = page.Width, page.Height
	for req.MaxWidth*req.MaxHeight > maxPicture {
		req.MaxWidth, req.MaxHeight = req.MaxWidth*9/10, req.MaxHeight*9/10
	}
	return req
}

// pageTarget is the file of a page: the target itself for a document of one
// page, else with the page's number, as wide as the last one's.
func pageTarget(target string, page, written, total int) string {
	if written == 1 && total <= 1 {
		return target
	}
	ext := filepath.Ext(target)
	return fmt.Sprintf("%s-%0*d%s", strings.TrimSuffix(target, ext), len(fmt.Sprint(max(total, 1))), page+1, ext)
}

// Taken are the files of the job that are there already.
func Taken(job Job) []string {
	targets := []string{job.Target}
	if job.Format == export.FormatPNG {
		targets = nil
		for _, page := range job.Pages {
			targets = append(targets, pageTarget(job.Target, page.Number, len(job.Pages), job.Total))
		}
	}
	var taken []string
	for _, target := range targets {
		if _, err := os.Lstat(target); err == nil {
			taken = append(taken, target)
		}
	}
	return taken
}
