// Package render says what a page looks like: documents and their pages
// (Info), pictures of pages (Raster), who can make them (Renderer), why a
// document cannot be opened (Code), and at which resolution a page is drawn.
// It is pure Go and opens no file.
package render

import (
	"context"
	"image"
)

// Info is what is known of a document without reading its text.
type Info struct {
	// Format is the kind the bytes show: "pdf", "png", "jpeg", "tiff", …
	Format string `json:"format"`

	// Pages has one entry a page, in order.
	Pages []PageInfo `json:"pages"`

	// Warnings are things a person should know of a document that can be
	// read, ErrManyPages for one.
	Warnings []Code `json:"warnings,omitempty"`
}

// PageInfo is what is known of a page before it is drawn.
type PageInfo struct {
	// WidthPt and HeightPt are the size in points (1/72 inch) as shown;
	// a picture of unknown resolution counts as 96 dpi here.
	WidthPt  float64 `json:"widthPt"`
	HeightPt float64 `json:"heightPt"`

	// Width and Height are the pixels of a picture; 0 for a vector page.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
}

// Request asks for a picture of one page. It is plain data: it crosses the pipe.
type Request struct {
	Path     string `json:"path"`
	Password string `json:"password,omitempty"`

	// Page counts from 0.
	Page int `json:"page"`

	// MaxWidth and MaxHeight bound the picture in pixels; a picture is never
	// enlarged. 0 means no bound.
	MaxWidth  int `json:"maxWidth,omitempty"`
	MaxHeight int `json:"maxHeight,omitempty"`

	// DPI is the wanted resolution of a vector page, 0 for the one it would
	// be read at.
	DPI float64 `json:"dpi,omitempty"`

	// Clip asks for a part of the page alone, in pixels of the picture that
	// MaxWidth, MaxHeight and DPI would give; zero for all of it. Of a vector
	// page, such a picture may be larger than one that is drawn whole.
	Clip image.Rectangle `json:"clip,omitzero"`

	// Grey asks for one channel instead of colours.
	Grey bool `json:"grey,omitempty"`

	// Ahead says that nobody looks for this picture yet: it is drawn beside
	// those that somebody waits for, never before them.
	Ahead bool `json:"-"`
}

// Renderer opens documents and draws their pages. It may be called by several
// goroutines at once. Its errors hold a Code or the context's own error.
type Renderer interface {
	// Info opens a document. The password may be empty.
	Info(ctx context.Context, path, password string) (Info, error)

	// Render draws one page on white.
	Render(ctx context.Context, req Request) (Raster, error)
}
