package order

import (
	"strings"
	"testing"

	"recto/ocr"
)

// columnsOf are two columns of two lines, each of two words, 100 by 20 pixels
// every 120 pixels, and every line 30 lower; the columns are blocks.
func columnsOf(texts ...[2]string) ocr.Page {
	var page ocr.Page
	for i, pair := range texts {
		left, top := float64(i/2)*300, float64(i%2)*30
		page.Lines = append(page.Lines, lineAt(i/2, left, top, pair[0], pair[1]))
	}
	return page
}

func lineAt(block int, left, top float64, words ...string) ocr.Line {
	line := ocr.Line{Block: block, Quad: ocr.Rect(left, top, left+float64(len(words))*120-20, top+20)}
	for i, text := range words {
		x := left + float64(i)*120
		line.Words = append(line.Words, ocr.Word{Text: text, Quad: ocr.Rect(x, top, x+100, top+20)})
	}
	return line
}

func TestAnAreaThatWasReadAgainStandsWhereItsLinesStood(t *testing.T) {
	page := columnsOf([2]string{"a", "b"}, [2]string{"c", "d"}, [2]string{"e", "f"}, [2]string{"g", "h"})
	for name, tt := range map[string]struct {
		area  ocr.Quad
		part  []ocr.Line
		order ocr.Order
		want  string
	}{
		"lines of a block": {ocr.Rect(0, 0, 250, 60), []ocr.Line{lineAt(0, 0, 0, "A", "B"), lineAt(0, 0, 30, "C", "D")}, ocr.OrderNatural, "A B C D e f g h"},
		"the second block": {ocr.Rect(290, 25, 600, 60), []ocr.Line{lineAt(0, 300, 30, "G")}, ocr.OrderNatural, "a b c d e f G"},
		"end of a line":    {ocr.Rect(110, 0, 250, 25), []ocr.Line{lineAt(0, 120, 0, "B")}, ocr.OrderNatural, "a B c d e f g h"},
		"start of a line":  {ocr.Rect(0, 25, 110, 60), []ocr.Line{lineAt(0, 0, 30, "C")}, ocr.OrderNatural, "a b C d e f g h"},
		"row by row":       {ocr.Rect(0, 0, 250, 25), []ocr.Line{lineAt(0, 0, 0, "A", "B")}, ocr.OrderBasic, "A B e f c d g h"},
		"under a column":   {ocr.Rect(0, 55, 250, 100), []ocr.Line{lineAt(7, 0, 60, "new")}, ocr.OrderNatural, "a b c d new e f g h"},
		"nothing there":    {ocr.Rect(0, 0, 250, 60), nil, ocr.OrderNatural, "e f g h"},
	} {
		before := wordsOf(page.Lines)
		got := Replace(page, ocr.Page{Lines: tt.part}, tt.area, tt.order)
		if wordsOf(got.Lines) != tt.want {
			t.Errorf("%s: %s, want %s", name, wordsOf(got.Lines), tt.want)
		}
		if wordsOf(page.Lines) != before {
			t.Errorf("%s: the page itself became %s", name, wordsOf(page.Lines))
		}
	}
}

func TestALineThatGoesOnInACutOneCoversBoth(t *testing.T) {
	page := columnsOf([2]string{"a", "b"})
	got := Replace(page, ocr.Page{Lines: []ocr.Line{lineAt(3, 130, 2, "B")}}, ocr.Rect(110, 0, 250, 25), ocr.OrderNatural)
	if len(got.Lines) != 1 || got.Lines[0].Quad != ocr.Rect(0, 0, 230, 22) || got.Lines[0].Block != 0 {
		t.Errorf("lines = %+v, want one from 0 to 230", got.Lines)
	}
}

func TestAPageWithoutLinesTakesTheAreasDirection(t *testing.T) {
	got := Replace(ocr.Page{}, ocr.Page{Angle: 90, Lines: []ocr.Line{lineAt(0, 0, 0, "a")}}, ocr.Rect(0, 0, 100, 100), ocr.OrderNatural)
	if got.Angle != 90 || wordsOf(got.Lines) != "a" {
		t.Errorf("page = %+v", got)
	}
}

func wordsOf(lines []ocr.Line) string { return strings.Join(allWords(lines), " ") }
