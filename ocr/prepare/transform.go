// Package prepare makes of a page's raster what the engine reads best: upright,
// straight, of square pixels and large enough letters; and brings what was
// found back to the page. Values in, values out, no engine.
package prepare

import (
	"math"

	"recto/ocr"
)

// Transform is an affine map of points: x' = A·x + B·y + C, y' = D·x + E·y + F.
// Pixel (i, j) covers the square from (i, j) to (i+1, j+1).
type Transform struct{ A, B, C, D, E, F float64 }

// Identity leaves points where they are.
var Identity = Transform{A: 1, E: 1}

// Apply is p mapped.
func (t Transform) Apply(p ocr.Point) ocr.Point {
	return ocr.Point{X: t.A*p.X + t.B*p.Y + t.C, Y: t.D*p.X + t.E*p.Y + t.F}
}

// Then maps first by t and then by next.
func (t Transform) Then(next Transform) Transform {
	return Transform{
		A: next.A*t.A + next.B*t.D, B: next.A*t.B + next.B*t.E, C: next.A*t.C + next.B*t.F + next.C,
		D: next.D*t.A + next.E*t.D, E: next.D*t.B + next.E*t.E, F: next.D*t.C + next.E*t.F + next.F,
	}
}

// Inverse maps back. The transform must not be flat; those of this package are not.
func (t Transform) Inverse() Transform {
	det := t.A*t.E - t.B*t.D
	return Transform{
		A: t.E / det, B: -t.B / det, C: (t.B*t.F - t.E*t.C) / det,
		D: -t.D / det, E: t.A / det, F: (t.D*t.C - t.A*t.F) / det,
	}
}

// Scale stretches by sx and sy about the origin.
func Scale(sx, sy float64) Transform { return Transform{A: sx, E: sy} }

// Shift moves by (x, y) pixels.
func Shift(x, y float64) Transform { return Transform{A: 1, C: x, E: 1, F: y} }

// Rotate turns a raster of the given size clockwise by degrees and moves it so
// that all of it lies right of and below the origin; width and height are the
// size of the turned raster in whole pixels.
func Rotate(degrees float64, fromWidth, fromHeight int) (t Transform, width, height int) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	if quarter := degrees / 90; quarter == math.Trunc(quarter) {
		sin, cos = math.Round(sin), math.Round(cos)
	}
	t = Transform{A: cos, B: -sin, D: sin, E: cos}
	w, h := float64(fromWidth), float64(fromHeight)
	left, top, right, bottom := ocr.Rect(0, 0, w, h).Map(t.Apply).Bounds()
	t.C, t.F = -left, -top
	return t, ceil(right - left), ceil(bottom - top)
}

// ceil rounds up, but not for the last bits of a float's error.
func ceil(x float64) int { return max(1, int(math.Ceil(x-1e-6))) }
