package overlay

import (
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"io"

	"recto/ocr"
)

// strokeSide is the side in pixels for each unit of the strokes in a drawn
// page: what is fine on a screen is too fine in a page of 300 dpi.
const strokeSide = 1400

// Draw is the picture of a page with its layers over it, in the picture's own
// size, which need not be the page's. A nil picture gives white paper in the
// page's size.
func Draw(picture image.Image, page ocr.Page, layers Layers, marks Marks) *image.RGBA {
	size := image.Pt(max(page.Width, 1), max(page.Height, 1))
	if picture != nil {
		size = picture.Bounds().Size()
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	if picture != nil {
		draw.Draw(dst, dst.Rect, picture, picture.Bounds().Min, draw.Over)
	}
	x, y := float64(size.X)/float64(max(page.Width, 1)), float64(size.Y)/float64(max(page.Height, 1))
	f := Frame{
		Dst:   dst,
		Place: func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X * x, Y: p.Y * y} },
		Scale: max(1, float64(max(size.X, size.Y))/strokeSide),
	}
	var p Painter
	p.Page(f, page.Lines, layers)
	p.Marks(f, page.Lines, marks)
	return dst
}

// PNG writes the page with its layers as a PNG; see Draw.
func PNG(w io.Writer, picture image.Image, page ocr.Page, layers Layers) error {
	if err := png.Encode(w, Draw(picture, page, layers, NoMarks())); err != nil {
		return fmt.Errorf("write annotated page: %w", err)
	}
	return nil
}
