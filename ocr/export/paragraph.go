package export

import (
	"math"
	"strings"
	"unicode"

	"recto/ocr"
)

// What makes a heading: type that is clearly larger than the page's body, in
// few lines, and well read.
const (
	titleRatio        = 1.9
	headingRatio      = 1.4
	headingLines      = 3
	headingLetters    = 3 // fewer are rather a logo or a speck
	headingConfidence = 0.6
	headingShare      = 0.25 // at most, of a line's letters may be smaller
)

// paragraph is what is read as one piece. Level is 0 for body text, 1 for a
// title and 2 for a heading.
type paragraph struct {
	lines []ocr.Line
	level int

	// breaks has for each line but the last whether its end was meant: the
	// next line's first word would have found room.
	breaks []bool
}

// paragraphs are those of the page, in reading order.
func paragraphs(page ocr.Page) []paragraph {
	body := bodySize(page)
	var all []paragraph
	var parts []block
	for _, b := range blocks(page) {
		parts = append(parts, b.parts()...)
	}
	for _, b := range joined(parts) {
		all = append(all, b.paragraphs(body)...)
	}
	return all
}

// starts reports whether a new paragraph starts with row i, which is not the
// first; usual is the usual distance of rows.
func starts(rows []row, i int, usual float64) bool {
	before, r := rows[i-1], rows[i]
	left := math.Inf(1)
	for _, one := range rows {
		left = min(left, one.start)
	}
	indented := func(one row) bool { return one.start-left > indentRatio*one.size }
	return !alike(before.size, r.size) ||
		usual > 0 && r.place-before.place > gapRatio*usual ||
		indented(r) && !indented(before) && ended(rows, i-1)
}

// paragraphs cuts the block into them; body is the type size of the page's text.
func (b block) paragraphs(body float64) []paragraph {
	rows := b.rows()
	var steps []weighed
	for i := range rows[1:] {
		steps = append(steps, weighed{rows[i+1].place - rows[i].place, 1})
	}
	usual := median(steps)
	var all []paragraph
	first := 0
	for i, r := range rows {
		if i == 0 || starts(rows, i, usual) {
			all = append(all, paragraph{})
			first = i
		}
		p := &all[len(all)-1]
		if len(p.lines) > 0 {
			p.breaks = append(p.breaks, ended(rows, i-1))
		}
		p.lines = append(p.lines, r.line)
		p.level = level(rows[first:i+1], body)
	}
	return all
}

// bodySize is the type size of most of the page's print, in pixels.
func bodySize(page ocr.Page) float64 {
	var sizes []weighed
	for _, line := range page.Lines {
		if len(line.Words) > 0 && !handwritten(line) {
			sizes = append(sizes, weighed{typeSize(line), letters(line.Text())})
		}
	}
	return median(sizes)
}

// level is that of a paragraph on a page whose body has the given type size.
// Rows with columns are none, nor what holds more figures and signs than
// letters: receipts and forms print their sums large.
func level(rows []row, body float64) int {
	if len(rows) > headingLines || body <= 0 {
		return 0
	}
	smallest, letters, others := math.Inf(1), 0, 0
	var lines []ocr.Line
	for _, r := range rows {
		if handwritten(r.line) || r.columns() {
			return 0
		}
		lines = append(lines, r.line)
		smallest = min(smallest, quantile(typeSizes(r.line), headingShare))
		for _, c := range r.line.Text() {
			switch {
			case unicode.IsLetter(c):
				letters++
			case !unicode.IsSpace(c):
				others++
			}
		}
	}
	sure := ocr.Page{Lines: lines}.Confidence() >= headingConfidence
	switch {
	case letters < headingLetters || letters < others || !sure || smallest < headingRatio*body:
		return 0
	case smallest < titleRatio*body:
		return 2
	}
	return 1
}

// text is the paragraph as one line; with breaks a line feed stands where the
// end of a line was meant.
func (p paragraph) text(breaks bool) string {
	var b strings.Builder
	for i, line := range p.lines {
		text := printable(line.Text())
		if i > 0 {
			switch {
			case breaks && p.breaks[i-1]:
				b.WriteByte('\n')
			case ocr.Spaced(p.lines[i-1].Text(), text):
				b.WriteByte(' ')
			}
		}
		b.WriteString(text)
	}
	return b.String()
}
