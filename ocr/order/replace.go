package order

import (
	"cmp"
	"math"
	"slices"

	"recto/ocr"
)

// Replace is the page with what was read again of an area of it, in its pixels,
// in the place of the words whose middle lies there. A line of the part goes on
// in the line that the area cuts through, where there is one; others stand where
// the lines stood that they replace. Order is that of the page's lines.
func Replace(page, part ocr.Page, area ocr.Quad, order ocr.Order) ocr.Page {
	if len(page.Lines) == 0 {
		page.Angle = part.Angle
	}
	rest := cutOut(page, area)
	var fresh []ocr.Line
	for _, line := range part.Lines {
		if i := rest.severed(line, page.Angle); i >= 0 {
			rest.lines[i] = joined(rest.lines[i], line)
		} else {
			fresh = append(fresh, line)
		}
	}
	page.Lines = rest.lines
	if len(fresh) > 0 {
		at, block := rest.place(fresh[0], page.Angle)
		for i := range fresh {
			fresh[i].Block = block
		}
		page.Lines = slices.Insert(page.Lines, at, fresh...)
	}
	if order != ocr.OrderNatural {
		Sort(page.Lines, order, page.Angle)
	}
	return page
}

// rest is what stays of a page without an area: cut tells of each line whether
// words of it went, gap where the first line stood that went whole, -1 without
// any, and block which block that was.
type rest struct {
	lines      []ocr.Line
	cut        []bool
	gap, block int
}

func cutOut(page ocr.Page, area ocr.Quad) rest {
	r := rest{lines: []ocr.Line{}, gap: -1}
	for _, line := range page.Lines {
		one := ocr.Page{Lines: []ocr.Line{line}}.Only(func(_ ocr.Mark, w ocr.Word) bool { return !area.Contains(w.Quad.Center()) })
		switch {
		case len(one.Lines) > 0:
			r.lines = append(r.lines, one.Lines[0])
			r.cut = append(r.cut, len(one.Lines[0].Words) < len(line.Words))
		case r.gap < 0:
			r.gap, r.block = len(r.lines), line.Block
		}
	}
	return r
}

// severed is the nearest line beside the given one that words were cut from, -1
// without any.
func (r rest) severed(line ocr.Line, angle float64) int {
	box, best, nearest := boxOf(line, angle), -1, math.Inf(1)
	for i, other := range r.lines {
		if !r.cut[i] {
			continue
		}
		if b := boxOf(other, angle); box.beside(b) {
			if away := max(b.left-box.right, box.left-b.right); away < nearest {
				best, nearest = i, away
			}
		}
	}
	return best
}

// place is where lines that begin with the given one stand, and in which block:
// where lines went, else under the last line above them in their column, else
// over the first below.
func (r rest) place(line ocr.Line, angle float64) (at, block int) {
	if r.gap >= 0 {
		return r.gap, r.block
	}
	box := boxOf(line, angle)
	at, block = -1, 0
	for i, other := range r.lines {
		b := boxOf(other, angle)
		if b.left >= box.right || box.left >= b.right {
			continue
		}
		if b.middle() < box.middle() {
			at, block = i+1, other.Block
		} else if at < 0 {
			return i, other.Block
		}
	}
	if at < 0 && len(r.lines) > 0 {
		return len(r.lines), r.lines[len(r.lines)-1].Block
	}
	return max(at, 0), block
}

// joined is the line with the words of another beside it, along its direction.
func joined(line, other ocr.Line) ocr.Line {
	angle := line.Quad.Angle()
	sin, cos := math.Sincos(angle * math.Pi / 180)
	along := func(w ocr.Word) float64 { c := w.Quad.Center(); return c.X*cos + c.Y*sin }
	line.Words = slices.Concat(line.Words, other.Words)
	slices.SortStableFunc(line.Words, func(a, b ocr.Word) int { return cmp.Compare(along(a), along(b)) })
	line.Quad = ocr.Around([]ocr.Quad{line.Quad, other.Quad}, angle)
	return line
}
