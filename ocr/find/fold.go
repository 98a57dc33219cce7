package find

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold is how text is made comparable. Ligatures, full-width letters and other
// compatibility forms become plain letters, accents are split off (NFKD), curly
// quotes and all dashes become the typewriter's, and soft hyphens and joiners
// go. What is not kept is folded too.
type fold struct{ keepCase, keepAccents bool }

// loose folds case and accents: what any other fold takes for equal, it does.
var loose = fold{}

// segment is the length in bytes of the first character of s with the marks
// that stand on it, 0 for "".
func segment(s string) int {
	if s == "" {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) && s[n] >= utf8.RuneSelf {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		n += size
	}
	return n
}

// append adds s to dst, folded.
func (f fold) append(dst []byte, s string) []byte {
	for s != "" {
		if s[0] < utf8.RuneSelf {
			dst = append(dst, f.ascii(s[0]))
			s = s[1:]
			continue
		}
		n := segment(s)
		dst = f.appendSegment(dst, s[:n])
		s = s[n:]
	}
	return dst
}

func (f fold) ascii(b byte) byte {
	switch {
	case b >= 'A' && b <= 'Z' && !f.keepCase:
		return b + 'a' - 'A'
	case b == '`':
		return '\''
	case b < ' ':
		return ' '
	}
	return b
}

// appendSegment adds one character that is not ASCII, with its marks.
func (f fold) appendSegment(dst []byte, s string) []byte {
	first, size := utf8.DecodeRuneInString(s)
	if plain := plainMark(first); plain != 0 {
		return append(dst, plain)
	}
	if size == len(s) && norm.NFKD.QuickSpanString(s) == size {
		return f.appendRune(dst, first)
	}
	var buffer [32]byte
	split := norm.NFKD.AppendString(buffer[:0], s)
	for len(split) > 0 {
		r, size := utf8.DecodeRune(split)
		dst = f.appendRune(dst, r)
		split = split[size:]
	}
	return dst
}

// appendRune adds a rune that NFKD does not split.
func (f fold) appendRune(dst []byte, r rune) []byte {
	switch {
	case ignorable(r) || !f.keepAccents && accent(r):
		return dst
	case r < utf8.RuneSelf:
		return append(dst, f.ascii(byte(r)))
	case unicode.IsSpace(r):
		return append(dst, ' ')
	}
	if !f.keepAccents {
		if r = strokeless(r); r < utf8.RuneSelf {
			return append(dst, f.ascii(byte(r)))
		}
	}
	if f.keepCase {
		return utf8.AppendRune(dst, r)
	}
	switch r {
	case 'ß', 'ẞ':
		return append(dst, "ss"...)
	case 'ς':
		r = 'σ'
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}

// plainMark is the typewriter's quote or dash that r looks like, 0 for other
// characters.
func plainMark(r rune) byte {
	switch r {
	case '‘', '’', '‚', '‛', '´', '′', 'ʼ':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '－', '﹣', '﹘':
		return '-'
	}
	return 0
}

// ignorable are characters that nobody sees: soft hyphens, joiners, marks of
// direction.
func ignorable(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xfeff ||
		r >= 0xfe00 && r <= 0xfe0f
}

// accent reports whether r is a mark that people leave out as they type: the
// accents of Latin, Greek and Cyrillic, the points of Hebrew and Arabic. The
// marks of other scripts are letters as good as any.
func accent(r rune) bool {
	return r >= 0x300 && r <= 0x36f || r >= 0x591 && r <= 0x5c7 && unicode.Is(unicode.Mn, r) ||
		r >= 0x64b && r <= 0x65f || r == 0x670
}

// strokeless is the letter without the stroke that NFKD leaves on it.
func strokeless(r rune) rune {
	switch r {
	case 'ø':
		return 'o'
	case 'Ø':
		return 'O'
	case 'ł':
		return 'l'
	case 'Ł':
		return 'L'
	case 'đ':
		return 'd'
	case 'Đ':
		return 'D'
	case 'ı':
		return 'i'
	}
	return r
}

// unspaced reports whether r belongs to a script that is written without spaces
// between words, where those that an engine puts mean nothing.
func unspaced(r rune) bool {
	if r < 0xe00 {
		return false
	}
	return r >= 0x3000 && r <= 0x30ff || unicode.In(r, unicode.Han, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// extends reports whether r continues the character before it: a mark that is a
// letter of its script, a vowel or final consonant of a Korean syllable.
func extends(r rune) bool {
	return r >= 0x300 && (r >= 0x1160 && r <= 0x11ff || unicode.Is(unicode.M, r))
}

// wordly reports whether r is part of a word, rather than a border of one.
func wordly(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r == '_'
	}
	return r == join || unicode.In(r, unicode.L, unicode.M, unicode.N) && !unspaced(r)
}
