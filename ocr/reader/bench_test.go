package reader

import (
	"image"
	_ "image/png"
	"os"
	"testing"

	"recto/render"
)

// BenchmarkPrepare makes a page of print at 300 dpi ready for the engine.
func BenchmarkPrepare(b *testing.B) {
	file, err := os.Open("../../testdata/made/print.png")
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		b.Fatal(err)
	}
	size := picture.Bounds().Size()
	r := render.Raster{Width: size.X, Height: size.Y, Channels: 1, DPIX: 300, DPIY: 300}
	for y := range size.Y {
		for x := range size.X {
			grey, _, _, _ := picture.At(x, y).RGBA()
			r.Pix = append(r.Pix, byte(grey>>8))
		}
	}
	b.SetBytes(int64(len(r.Pix)))
	b.ReportAllocs()
	for b.Loop() {
		newSheet(r).upright(0)
	}
}
