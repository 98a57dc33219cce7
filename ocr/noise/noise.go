// Package noise tells words from what the engine makes of specks, borders,
// pieces of rules and pictures.
package noise

import (
	"unicode"

	"recto/ocr"
)

// Reject is the lines without the words that are noise; lines that consist of
// nothing else are left out. What stands in running text stays, however badly it
// was read: a gap there would be worse than a wrong word. The slices of lines
// are used anew.
func Reject(lines []ocr.Line) []ocr.Line {
	kept := lines[:0]
	for _, line := range lines {
		first, last := running(line.Words)
		words := line.Words[:0]
		for i, w := range line.Words {
			if i > first && i < last && letters(w) > 0 || !isNoise(w) {
				words = append(words, w)
			}
		}
		if line.Words = words; len(words) > 0 {
			kept = append(kept, line)
		}
	}
	return kept
}

// leastOfText is the confidence from which on words are believed to be text, and
// leastBelieved how many of them make text of a line.
const (
	leastOfText   = 0.6
	leastBelieved = 3
)

// running are the places in a line between which text runs: a line with several
// words of letters that may be believed is text from the first to the last of
// them; one with many is text all over. Without text last is 0.
func running(words []ocr.Word) (first, last int) {
	first, last, believed := len(words), 0, 0
	for i, w := range words {
		if w.Confidence >= leastOfText && letters(w) >= 2 {
			first, last = min(first, i), i
			believed++
		}
	}
	switch {
	case believed < leastBelieved:
		return len(words), 0
	case 3*believed >= 2*len(words):
		return -1, len(words)
	default:
		return first, last
	}
}

// letters is the number of letters and digits of a word.
func letters(w ocr.Word) int {
	n := 0
	for _, r := range w.Text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

const (
	// leastConfidence is below what a word is wrong, whatever it is, and
	// fewLetters how many letters and digits such a word has at most that is
	// noise: specks give few, and a long word that was read badly is a word.
	leastConfidence = 0.2
	fewLetters      = 3

	// leastOfMarks is the same for words without a letter or digit: dashes,
	// bars and dots are what specks and rules are read as.
	leastOfMarks = 0.6
)

func isNoise(w ocr.Word) bool {
	n := letters(w)
	return n <= fewLetters && w.Confidence < leastConfidence || n == 0 && w.Confidence < leastOfMarks
}
