package tesseract

import (
	"testing"

	"recto/ocr"
)

// line feeds the assembler one line of equal words from (x, y) in steps of
// (dx, dy).
func line(a *assembler, x, y, dx, dy, width, height float64, from, to ocr.Point) {
	for i, text := range []string{"alpha", "beta", "gamma"} {
		left, top := x+float64(i)*dx, y+float64(i)*dy
		a.add(rawWord{
			text: text, left: left, top: top, right: left + width, bottom: top + height,
			from: from, to: to, confidence: 0.9, newBlock: i == 0, newLine: i == 0,
		})
	}
}

func TestLinesThatRunUpOrDownTurnTheirQuads(t *testing.T) {
	for _, tt := range []struct {
		name          string
		dx, dy        float64
		width, height float64
		want          float64
	}{
		{"across", 100, 0, 90, 20, 0},
		{"down", 0, 100, 20, 90, 90},
		{"up", 0, -100, 20, 90, -90},
	} {
		var a assembler
		line(&a, 500, 500, tt.dx, tt.dy, tt.width, tt.height, ocr.Point{}, ocr.Point{})
		lines := a.finish()
		if len(lines) != 1 || lines[0].Quad.Angle() != tt.want || lines[0].Words[0].Quad.Angle() != tt.want {
			t.Errorf("%s: angle %v of %d lines, want %v", tt.name, lines[0].Quad.Angle(), len(lines), tt.want)
		}
	}
}

func TestABaselineSlantsTheQuads(t *testing.T) {
	var a assembler
	line(&a, 100, 100, 100, 5, 90, 25, ocr.Point{X: 100, Y: 120}, ocr.Point{X: 400, Y: 135})
	got := a.finish()[0].Quad.Angle()
	if got < 2.5 || got > 3.2 {
		t.Errorf("angle = %v, want that of 15 in 300, 2.86", got)
	}
}

func TestBlankWordsAreLeftOutAndBlocksAreCounted(t *testing.T) {
	var a assembler
	a.add(rawWord{text: " ", right: 5, bottom: 5, newBlock: true, newLine: true})
	a.add(rawWord{text: "first", right: 50, bottom: 10})
	a.add(rawWord{text: "", right: 50, bottom: 10, newBlock: true, newLine: true})
	a.add(rawWord{text: "third", top: 100, right: 50, bottom: 110, newBlock: true, newLine: true})
	lines := a.finish()
	if len(lines) != 2 || lines[0].Text() != "first" || lines[1].Text() != "third" || lines[0].Block != 0 || lines[1].Block != 2 {
		t.Errorf("lines = %+v", lines)
	}
}
