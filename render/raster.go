package render

import (
	"image"
)

// Raster is a page as pixels.
type Raster struct {
	// Width and Height are the size in pixels.
	Width  int `json:"width"`
	Height int `json:"height"`

	// Channels is 1 (grey, 0 black … 255 white) or 4 (RGBA, opaque).
	Channels int `json:"channels"`

	// Pix holds the rows from the top, each of Width*Channels bytes, without
	// padding.
	Pix []byte `json:"-"`

	// Clip is the part of the page that is shown, in pixels of a picture of
	// the whole page, whose size is Whole. Both are zero where all is shown.
	Clip  image.Rectangle `json:"clip,omitzero"`
	Whole image.Point     `json:"whole,omitzero"`

	// PageWidth and PageHeight are the size in pixels of the whole page at the
	// resolution DPIX × DPIY; a raster for the screen may be smaller or finer.
	PageWidth  int `json:"pageWidth"`
	PageHeight int `json:"pageHeight"`

	// DPIX and DPIY are the resolution of the page's own picture in dots per
	// inch, 0 if unknown; for a vector page the one it is read at by default.
	DPIX float64 `json:"dpiX,omitempty"`
	DPIY float64 `json:"dpiY,omitempty"`

	// Vector is true where the page comes from a document that measures in
	// inches (PDF and the like) rather than from a picture.
	Vector bool `json:"vector,omitempty"`
}

// Image is the raster as an image that shares its pixels.
func (r Raster) Image() image.Image {
	bounds := image.Rect(0, 0, r.Width, r.Height)
	if r.Channels == 1 {
		return &image.Gray{Pix: r.Pix, Stride: r.Width, Rect: bounds}
	}
	return &image.RGBA{Pix: r.Pix, Stride: 4 * r.Width, Rect: bounds}
}
