package find

import "unicode/utf8"

// What slips cost, in quarters of a slip.
const (
	costLookAlike = 1
	costSign      = 2 // a space or a punctuation mark
	costLetter    = 4

	// costInside is what it costs to begin or end within a word of the page.
	costInside = 2
)

// sure is the confidence from which on a word is taken to say what it says: no
// letter of it is forgiven. Tesseract's words that are right have more, those
// with a slip rarely: on 54 pages of scanned letters, reports, forms and receipts
// with truth, it took three of five wrong hits on words of five letters and more
// away, and two of a thousand right ones.
const sure = 0.95

// maxSlips bounds what a long query forgives.
const maxSlips = 12

// allowance is what n letters forgive, in quarters of a slip: one slip for
// every five letters. Two letters are too few to forgive anything.
func allowance(n int) int {
	if n < 3 {
		return 0
	}
	return min(n*costLetter/5, maxSlips*costLetter)
}

// shape is the letter that stands for all that look like r.
func shape(r rune) rune {
	switch r {
	case '0', 'o':
		return 'o'
	case '1', 'l', 'i', '|', '!':
		return 'l'
	case '5', 's', '$':
		return 's'
	case '8', 'b':
		return 'b'
	case 'e', 'c':
		return 'c'
	case '9', 'g', 'q':
		return 'g'
	case '2', 'z':
		return 'z'
	}
	return r
}

// pairs are letters that two others look like.
var pairs = [utf8.RuneSelf][2]rune{'m': {'r', 'n'}, 'd': {'c', 'l'}, 'w': {'v', 'v'}}

// pairOf are the two letters that r looks like, two zeros for most.
func pairOf(r rune) [2]rune {
	if r < utf8.RuneSelf {
		return pairs[r]
	}
	return [2]rune{}
}

// substitution is what it costs to take one letter for another.
func substitution(a, b rune) int {
	switch {
	case a == b:
		return 0
	case a == ' ' || b == ' ':
		return alone(a) + alone(b)
	case shape(a) == shape(b):
		return costLookAlike
	case digit(a) && digit(b):
		return 2 * costLetter // two numbers, more often than one misread
	}
	return costLetter
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// alone is what it costs to have a letter that the other text has not.
func alone(r rune) int {
	if wordly(r) {
		return costLetter
	}
	return costSign
}
