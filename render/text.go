package render

import "context"

// Text is what a page of a document holds as text, not as pixels.
type Text struct {
	// Width and Height are the page's size in pixels at the resolution
	// DPIX × DPIY, which is that of the raster for reading.
	Width  int
	Height int
	DPIX   float64
	DPIY   float64

	// Glyphs are the characters in the document's own order.
	Glyphs []Glyph

	// Pictures are the places of images.
	Pictures []Picture
}

// Glyph is one character with its place. Places are in pixels of the page as it
// is shown, origin top left; single precision, since there may be many.
type Glyph struct {
	// Rune is what the document says that the glyph means; U+FFFD where it does
	// not say, ' ' also for a gap that is as wide as a space.
	Rune rune

	// Font numbers the fonts of the page, from 0.
	Font int

	// X and Y are where the baseline of the glyph begins.
	X, Y float32

	// AdvanceX and AdvanceY lead from there to where the next one begins.
	AdvanceX, AdvanceY float32

	// UpX and UpY lead across the baseline to the top of the glyph; they are as
	// long as the type is large.
	UpX, UpY float32

	// Start is true where the document begins a line with this glyph.
	Start bool

	// Hidden is true of glyphs that leave nothing on the page: the text that
	// OCR puts under a scan.
	Hidden bool

	// Downwards is true of glyphs that are set one below the other.
	Downwards bool
}

// Picture is an image on the page: the upright bounds of it in pixels of the
// page.
type Picture struct{ Left, Top, Right, Bottom float64 }

// TextSource gives the text of pages. Where the document is a picture, or the
// page holds no text, the result has no glyphs. Of the request, Path, Password
// and Page count. Its errors are like a Renderer's.
type TextSource interface {
	Text(ctx context.Context, req Request) (Text, error)
}
