package noise

import (
	"testing"

	"recto/ocr"
)

func word(text string, confidence float64) ocr.Word {
	return ocr.Word{Text: text, Quad: ocr.Rect(0, 0, 40, 20), Confidence: confidence}
}

func TestWordsThatNobodyBelievesAreLeftOut(t *testing.T) {
	for _, tt := range []struct {
		word  ocr.Word
		noise bool
	}{
		{word("Total", 0.95), false},
		{word("Tolal", 0.3), false},
		{word("iJl", 0.1), true},
		{word("http:/Awww.example.org", 0.1), false}, // specks are not so long
		{word("|", 0.5), true},
		{word("—", 0.4), true},
		{word("—", 0.9), false},
		{word("$", 0.7), false},
		{word("7", 0.4), false},
		{word("字", 0.4), false},
	} {
		lines := Reject([]ocr.Line{{Words: []ocr.Word{word("beside", 0.9), tt.word}}})
		if left := len(lines[0].Words); (left == 1) != tt.noise {
			t.Errorf("%q at %v: %d words left, noise %v", tt.word.Text, tt.word.Confidence, left, tt.noise)
		}
	}
}

func TestALineOfNoiseIsLeftOut(t *testing.T) {
	lines := Reject([]ocr.Line{
		{Words: []ocr.Word{word("~", 0.1), word("|", 0.2)}},
		{Words: []ocr.Word{word("Sum", 0.9)}},
	})
	if len(lines) != 1 || lines[0].Text() != "Sum" {
		t.Errorf("lines = %+v, want the sum alone", lines)
	}
}

func TestAGapInRunningTextIsWorseThanAWrongWord(t *testing.T) {
	line := func(confidences ...float64) ocr.Line {
		var l ocr.Line
		for _, c := range confidences {
			l.Words = append(l.Words, word("of", c))
		}
		return l
	}
	for _, tt := range []struct {
		line ocr.Line
		want int
	}{
		{line(0.9, 0.1, 0.9, 0.9), 4},                // in text
		{line(0.1, 0.9, 0.9, 0.9), 4},                // at the end of a line that is text all over
		{line(0.1, 0.1, 0.9, 0.1, 0.9, 0.9, 0.1), 4}, // beside text, in a line that is half noise
		{line(0.9, 0.1, 0.1), 1},                     // a label and what it stands beside
	} {
		got := 0
		for _, l := range Reject([]ocr.Line{tt.line}) {
			got = len(l.Words)
		}
		if got != tt.want {
			t.Errorf("%+v: %d words left, want %d", tt.line.Words, got, tt.want)
		}
	}
	marks := line(0.9, 0.3, 0.9, 0.9)
	marks.Words[1].Text = "|"
	if got := Reject([]ocr.Line{marks}); len(got[0].Words) != 3 {
		t.Errorf("a bar in text stays: %+v", got)
	}
}
