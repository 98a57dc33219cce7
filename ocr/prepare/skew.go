package prepare

import (
	"math"
	"slices"

	"recto/render"
)

// Skew is the direction of the text lines of a grey raster in degrees
// clockwise, modulo a quarter turn: in [-45, 45), 0 also where no direction
// stands out. Only lines that are long against their spacing show one.
//
// The lower edges of ink (and the right edges, for text that lies on its side)
// are projected along each direction; along the text they fall together on its
// baselines, so that the sum of squares peaks (Postl 1986).
func Skew(grey render.Raster) float64 {
	if max(grey.Width, grey.Height) > 2*skewSide {
		grey = Reduce(grey, 2)
	}
	binary := threshold(grey)
	edges := lowerEdges(binary, grey.Width, grey.Height)
	sides := rightEdges(binary, grey.Width, grey.Height)
	sweep := newSweep(edges, sides, grey.Width, grey.Height)

	scores := make([]float64, 90)
	best := 0
	for i := range scores {
		scores[i] = sweep.score(float64(i - 45))
		if scores[i] > scores[best] {
			best = i
		}
	}
	sorted := slices.Sorted(slices.Values(scores))
	if median := sorted[len(sorted)/2]; scores[best] < minPeak*median {
		return 0
	}
	return sweep.refine(float64(best - 45))
}

// minPeak is by how much the score of the text's direction exceeds that of the
// median direction: 1.3 and more on all pages of text that were tried, below
// 1.1 on photographs.
const minPeak = 1.15

// skewSide is a longest side in pixels at which the slope of a line over a page
// can be told to a twentieth of a degree.
const skewSide = 850

// maxPoints bounds the edges that are projected; more do not sharpen the peak.
const maxPoints = 40_000

type point struct{ x, y float32 }

type sweep struct {
	edges, sides []point
	bins         []int32
	half         int
}

func newSweep(edges, sides []point, width, height int) *sweep {
	half := int(math.Hypot(float64(width), float64(height)))/2 + 2
	for _, list := range [][]point{edges, sides} {
		for i := range list {
			list[i].x -= float32(width) / 2
			list[i].y -= float32(height) / 2
		}
	}
	return &sweep{thin(edges), thin(sides), make([]int32, 2*half+1), half}
}

// score is how sharply the edges fall together along the direction, in the
// better of the two ways that text can lie.
func (s *sweep) score(degrees float64) float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	across := s.project(s.edges, float32(-sin), float32(cos))
	along := s.project(s.sides, float32(cos), float32(sin))
	return max(across, along)
}

func (s *sweep) project(points []point, kx, ky float32) float64 {
	clear(s.bins)
	half := float32(s.half)
	for _, p := range points {
		s.bins[int(p.x*kx+p.y*ky+half)]++
	}
	sum := 0.0
	for _, n := range s.bins {
		sum += float64(n) * float64(n)
	}
	return sum
}

// refine looks about the best whole degree in ever smaller steps.
func (s *sweep) refine(best float64) float64 {
	top := s.score(best)
	for _, step := range []float64{0.25, 0.05} {
		centre := best
		for k := -5; k <= 5; k++ {
			if score := s.score(centre + float64(k)*step); score > top {
				best, top = centre+float64(k)*step, score
			}
		}
	}
	if best >= 45 {
		best -= 90
	}
	return best
}

// thin leaves out points at even distances until few enough are left.
func thin(points []point) []point {
	step := len(points)/maxPoints + 1
	if step == 1 {
		return points
	}
	kept := points[:0]
	for i := 0; i < len(points); i += step {
		kept = append(kept, points[i])
	}
	return kept
}

// lowerEdges lists the pixels of ink that stand above paper. The outermost
// rows and columns of the raster are left out: black borders end there.
func lowerEdges(ink []bool, width, height int) []point {
	var list []point
	for y := 1; y < height-2; y++ {
		for x := 1; x < width-1; x++ {
			if i := y*width + x; ink[i] && !ink[i+width] {
				list = append(list, point{float32(x), float32(y)})
			}
		}
	}
	return list
}

// rightEdges lists the pixels of ink with paper to their right.
func rightEdges(ink []bool, width, height int) []point {
	var list []point
	for y := 1; y < height-1; y++ {
		for x := 1; x < width-2; x++ {
			if i := y*width + x; ink[i] && !ink[i+1] {
				list = append(list, point{float32(x), float32(y)})
			}
		}
	}
	return list
}

// threshold tells ink from paper by Otsu's method over the whole raster.
func threshold(grey render.Raster) []bool {
	limit := Otsu(grey)
	ink := make([]bool, grey.Width*grey.Height)
	for i, v := range grey.Pix[:len(ink)] {
		ink[i] = v <= limit
	}
	return ink
}

// Otsu is the grey value that best parts a grey raster's pixels into two
// classes (Otsu 1979); ink is at or below it.
func Otsu(grey render.Raster) byte {
	counts := histogram(grey.Pix)
	var total, sum float64
	for v, n := range counts {
		total += float64(n)
		sum += float64(v) * float64(n)
	}
	var below, belowSum, best float64
	limit := 0
	for v, n := range counts {
		below += float64(n)
		belowSum += float64(v) * float64(n)
		if below == 0 || below == total {
			continue
		}
		gap := belowSum/below - (sum-belowSum)/(total-below)
		if between := below * (total - below) * gap * gap; between > best {
			best, limit = between, v
		}
	}
	return byte(limit)
}

// HasInk reports whether a grey raster shows more than one shade: a blank page
// has nothing to read, whatever its colour.
func HasInk(grey render.Raster) bool {
	if len(grey.Pix) == 0 {
		return false
	}
	low, high := grey.Pix[0], grey.Pix[0]
	for _, v := range grey.Pix {
		low, high = min(low, v), max(high, v)
	}
	return high-low > 24
}
