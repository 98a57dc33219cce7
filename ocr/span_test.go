package ocr

import (
	"reflect"
	"testing"
)

// spanPage has three lines of words of 10 × 10 pixels: "a b c", "d", "e f".
func spanPage() Page {
	var p Page
	for y, texts := range [][]string{{"a", "b", "c"}, {"d"}, {"e", "f"}} {
		var line Line
		var quads []Quad
		for x, text := range texts {
			q := Rect(float64(20*x), float64(20*y), float64(20*x+10), float64(20*y+10))
			line.Words, quads = append(line.Words, Word{Text: text, Quad: q, Confidence: 1}), append(quads, q)
		}
		line.Quad = Around(quads, 0)
		p.Lines = append(p.Lines, line)
	}
	return p
}

func TestASpanHoldsItsEndsAndWhatIsReadBetween(t *testing.T) {
	p := spanPage()
	for _, tt := range []struct {
		name string
		span Span
		want string
	}{
		{"backwards over lines", SpanBetween(Mark{2, 0}, Mark{0, 1}), "b c\nd\ne\n"},
		{"a word", p.SpanOf(Mark{0, 2}), "c\n"},
		{"a line", p.SpanOf(Mark{0, -1}), "a b c\n"},
		{"all", p.WholeSpan(), "a b c\nd\ne f\n"},
		{"no such word", p.SpanOf(Mark{1, 1}), ""},
		{"no such line", p.SpanOf(Mark{3, -1}), ""},
		{"nothing", NoSpan, ""},
		{"of a blank page", Page{}.WholeSpan(), ""},
	} {
		if got := p.Part(tt.span).Text(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAPartOfALineHasTheQuadOfItsWords(t *testing.T) {
	p := spanPage()
	before := spanPage()
	part := p.Part(SpanBetween(Mark{0, 1}, Mark{0, 2}))
	if got, want := part.Lines[0].Quad, Rect(20, 0, 50, 10); got != want {
		t.Errorf("quad %v, want %v", got, want)
	}
	if !reflect.DeepEqual(p, before) {
		t.Error("the page itself was changed")
	}
}

func TestAnAreaHoldsTheWordsWhoseMiddleLiesInIt(t *testing.T) {
	if got, want := spanPage().Within(Rect(4, 4, 26, 30)).Text(), "a b\nd\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
