package style

import (
	"math"

	"recto/ocr"
	"recto/render"
)

// Feature is one measure of a line. Lengths are in heights of the letters'
// body (about the x-height), shares in [0, 1].
type Feature struct {
	Name  string
	Value float64
}

// Measure looks at a line's picture and at its reading: the grey raster that
// the line's quad is in, and the line. Features always come in the same order.
// Where nothing can be seen within the quad, the picture's features are 0.
func Measure(page render.Raster, line ocr.Line) []Feature {
	var looks looks
	if s, ok := cut(page, line.Quad); ok {
		looks = s.look()
	}
	return append(looks.features(), reading(line, looks)...)
}

// looks is what is seen of a line.
type looks struct {
	pieces     int
	length     float64 // of the line, in heights of its body
	contrast   float64 // of ink against paper, 0 to 1
	darkSpread float64 // deviation of the ink's grey, in contrasts
	sharpness  float64 // mean step of grey at the ink's edges, in contrasts
	size       sizes
	profile    profile
	strokes    strokes
	slopes     slopes
	twins      twins
}

func (l looks) features() []Feature {
	return append([]Feature{
		{"contrast", l.contrast},
		{"dark spread", l.darkSpread},
		{"sharpness", l.sharpness},
		{"pieces", float64(l.pieces)},
		{"pieces per length", ratio(float64(l.pieces), l.length)},
		{"piece width", l.size.width},
		{"piece width, widest tenth", l.size.widest},
		{"piece height", l.size.height},
		{"piece height spread", l.size.heightSpread},
		{"largest piece", l.size.largest},
		{"feet on the baseline", l.size.onBaseline},
		{"feet spread", l.size.feetSpread},
		{"heads level", l.size.headsLevel},
		{"rise", l.profile.rise},
		{"fall", l.profile.fall},
		{"rows entropy", l.profile.entropy},
		{"body", l.profile.body},
		{"blank columns", l.profile.blank},
		{"gap spread", l.profile.gapSpread},
		{"run of columns", l.profile.run},
		{"stroke", l.strokes.width},
		{"stroke spread", l.strokes.spread},
		{"stroke upright to level", l.strokes.ratio},
		{"stroke levels", l.strokes.narrow},
		{"ink", l.strokes.ink},
		{"slope entropy", l.slopes.entropy},
		{"slant", l.slopes.slant},
		{"slant spread", l.slopes.spread},
		{"upright edges", l.slopes.upright},
		{"level edges", l.slopes.level},
		{"twins", float64(l.twins.n)},
		{"twin distance", l.twins.mean},
		{"twin distance, nearest quarter", l.twins.nearest},
		{"twin distance, median", l.twins.median},
	}, l.slopes.bins()...)
}

// look measures the strip.
func (s *strip) look() looks {
	pieces, labels := s.pieces()
	l := looks{pieces: len(pieces), contrast: (s.paper - s.dark) / 255}
	if len(pieces) == 0 {
		return l
	}
	l.profile = s.rows()
	body := l.profile.body * float64(s.height)
	l.length = float64(s.width) / body
	s.columns(&l.profile, body)
	l.size = measureSizes(pieces, body)
	l.strokes = s.measureStrokes(body)
	l.slopes = s.measureSlopes()
	l.darkSpread, l.sharpness = s.greys()
	l.twins = s.findTwins(pieces, labels, body)
	return l
}

// greys is how unevenly dark the ink is, and how steep its edges are.
func (s *strip) greys() (spread, sharpness float64) {
	contrast := s.paper - s.dark
	var n, sum, squares, edges, steps float64
	for y := 1; y < s.height-1; y++ {
		for x := 1; x < s.width-1; x++ {
			i := y*s.width + x
			if !s.ink[i] {
				continue
			}
			g := float64(s.grey[i])
			if s.ink[i-1] && s.ink[i+1] && s.ink[i-s.width] && s.ink[i+s.width] {
				n++
				sum += g
				squares += g * g
				continue
			}
			edges++
			steps += math.Hypot(float64(s.grey[i+1])-float64(s.grey[i-1]), float64(s.grey[i+s.width])-float64(s.grey[i-s.width]))
		}
	}
	if n > 0 {
		spread = math.Sqrt(max(0, squares/n-sum/n*sum/n)) / contrast
	}
	return spread, ratio(steps, edges) / contrast
}

// ratio is a/b; 0 where b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// spread is the deviation of values in their mean; 0 of fewer than two.
func spread(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += v
		squares += v * v
	}
	n := float64(len(values))
	mean := sum / n
	return ratio(math.Sqrt(max(0, squares/n-mean*mean)), mean)
}
