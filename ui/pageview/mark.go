package pageview

import "recto/ocr"

// Mark names a line of a page, or a word of it, both counted from 0; Word is
// -1 for the whole line. Nothing is marked by None.
type Mark struct{ Line, Word int }

// None marks nothing.
var None = Mark{-1, -1}

func (m Mark) line() Mark { return Mark{m.Line, -1} }

// quad is the marked place; false where the page has no such line or word.
func (m Mark) quad(lines []ocr.Line) (ocr.Quad, bool) {
	if m.Line < 0 || m.Line >= len(lines) {
		return ocr.Quad{}, false
	}
	line := lines[m.Line]
	if m.Word < 0 {
		return line.Quad, true
	}
	if m.Word >= len(line.Words) {
		return ocr.Quad{}, false
	}
	return line.Words[m.Word].Quad, true
}

// markAt is the word at the page point p, else the line that holds p, else
// None. Words that overlap give the last, which is drawn on top.
func markAt(lines []ocr.Line, p ocr.Point) Mark {
	found := None
	for i, line := range lines {
		if line.Quad.Contains(p) && found.Word < 0 {
			found = Mark{i, -1}
		}
		for j, word := range line.Words {
			if word.Quad.Contains(p) {
				found = Mark{i, j}
			}
		}
	}
	return found
}
