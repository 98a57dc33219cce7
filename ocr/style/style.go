// Package style tells lines that were written by hand from printed ones, by
// what is seen of a line and by what the engine read in it. Pure Go, values in
// and values out. Its model is made by the command in train; docs/style.md
// tells of what, and how well it does.
package style

import (
	"math"

	"recto/ocr"
	"recto/render"
)

// Fill gives every line of Latin text its style, other lines none. page is the
// page as a grey raster (Channels 1); scale leads from the lines' quads to its
// pixels, 1 where they are in them.
func Fill(page render.Raster, lines []ocr.Line, scale float64) {
	m := shipped()
	whole := latinPage(lines)
	var chosen []int
	var looked []Looked
	for i := range lines {
		lines[i].Style = nil
		if latin(lines[i], whole) {
			chosen = append(chosen, i)
			line := lines[i]
			line.Quad = line.Quad.Scale(scale, scale)
			looked = append(looked, Looked{line.Quad, m.Score(Measure(page, line))})
		}
	}
	for i, p := range m.Chances(looked) {
		lines[chosen[i]].Style = named(p)
	}
}

// named is the likelier style of a line that is written by hand with the chance p.
func named(p float64) *ocr.Style {
	if p > 0.5 {
		return &ocr.Style{Name: ocr.StyleHandwriting, Confidence: p}
	}
	return &ocr.Style{Name: ocr.StyleOther, Confidence: 1 - p}
}

// latinPage reports whether most of the letters are Latin, or there are none.
func latinPage(lines []ocr.Line) bool {
	latin, others := 0, 0
	for _, line := range lines {
		l, o := scripts(line)
		latin, others = latin+l, others+o
	}
	return latin >= others
}

// Looked is a line's place and the score that its own features have.
type Looked struct {
	Quad  ocr.Quad
	Score float64
}

// Surroundings are, for each line, the mean score of all other lines of the
// page, and of those near to it; 0 where there are none.
func Surroundings(lines []Looked) (whole, near []float64) {
	whole, near = make([]float64, len(lines)), make([]float64, len(lines))
	for i, line := range lines {
		height := max(1, line.height())
		var all, weights, weighed float64
		for j, other := range lines {
			if i == j {
				continue
			}
			score := min(4, max(-4, other.Score))
			all += score
			weight := math.Exp(-line.distance(other) / (2 * height))
			weights += weight
			weighed += weight * score
		}
		whole[i] = ratio(all, float64(len(lines)-1))
		if weights > 0.01 {
			near[i] = weighed / max(0.2, weights)
		}
	}
	return whole, near
}

func (l Looked) height() float64 {
	return math.Hypot(l.Quad[3].X-l.Quad[0].X, l.Quad[3].Y-l.Quad[0].Y)
}

// distance is how far the bounds of two lines are apart, 0 where they overlap.
func (l Looked) distance(other Looked) float64 {
	left, top, right, bottom := l.Quad.Bounds()
	left2, top2, right2, bottom2 := other.Quad.Bounds()
	return math.Hypot(max(0, left-right2, left2-right), max(0, top-bottom2, top2-bottom))
}
