package order

import (
	"slices"
	"strings"
	"testing"

	"recto/ocr"
)

// twoColumns is a page of two columns and a heading, in the engine's order.
func twoColumns() []ocr.Line {
	line := func(text string, block int, left, top, right float64) ocr.Line {
		q := ocr.Rect(left, top, right, top+20)
		return ocr.Line{Quad: q, Block: block, Words: []ocr.Word{{Text: text, Quad: q}}}
	}
	return []ocr.Line{
		line("heading", 0, 100, 10, 900),
		line("left1", 1, 100, 50, 450), line("left2", 1, 100, 80, 450), line("left3", 1, 100, 110, 450),
		line("right1", 2, 550, 53, 900), line("right2", 2, 550, 83, 900), line("right3", 2, 550, 113, 900),
	}
}

func texts(lines []ocr.Line) string {
	var list []string
	for _, l := range lines {
		list = append(list, l.Text())
	}
	return strings.Join(list, " ")
}

func TestBasicGoesRowByRowAndNaturalColumnByColumn(t *testing.T) {
	for _, tt := range []struct {
		order ocr.Order
		want  string
	}{
		{ocr.OrderBasic, "heading left1 right1 left2 right2 left3 right3"},
		{"", "heading left1 right1 left2 right2 left3 right3"},
		{ocr.OrderNatural, "heading left1 left2 left3 right1 right2 right3"},
	} {
		lines := twoColumns()
		Sort(lines, tt.order, 0)
		if got := texts(lines); got != tt.want {
			t.Errorf("Sort(%q) = %s, want %s", tt.order, got, tt.want)
		}
	}
}

func TestBasicFollowsTheTextOfATurnedPage(t *testing.T) {
	want := twoColumns()
	Sort(want, ocr.OrderBasic, 0)
	for _, tt := range []struct {
		angle float64
		turn  func(ocr.Point) ocr.Point
	}{
		{-180, func(p ocr.Point) ocr.Point { return ocr.Point{X: 1000 - p.X, Y: 200 - p.Y} }},
		{90, func(p ocr.Point) ocr.Point { return ocr.Point{X: 200 - p.Y, Y: p.X} }},
		{-90, func(p ocr.Point) ocr.Point { return ocr.Point{X: p.Y, Y: 1000 - p.X} }},
	} {
		lines := twoColumns()
		slices.Reverse(lines)
		for i := range lines {
			lines[i].Quad = lines[i].Quad.Map(tt.turn)
		}
		Sort(lines, ocr.OrderBasic, tt.angle)
		if got := texts(lines); got != texts(want) {
			t.Errorf("Sort at %v° = %s, want %s", tt.angle, got, texts(want))
		}
	}
}
