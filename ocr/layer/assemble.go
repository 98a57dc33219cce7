package layer

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/ocr"
)

// Distances along a line in sizes of its type. MuPDF begins a new line at gaps
// of 0.8; justified print has gaps of up to about 0.7, columns of tables of
// more than 1.5.
const (
	touching = 0.1 // nearer pieces without a space are one word
	lineGap  = 1.5 // wider gaps end a line
)

// sameRow is how far baselines may lie from each other, in sizes of the larger
// type, to be one: superscripts stand 0.3 to 0.45 above.
const sameRow = 0.45

// assemble makes lines of words: rows of one direction and one baseline, cut
// where they have gaps. They come in the document's order of their first words.
func assemble(words []word) []line {
	var lines []line
	for _, facing := range directions(words) {
		for _, row := range rows(facing) {
			lines = append(lines, cut(row)...)
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Compare(first(a), first(b)) })
	return lines
}

// first is the place of the earliest word of a line in the document.
func first(l line) int {
	at := math.MaxInt
	for _, w := range l.words {
		at = min(at, w.at)
	}
	return at
}

// sameDirection is the difference in degrees up to which words may be on one
// line.
const sameDirection = 2.0

// directions sorts words by the direction in which they run.
func directions(words []word) [][]word {
	var groups [][]word
	for _, w := range words {
		at := slices.IndexFunc(groups, func(g []word) bool {
			return math.Abs(ocr.NormalizeAngle(g[0].angle-w.angle)) < sameDirection
		})
		if at < 0 {
			at, groups = len(groups), append(groups, nil)
		}
		groups[at] = append(groups[at], w)
	}
	return groups
}

// rows sorts words of one direction by baseline, and each row along it. The
// largest type comes first, so that it is what superscripts join.
func rows(words []word) [][]word {
	sorted := slices.Clone(words)
	slices.SortStableFunc(sorted, func(a, b word) int { return cmp.Compare(a.across, b.across) })
	var list [][]word
	for len(sorted) > 0 {
		end, anchor := 1, sorted[0]
		for end < len(sorted) {
			next := sorted[end]
			if next.size > anchor.size*1.05 && next.across-sorted[0].across < sameRow*next.size {
				anchor = next
			}
			if math.Abs(next.across-anchor.across) > sameRow*anchor.size {
				break
			}
			end++
		}
		row := sorted[:end:end]
		sorted = sorted[end:]
		slices.SortStableFunc(row, func(a, b word) int { return cmp.Compare(a.from, b.from) })
		list = append(list, row)
	}
	return list
}

// cut makes lines of a row: pieces of a word are joined, copies left out, and
// wide gaps end a line.
func cut(row []word) []line {
	var lines []line
	var under []word
	end := func() {
		if len(under) > 0 {
			one := line{words: inReadingOrder(under)}
			one.close()
			lines = append(lines, one)
			under = nil
		}
	}
	for _, w := range row {
		if len(under) == 0 {
			under = append(under, w)
			continue
		}
		last := &under[len(under)-1]
		size := max(last.size, w.size)
		gap := w.from - last.to
		switch {
		case covers(*last, w):
			if last.hidden && !w.hidden {
				*last = w
			}
		case gap > lineGap*size || apart(*last, w):
			end()
			under = append(under, w)
		case gap < touching*size && continues(*last, w):
			last.join(w)
		default:
			under = append(under, w)
		}
	}
	end()
	return lines
}

// covers reports whether one of two words stands in the place of the other:
// the same letters, or text hidden under what shows.
func covers(a, b word) bool {
	shared := min(a.to, b.to) - max(a.from, b.from)
	if shared < 0.6*min(a.to-a.from, b.to-b.from) || math.Abs(a.across-b.across) > sameRow*min(a.size, b.size) {
		return false
	}
	return a.text == b.text || a.hidden != b.hidden
}

// apart reports whether two words beside each other belong to lines of their
// own: sizes too different for one line of text.
func apart(a, b word) bool {
	small, large := min(a.size, b.size), max(a.size, b.size)
	return large > 2.2*small && b.from-a.to > 0.5*small
}

// continues reports whether b goes on with the word a: pieces that the document
// sets one by one, without a space between them.
func continues(a, b word) bool {
	if a.space && a.last == b.at-1 || b.space && b.last == a.at-1 {
		return false
	}
	return b.from-a.to > -0.5*min(a.size, b.size) && a.hidden == b.hidden
}

// join adds what goes on with the word.
func (w *word) join(next word) {
	if rightToLeft(next.text) {
		w.text = next.text + w.text
	} else {
		w.text += next.text
	}
	if next.letters > w.letters {
		w.font = next.font
	}
	w.letters += next.letters
	w.odd += next.odd
	w.to = max(w.to, next.to)
	w.quad = ocr.Around([]ocr.Quad{w.quad, next.quad}, w.angle)
	w.size = max(w.size, next.size)
	w.space = next.space
	w.at, w.last = min(w.at, next.at), next.last
}

// rightToLeft reports whether the first letter of a text belongs to a script
// that runs to the left.
func rightToLeft(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
		}
	}
	return false
}

// inReadingOrder are the words of a line, which come from the left: where most
// of it runs to the left they are turned round, save runs of words that do not.
func inReadingOrder(words []word) []word {
	left := 0
	for _, w := range words {
		switch n := utf8.RuneCountInString(w.text); {
		case rightToLeft(w.text):
			left += n
		case strings.ContainsFunc(w.text, unicode.IsLetter): // digits run both ways
			left -= n
		}
	}
	if left <= 0 {
		return words
	}
	slices.Reverse(words)
	for begin := 0; begin < len(words); {
		end := begin
		for end < len(words) && !rightToLeft(words[end].text) {
			end++
		}
		slices.Reverse(words[begin:end])
		begin = max(end, begin+1)
	}
	return words
}
