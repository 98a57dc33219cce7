package main

import (
	"bufio"
	"image"
	"image/draw"
	"image/png"
	"math"
	"os"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"recto/render"
)

// turnedCopy writes a copy of a grey raster turned clockwise, on white. The
// resampling is x/image's, not that of the code under test. It carries no
// resolution, as a picture from a phone would not.
func turnedCopy(grey render.Raster, degrees float64, path string) error {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(grey.Width), float64(grey.Height)
	width := math.Ceil(math.Abs(w*cos) + math.Abs(h*sin) - 1e-6)
	height := math.Ceil(math.Abs(w*sin) + math.Abs(h*cos) - 1e-6)
	dst := image.NewGray(image.Rect(0, 0, int(width), int(height)))
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	// About the centres of both.
	m := f64.Aff3{
		cos, -sin, width/2 - cos*w/2 + sin*h/2,
		sin, cos, height/2 - sin*w/2 - cos*h/2,
	}
	xdraw.CatmullRom.Transform(dst, m, grey.Image(), image.Rect(0, 0, grey.Width, grey.Height), draw.Over, nil)
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(out, dst); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Close()
}
