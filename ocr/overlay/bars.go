package overlay

import (
	"image"
	"math"

	"recto/ocr"
)

// QuadOf is the quad of a marked word or line; false for what the page has not.
func QuadOf(lines []ocr.Line, m ocr.Mark) (ocr.Quad, bool) {
	if m.Line < 0 || m.Line >= len(lines) {
		return ocr.Quad{}, false
	}
	if m.Word < 0 {
		return lines[m.Line].Quad, true
	}
	if m.Word >= len(lines[m.Line].Words) {
		return ocr.Quad{}, false
	}
	return lines[m.Line].Words[m.Word].Quad, true
}

// Bars are the places of a stretch of words as a selection of text shows it: a
// bar for each line, over its words and the gaps between them, as high as the
// line. In pixels of the page.
func Bars(lines []ocr.Line, span ocr.Span) []ocr.Quad {
	if span.Empty() {
		return nil
	}
	var bars []ocr.Quad
	for i := span.First.Line; i <= span.Last.Line && i < len(lines); i++ {
		from, to := 0, len(lines[i].Words)
		if i == span.First.Line {
			from = max(span.First.Word, 0)
		}
		if i == span.Last.Line {
			to = min(span.Last.Word+1, to)
		}
		if from < to {
			bars = append(bars, bar(lines[i], from, to))
		}
	}
	return bars
}

// bar spans the words from, …, to-1 of a line along it, and the line across.
func bar(line ocr.Line, from, to int) ocr.Quad {
	sin, cos := math.Sincos(line.Quad.Angle() * math.Pi / 180)
	u0, u1 := math.Inf(1), math.Inf(-1)
	v0, v1 := math.Inf(1), math.Inf(-1)
	for _, word := range line.Words[from:to] {
		for _, p := range word.Quad {
			u, v := p.X*cos+p.Y*sin, p.Y*cos-p.X*sin
			u0, u1 = min(u0, u), max(u1, u)
			v0, v1 = min(v0, v), max(v1, v)
		}
	}
	if line.Quad != (ocr.Quad{}) {
		for _, p := range line.Quad {
			v := p.Y*cos - p.X*sin
			v0, v1 = min(v0, v), max(v1, v)
		}
	}
	back := func(u, v float64) ocr.Point { return ocr.Point{X: u*cos - v*sin, Y: u*sin + v*cos} }
	return ocr.Quad{back(u0, v0), back(u1, v0), back(u1, v1), back(u0, v1)}
}

// meets reports whether the quad's bounds and r have anything in common.
func meets(q ocr.Quad, r image.Rectangle) bool {
	left, top, right, bottom := q.Bounds()
	return right >= float64(r.Min.X) && left <= float64(r.Max.X) &&
		bottom >= float64(r.Min.Y) && top <= float64(r.Max.Y)
}

func grown(r image.Rectangle, by float64) image.Rectangle { return r.Inset(-int(math.Ceil(by))) }

func add(a, b ocr.Point) ocr.Point { return ocr.Point{X: a.X + b.X, Y: a.Y + b.Y} }

func sub(a, b ocr.Point) ocr.Point { return ocr.Point{X: a.X - b.X, Y: a.Y - b.Y} }

// along is the vector of the given length in reading direction, zero for a quad
// without a width.
func along(q ocr.Quad, length float64) ocr.Point {
	d := sub(q[1], q[0])
	if n := math.Hypot(d.X, d.Y); n > 0 {
		return ocr.Point{X: d.X / n * length, Y: d.Y / n * length}
	}
	return ocr.Point{}
}

// across is along turned by a right angle, towards the text's own bottom.
func across(q ocr.Quad, length float64) ocr.Point {
	d := along(q, length)
	return ocr.Point{X: -d.Y, Y: d.X}
}

func middle(a, b ocr.Point) ocr.Point { return ocr.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2} }

// height is the length of the quad's left edge, across the text.
func height(q ocr.Quad) float64 { return math.Hypot(q[3].X-q[0].X, q[3].Y-q[0].Y) }
