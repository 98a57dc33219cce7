package distort

import (
	"image"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// turn is the page turned clockwise about its middle, on white, large enough
// to hold all of it.
func turn(page *image.Gray, degrees float64) *image.Gray {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	width := math.Ceil(math.Abs(w*cos) + math.Abs(h*sin) - 1e-6)
	height := math.Ceil(math.Abs(w*sin) + math.Abs(h*cos) - 1e-6)
	dst := image.NewGray(image.Rect(0, 0, int(width), int(height)))
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	// About the centres of both.
	m := f64.Aff3{
		cos, -sin, width/2 - cos*w/2 + sin*h/2,
		sin, cos, height/2 - sin*w/2 - cos*h/2,
	}
	xdraw.CatmullRom.Transform(dst, m, page, page.Rect, draw.Over, nil)
	return dst
}
