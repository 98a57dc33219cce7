package wire

import (
	"math"

	"recto/ocr"
)

// Box is the corners x1, y1, … x4, y4 of a piece of text, clockwise from the
// text's own top-left, in the unit of its page.
type Box [8]float64

// inchParts is how finely inches are published: four decimals.
const inchParts = 1e4

// nominalDPI is about the resolution that a page in inches is given on the way
// back, where the document tells none.
const nominalDPI = 300

// scale turns pixels of a page's picture into what is published, and back.
type scale struct {
	unit       ocr.Unit
	dpiX, dpiY float64 // 0 for pixels
}

// scaleOf is the scale of a page. A page of inches without a resolution, which
// ocr.Page rules out, is published in pixels rather than as infinite.
func scaleOf(page ocr.Page) scale {
	if page.Unit == ocr.UnitInch && page.DPIX > 0 && page.DPIY > 0 {
		return scale{ocr.UnitInch, page.DPIX, page.DPIY}
	}
	return scale{unit: ocr.UnitPixel}
}

// scaleTo is the scale at which a published page is taken back, and its size in
// pixels. For inches the resolution is the one nearest nominalDPI that makes
// the sides whole pixels, so that publishing it again gives the same sides.
func scaleTo(r ReadResult) (s scale, width, height int) {
	if r.Unit != ocr.UnitInch || r.Width <= 0 || r.Height <= 0 {
		return scale{unit: ocr.UnitPixel}, int(math.Round(r.Width)), int(math.Round(r.Height))
	}
	width = max(1, int(math.Round(r.Width*nominalDPI)))
	height = max(1, int(math.Round(r.Height*nominalDPI)))
	return scale{ocr.UnitInch, float64(width) / r.Width, float64(height) / r.Height}, width, height
}

// publish is a place or size in pixels as it is published.
func (s scale) publish(p ocr.Point) (x, y float64) {
	if s.unit == ocr.UnitInch {
		return round(p.X/s.dpiX, inchParts), round(p.Y/s.dpiY, inchParts)
	}
	return round(p.X, 1), round(p.Y, 1)
}

// pixels is the reverse of publish.
func (s scale) pixels(x, y float64) ocr.Point {
	if s.unit == ocr.UnitInch {
		return ocr.Point{X: x * s.dpiX, Y: y * s.dpiY}
	}
	return ocr.Point{X: x, Y: y}
}

// box is a quad as it is published.
func (s scale) box(q ocr.Quad) (b Box) {
	for i, p := range q {
		b[2*i], b[2*i+1] = s.publish(p)
	}
	return b
}

// quad is the reverse of box.
func (s scale) quad(b Box) (q ocr.Quad) {
	for i := range q {
		q[i] = s.pixels(b[2*i], b[2*i+1])
	}
	return q
}
