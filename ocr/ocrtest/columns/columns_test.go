package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"recto/ocr"
	"recto/ocr/ocrtest/typeset"
)

func TestAcrossCountsLinesOfSeveralCells(t *testing.T) {
	cells := []ocr.Quad{ocr.Rect(0, 0, 100, 20), ocr.Rect(110, 0, 200, 20)}
	word := func(x float64) ocr.Word { return ocr.Word{Text: "w", Quad: ocr.Rect(x, 5, x+20, 15)} }
	lines := []ocr.Line{
		{Words: []ocr.Word{word(10), word(40)}}, {Words: []ocr.Word{word(10), word(150)}}, {Words: []ocr.Word{word(500)}},
	}
	if several, any := across(lines, cells); several != 1 || any != 2 {
		t.Errorf("across = %d of %d, want 1 of 2", several, any)
	}
}

func TestPointsOfCellsAreCountedFromBelow(t *testing.T) {
	const content = `{"tables":[{"regions":[{"page":1,"cells":[{"bbox_pdf":[10,700,60,712]}]},{"page":2,"cells":[{"bbox_pdf":[0,0,9,9]}]}]}]}`
	var known tables
	if err := json.Unmarshal([]byte(content), &known); err != nil {
		t.Fatal(err)
	}
	got := known.of(ocr.Page{Width: 1200, Height: 1600, DPIX: 144})
	if len(got) != 1 || got[0] != ocr.Rect(20, 176, 120, 200) {
		t.Errorf("cells %v, want one from 20, 176 to 120, 200", got)
	}
}

func TestLayoutsAreDrawnWithinThePage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "go.ttf")
	if err := os.WriteFile(path, goregular.TTF, 0o600); err != nil {
		t.Fatal(err)
	}
	font, err := typeset.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range layouts {
		s := sheet{typeset.New(1700, 2200), font, strings.Fields("some words to set"), 0}
		if err := l.draw(&s); err != nil {
			t.Fatalf("%s: %v", l.name, err)
		}
		if len(s.Truth) < 5 {
			t.Errorf("%s: %d paragraphs", l.name, len(s.Truth))
		}
		for x := range 1700 {
			if s.GrayAt(x, 2199).Y != 255 {
				t.Errorf("%s: ink at the page's lower edge", l.name)
				break
			}
		}
	}
}
