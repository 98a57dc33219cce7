package style

import (
	"strings"
	"unicode"

	"recto/ocr"
)

// reading measures what the engine read: how sure it was, and how much like
// words it looks.
func reading(line ocr.Line, l looks) []Feature {
	var n, letters, odd, vowels, flips, sum float64
	least := 1.0
	for _, word := range line.Words {
		runes := []rune(word.Text)
		count := float64(len(runes))
		n += count
		sum += count * word.Confidence
		least = min(least, word.Confidence)
		for i, r := range runes {
			switch {
			case unicode.IsLetter(r):
				letters++
				if i > 0 && unicode.IsUpper(r) && unicode.IsLower(runes[i-1]) {
					flips++
				}
				if strings.ContainsRune("aeiouyáéíóúàèìòùâêîôûäëïöüåøæœãõ", unicode.ToLower(r)) {
					vowels++
				}
			case !unicode.IsDigit(r) && !strings.ContainsRune(".,-'’()/:;&$%\"“”", r):
				odd++
			}
		}
	}
	return []Feature{
		{"confidence", ratio(sum, n)},
		{"least confidence", least},
		{"characters", n},
		{"characters a word", ratio(n, float64(len(line.Words)))},
		{"letters", ratio(letters, n)},
		{"odd characters", ratio(odd, n)},
		{"vowels", ratio(vowels, letters)},
		{"capitals within words", ratio(flips, letters)},
		{"pieces a character", ratio(float64(l.pieces), n)},
		{"length a character", ratio(l.length, n)},
	}
}

// latin reports whether a line is of the Latin script: letters says so of a
// line with letters, whole of one without.
func latin(line ocr.Line, whole bool) bool {
	of, others := scripts(line)
	if of+others == 0 {
		return whole
	}
	return of >= others
}

// scripts counts a line's letters: those of the Latin script, and the others.
func scripts(line ocr.Line) (latin, others int) {
	for _, word := range line.Words {
		for _, r := range word.Text {
			switch {
			case unicode.Is(unicode.Latin, r):
				latin++
			case unicode.IsLetter(r):
				others++
			}
		}
	}
	return latin, others
}
