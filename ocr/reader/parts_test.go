package reader

import (
	"context"
	"testing"

	"recto/ocr"
	"recto/render"
)

// boxes is an engine that finds each dark bar of a sheet as a word.
type boxes struct {
	engine
	words []ocr.Quad
}

func (b *boxes) Read(_ context.Context, grey render.Raster, _ []string, _ int) ([]ocr.Line, error) {
	b.readings = append(b.readings, grey)
	var lines []ocr.Line
	for _, q := range b.words {
		lines = append(lines, ocr.Line{Quad: q, Words: []ocr.Word{{Text: "abcdefghij", Quad: q, Confidence: 0.95}}})
	}
	return lines, nil
}

func TestPartsThatAreNotReadAreBlankForTheEngine(t *testing.T) {
	page := sheetWith(400, 600, 50, 100, 250, 130)
	for y := 400; y < 430; y++ {
		for x := 50; x < 250; x++ {
			page.Pix[y*400+x] = 0
		}
	}
	upper, lower := ocr.Rect(50, 100, 250, 130), ocr.Rect(50, 400, 250, 430)
	for name, tt := range map[string]struct {
		parts ocr.Parts
		want  ocr.Quad
	}{
		"area in pixels":       {ocr.Parts{Area: ocr.Rect(0, 50, 400, 200)}, upper},
		"area in shares":       {ocr.Parts{Area: ocr.Rect(0, 0.5, 1, 1), Shares: true}, lower},
		"ignored in pixels":    {ocr.Parts{Ignored: []ocr.Quad{ocr.Rect(0, 50, 400, 200)}}, lower},
		"ignored in shares":    {ocr.Parts{Ignored: []ocr.Quad{ocr.Rect(0, 0.5, 1, 1)}, Shares: true}, upper},
		"ignored in the area":  {ocr.Parts{Area: ocr.Rect(0, 50, 400, 500), Ignored: []ocr.Quad{ocr.Rect(0, 90, 400, 140)}}, lower},
		"much of the ink's in": {ocr.Parts{Area: ocr.Rect(100, 50, 400, 200)}, ocr.Rect(100, 100, 250, 130)},
	} {
		e := &engine{confidence: sure}
		got, err := (&Reader{Renderer: renderer{page}, Engine: e}).Recognize(t.Context(), ocr.Request{Parts: tt.parts})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Lines) != 1 || !near(got.Lines[0].Quad, widened(tt.want, 3), 1) || got.Width != 400 || got.Height != 600 {
			t.Errorf("%s: %+v, want %v on a page of 400 × 600", name, got, tt.want)
		}
	}
}

func TestWordsWithTheirMiddleInAPartThatIsNotReadAreDropped(t *testing.T) {
	// The engine's place is in pixels of what trimming leaves; margins of 24.
	page := sheetWith(400, 600, 24, 24, 376, 576)
	e := &boxes{engine: engine{confidence: sure}, words: []ocr.Quad{ocr.Rect(50, 100, 250, 130), ocr.Rect(50, 400, 250, 430)}}
	got, err := (&Reader{Renderer: renderer{page}, Engine: e}).Recognize(t.Context(), ocr.Request{Parts: ocr.Parts{Ignored: []ocr.Quad{ocr.Rect(140, 110, 160, 120)}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Lines) != 1 || !near(got.Lines[0].Quad, widened(e.words[1], 3), 1) {
		t.Errorf("lines = %+v, want the lower one alone", got.Lines)
	}
}
