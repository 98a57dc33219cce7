// Package fitz opens documents and draws their pages: vector documents with
// MuPDF (go-fitz), pictures with Go's decoders or Leptonica. It parses files in
// C and so runs in a worker.
package fitz

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"

	"recto/render"
)

// Renderer implements render.Renderer. It keeps the last document open, since
// pages of one document mostly come one after the other, and does one thing at
// a time: MuPDF crashes when two goroutines draw.
type Renderer struct {
	// MaxPixels bounds what a vector page is drawn at; 0 means
	// render.MaxPixels, or less where this process may take little memory.
	MaxPixels int

	// Log is told of lowered resolutions and repaired files; nil for nothing.
	Log *slog.Logger

	mu      sync.Mutex
	current document
	key     key
}

// key tells whether a path still is the file that is open.
type key struct {
	path, password string
	size           int64
	modified       time.Time
}

// document is an open file of one of the families.
type document interface {
	info() (render.Info, error)
	// draw draws a page; ctx may end programs that it starts.
	draw(ctx context.Context, req render.Request) (render.Raster, error)
	close()
}

// Info opens a document and tells its format and its pages' sizes.
func (r *Renderer) Info(ctx context.Context, path, password string) (render.Info, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	doc, err := r.open(ctx, path, password)
	if err != nil {
		return render.Info{}, err
	}
	info, err := doc.info()
	if err != nil {
		return render.Info{}, err
	}
	if len(info.Pages) == 0 {
		return render.Info{}, fmt.Errorf("open document: %w", render.ErrNoPages)
	}
	if len(info.Pages) > render.ManyPages {
		info.Warnings = append(info.Warnings, render.ErrManyPages)
	}
	return info, nil
}

// Render draws one page.
func (r *Renderer) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	doc, err := r.open(ctx, req.Path, req.Password)
	if err != nil {
		return render.Raster{}, err
	}
	return doc.draw(ctx, req)
}

// Close closes the open document.
func (r *Renderer) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop()
}

func (r *Renderer) drop() {
	if r.current != nil {
		r.current.close()
		r.current, r.key = nil, key{}
	}
}

// open makes path the current document.
func (r *Renderer) open(ctx context.Context, path, password string) (document, error) {
	file, stat, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	wanted := key{path, password, stat.Size(), stat.ModTime()}
	if r.current != nil && r.key == wanted {
		return r.current, nil
	}
	r.drop()
	format, err := render.Sniff(file, stat.Size())
	if err != nil {
		return nil, fmt.Errorf("open document: %w", render.ErrUnreadable)
	}
	var doc document
	switch {
	case format == "":
		err = fmt.Errorf("open document: %w", render.ErrFormat)
	case format == formatPDF:
		doc, err = r.openPDF(ctx, path, password)
	case vectorFormats[format]:
		doc, err = r.openVector(path, format)
	case format == formatTIFF:
		doc, err = openTIFF(file)
	default:
		doc, err = openPicture(file, format)
	}
	if err != nil {
		return nil, err
	}
	r.current, r.key = doc, wanted
	return doc, nil
}

func openFile(path string) (*os.File, os.FileInfo, error) {
	// Without O_NONBLOCK a pipe would be waited for until somebody writes to it.
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	switch {
	case os.IsNotExist(err):
		return nil, nil, fmt.Errorf("open document: %w", render.ErrNotFound)
	case err != nil:
		return nil, nil, fmt.Errorf("open document: %w", render.ErrUnreadable)
	}
	stat, err := file.Stat()
	switch {
	case err != nil:
		err = render.ErrUnreadable
	case stat.IsDir():
		err = render.ErrFolder
	case !stat.Mode().IsRegular():
		err = render.ErrUnreadable
	case stat.Size() == 0:
		err = render.ErrEmpty
	default:
		return file, stat, nil
	}
	_ = file.Close()
	return nil, nil, fmt.Errorf("open document: %w", err)
}

// maxPixels bounds a vector page, in grey or in colour.
func (r *Renderer) maxPixels(grey bool) int {
	if r.MaxPixels > 0 {
		return r.MaxPixels
	}
	return pixelsInMemory(grey)
}

func (r *Renderer) log() *slog.Logger {
	if r.Log != nil {
		return r.Log
	}
	return slog.New(slog.DiscardHandler)
}
