package calibrate

import (
	"math"
	"testing"

	"recto/ocr"
)

func lineOf(confidence float64, texts ...string) ocr.Line {
	var l ocr.Line
	for i, text := range texts {
		x := 100 * float64(i)
		l.Words = append(l.Words, ocr.Word{Text: text, Quad: ocr.Rect(x, 0, x+80, 30), Confidence: confidence})
	}
	return l
}

func TestProbabilityRisesWithTheEnginesConfidence(t *testing.T) {
	for _, text := range []string{"a", "of", "word", "responsibility", "12.50", "x7Q", "—"} {
		before := 0.0
		for raw := 0.0; raw < 1; raw += 0.01 {
			lines := []ocr.Line{lineOf(0.8, "some", "words", "around"), lineOf(0.8, "in", text, "place")}
			lines[1].Words[1].Confidence = raw
			Apply(lines)
			got := lines[1].Words[1].Confidence
			if got < before || got <= 0 || got >= 1 {
				t.Fatalf("%q at %.2f is given %v, at less %v", text, raw, got, before)
			}
			before = got
		}
	}
}

// A sure word of a clean page is nearly always right, an unsure one among
// rubbish hardly ever (docs/calibration.md).
func TestProbabilitiesTellCleanPrintFromRubbish(t *testing.T) {
	clean := []ocr.Line{lineOf(0.96, "clean", "print", "reads", "without", "slips")}
	rubbish := []ocr.Line{lineOf(0.2, "~", "iy", "|", "«;")}
	Apply(clean)
	Apply(rubbish)
	if got := clean[0].Words[1].Confidence; got < 0.95 {
		t.Errorf("a sure word of clean print is given %v, want 0.95 and more", got)
	}
	if got := rubbish[0].Words[2].Confidence; got > 0.25 {
		t.Errorf("an unsure mark among rubbish is given %v, want 0.25 at most", got)
	}
}

func TestWordsThatWereNotGuessedStay(t *testing.T) {
	lines := []ocr.Line{lineOf(1, "from", "a", "layer"), lineOf(0.4, "guessed")}
	alone := []ocr.Line{lineOf(0.4, "guessed")}
	Apply(lines)
	Apply(alone)
	for _, w := range lines[0].Words {
		if w.Confidence != 1 {
			t.Errorf("%q is given %v, want 1", w.Text, w.Confidence)
		}
	}
	if got, want := lines[1].Words[0].Confidence, alone[0].Words[0].Confidence; got != want {
		t.Errorf("a guessed word beside text that is known is given %v, alone %v", got, want)
	}
}

func TestThePageAroundCounts(t *testing.T) {
	good := []ocr.Line{lineOf(0.96, "well", "read", "line", "of", "text"), lineOf(0.7, "doubtful")}
	bad := []ocr.Line{lineOf(0.3, "bad", "read", "line", "of", "text"), lineOf(0.7, "doubtful")}
	Apply(good)
	Apply(bad)
	if g, b := good[1].Words[0].Confidence, bad[1].Words[0].Confidence; g < b {
		t.Errorf("the word is given %v on a well read page and %v on a bad one", g, b)
	}
}

func TestTheCurveRises(t *testing.T) {
	for i, k := range curve {
		if k.right <= 0 || k.right >= 1 || i > 0 && (k.score <= curve[i-1].score || k.right < curve[i-1].right) {
			t.Errorf("knot %d is %+v after %+v", i, k, curve[max(0, i-1)])
		}
	}
	for i, w := range weights[:Confidences] {
		if w < 0 {
			t.Errorf("the weight of %s is %v", Names[i], w)
		}
	}
}

func TestShape(t *testing.T) {
	for text, want := range map[string]Evidence{
		"":     {},
		"a":    {single: 1},
		"12":   {pair: 1, digits: 1},
		"word": {},
		"3rd":  {digits: 1.0 / 3, mixed: 1},
		"oN":   {pair: 1, mixed: 1},
		"--":   {pair: 1, marks: 1},
	} {
		if got := shape(text); got != want {
			t.Errorf("shape(%q) = %v, want %v", text, got, want)
		}
	}
	if got := shape("responsibility")[long]; math.Abs(got-math.Log2(14.0/4)) > 1e-9 {
		t.Errorf("shape of 14 letters: long = %v", got)
	}
}
