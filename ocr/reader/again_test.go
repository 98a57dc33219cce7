package reader

import (
	"testing"

	"recto/ocr"
)

func TestOnlyAWeakPageIsReadOnceMore(t *testing.T) {
	for _, tt := range []struct {
		confidence float64
		looks      int
	}{{0.95, 0}, {0.61, 0}, {0.5, 1}} {
		e := &engine{up: 30, confidence: func(int) float64 { return tt.confidence }}
		_, err := (&Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: e}).Recognize(t.Context(), ocr.Request{})
		if err != nil || e.looks != tt.looks {
			t.Errorf("a page of confidence %v was read %d times more, %v, want %d", tt.confidence, e.looks, err, tt.looks)
		}
	}
}

func TestTheSecondReadingsSurerWordsAreTaken(t *testing.T) {
	// In pixels of what trimming leaves: the bar and 24 px of paper around it.
	place := ocr.Rect(24, 24, 224, 54)
	e := &engine{up: 30, confidence: func(int) float64 { return 0.5 }, sparse: []ocr.Line{
		{Quad: place, Words: []ocr.Word{{Text: "surer", Quad: place, Confidence: 0.9}}},
	}}
	page, err := (&Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: e}).Recognize(t.Context(), ocr.Request{})
	if err != nil || len(page.Lines) != 1 || page.Lines[0].Text() != "surer" {
		t.Fatalf("lines = %+v, %v, want the surer word alone", page.Lines, err)
	}
	if got, want := page.Lines[0].Words[0].Quad, widened(ocr.Rect(50, 100, 250, 130), 3); !near(got, want, 1) {
		t.Errorf("quad %v, want %v", got, want)
	}
}
