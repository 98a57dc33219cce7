package layer

import (
	"unicode"

	"recto/ocr"
)

// leastBeside is the mean confidence of a line that was read beside the layer
// from which on it counts: pictures hold much that only looks like letters.
const leastBeside = 0.6

// Beside are those of the lines that were read where the layer has no word, as
// blocks that come after its own.
func (l Layer) Beside(read []ocr.Line) []ocr.Line {
	taken := ocr.Page{Lines: read}.Only(func(_ ocr.Mark, w ocr.Word) bool { return !l.has(w.Quad.Center()) })
	next := 0
	for _, line := range l.lines {
		next = max(next, line.block+1)
	}
	var lines []ocr.Line
	for _, line := range taken.Lines {
		if (ocr.Page{Lines: []ocr.Line{line}}).Confidence() < leastBeside || signs(line) < 2 {
			continue
		}
		line.Block += next
		lines = append(lines, line)
	}
	return lines
}

// has reports whether a word of the layer lies at that point.
func (l Layer) has(p ocr.Point) bool {
	for _, line := range l.lines {
		for _, w := range line.words {
			if w.quad.Contains(p) {
				return true
			}
		}
	}
	return false
}

// signs is the number of letters and digits of a line.
func signs(line ocr.Line) int {
	n := 0
	for _, w := range line.Words {
		for _, r := range w.Text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}
