package export

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
)

// What letters fill of their type size, in parts of it, above and below the
// baseline: common values of printed Latin, Greek and Cyrillic faces, and for
// other scripts the usual share of the full height.
const (
	lowAbove, tallAbove = 0.48, 0.72
	descent             = 0.21
	otherAbove          = 0.8
	otherBelow          = 0.1

	mostDescent = 0.3 // of a line's height, lest misread words lift its baseline
)

// Letters that stay within the height of x, and those that reach below the
// baseline.
const (
	lowLetters        = "acegmnopqrsuvwxyzαγεηικμνοπρςστυχωаввгеёжзийклмнопрстухцчшщъыьэюя.,:;_-–~+=*»«…"
	descendingLetters = "gjpqyçQJβγζημξρςφχψурфцщ,;()[]{}|@_§"
)

// extent is how far the word's letters reach above and below the baseline, in
// parts of the type size; both together are positive.
func extent(text string) (above, below float64) {
	above = lowAbove
	for _, r := range text {
		switch {
		case !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Common):
			above, below = max(above, otherAbove), max(below, otherBelow)
		case !strings.ContainsRune(lowLetters, r):
			above = max(above, tallAbove)
		}
		if strings.ContainsRune(descendingLetters, r) {
			below = max(below, descent)
		}
	}
	return above, below
}

// height is the mean length of the quad's sides across the text, in pixels.
func height(q ocr.Quad) float64 {
	return (math.Hypot(q[3].X-q[0].X, q[3].Y-q[0].Y) + math.Hypot(q[2].X-q[1].X, q[2].Y-q[1].Y)) / 2
}

// typeSize is the estimated type size of the line in pixels, taken from the ink
// of its words; 0 for a line without any.
func typeSize(line ocr.Line) float64 { return median(typeSizes(line)) }

// typeSizes are the estimates from the single words.
func typeSizes(line ocr.Line) []weighed {
	var sizes []weighed
	for _, word := range line.Words {
		above, below := extent(word.Text)
		sizes = append(sizes, weighed{height(word.Quad) / (above + below), letters(word.Text)})
	}
	return sizes
}

// baseline is the line on which the letters stand, from the start of the text's
// line to its end, in pixels of the page. Pages keep the ink's bounds alone, so
// it is the lower edge of the quad, moved up by what the letters of most words
// let expect.
func baseline(line ocr.Line) (from, to ocr.Point) {
	f := frameOf(line.Quad.Angle())
	bottom := f.across(middle(line.Quad[3], line.Quad[2]))
	var rises []weighed
	for _, word := range line.Words {
		above, below := extent(word.Text)
		rise := bottom - f.across(middle(word.Quad[3], word.Quad[2]))
		rises = append(rises, weighed{rise + height(word.Quad)*below/(above+below), letters(word.Text)})
	}
	rise := min(max(median(rises), 0), mostDescent*height(line.Quad))
	up := func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X + rise*f.sin, Y: p.Y - rise*f.cos} }
	return up(line.Quad[3]), up(line.Quad[2])
}

// gap is the space between two words, whichever stands first on the page.
func gap(before, after ocr.Quad) ocr.Quad {
	f := frameOf(before.Angle())
	if f.along(after[0]) < f.along(before[0]) {
		before, after = after, before
	}
	if f.along(after[0]) < f.along(before[1]) {
		return ocr.Quad{before[1], before[1], before[2], before[2]} // they touch
	}
	return ocr.Quad{before[1], after[0], after[3], before[2]}
}

func middle(a, b ocr.Point) ocr.Point { return ocr.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2} }

// letters is the length of a word as a weight: at least 1.
func letters(text string) float64 { return max(1, float64(len([]rune(text)))) }

// frame is turned with a text, so that along grows as it is read and across
// grows from line to line.
type frame struct{ sin, cos float64 }

func frameOf(angle float64) frame {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	return frame{sin, cos}
}

func (f frame) along(p ocr.Point) float64  { return p.X*f.cos + p.Y*f.sin }
func (f frame) across(p ocr.Point) float64 { return p.Y*f.cos - p.X*f.sin }

// weighed is a value and how much it counts.
type weighed struct{ value, weight float64 }

// median is the value at which half of all weight is reached; 0 of none.
func median(values []weighed) float64 { return quantile(values, 0.5) }

// quantile is the value at which that share of all weight is reached; 0 of none.
// It sorts the values.
func quantile(values []weighed, share float64) float64 {
	slices.SortFunc(values, func(a, b weighed) int { return cmp.Compare(a.value, b.value) })
	total := 0.0
	for _, v := range values {
		total += v.weight
	}
	sum := 0.0
	for _, v := range values {
		if sum += v.weight; sum >= total*share {
			return v.value
		}
	}
	return 0
}
