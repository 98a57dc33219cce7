package ocrtest

import (
	"slices"
	"testing"

	"recto/ocr"
)

func word(text string, left, top, right, bottom float64) ocr.Word {
	return ocr.Word{Text: text, Quad: ocr.Rect(left, top, right, bottom)}
}

func TestWordsCountAsFoundAtTheirPlaceOnly(t *testing.T) {
	truth := []ocr.Word{word("Date:", 0, 0, 50, 10), word("Date:", 0, 100, 50, 110), word("“Yes”", 100, 0, 140, 10)}
	for name, tt := range map[string]struct {
		got  []ocr.Word
		want Found
	}{
		"all":              {truth, Found{3, 3, 3}},
		"elsewhere":        {[]ocr.Word{word("Date:", 0, 50, 50, 60)}, Found{0, 3, 1}},
		"half covered":     {[]ocr.Word{word("Date:", 0, 0, 25, 10)}, Found{1, 3, 1}},
		"less than half":   {[]ocr.Word{word("Date:", 0, 0, 24, 10)}, Found{0, 3, 1}},
		"another text":     {[]ocr.Word{word("Dale:", 0, 0, 50, 10)}, Found{0, 3, 1}},
		"twice":            {[]ocr.Word{truth[0], truth[0]}, Found{1, 3, 2}},
		"other quotes":     {[]ocr.Word{word(`"Yes"`, 100, 0, 140, 10)}, Found{1, 3, 1}},
		"nothing was read": {nil, Found{0, 3, 0}},
	} {
		if got := Placed(truth, tt.got); got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestTheBestOverlapIsMatched(t *testing.T) {
	truth := []ocr.Word{word("a", 0, 0, 10, 10), word("a", 3, 0, 13, 10)}
	got := []ocr.Word{word("a", 2, 0, 12, 10), word("a", 0, 0, 10, 10)}
	if m := Match(truth, got); !slices.Equal(m, []int{1, 0}) {
		t.Errorf("matched %v, want [1 0]", m)
	}
}

func TestRatesOfFound(t *testing.T) {
	f := Found{Hits: 2, Truth: 4, Got: 5}.Add(Found{Hits: 1, Truth: 2, Got: 1})
	if f.Recall() != 0.5 || f.Precision() != 0.5 || f.F1() != 0.5 {
		t.Errorf("recall %v, precision %v, F1 %v, want 0.5 each", f.Recall(), f.Precision(), f.F1())
	}
	if (Found{}).F1() != 1 || Bag("a b b", "b a c").Hits != 2 {
		t.Error("nothing of nothing is all, and words count as often as they stand there")
	}
}
