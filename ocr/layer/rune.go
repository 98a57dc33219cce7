package layer

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// odd reports whether a character means nothing to a reader: what has no
// meaning in the document, characters of private use, control characters.
func odd(r rune) bool {
	return r == unicode.ReplacementChar || !unicode.IsPrint(r) && !unicode.IsMark(r) || unicode.Is(unicode.Co, r)
}

// symbols are what Adobe's Symbol and Microsoft's Wingdings put in the private
// use area for lists and check boxes, as the faces draw them.
var symbols = map[rune]rune{
	0xf0b7: '•', 0xf0a7: '▪', 0xf0d8: '➢', 0xf0fc: '✓', 0xf0a8: '◻', 0xf06f: '□', 0xf0fe: '☑', 0xf0e0: '→', 0xf02d: '-',
}

// marks are the accents that some programs set as glyphs of their own over the
// letter, as combining ones.
var marks = map[rune]rune{
	'´': '\u0301', '`': '\u0300', '¨': '\u0308', 'ˆ': '\u0302', '˜': '\u0303', 'ˇ': '\u030c', '˘': '\u0306',
	'˚': '\u030a', '¸': '\u0327', '˝': '\u030b', '¯': '\u0304', '˙': '\u0307', '˛': '\u0328',
}

// readable is the character as people type it: the letters that compatibility
// forms stand for, a hyphen for one that shows at the end of a line alone.
func readable(r rune) rune {
	switch {
	case r == softHyphen:
		return '-'
	case symbols[r] != 0:
		return symbols[r]
	case r >= 0xfb50 && r <= 0xfeff: // Arabic letters as they stand in a word
		if plain := []rune(norm.NFKC.String(string(r))); len(plain) == 1 {
			return plain[0]
		}
	}
	return r
}
