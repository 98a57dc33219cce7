package pageview

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2/test"

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

// layered is a page of two columns with one of everything that is drawn.
func layered() *scene {
	var lines []ocr.Line
	for i := range 6 {
		left, y := 20+float64(i/3)*190, 20+float64(i%3)*60
		line := ocr.Line{Quad: ocr.Rect(left, y, left+150, y+22)}
		for j, confidence := range []float64{0.97, 0.7, 0.3} {
			x := left + 52*float64(j)
			line.Words = append(line.Words, ocr.Word{Quad: ocr.Rect(x, y, x+46, y+22), Confidence: confidence})
		}
		lines = append(lines, line)
	}
	lines[1].Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.87}
	lines[2].Words[0].Corrected = true
	slant := func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X, Y: p.Y + (p.X-200)*0.08} }
	for _, line := range lines[4:5] {
		for j := range line.Words {
			line.Words[j].Quad = line.Words[j].Quad.Map(slant)
		}
	}
	lines[4].Quad = lines[4].Quad.Map(slant)
	s := sceneOf(lines)
	s.layers = overlay.Layers{Lines: true, Words: true, Confidence: true, Handwriting: true, Numbers: true, Corrected: true}
	s.marks.Selection = ocr.Span{First: ocr.Mark{Line: 3, Word: 1}, Last: ocr.Mark{Line: 4, Word: 0}}
	s.marks.Hits = []ocr.Span{{First: ocr.Mark{Line: 0, Word: 0}, Last: ocr.Mark{Line: 0, Word: 0}}, {First: ocr.Mark{Line: 5, Word: 0}, Last: ocr.Mark{Line: 5, Word: 1}}}
	s.marks.Current = s.marks.Hits[1]
	s.marks.Hover = ocr.Mark{Line: 0, Word: 2}
	s.marks.Area, s.marks.Ignored = ocr.Rect(20, 200, 180, 250), []ocr.Quad{ocr.Rect(210, 200, 370, 250)}
	s.port.resize(420, 300)
	s.port.setPage(400, 280, true)
	picture := image.NewGray(image.Rectangle{Max: s.pictureSize(1)})
	draw.Draw(picture, picture.Rect, image.White, image.Point{}, draw.Src)
	for _, line := range lines {
		for _, word := range line.Words {
			left, top, right, bottom := word.Quad.Bounds()
			ink := image.Rect(int(left)+3, int(top+bottom)/2-3, int(right)-3, int(top+bottom)/2+3)
			draw.Draw(picture, ink, image.Black, image.Point{}, draw.Src)
		}
	}
	s.picture = picture
	return s
}

func TestAllLayersLookAsTheyWereJudgedOnALightAndADarkDeskAndTurned(t *testing.T) {
	for name, change := range map[string]func(*scene){
		"light":  func(s *scene) { s.desk = color.NRGBA{230, 230, 230, 255} },
		"dark":   func(s *scene) { s.desk = color.NRGBA{44, 44, 48, 255} },
		"turned": func(s *scene) { s.desk = color.NRGBA{230, 230, 230, 255}; s.port.setTurn(1) },
	} {
		s := layered()
		change(s)
		frame := image.NewRGBA(image.Rect(0, 0, 420, 300))
		s.paint(frame, 1)
		test.AssertImageMatches(t, "layers-"+name+".png", frame)
	}
}
