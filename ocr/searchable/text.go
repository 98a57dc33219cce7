package searchable

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
)

// leastGap is the room that stands between two words at least, in type sizes:
// readers tell words apart by it, whatever spaces there are (Poppler from 0.15,
// MuPDF from 0.2).
const leastGap = 0.22

// widestJoin is the gap, in type sizes, up to which a word is stretched to meet
// the next where the script has no spaces.
const widestJoin = 1.0

// run is a word, or the space behind one, on the baseline of its line.
type run struct {
	text       string
	start, end float64 // along the line, in user space
}

// content is the page's words as a content stream that leaves the graphics
// state as it was; nil where there are none. fontName is the font's name among
// the page's resources, with its slash.
func content(f frame, page ocr.Page, fontName string, used *font) []byte {
	var b bytes.Buffer
	for _, line := range page.Lines {
		writeLine(&b, f, page, line, fontName, used)
	}
	if b.Len() == 0 {
		return nil
	}
	return append([]byte("q\nBT\n3 Tr\n"), append(b.Bytes(), "ET\nQ\n"...)...)
}

// axis is the line's place in user space: its runs have their places along
// (cos, sin), and its baseline lies base across that.
type axis struct {
	cos, sin     float64
	base, height float64
}

func (a axis) along(p ocr.Point) float64  { return p.X*a.cos + p.Y*a.sin }
func (a axis) across(p ocr.Point) float64 { return p.Y*a.cos - p.X*a.sin }

// newAxis is the axis of a quad that was mapped to user space, where y runs
// upwards; ok is false for one without height.
func newAxis(q ocr.Quad) (a axis, ok bool) {
	dx, dy := q[2].X-q[3].X+q[1].X-q[0].X, q[2].Y-q[3].Y+q[1].Y-q[0].Y
	length := math.Hypot(dx, dy)
	if !(length > 0) || math.IsInf(length, 0) {
		return axis{}, false
	}
	a = axis{cos: dx / length, sin: dy / length}
	a.base = (a.across(q[3]) + a.across(q[2])) / 2
	a.height = (a.across(q[0])+a.across(q[1]))/2 - a.base
	return a, a.height > 0 && !math.IsInf(a.height, 0)
}

func writeLine(b *bytes.Buffer, f frame, page ocr.Page, line ocr.Line, fontName string, used *font) {
	toUser := func(q ocr.Quad) ocr.Quad {
		return q.Map(func(p ocr.Point) ocr.Point {
			return f.place(p.X/float64(page.Width), p.Y/float64(page.Height))
		})
	}
	a, ok := newAxis(toUser(line.Quad))
	if !ok {
		return
	}
	runs := layOut(line, a, toUser)
	if len(runs) == 0 {
		return
	}
	fmt.Fprintf(b, "%s %s Tf\n", fontName, number(a.height))
	for _, r := range runs {
		text := visual(r.text)
		codes := make([]byte, 0, 2*len(text))
		for _, char := range text {
			c := used.code(char)
			codes = append(codes, byte(c>>8), byte(c))
		}
		d := a.direction(r.end - r.start)
		width := float64(len(text)) * glyphWidth / 1000 * a.height
		middle := (r.start + r.end) / 2
		x := middle*a.cos - a.base*a.sin - (r.end-r.start)/2*d.cos
		y := middle*a.sin + a.base*a.cos - (r.end-r.start)/2*d.sin
		fmt.Fprintf(b, "%s Tz %s %s %s %s %s %s Tm <%x> Tj\n", number(100*(r.end-r.start)/width),
			number(d.cos), number(d.sin), number(-d.sin), number(d.cos), number(x), number(y), codes)
	}
}

// maxDrop is how far, in type sizes, a word may fall or rise over its width to
// be written straight.
const maxDrop = 0.5

// direction is the axis' own, or the nearest straight one for a run of this
// length that slants little: Poppler cuts a word where its baseline moves by
// more than half a point.
func (a axis) direction(length float64) axis {
	straight := axis{cos: math.Round(a.cos), sin: math.Round(a.sin)}
	slant := math.Abs(a.cos*straight.sin - a.sin*straight.cos)
	if math.Abs(straight.cos)+math.Abs(straight.sin) == 1 && slant*length <= maxDrop*a.height {
		return straight
	}
	return a
}

// layOut places the line's words with a space between them.
func layOut(line ocr.Line, a axis, toUser func(ocr.Quad) ocr.Quad) []run {
	var words []run
	for _, word := range line.Words {
		text := clean(word.Text)
		q := toUser(word.Quad)
		start, end := (a.along(q[0])+a.along(q[3]))/2, (a.along(q[1])+a.along(q[2]))/2
		if text == "" || math.IsNaN(start+end) || math.IsInf(start+end, 0) {
			continue
		}
		// What has no width can be found nevertheless.
		words = append(words, run{text, start, max(end, start+a.height/100)})
	}
	var runs []run
	for i := range words {
		if i == 0 {
			continue
		}
		before, after := &words[i-1], &words[i]
		spaced := ocr.Spaced(before.text, after.text)
		left, right := before, after // as they stand on the page
		if after.start+after.end < before.start+before.end {
			left, right = after, before
		}
		fit(left, right, a.height, spaced)
		runs = append(runs, *before)
		if spaced {
			runs = append(runs, run{" ", left.end, max(right.start, left.end+a.height/100)})
		}
	}
	if len(words) > 0 {
		runs = append(runs, words[len(words)-1])
	}
	// As a page that was set from right to left has them, whatever their order.
	if slices.ContainsFunc(words, func(r run) bool { return strings.ContainsFunc(r.text, fromRight) }) {
		slices.SortStableFunc(runs, func(a, b run) int { return cmp.Compare(a.start, b.start) })
	}
	return runs
}

// fit makes a run keep its distance to the one on its right, or meet it where
// no space is between them. Where they overlap, each keeps half its width at least.
func fit(left, right *run, height float64, spaced bool) {
	half := left.start + (left.end-left.start)/2
	switch {
	case spaced:
		left.end = max(half, min(left.end, right.start-leastGap*height))
		right.start = max(right.start, min(left.end+leastGap*height, right.start+(right.end-right.start)/2))
	case right.start-left.end < widestJoin*height:
		left.end = max(half, right.start)
	}
}

// clean is the text without what has no place in a line.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text))
}

// visual is the word's characters as they stand from left to right: readers of
// PDF expect text that runs from the right so, and turn it round.
func visual(text string) []rune {
	runes := []rune(text)
	if !slices.ContainsFunc(runes, fromRight) {
		return runes
	}
	slices.Reverse(runes)
	for i := 0; i < len(runes); {
		n := 0
		for i+n < len(runes) && fromLeft(runes[i+n]) {
			n++
		}
		slices.Reverse(runes[i : i+n])
		i += max(n, 1)
	}
	return runes
}

func fromRight(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) && !unicode.IsDigit(r)
}

func fromLeft(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !fromRight(r)
}
