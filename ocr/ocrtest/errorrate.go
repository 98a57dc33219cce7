package ocrtest

import (
	"strings"
	"unicode"
)

// Edits counts what was read wrongly against the truth.
type Edits struct {
	// Distance is the least number of characters (or words) to insert, delete
	// or replace (Levenshtein 1966).
	Distance int

	// Length is that of the truth.
	Length int
}

// Rate is the error rate; above 1 where more was read than there is. Nothing
// read of nothing is 0.
func (e Edits) Rate() float64 {
	if e.Length == 0 {
		return float64(e.Distance)
	}
	return float64(e.Distance) / float64(e.Length)
}

// Add is both counts together.
func (e Edits) Add(other Edits) Edits {
	return Edits{e.Distance + other.Distance, e.Length + other.Length}
}

// Characters compares two texts character by character, white space and quote
// marks folded.
func Characters(truth, got string) Edits {
	a, b := []rune(Fold(truth)), []rune(Fold(got))
	return Edits{distance(a, b), len(a)}
}

// Words compares two texts word by word, in order.
func Words(truth, got string) Edits {
	a, b := strings.Fields(Fold(truth)), strings.Fields(Fold(got))
	return Edits{distance(a, b), len(a)}
}

// Fold makes one space of all white space and one mark of all quote marks and
// dashes that look alike.
func Fold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '‘', '’', '‚', '‛', '`', '´', '′':
			return '\''
		case '“', '”', '„', '‟', '″', '«', '»':
			return '"'
		case '‐', '‑', '–', '—', '−':
			return '-'
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func distance[T comparable](a, b []T) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
