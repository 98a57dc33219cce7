package identify

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestWord is up to how many letters a word is a gram of its own: the small
// words that hold a sentence together.
const longestWord = 5

// Grams calls found for every gram of the words of text that are written in
// the script: the three-letter pieces of a word with a space before and behind
// it, short words as a whole, each "_" for a space, and letters with a mark
// ("=ü"). Latin letters lose their marks elsewhere, because engines that know
// no such letters drop them; Han characters are grams alone.
func Grams(text string, s *Script, found func(gram string)) {
	for word := range strings.FieldsFuncSeq(norm.NFC.String(text), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }) {
		if !s.holds(word) {
			continue
		}
		if s.Name == Han {
			for _, r := range word {
				found(string(r))
			}
			continue
		}
		gramsOf(strings.ToLower(word), s, found)
	}
}

func gramsOf(word string, s *Script, found func(gram string)) {
	letters := []rune{'_'}
	for _, r := range word {
		if s.Name != Latin || r < unicode.MaxASCII {
			letters = append(letters, r)
			continue
		}
		found("=" + string(r))
		letters = append(letters, []rune(plain(r))...)
	}
	letters = append(letters, '_')
	for i := 0; i+3 <= len(letters); i++ {
		found(string(letters[i : i+3]))
	}
	if n := len(letters) - 2; n > 1 && n <= longestWord {
		found(string(letters))
	}
}

// plain is a Latin letter in small letters without its marks.
func plain(r rune) string {
	if p, ok := plainLetters[r]; ok {
		return p
	}
	base := []rune(norm.NFD.String(string(r)))[0]
	return string(base)
}

// plainLetters are those that Unicode does not take apart.
var plainLetters = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ŋ': "n", 'ə': "e", 'ſ': "s",
}
