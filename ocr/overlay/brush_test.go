package overlay

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"recto/ocr"
)

func TestHalfCoveredPixelIsHalfBlended(t *testing.T) {
	dst := image.NewRGBA(image.Rect(0, 0, 4, 4))
	b := brush{dst: dst}
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	b.quad(ocr.Rect(0.5, 0, 3.25, 4), color.NRGBA{0, 0, 0, 255})
	want := []uint8{127, 0, 0, 191}
	for x, w := range want {
		if got := dst.RGBAAt(x, 2).R; math.Abs(float64(got)-float64(w)) > 1 {
			t.Errorf("pixel %d = %d, want %d", x, got, w)
		}
	}
}

func TestShapesBeyondTheFrameAreCut(t *testing.T) {
	dst := image.NewRGBA(image.Rect(0, 0, 8, 8))
	b := brush{dst: dst}
	b.quad(ocr.Rect(-1e6, -1e6, 1e6, 1e6), color.NRGBA{9, 9, 9, 255})
	if got := dst.RGBAAt(7, 7).R; got != 9 {
		t.Errorf("corner = %d, want 9", got)
	}
	b.line(ocr.Point{X: -50, Y: -50}, ocr.Point{X: 500, Y: 500}, 2, color.NRGBA{200, 0, 0, 255})
	if got := dst.RGBAAt(4, 4).R; got != 200 {
		t.Errorf("diagonal = %d, want 200", got)
	}
}
