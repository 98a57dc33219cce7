// Package order sorts a page's lines for reading. Values in, values out.
package order

import (
	"cmp"
	"math"
	"slices"

	"recto/ocr"
)

// Arrange parts the lines that run across columns or cells of a table and puts
// them into the wanted order; see Sort. Every word stays, and the words of a
// line keep their order. The lines' blocks are numbered anew in natural order.
func Arrange(lines []ocr.Line, order ocr.Order, angle float64) []ocr.Line {
	lines, joints := split(lines, angle)
	lines = natural(lines, joints, angle)
	if order != ocr.OrderNatural {
		basic(lines, angle)
	}
	return lines
}

// Sort puts lines into the wanted order. Basic goes from the top left: lines
// whose heights overlap stand in one row and go from left to right. Natural
// goes as a person reads: columns, headings, sidebars each as a whole. angle
// is the page's, in degrees clockwise: top and left are those of the text.
func Sort(lines []ocr.Line, order ocr.Order, angle float64) {
	if order == ocr.OrderNatural {
		copy(lines, natural(lines, make([]joint, len(lines)), angle))
		return
	}
	basic(lines, angle)
}

func basic(lines []ocr.Line, angle float64) {
	boxes := make([]box, len(lines))
	for i, line := range lines {
		boxes[i] = boxOf(line, angle)
	}
	slices.SortStableFunc(boxes, func(a, b box) int { return cmp.Compare(a.middle(), b.middle()) })
	for start := 0; start < len(boxes); {
		end := rowEnd(boxes, start)
		slices.SortStableFunc(boxes[start:end], func(a, b box) int { return cmp.Compare(a.left, b.left) })
		start = end
	}
	for i, b := range boxes {
		lines[i] = b.line
	}
}

// rowEnd is where the row that starts at start ends: its lines lie beside each
// other, none above another.
func rowEnd(boxes []box, start int) int {
	end := start + 1
	for end < len(boxes) && boxes[start:end][0].beside(boxes[end]) {
		end++
	}
	return end
}

// box is where a line stands in a frame turned with the page's text.
type box struct {
	line                     ocr.Line
	left, top, right, bottom float64
}

func boxOf(line ocr.Line, angle float64) box {
	sin, cos := math.Sincos(-angle * math.Pi / 180)
	upright := line.Quad.Map(func(p ocr.Point) ocr.Point {
		return ocr.Point{X: p.X*cos - p.Y*sin, Y: p.X*sin + p.Y*cos}
	})
	b := box{line: line}
	b.left, b.top, b.right, b.bottom = upright.Bounds()
	return b
}

func (b box) middle() float64 { return (b.top + b.bottom) / 2 }

// beside reports whether the middle of the lower of two lines lies within the
// other's height, and both within that of the smaller one's reach.
func (b box) beside(other box) bool {
	small := min(b.bottom-b.top, other.bottom-other.top)
	return math.Abs(b.middle()-other.middle()) < small/2
}
