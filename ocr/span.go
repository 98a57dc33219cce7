package ocr

import "cmp"

// Mark names a word of a page by its line and its place in the line, both
// counted from 0; a Word of -1 names the whole line.
type Mark struct{ Line, Word int }

// NoMark names nothing.
var NoMark = Mark{-1, -1}

// Compare orders marks as their words are read.
func (m Mark) Compare(other Mark) int {
	return cmp.Or(cmp.Compare(m.Line, other.Line), cmp.Compare(m.Word, other.Word))
}

// Word is the word that m names; false for a line and for what the page has not.
func (p Page) Word(m Mark) (Word, bool) {
	if m.Line < 0 || m.Line >= len(p.Lines) || m.Word < 0 || m.Word >= len(p.Lines[m.Line].Words) {
		return Word{}, false
	}
	return p.Lines[m.Line].Words[m.Word], true
}

// Span is a stretch of a page's words in reading order, both ends included.
// Its ends name words, never whole lines.
type Span struct{ First, Last Mark }

// NoSpan holds no word.
var NoSpan = Span{NoMark, NoMark}

// SpanBetween is the span from one word to another, whichever comes first.
func SpanBetween(a, b Mark) Span {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return Span{a, b}
}

// SpanOf is what m names on the page: a word, or all words of a line; NoSpan
// for what the page has not.
func (p Page) SpanOf(m Mark) Span {
	if _, ok := p.Word(m); ok {
		return Span{m, m}
	}
	if m.Word >= 0 || m.Line < 0 || m.Line >= len(p.Lines) || len(p.Lines[m.Line].Words) == 0 {
		return NoSpan
	}
	return Span{Mark{m.Line, 0}, Mark{m.Line, len(p.Lines[m.Line].Words) - 1}}
}

// WholeSpan is all words of the page; NoSpan where there are none.
func (p Page) WholeSpan() Span {
	whole := NoSpan
	for i, line := range p.Lines {
		if len(line.Words) == 0 {
			continue
		}
		if whole.Empty() {
			whole.First = Mark{i, 0}
		}
		whole.Last = Mark{i, len(line.Words) - 1}
	}
	return whole
}

// Empty reports whether the span holds no word.
func (s Span) Empty() bool { return s.First.Line < 0 || s.First.Compare(s.Last) > 0 }

// Contains reports whether the word m lies in the span.
func (s Span) Contains(m Mark) bool {
	return !s.Empty() && m.Word >= 0 && s.First.Compare(m) <= 0 && m.Compare(s.Last) <= 0
}

// Part is the page with the words of the span alone; see Only.
func (p Page) Part(s Span) Page {
	return p.Only(func(m Mark, _ Word) bool { return s.Contains(m) })
}

// Within is the page with those words alone whose middle lies in the area, in
// pixels of the page; see Only.
func (p Page) Within(area Quad) Page {
	return p.Only(func(_ Mark, w Word) bool { return area.Contains(w.Quad.Center()) })
}

// Only is the page with the words that keep chooses. A line of which some words
// go has the quad of those that stay; one of which all go is gone. The page
// itself is unchanged.
func (p Page) Only(keep func(Mark, Word) bool) Page {
	lines := make([]Line, 0, len(p.Lines))
	for i, line := range p.Lines {
		var words []Word
		var quads []Quad
		for j, word := range line.Words {
			if keep(Mark{i, j}, word) {
				words, quads = append(words, word), append(quads, word.Quad)
			}
		}
		if len(words) == 0 {
			continue
		}
		if len(words) < len(line.Words) {
			line.Quad, line.Words = Around(quads, line.Quad.Angle()), words
		}
		lines = append(lines, line)
	}
	p.Lines = lines
	return p
}
