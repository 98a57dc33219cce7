package overlay

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"recto/ocr"
)

// paperOf is white paper of the given size, and the frame that shows a page on
// it pixel for pixel.
func paperOf(width, height int) Frame {
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	return Frame{Dst: dst, Scale: 1, Place: func(p ocr.Point) ocr.Point { return p }}
}

func word(confidence float64, q ocr.Quad) []ocr.Line {
	return []ocr.Line{{Quad: q, Words: []ocr.Word{{Text: "x", Quad: q, Confidence: confidence}}}}
}

// inked counts the pixels of a row that are clearly drawn.
func inked(img *image.RGBA, y, from, to int) int {
	n := 0
	for x := from; x < to; x++ {
		if p := img.RGBAAt(x, y); min(p.R, p.G, p.B) < 120 {
			n++
		}
	}
	return n
}

var white = color.RGBA{255, 255, 255, 255}

func TestBandsDifferInColourAndUnderline(t *testing.T) {
	q := ocr.Rect(10, 10, 110, 50)
	seen := map[color.RGBA]Band{}
	ink := map[Band]int{}
	for band, confidence := range map[Band]float64{Weak: 0.2, Fair: 0.7, Sure: 0.99} {
		f := paperOf(120, 60)
		new(Painter).Page(f, word(confidence, q), Usual())
		fill := f.Dst.RGBAAt(50, 40)
		if other, dup := seen[fill]; dup {
			t.Errorf("bands %v and %v are both %v", band, other, fill)
		}
		seen[fill] = band
		ink[band] = inked(f.Dst, 49, 12, 108)
	}
	if ink[Weak] != 96 || ink[Fair] < 40 || ink[Fair] > 70 || ink[Sure] != 0 {
		t.Errorf("underline pixels of 96: weak %d, fair %d, sure %d; want all, half, none", ink[Weak], ink[Fair], ink[Sure])
	}
}

func TestZeroLayersDrawNothing(t *testing.T) {
	f := paperOf(120, 60)
	lines := word(0.2, ocr.Rect(10, 10, 110, 50))
	lines[0].Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.9}
	lines[0].Words[0].Corrected = true
	new(Painter).Page(f, lines, Layers{})
	new(Painter).Marks(f, lines, NoMarks())
	for i, v := range f.Dst.Pix {
		if v != 255 {
			t.Fatalf("byte %d is %d, want white paper", i, v)
		}
	}
}

func TestSurerWordsThanTheThresholdAreLeftOut(t *testing.T) {
	for _, tt := range []struct {
		confidence float64
		corrected  bool
		drawn      bool
	}{{0.79, false, true}, {0.80, false, false}, {1, true, true}} {
		f := paperOf(120, 60)
		lines := word(tt.confidence, ocr.Rect(10, 10, 110, 50))
		lines[0].Words[0].Corrected = tt.corrected
		new(Painter).Page(f, lines, Layers{Confidence: true, Corrected: true, Under: 0.8})
		if got := f.Dst.RGBAAt(50, 30) != white; got != tt.drawn {
			t.Errorf("confidence %v, corrected %v: drawn %v, want %v", tt.confidence, tt.corrected, got, tt.drawn)
		}
	}
}

func TestSelectionCoversTheGapsOfALineAndNoMore(t *testing.T) {
	lines := []ocr.Line{{Quad: ocr.Rect(10, 10, 110, 30), Words: []ocr.Word{
		{Quad: ocr.Rect(10, 14, 30, 30)}, {Quad: ocr.Rect(50, 10, 70, 28)}, {Quad: ocr.Rect(90, 10, 110, 30)},
	}}}
	bars := Bars(lines, ocr.SpanBetween(ocr.Mark{Line: 0, Word: 1}, ocr.Mark{Line: 0, Word: 0}))
	if len(bars) != 1 {
		t.Fatalf("%d bars, want one", len(bars))
	}
	left, top, right, bottom := bars[0].Bounds()
	if left != 10 || top != 10 || right != 70 || bottom != 30 {
		t.Errorf("bar over %v %v %v %v, want 10 10 70 30", left, top, right, bottom)
	}
}

func TestBarsFollowSlantedLines(t *testing.T) {
	q := ocr.Quad{{X: 0, Y: 0}, {X: 100, Y: 10}, {X: 98, Y: 30}, {X: -2, Y: 20}}
	bars := Bars(word(0.5, q), ocr.Span{})
	if got, want := bars[0].Angle(), q.Angle(); got < want-0.01 || got > want+0.01 {
		t.Errorf("bar at %v°, want %v°", got, want)
	}
}

func TestSpansBeyondThePageHaveNoBars(t *testing.T) {
	lines := word(0.5, ocr.Rect(0, 0, 10, 10))
	for _, span := range []ocr.Span{ocr.NoSpan, {First: ocr.Mark{Line: 3}, Last: ocr.Mark{Line: 5}}} {
		if got := Bars(lines, span); got != nil {
			t.Errorf("Bars(%v) = %v, want none", span, got)
		}
	}
}

func TestNumberStandsBeforeItsLineWhicheverWayItRuns(t *testing.T) {
	for name, tt := range map[string]struct {
		quad   ocr.Quad
		before image.Rectangle
	}{
		"upright":     {ocr.Rect(60, 60, 160, 76), image.Rect(30, 60, 58, 76)},
		"upside down": {ocr.Quad{{X: 160, Y: 76}, {X: 60, Y: 76}, {X: 60, Y: 60}, {X: 160, Y: 60}}, image.Rect(162, 60, 190, 76)},
		"downwards":   {ocr.Quad{{X: 76, Y: 60}, {X: 76, Y: 160}, {X: 60, Y: 160}, {X: 60, Y: 60}}, image.Rect(60, 38, 76, 58)},
	} {
		f := paperOf(220, 220)
		new(Painter).Page(f, []ocr.Line{{Quad: tt.quad}}, Layers{Numbers: true})
		n := 0
		for y := tt.before.Min.Y; y < tt.before.Max.Y; y++ {
			n += inked(f.Dst, y, tt.before.Min.X, tt.before.Max.X)
		}
		if n < 40 {
			t.Errorf("%s: %d dark pixels before the line, want a badge", name, n)
		}
		left, top, right, bottom := tt.quad.Bounds()
		for y := int(top); y < int(bottom); y++ {
			if inked(f.Dst, y, int(left), int(right)) > 0 {
				t.Errorf("%s: the badge covers the line in row %d", name, y)
				break
			}
		}
	}
}

func TestCrowdedNumbersDoNotCoverEachOther(t *testing.T) {
	var lines []ocr.Line
	for i := range 20 {
		y := 10 + 6*float64(i)
		lines = append(lines, ocr.Line{Quad: ocr.Rect(60, y, 160, y+5)})
	}
	f := paperOf(200, 150)
	new(Painter).Page(f, lines, Layers{Numbers: true})
	free, covered := 0, 0
	for y := range 150 {
		if f.Dst.RGBAAt(50, y) == white {
			free++
		} else {
			covered++
		}
	}
	if covered < 60 || free < 40 {
		t.Errorf("%d rows with badges, %d without: want some and gaps between them", covered, free)
	}
}

func TestHandwritingAndCorrectionsLookDifferentFromBands(t *testing.T) {
	q := ocr.Rect(10, 10, 110, 50)
	plain, hand, fixed := word(0.95, q), word(0.95, q), word(1, q)
	hand[0].Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.87}
	fixed[0].Words[0].Corrected = true
	seen := map[string]string{}
	for name, lines := range map[string][]ocr.Line{"plain": plain, "by hand": hand, "corrected": fixed} {
		f := paperOf(200, 60)
		new(Painter).Page(f, lines, Usual())
		if other, dup := seen[string(f.Dst.Pix)]; dup {
			t.Errorf("%s looks like %s", name, other)
		}
		seen[string(f.Dst.Pix)] = name
	}
}

func TestIgnoredAreaIsHatched(t *testing.T) {
	f := paperOf(100, 100)
	marks := NoMarks()
	marks.Ignored = []ocr.Quad{ocr.Rect(10, 10, 90, 90)}
	new(Painter).Marks(f, nil, marks)
	painted := 0
	for x := 20; x < 80; x++ {
		if f.Dst.RGBAAt(x, 50) != white {
			painted++
		}
	}
	if painted < 8 || painted > 40 {
		t.Errorf("%d of 60 pixels are painted, want stripes", painted)
	}
}

func TestInksStandOutOnPaperAndFillsLeavePrintReadable(t *testing.T) {
	paper, print := luminance(color.NRGBA{255, 255, 255, 255}), luminance(color.NRGBA{0, 0, 0, 255})
	for kind := range kinds {
		l := looks[kind]
		if kind == KindNumber {
			if c := contrast(luminance(l.ink), luminance(onWhite(l.fill))); c < 7 {
				t.Errorf("number: contrast of %.1f, want 7", c)
			}
			continue
		}
		if c := contrast(luminance(onWhite(l.ink)), paper); l.ink.A > 0xa0 && c < 3 {
			t.Errorf("kind %d: ink has contrast %.1f to paper, want 3", kind, c)
		}
		if c := contrast(luminance(onWhite(l.fill)), print); l.fill.A > 0 && c < 7 {
			t.Errorf("kind %d: print has contrast %.1f on the fill, want 7", kind, c)
		}
	}
}

// onWhite is a colour as it looks on white paper.
func onWhite(c color.NRGBA) color.NRGBA {
	return color.NRGBA{mixed(c.R, 255, uint32(c.A)), mixed(c.G, 255, uint32(c.A)), mixed(c.B, 255, uint32(c.A)), 255}
}
