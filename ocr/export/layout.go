package export

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
)

// What makes a paragraph: lines whose distance is not clearly larger than usual,
// whose type is of one size, and of which none but the first is indented.
const (
	gapRatio    = 1.5  // of the usual distance of lines
	sizeRatio   = 1.35 // between the type sizes of neighbours
	indentRatio = 0.8  // of the type size
	stepRatio   = 2.6  // the widest distance of lines in one text, of the type size
	columnRatio = 2    // the widest gap between words in a text, of the type size
)

// What makes a heading: type that is clearly larger than the page's body, in
// few lines, and well read.
const (
	titleRatio        = 1.9
	headingRatio      = 1.4
	headingLines      = 3
	headingLetters    = 3 // fewer are rather a logo or a speck
	headingConfidence = 0.6
)

// block is a stretch of lines that follow each other and have one block number.
// In basic order a block may come in several stretches.
type block struct {
	number int
	lines  []ocr.Line
}

// blocks are the page's lines with words, in reading order.
func blocks(page ocr.Page) []block {
	var all []block
	for _, line := range page.Lines {
		if len(line.Words) == 0 {
			continue
		}
		if len(all) == 0 || all[len(all)-1].number != line.Block {
			all = append(all, block{number: line.Block})
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, line)
	}
	return all
}

// bounds are the upright edges around the lines, in pixels.
func (b block) bounds() (left, top, right, bottom float64) {
	left, top, right, bottom = b.lines[0].Quad.Bounds()
	for _, line := range b.lines[1:] {
		l, t, r, low := line.Quad.Bounds()
		left, top, right, bottom = min(left, l), min(top, t), max(right, r), max(bottom, low)
	}
	return left, top, right, bottom
}

// angle is the direction of most of the block's text, in degrees clockwise.
func (b block) angle() float64 {
	var angles []weighed
	for _, line := range b.lines {
		angles = append(angles, weighed{line.Quad.Angle(), letters(line.Text())})
	}
	return median(angles)
}

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
	for _, b := range joined(blocks(page)) {
		all = append(all, b.paragraphs(body)...)
	}
	return all
}

// joined brings blocks together of which one goes on where the other ends, as
// the engine makes a block of each line of widely spaced text.
func joined(list []block) []block {
	var all []block
	for _, b := range list {
		if n := len(all) - 1; n >= 0 && all[n].goesOn(b) {
			// Not into the array that the engine's block still lies in.
			all[n].lines = append(slices.Clip(all[n].lines), b.lines...)
			continue
		}
		all = append(all, b)
	}
	return all
}

// lookBack is how many lines of a block tell whether it goes on.
const lookBack = 6

// goesOn reports whether the text flows from b into the other block: its last
// line is full, and the other begins below it, no further away than the lines
// before.
func (b block) goesOn(other block) bool {
	before := b.lines[max(0, len(b.lines)-lookBack):]
	n := len(before)
	rows := block{lines: append(slices.Clip(before), other.lines...)}.rows()
	last, next := rows[n-1], rows[n]
	step, size := next.place-last.place, last.size
	if n > 1 && step > gapRatio*(last.place-rows[n-2].place) {
		return false
	}
	return step > size/2 && step < stepRatio*size && alike(size, next.size) &&
		math.Abs(next.start-last.start) < indentRatio*size && !ended(rows, n-1) &&
		handwritten(last.line) == handwritten(next.line)
}

// row is a line in a frame turned with its block, in pixels: where it starts and
// ends as it is read, where its baseline stands across, and its type size.
type row struct {
	line                    ocr.Line
	start, end, place, size float64
}

func (b block) rows() []row {
	f := frameOf(b.angle())
	rows := make([]row, 0, len(b.lines))
	for _, line := range b.lines {
		from, to := baseline(line)
		r := row{
			line: line, start: f.along(middle(line.Quad[0], line.Quad[3])), end: f.along(middle(line.Quad[1], line.Quad[2])),
			place: f.across(middle(from, to)), size: typeSize(line),
		}
		if rightToLeft(line) {
			r.start, r.end = -r.end, -r.start
		}
		rows = append(rows, r)
	}
	return rows
}

// ended reports whether the end of row i was meant: the next row's first word
// would have found room before the end of the longest row, or one of the two is
// no running text but has columns.
func ended(rows []row, i int) bool {
	if rows[i].columns() || rows[i+1].columns() {
		return true
	}
	end := math.Inf(-1)
	for _, r := range rows {
		end = max(end, r.end)
	}
	first := rows[i+1].line.Words[0].Quad
	width := math.Hypot(first[1].X-first[0].X, first[1].Y-first[0].Y)
	return rows[i].end+rows[i].size/4+width < end
}

// columns reports whether words of the row stand further apart than those of a
// text do.
func (r row) columns() bool {
	for i := range r.line.Words[1:] {
		g := gap(r.line.Words[i].Quad, r.line.Words[i+1].Quad)
		if math.Hypot(g[1].X-g[0].X, g[1].Y-g[0].Y) > columnRatio*r.size {
			return true
		}
	}
	return false
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

func alike(a, b float64) bool { return a < sizeRatio*b && b < sizeRatio*a }

// paragraphs cuts the block into them; body is the type size of the page's text.
func (b block) paragraphs(body float64) []paragraph {
	rows := b.rows()
	var steps []weighed
	for i := range rows[1:] {
		steps = append(steps, weighed{rows[i+1].place - rows[i].place, 1})
	}
	usual := median(steps)
	var all []paragraph
	for i, r := range rows {
		if i == 0 || starts(rows, i, usual) {
			all = append(all, paragraph{})
		}
		p := &all[len(all)-1]
		if len(p.lines) > 0 {
			p.breaks = append(p.breaks, ended(rows, i-1))
		}
		p.lines = append(p.lines, r.line)
	}
	for i := range all {
		all[i].level = level(all[i].lines, body)
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
func level(lines []ocr.Line, body float64) int {
	if len(lines) > headingLines || body <= 0 {
		return 0
	}
	smallest, letters := math.Inf(1), 0
	for _, line := range lines {
		if handwritten(line) {
			return 0
		}
		smallest = min(smallest, typeSize(line))
		for _, r := range line.Text() {
			if unicode.IsLetter(r) {
				letters++
			}
		}
	}
	sure := ocr.Page{Lines: lines}.Confidence() >= headingConfidence
	switch {
	case letters < headingLetters || !sure || smallest < headingRatio*body:
		return 0
	case smallest < titleRatio*body:
		return 2
	}
	return 1
}

func handwritten(line ocr.Line) bool {
	return line.Style != nil && line.Style.Name == ocr.StyleHandwriting
}

// rightToLeft reports whether the line's first letter is of a script that is
// written from right to left.
func rightToLeft(line ocr.Line) bool {
	for _, word := range line.Words {
		for _, r := range word.Text {
			if unicode.IsLetter(r) {
				return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
			}
		}
	}
	return false
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
