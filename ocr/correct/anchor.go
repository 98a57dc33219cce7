package correct

import (
	"math"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"recto/ocr"
)

// How well words must fit a correction that does not name them exactly: the
// same ink is there, or much of it with a similar text. Overlaps are those of
// the quads (shared area by joint area), similarities by edits a character.
const (
	samePlace     = 0.75
	nearPlace     = 0.3
	similarEnough = 0.5
)

// maxRun is the longest stretch of words that one correction replaces.
const maxRun = 12

// exactCorner is how far a corner may be from where it was, in pixels, for the
// same word: the rounding of files and of another resolution.
const exactCorner = 1.5

// anchor finds the words of each correction. Those that are named exactly come
// first, so that none is taken by another that only resembles them.
func (a *applied) anchor(page ocr.Page, list []Correction) {
	taken := make([][]bool, len(page.Lines))
	for i, line := range page.Lines {
		taken[i] = make([]bool, len(line.Words))
	}
	var open []int
	for i, c := range list {
		if c.Read == "" || done(page, c) {
			continue
		}
		if r, ok := exact(page, c, taken); ok {
			a.take(i, r, taken)
		} else {
			open = append(open, i)
		}
	}
	for _, i := range open {
		if r, ok := similar(page, list[i], taken); ok {
			a.take(i, r, taken)
		} else {
			a.loose = append(a.loose, i)
		}
	}
}

func (a *applied) take(i int, r run, taken [][]bool) {
	a.runs[i] = r
	for j := r.first; j <= r.last; j++ {
		taken[r.line][j] = true
	}
}

// exact is the free run with the text and the place of the correction.
func exact(page ocr.Page, c Correction, taken [][]bool) (run, bool) {
	for i, line := range page.Lines {
		for j, word := range line.Words {
			if !strings.HasPrefix(c.Read, word.Text) {
				continue
			}
			text := ""
			for k := j; k < len(line.Words) && len(text) < len(c.Read) && !taken[i][k]; k++ {
				if k > j {
					text += " "
				}
				text += line.Words[k].Text
				r := run{i, j, k}
				if text == c.Read && sameCorners(quadOf(line, r), c.Quad) {
					return r, true
				}
			}
		}
	}
	return run{}, false
}

func quadOf(line ocr.Line, r run) ocr.Quad {
	if r.first == r.last {
		return line.Words[r.first].Quad
	}
	return ocr.Around(quadsOf(line, r), line.Quad.Angle())
}

func sameCorners(a, b ocr.Quad) bool {
	for i := range a {
		if math.Abs(a[i].X-b[i].X) > exactCorner || math.Abs(a[i].Y-b[i].Y) > exactCorner {
			return false
		}
	}
	return true
}

// similar is the free run of words that nobody corrected which fits the
// correction best.
func similar(page ocr.Page, c Correction, taken [][]bool) (best run, ok bool) {
	score := 0.0
	free := func(i, j int) bool {
		w := page.Lines[i].Words[j]
		return !taken[i][j] && !w.Corrected && !apart(w.Quad, c.Quad)
	}
	for i, line := range page.Lines {
		for j := range line.Words {
			for k := j; k < min(len(line.Words), j+maxRun) && free(i, k); k++ {
				r := run{i, j, k}
				if s := fit(line, r, c); s > score {
					best, score, ok = r, s, true
				}
			}
		}
	}
	return best, ok
}

// fit says how well a run fits the correction, in [0, 1]; 0 where it does not.
func fit(line ocr.Line, r run, c Correction) float64 {
	place := overlap(quadOf(line, r), c.Quad)
	if place < nearPlace {
		return 0
	}
	var b strings.Builder
	for _, w := range line.Words[r.first : r.last+1] {
		b.WriteString(w.Text)
	}
	// The reading may have become right meanwhile.
	text := max(similarity(b.String(), c.Read), similarity(b.String(), c.Text))
	if place < samePlace && text < similarEnough {
		return 0
	}
	return place * (1 + text) / 2
}

// similarity of two texts, in [0, 1]; spaces do not count.
func similarity(a, b string) float64 {
	a, b = strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	longer := max(len([]rune(a)), len([]rune(b)))
	if longer == 0 {
		return 0
	}
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longer)
}

// apart reports whether two quads surely have nothing in common.
func apart(a, b ocr.Quad) bool {
	al, at, ar, ab := a.Bounds()
	bl, bt, br, bb := b.Bounds()
	return ar < bl || br < al || ab < bt || bb < at
}

// overlap is the area that two quads share, by the area that they cover
// together, in [0, 1].
func overlap(a, b ocr.Quad) float64 {
	shared := a[:]
	for i, p := range b {
		shared = cut(shared, p, b[(i+1)%4])
	}
	common := area(shared)
	joint := area(a[:]) + area(b[:]) - common
	if joint <= 0 {
		return 0
	}
	return common / joint
}

// cut is the part of a convex shape that lies to the right of the way from p to
// q, which is inside where corners run clockwise and y points down.
func cut(shape []ocr.Point, p, q ocr.Point) []ocr.Point {
	side := func(c ocr.Point) float64 { return (q.X-p.X)*(c.Y-p.Y) - (q.Y-p.Y)*(c.X-p.X) }
	var kept []ocr.Point
	for i, a := range shape {
		b := shape[(i+1)%len(shape)]
		sa, sb := side(a), side(b)
		if sa >= 0 {
			kept = append(kept, a)
		}
		if sa*sb < 0 {
			kept = append(kept, between(a, b, sa/(sa-sb)))
		}
	}
	return slices.Clip(kept)
}

func area(shape []ocr.Point) float64 {
	var sum float64
	for i, a := range shape {
		b := shape[(i+1)%len(shape)]
		sum += a.X*b.Y - b.X*a.Y
	}
	return max(0, sum/2)
}
