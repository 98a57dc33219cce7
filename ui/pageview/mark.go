package pageview

import (
	"math"

	"recto/ocr"
)

// wordAt is the word at the page point p, else the line that holds p, else
// ocr.NoMark. Words that overlap give the last, which is drawn on top.
func wordAt(lines []ocr.Line, p ocr.Point) ocr.Mark {
	found := ocr.NoMark
	for i := range lines {
		line := &lines[i]
		if found.Word < 0 && line.Quad.Contains(p) {
			found = ocr.Mark{Line: i, Word: -1}
		}
		for j := range line.Words {
			if line.Words[j].Quad.Contains(p) {
				found = ocr.Mark{Line: i, Word: j}
			}
		}
	}
	return found
}

// nearestWord is the word at p, or that of the nearest line which is nearest
// along it: what a selection that is dragged to p ends with. ocr.NoMark where
// there are no words.
func nearestWord(lines []ocr.Line, p ocr.Point) ocr.Mark {
	best, at := math.Inf(1), -1
	for i := range lines {
		if len(lines[i].Words) == 0 {
			continue
		}
		if d := distance(lines[i].Quad, p); d < best {
			best, at = d, i
		}
	}
	if at < 0 {
		return ocr.NoMark
	}
	mark := ocr.Mark{Line: at, Word: 0}
	best = math.Inf(1)
	for j, word := range lines[at].Words {
		if d := distance(word.Quad, p); d < best {
			best, mark.Word = d, j
		}
	}
	return mark
}

// distance is how far p lies outside the quad, in its own directions, 0 inside.
func distance(q ocr.Quad, p ocr.Point) float64 {
	sin, cos := math.Sincos(q.Angle() * math.Pi / 180)
	u, v := p.X*cos+p.Y*sin, p.Y*cos-p.X*sin
	u0, u1, v0, v1 := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, c := range q {
		cu, cv := c.X*cos+c.Y*sin, c.Y*cos-c.X*sin
		u0, u1 = min(u0, cu), max(u1, cu)
		v0, v1 = min(v0, cv), max(v1, cv)
	}
	return math.Hypot(max(u0-u, u-u1, 0), max(v0-v, v-v1, 0))
}

// spanOf is what a mark names among the lines.
func spanOf(lines []ocr.Line, m ocr.Mark) ocr.Span { return ocr.Page{Lines: lines}.SpanOf(m) }
