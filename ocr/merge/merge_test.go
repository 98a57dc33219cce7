package merge

import (
	"slices"
	"testing"

	"recto/ocr"
)

// at is a word of a given confidence between two columns, 20 px high.
func at(text string, left, right float64, confidence float64) ocr.Word {
	return ocr.Word{Text: text, Quad: ocr.Rect(left, 0, right, 20), Confidence: confidence}
}

// line is a line of words that stand down px below the top.
func line(down float64, words ...ocr.Word) ocr.Line {
	l := ocr.Line{}
	var quads []ocr.Quad
	for _, w := range words {
		w.Quad = w.Quad.Map(func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X, Y: p.Y + down} })
		l.Words, quads = append(l.Words, w), append(quads, w.Quad)
	}
	l.Quad = ocr.Around(quads, 0)
	return l
}

func texts(lines []ocr.Line) []string {
	var list []string
	for _, l := range lines {
		list = append(list, l.Text())
	}
	return list
}

func TestTheSurerReadingOfEveryWordIsTaken(t *testing.T) {
	for name, tt := range map[string]struct {
		first, second []ocr.Line
		want          []string
	}{
		"a word for a word": {
			[]ocr.Line{line(0, at("Tolal", 0, 50, 0.5), at("due", 60, 90, 0.9))},
			[]ocr.Line{line(0, at("Total", 0, 50, 0.9), at("duc", 60, 90, 0.6))},
			[]string{"Total due"},
		},
		"two words for one": {
			[]ocr.Line{line(0, at("of_the", 0, 60, 0.4))},
			[]ocr.Line{line(0, at("of", 0, 20, 0.9), at("the", 30, 60, 0.9))},
			[]string{"of the"},
		},
		"one word for two": {
			[]ocr.Line{line(0, at("pay", 0, 30, 0.9), at("ment", 32, 60, 0.8))},
			[]ocr.Line{line(0, at("payment", 0, 60, 0.95))},
			[]string{"payment"},
		},
		"equally sure": {
			[]ocr.Line{line(0, at("first", 0, 50, 0.9))},
			[]ocr.Line{line(0, at("second", 0, 50, 0.91))},
			[]string{"first"},
		},
		"nothing twice": {
			[]ocr.Line{line(0, at("one", 0, 50, 0.9)), line(30, at("two", 0, 50, 0.9))},
			nil,
			[]string{"one", "two"},
		},
	} {
		if got := texts(Words(tt.first, tt.second)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestWordsThatTheFirstMissedStandInTheirLine(t *testing.T) {
	first := []ocr.Line{line(0, at("Name", 0, 40, 0.9), at("Smith", 100, 150, 0.9)), line(30, at("Date", 0, 40, 0.9))}
	second := []ocr.Line{line(0, at("Name", 0, 40, 0.8), at("John", 50, 90, 0.9)), line(60, at("Signed", 0, 60, 0.9), at("~", 80, 90, 0.3))}
	second[1].Block = 1
	got := Words(first, second)
	if want := []string{"Name John Smith", "Date", "Signed"}; !slices.Equal(texts(got), want) {
		t.Fatalf("%q, want %q", texts(got), want)
	}
	if got[2].Block == got[0].Block {
		t.Errorf("the new line is in block %d with those of the first reading", got[2].Block)
	}
	if _, _, right, _ := got[2].Quad.Bounds(); right != 60 {
		t.Errorf("the new line ends at %v, want 60, where its word does", right)
	}
}
