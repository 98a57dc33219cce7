package pageview

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"recto/ocr"
	"recto/ocr/overlay"
)

func sceneOf(lines []ocr.Line) *scene {
	s := &scene{desk: color.NRGBA{40, 40, 40, 255}, lines: lines, layers: overlay.Usual(), marks: overlay.NoMarks()}
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

func TestHiddenOverlayStillShowsTheMark(t *testing.T) {
	s := sceneOf(word(0.9, ocr.Rect(20, 20, 120, 60)))
	s.hidden = true
	if got := frameOf(s).RGBAAt(60, 50); got.R != 255 {
		t.Errorf("hidden overlay painted %v", got)
	}
	s.marks.Selection = ocr.Span{}
	if got := frameOf(s).RGBAAt(60, 50); got.R == 255 {
		t.Error("the selected word is not painted")
	}
}

func TestWordUnderPointerWinsOverItsLine(t *testing.T) {
	lines := []ocr.Line{{Quad: ocr.Rect(0, 0, 100, 10), Words: []ocr.Word{
		{Quad: ocr.Rect(0, 0, 40, 10)}, {Quad: ocr.Rect(60, 0, 100, 10)},
	}}}
	for p, want := range map[ocr.Point]ocr.Mark{
		{X: 70, Y: 5}: {Line: 0, Word: 1}, {X: 50, Y: 5}: {Line: 0, Word: -1}, {X: 50, Y: 50}: ocr.NoMark,
	} {
		if got := wordAt(lines, p); got != want {
			t.Errorf("wordAt(%v) = %v, want %v", p, got, want)
		}
	}
}
