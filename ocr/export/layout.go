package export

import (
	"math"
	"slices"
	"unicode"

	"recto/ocr"
)

// What tells whether lines belong together.
const (
	gapRatio    = 1.5  // between a distance of lines and the usual one
	sizeRatio   = 1.35 // between the type sizes of neighbours
	indentRatio = 0.8  // of an indent to the type size
	stepRatio   = 2.6  // of the widest distance of lines in one text to the type size
	columnRatio = 2    // of the widest gap between words in a text to the type size
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

// parts cuts the block where the next line stands higher or wholly beside: pages
// that were opened again have one block with all their columns.
func (b block) parts() []block {
	rows := b.rows()
	var parts []block
	for i, r := range rows {
		if i > 0 {
			before := rows[i-1]
			step := r.place - before.place
			if step < -r.size/2 || step > r.size/2 && (r.start > before.end || r.end < before.start) {
				parts = append(parts, block{number: b.number})
			}
		} else {
			parts = append(parts, block{number: b.number})
		}
		last := &parts[len(parts)-1]
		last.lines = append(last.lines, r.line)
	}
	return parts
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

func alike(a, b float64) bool { return a < sizeRatio*b && b < sizeRatio*a }

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
