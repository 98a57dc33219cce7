package reader

import (
	"math"
	"testing"

	"recto/ocr"
	"recto/ocr/prepare"
)

// printed is a line of words whose ink has the given bounds.
func printed(quads ...ocr.Quad) []ocr.Line {
	line := ocr.Line{Quad: ocr.Around(quads, 0)}
	for _, q := range quads {
		line.Words = append(line.Words, ocr.Word{Text: "word", Quad: q, Confidence: 0.9})
	}
	return []ocr.Line{line}
}

func TestWordsHaveATenthOfTheLettersHeightOfAir(t *testing.T) {
	lines := printed(ocr.Rect(100, 50, 160, 70), ocr.Rect(180, 50, 240, 70), ocr.Rect(250, 52, 300, 70))
	giveAir(lines, 400, 400)
	for i, want := range []ocr.Quad{ocr.Rect(98, 48, 162, 72), ocr.Rect(178, 48, 242, 72), ocr.Rect(248, 50, 302, 72)} {
		if got := lines[0].Words[i].Quad; !near(got, want, 1e-9) {
			t.Errorf("word %d: %v, want %v", i, got, want)
		}
	}
	if want := ocr.Rect(98, 48, 302, 72); !near(lines[0].Quad, want, 1e-9) {
		t.Errorf("line: %v, want %v", lines[0].Quad, want)
	}
}

func TestDashesAndDotsAreAsHighAsTheirLine(t *testing.T) {
	lines := printed(ocr.Rect(100, 50, 160, 70), ocr.Rect(165, 59, 175, 61), ocr.Rect(180, 50, 240, 70), ocr.Rect(242, 67, 245, 70))
	giveAir(lines, 400, 400)
	for i, want := range map[int]ocr.Quad{1: ocr.Rect(163, 48, 177, 72), 3: ocr.Rect(240, 48, 247, 72)} {
		if got := lines[0].Words[i].Quad; !near(got, want, 1e-9) {
			t.Errorf("word %d: %v, want %v", i, got, want)
		}
	}
}

func TestAirFollowsTheBaselineOfTurnedText(t *testing.T) {
	for _, degrees := range []float64{-20, 7, 90, 180} {
		turn, width, height := prepare.Rotate(degrees, 400, 300)
		lines := printed(ocr.Rect(100, 50, 160, 70), ocr.Rect(170, 58, 180, 60), ocr.Rect(190, 50, 240, 70))
		lines[0].Quad = lines[0].Quad.Map(turn.Apply)
		for i := range lines[0].Words {
			lines[0].Words[i].Quad = lines[0].Words[i].Quad.Map(turn.Apply)
		}
		giveAir(lines, float64(width), float64(height))
		want := ocr.Rect(168, 48, 182, 72).Map(turn.Apply)
		if got := lines[0].Words[1].Quad; !near(got, want, 1e-6) {
			t.Errorf("%v°: %v, want %v", degrees, got, want)
		}
	}
}

func TestAirEndsAtTheEdgeOfThePage(t *testing.T) {
	lines := printed(ocr.Rect(0, 0, 100, 40), ocr.Rect(120, 0, 200, 40))
	giveAir(lines, 200, 41)
	left, top, right, bottom := lines[0].Quad.Bounds()
	if left != 0 || top != 0 || right != 200 || bottom != 41 {
		t.Errorf("line %v on a page of 200 × 41", lines[0].Quad)
	}
	if q := lines[0].Words[0].Quad; math.Abs(q[1].X-104) > 1e-9 {
		t.Errorf("word %v, want its right edge at 104", q)
	}
}
