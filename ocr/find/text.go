// Package find searches what was read on pages: for a word or a phrase, over
// line ends and hyphens, strictly or forgiving an engine's slips, and for words
// that the engine was not sure of.
package find

import (
	"slices"
	"sync"
	"unicode/utf8"

	"recto/ocr"
)

// Text is a page made ready to be searched, again and again. Several goroutines
// may search it at once. The page's lines and words must not change any more.
type Text struct {
	page ocr.Page
	once sync.Once

	// plain is the page's words in reading order, loosely folded, a space
	// between them save where scripts have none. A hyphen at a line's end that
	// may split a word is the rune join, with nothing before the next word.
	plain string

	// starts are the words' places in plain, in bytes, rising.
	starts []int32

	// firsts are the numbers of the lines' first words, counted over the page.
	firsts []int32

	// joins are the places of the joins in plain, in bytes, rising.
	joins []int32
}

// join stands in a text for a hyphen at the end of a line. No folded text holds
// a soft hyphen of its own.
const join = '\u00ad'

// NewText makes a page ready to be searched. It is quick: the work is done by
// the first search.
func NewText(page ocr.Page) *Text { return &Text{page: page} }

// Page is the page that the text is of.
func (t *Text) Page() ocr.Page { return t.page }

func (t *Text) prepare() { t.once.Do(t.build) }

func (t *Text) build() {
	words, size := 0, 0
	for _, line := range t.page.Lines {
		words += len(line.Words)
		for _, word := range line.Words {
			size += len(word.Text) + 1
		}
	}
	plain := make([]byte, 0, size)
	t.starts, t.firsts = make([]int32, 0, words), make([]int32, 0, len(t.page.Lines))
	var before ocr.Word
	for i, line := range t.page.Lines {
		t.firsts = append(t.firsts, int32(len(t.starts)))
		for j, word := range line.Words {
			if len(plain) > 0 {
				plain = t.glue(plain, before, word, i > 0 && j == 0)
			}
			t.starts = append(t.starts, int32(len(plain)))
			plain = loose.append(plain, word.Text)
			before = word
		}
	}
	t.plain = string(plain)
}

// glue adds what stands between two words.
func (t *Text) glue(plain []byte, before, after ocr.Word, lineEnd bool) []byte {
	last, _ := utf8.DecodeLastRune(plain)
	first, _ := utf8.DecodeRuneInString(after.Text)
	switch {
	case last == ' ' || unspaced(last) || unspaced(first):
		return plain
	case lineEnd && splits(before.Text, plain, first):
		// The hyphen was folded to one byte, or to none where it is a soft one.
		if last == '-' {
			plain = plain[:len(plain)-1]
		}
		t.joins = append(t.joins, int32(len(plain)))
		return utf8.AppendRune(plain, join)
	}
	return append(plain, ' ')
}

// splits reports whether the word at a line's end, folded at the end of plain,
// goes on with first in the next line: a letter, a hyphen, a letter.
func splits(word string, plain []byte, first rune) bool {
	last, _ := utf8.DecodeLastRuneInString(word)
	switch last {
	case '-', '‐':
		plain = plain[:len(plain)-1]
	case join:
	default:
		return false
	}
	before, _ := utf8.DecodeLastRune(plain)
	return wordly(before) && wordly(first)
}

// wordAt is the number, counted over the page, of the word at a place in plain.
func (t *Text) wordAt(place int) int {
	i, found := slices.BinarySearch(t.starts, int32(place))
	for found && i+1 < len(t.starts) && t.starts[i+1] == int32(place) {
		i++ // a word that folds to nothing stands at the same place
	}
	if !found {
		i--
	}
	return i
}

// mark is where the word with that number stands.
func (t *Text) mark(word int) ocr.Mark {
	i, found := slices.BinarySearch(t.firsts, int32(word))
	for found && i+1 < len(t.firsts) && t.firsts[i+1] == int32(word) {
		i++ // a line without words begins with the same one
	}
	if !found {
		i--
	}
	return ocr.Mark{Line: i, Word: word - int(t.firsts[i])}
}

func (t *Text) word(m ocr.Mark) ocr.Word { return t.page.Lines[m.Line].Words[m.Word] }

// hit is what stands between two places in plain, the second excluded.
func (t *Text) hit(start, end int) Hit {
	first, last := t.wordAt(start), t.wordAt(end-1)
	h := Hit{Span: ocr.Span{First: t.mark(first), Last: t.mark(last)}, Likeness: 1}
	h.From, _ = source(t.word(h.Span.First).Text, start-int(t.starts[first]))
	_, h.To = source(t.word(h.Span.Last).Text, end-1-int(t.starts[last]))
	return h
}

// source is the character of word, by its ends in bytes, that became the byte
// at a place in the folded word; the last one for places behind.
func source(word string, place int) (from, to int) {
	var buffer [64]byte
	folded := 0
	for to < len(word) {
		from = to
		to += segment(word[to:])
		folded += len(loose.append(buffer[:0], word[from:to]))
		if place < folded {
			break
		}
	}
	return from, to
}

// edges are the runes before and after a stretch of plain, ' ' at its ends.
func (t *Text) edges(start, end int) (before, after rune) {
	before, after = ' ', ' '
	if start > 0 {
		before, _ = utf8.DecodeLastRuneInString(t.plain[:start])
	}
	if end < len(t.plain) {
		after, _ = utf8.DecodeRuneInString(t.plain[end:])
	}
	return before, after
}

// whole reports whether a stretch of plain begins and ends with its words.
func (t *Text) whole(start, end int) (begins, ends bool) {
	before, after := t.edges(start, end)
	first, _ := utf8.DecodeRuneInString(t.plain[start:])
	last, _ := utf8.DecodeLastRuneInString(t.plain[:end])
	return !wordly(before) || !wordly(first), !wordly(after) || !wordly(last)
}
