package fitz

import (
	"image"
	"testing"

	"recto/render"
)

func TestScalingKeepsWhiteWhiteAndTheMean(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {7, 5}, {33, 99}, {100, 3}} {
		white := render.Raster{Width: 100, Height: 100, Channels: 4, Pix: make([]byte, 40_000)}
		half := render.Raster{Width: 100, Height: 100, Channels: 1, Pix: make([]byte, 10_000)}
		for i := range white.Pix {
			white.Pix[i] = 255
		}
		for i := range half.Pix {
			half.Pix[i] = byte(i % 2 * 200) // columns, 100 on the whole
		}
		all := cut{size: image.Pt(100, 100)}
		for i, v := range scaled(white, all, size, image.Rectangle{Max: size}).Pix {
			if v != 255 {
				t.Fatalf("white at %v: byte %d is %d", size, i, v)
			}
		}
		sum := 0
		small := scaled(half, all, size, image.Rectangle{Max: size})
		for _, v := range small.Pix {
			sum += int(v)
		}
		if mean := sum / len(small.Pix); mean < 98 || mean > 102 {
			t.Errorf("half grey at %v has the mean %d, want 100", size, mean)
		}
	}
}

func TestAPictureIsNeverEnlarged(t *testing.T) {
	if got := fitted(300, 200, 900, 900); got != image.Pt(300, 200) {
		t.Errorf("fitted = %v, want its own size", got)
	}
	if got := fitted(300, 200, 150, 0); got != image.Pt(150, 100) {
		t.Errorf("fitted = %v, want half", got)
	}
}
