package ocrtest

import (
	"math"
	"testing"
)

func TestCharactersCountsEditsAndFoldsSpaceAndQuotes(t *testing.T) {
	for _, tt := range []struct {
		truth, got string
		want       Edits
	}{
		{"kitten", "sitting", Edits{3, 6}},
		{"a  b\nc", "a b c", Edits{0, 5}},
		{"“so” it’s", "\"so\" it's", Edits{0, 9}},
		{"", "abc", Edits{3, 0}},
		{"abc", "", Edits{3, 3}},
		{"größe", "grosse", Edits{3, 5}},
	} {
		if got := Characters(tt.truth, tt.got); got != tt.want {
			t.Errorf("Characters(%q, %q) = %v, want %v", tt.truth, tt.got, got, tt.want)
		}
	}
}

func TestWordsCountsWordsInOrder(t *testing.T) {
	if got, want := Words("the quick brown fox", "the brown quick fox"), (Edits{2, 4}); got != want {
		t.Errorf("Words = %v, want %v", got, want)
	}
}

func TestABagOfWordsForgetsTheOrder(t *testing.T) {
	for _, tt := range []struct {
		truth, got string
		want       float64
	}{{"a b c d", "d c b a", 1}, {"a a", "a", 2. / 3}, {"", "", 1}, {"a", "", 0}} {
		if got := Bag(tt.truth, tt.got).F1(); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("F1 of Bag(%q, %q) = %v, want %v", tt.truth, tt.got, got, tt.want)
		}
	}
}
