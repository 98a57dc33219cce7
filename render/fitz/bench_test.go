package fitz

import (
	"image"
	"testing"

	"recto/render"
)

// The pictures that a window of 880 × 1,000 asks for, of an A5 page in a PDF and
// of one in a picture of 300 dpi.
func BenchmarkAPartOfAPageAtSixteenTimesItsSize(b *testing.B) {
	benchmarkPart(b, "rotated.pdf", render.Request{DPI: 4800, Clip: image.Rect(4000, 4000, 5760, 6000)})
}

func BenchmarkAWholePageOfFourMegapixels(b *testing.B) {
	benchmarkPart(b, "rotated.pdf", render.Request{DPI: 415})
}

func BenchmarkAPictureMadeSmaller(b *testing.B) {
	benchmarkPart(b, "print.png", render.Request{MaxWidth: 880, MaxHeight: 1000})
}

func BenchmarkAPartOfAPicture(b *testing.B) {
	benchmarkPart(b, "print.png", render.Request{Clip: image.Rect(300, 300, 1180, 1300)})
}

func benchmarkPart(b *testing.B, file string, req render.Request) {
	r := &Renderer{}
	b.Cleanup(r.Close)
	req.Path = fixture(file)
	for b.Loop() {
		if _, err := r.Render(b.Context(), req); err != nil {
			b.Fatal(err)
		}
	}
}
