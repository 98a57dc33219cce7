package reader

import (
	"math"
	"slices"

	"recto/ocr"
)

// air is what is left around the ink of a word, against the height of its
// line's letters: people draw their boxes so, and so does Azure's service.
// Boxes tight around the ink lost 5 in 100 words of the forms of FUNSD, at an
// overlap of one half (recall 0.60 against 0.65).
const air = 0.1

// giveAir widens the quads of the lines' words, and of the lines, from their
// ink on: by a tenth of the letters' height on every side, and across the line
// to the height of its letters where a word is a dash or a dot. They stay on
// the page of the given size in pixels.
func giveAir(lines []ocr.Line, width, height float64) {
	onPage := func(p ocr.Point) ocr.Point {
		return ocr.Point{X: min(max(p.X, 0), width), Y: min(max(p.Y, 0), height)}
	}
	for i := range lines {
		line := &lines[i]
		letters := letterHeight(line.Words)
		if letters == 0 {
			continue
		}
		quads := make([]ocr.Quad, len(line.Words))
		whole := line.Quad
		for j := range line.Words {
			q := line.Words[j].Quad
			if across(q) < letters/2 {
				q = asHigh(q, whole)
			}
			quads[j] = widened(q, air*letters).Map(onPage)
			line.Words[j].Quad = quads[j]
		}
		line.Quad = ocr.Around(quads, line.Quad.Angle()).Map(onPage)
	}
}

// letterHeight is the usual height in pixels of a line's words.
func letterHeight(words []ocr.Word) float64 {
	heights := make([]float64, len(words))
	for i, w := range words {
		heights[i] = across(w.Quad)
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}

func across(q ocr.Quad) float64 { return math.Hypot(q[3].X-q[0].X, q[3].Y-q[0].Y) }

// asHigh is the word's quad, as high as its line is there.
func asHigh(word, line ocr.Quad) ocr.Quad {
	down := ocr.Point{X: line[3].X - line[0].X, Y: line[3].Y - line[0].Y}
	height := math.Hypot(down.X, down.Y)
	if height == 0 {
		return word
	}
	down.X, down.Y = down.X/height, down.Y/height
	// How far a point lies below the line's upper edge.
	depth := func(p, corner ocr.Point) float64 { return (p.X-corner.X)*down.X + (p.Y-corner.Y)*down.Y }
	for k, p := range word {
		d := depth(p, line[0])
		if k >= 2 {
			d = depth(p, line[3])
		}
		word[k] = ocr.Point{X: p.X - d*down.X, Y: p.Y - d*down.Y}
	}
	return word
}

// widened is the quad with each edge moved out by the given pixels.
func widened(q ocr.Quad, by float64) ocr.Quad {
	along := unit(q[0], q[1], q[3], q[2])
	down := unit(q[0], q[3], q[1], q[2])
	for k, side := range [4][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}} {
		q[k].X += by * (side[0]*along.X + side[1]*down.X)
		q[k].Y += by * (side[0]*along.Y + side[1]*down.Y)
	}
	return q
}

// unit is the direction from a and c to b and d; zero where they are one.
func unit(a, b, c, d ocr.Point) ocr.Point {
	x, y := b.X-a.X+d.X-c.X, b.Y-a.Y+d.Y-c.Y
	if length := math.Hypot(x, y); length > 0 {
		return ocr.Point{X: x / length, Y: y / length}
	}
	return ocr.Point{}
}
