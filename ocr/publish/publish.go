// Package publish writes what was read of a document as a file of any format.
// Where a format needs the document itself, it is drawn or rewritten by those
// who may open it.
package publish

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
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

	// Inputs are other documents that are never replaced either.
	Inputs []string

	// Layers are what is drawn over an annotated picture.
	Layers overlay.Layers
}

// Result says what was written.
type Result struct {
	Files []string

	// Bytes is how large the files are together.
	Bytes int64

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

// ErrNoPages answers a job without pages, ErrSource one that would replace the
// document itself or another that is read.
var (
	ErrNoPages = errors.New("no page to write")
	ErrSource  = errors.New("the target is a document that is read")
)

// Write writes the job's file or files, each whole or not at all. What was
// written before an error or the end of ctx stands in the result.
func (p Publisher) Write(ctx context.Context, job Job) (Result, error) {
	result, err := p.write(ctx, job)
	for _, file := range result.Files {
		if info, err := os.Stat(file); err == nil {
			result.Bytes += info.Size()
		}
	}
	return result, err
}

func (p Publisher) write(ctx context.Context, job Job) (Result, error) {
	if len(job.Pages) == 0 {
		return Result{}, ErrNoPages
	}
	if job.Format != export.FormatPNG && job.replaces(job.Target) {
		return Result{}, ErrSource
	}
	switch job.Format {
	case export.FormatPDF:
		return p.pdf(ctx, job)
	case export.FormatPNG:
		pictures := p.Pictures(ctx, job)
		err := export.Write(pictures, job.Pages)
		return Result{Files: pictures.Files}, err
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

// replaces reports whether the file is one of the documents.
func (j Job) replaces(target string) bool {
	return same(j.Path, target) || slices.ContainsFunc(j.Inputs, func(input string) bool { return same(input, target) })
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

// pdf has a worker write the PDF.
func (p Publisher) pdf(ctx context.Context, job Job) (Result, error) {
	var written ocr.PDFResult
	req := ocr.PDFRequest{Path: job.Path, Password: job.Password, Group: job.Path}
	err := export.WriteFile(job.Target, !job.Replace, func(w io.Writer) error {
		return export.Write(export.NewPDF(ctx, w, p.PDF, req, func(r ocr.PDFResult) { written = r }), job.Pages)
	})
	if err != nil {
		return Result{}, err
	}
	return Result{Files: []string{job.Target}, PDF: written}, nil
}
