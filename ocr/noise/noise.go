// Package noise tells words from what the engine makes of specks, borders,
// pieces of rules and pictures.
package noise

import (
	"unicode"

	"recto/ocr"
)

// Reject is the lines without the words that are noise; lines that consist of
// nothing else are left out. The slices of lines are used anew.
func Reject(lines []ocr.Line) []ocr.Line {
	kept := lines[:0]
	for _, line := range lines {
		words := line.Words[:0]
		for _, w := range line.Words {
			if !isNoise(w) {
				words = append(words, w)
			}
		}
		if line.Words = words; len(words) > 0 {
			kept = append(kept, line)
		}
	}
	return kept
}

const (
	// leastConfidence is below what a word is wrong, whatever it is.
	leastConfidence = 0.2

	// leastOfMarks is the same for words without a letter or digit: dashes,
	// bars and dots are what specks and rules are read as.
	leastOfMarks = 0.6
)

func isNoise(w ocr.Word) bool {
	if w.Confidence < leastConfidence {
		return true
	}
	for _, r := range w.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return w.Confidence < leastOfMarks
}
