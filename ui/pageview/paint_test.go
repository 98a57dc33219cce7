package pageview

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"recto/ocr"
)

func sceneOf(lines []ocr.Line) *scene {
	s := &scene{desk: color.NRGBA{40, 40, 40, 255}, lines: lines, overlay: true, marked: None, hovered: None}
	s.port.resize(220, 220)
	s.port.setPage(200, 200, true)
	return s
}

func frameOf(s *scene) *image.RGBA {
	frame := image.NewRGBA(image.Rect(0, 0, 220, 220))
	s.paint(frame, 1)
	return frame
}

func word(confidence float64, q ocr.Quad) []ocr.Line {
	return []ocr.Line{{Quad: q, Words: []ocr.Word{{Text: "x", Quad: q, Confidence: confidence}}}}
}

func TestPageLiesOnTheDesk(t *testing.T) {
	frame := frameOf(sceneOf(nil))
	if got := frame.RGBAAt(3, 3); got != (color.RGBA{40, 40, 40, 255}) {
		t.Errorf("desk = %v", got)
	}
	if got := frame.RGBAAt(100, 100); got != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("paper = %v", got)
	}
}

func TestPictureOfTheRightSizeIsCopiedUnchanged(t *testing.T) {
	s := sceneOf(nil)
	picture := image.NewGray(image.Rect(0, 0, 200, 200))
	draw.Draw(picture, picture.Rect, image.White, image.Point{}, draw.Src)
	picture.SetGray(50, 60, color.Gray{7})
	s.picture = picture
	frame := frameOf(s)
	if got := frame.RGBAAt(60, 70); got != (color.RGBA{7, 7, 7, 255}) {
		t.Errorf("pixel (50, 60) of the page = %v, want 7", got)
	}
	if got := frame.RGBAAt(61, 70); got.R != 255 {
		t.Errorf("its neighbour = %v, want white", got)
	}
}

func TestSlantedWordIsDrawnSlanted(t *testing.T) {
	// A square stood on its corner: its own middle is inside, the corners of
	// its bounds are not.
	q := ocr.Quad{{X: 100, Y: 50}, {X: 150, Y: 100}, {X: 100, Y: 150}, {X: 50, Y: 100}}
	frame := frameOf(sceneOf(word(0.3, q)))
	white := color.RGBA{255, 255, 255, 255}
	if got := frame.RGBAAt(110, 110); got == white {
		t.Error("the middle of the quad is not painted")
	}
	for _, p := range []image.Point{{65, 65}, {155, 65}, {155, 155}, {65, 155}} {
		if got := frame.RGBAAt(p.X, p.Y); got != white {
			t.Errorf("%v outside the quad = %v, want white", p, got)
		}
	}
}

func TestBandsDifferInColourAndUnderline(t *testing.T) {
	q := ocr.Rect(20, 20, 120, 60)
	seen := map[color.RGBA]Band{}
	ink := map[Band]int{}
	for band, confidence := range map[Band]float64{Weak: 0.2, Fair: 0.7, Sure: 0.99} {
		frame := frameOf(sceneOf(word(confidence, q)))
		fill := frame.RGBAAt(60, 50)
		if other, dup := seen[fill]; dup {
			t.Errorf("bands %v and %v are both %v", band, other, fill)
		}
		seen[fill] = band
		for x := 32; x < 128; x++ {
			r := frame.RGBAAt(x, 69)
			if min(r.R, r.G, r.B) < 120 {
				ink[band]++
			}
		}
	}
	if ink[Weak] != 96 || ink[Fair] < 40 || ink[Fair] > 70 || ink[Sure] != 0 {
		t.Errorf("underline pixels of 96: weak %d, fair %d, sure %d; want all, half, none", ink[Weak], ink[Fair], ink[Sure])
	}
}

func TestHiddenOverlayStillShowsTheMark(t *testing.T) {
	s := sceneOf(word(0.9, ocr.Rect(20, 20, 120, 60)))
	s.overlay = false
	if got := frameOf(s).RGBAAt(60, 50); got.R != 255 {
		t.Errorf("hidden overlay painted %v", got)
	}
	s.marked = Mark{0, 0}
	if got := frameOf(s).RGBAAt(60, 50); got.R == 255 {
		t.Error("the marked word is not painted")
	}
}

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

func TestWordUnderPointerWinsOverItsLine(t *testing.T) {
	lines := []ocr.Line{{Quad: ocr.Rect(0, 0, 100, 10), Words: []ocr.Word{
		{Quad: ocr.Rect(0, 0, 40, 10)}, {Quad: ocr.Rect(60, 0, 100, 10)},
	}}}
	for p, want := range map[ocr.Point]Mark{
		{X: 70, Y: 5}: {0, 1}, {X: 50, Y: 5}: {0, -1}, {X: 50, Y: 50}: None,
	} {
		if got := markAt(lines, p); got != want {
			t.Errorf("markAt(%v) = %v, want %v", p, got, want)
		}
	}
}
