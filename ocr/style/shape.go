package style

import (
	"math"
)

// sizes tells how large and how level the pieces are.
type sizes struct {
	width, widest, height, heightSpread float64

	largest float64 // share of the ink in the largest piece

	onBaseline float64 // share of the pieces whose feet stand on one slope
	feetSpread float64 // middle distance of feet from it
	headsLevel float64 // share of heads at one of the two usual heights
}

func measureSizes(pieces []piece, body float64) sizes {
	var widths, heights, feet, heads, middles []float64
	area, most := 0, 0
	for _, p := range pieces {
		area += p.area
		most = max(most, p.area)
		widths = append(widths, float64(p.width())/body)
		heights = append(heights, float64(p.height())/body)
		if h := float64(p.height()); h >= 0.6*body && h <= 3*body {
			feet = append(feet, float64(p.bottom)/body)
			heads = append(heads, float64(p.top)/body)
			middles = append(middles, float64(p.left+p.right)/2/body)
		}
	}
	z := sizes{
		width: median(widths), widest: quantile(widths, 0.9),
		height: median(heights), heightSpread: spread(heights),
		largest: ratio(float64(most), float64(area)),
	}
	z.onBaseline, z.feetSpread = level(feet, middles, 1)
	z.headsLevel, _ = level(heads, middles, 2)
	return z
}

// near is how far from a level a foot or head may be to stand on it.
const near = 0.08

// level is the share of heights that lie on one of so many levels, which rise or
// fall with the line, and the middle distance from the first.
func level(heights, middles []float64, levels int) (share, distance float64) {
	if len(heights) < 3 {
		return 0, 0
	}
	slope := tilt(heights, middles)
	flat := make([]float64, len(heights))
	for i, h := range heights {
		flat[i] = h - slope*middles[i]
	}
	on := 0
	rest := flat
	for range levels {
		at := mode(rest)
		var off []float64
		for _, h := range rest {
			if math.Abs(h-at) > near {
				off = append(off, h)
			}
		}
		if distance == 0 {
			var distances []float64
			for _, h := range flat {
				distances = append(distances, math.Abs(h-at))
			}
			distance = quantile(distances, 0.6)
		}
		on += len(rest) - len(off)
		if rest = off; len(rest) == 0 {
			break
		}
	}
	return float64(on) / float64(len(heights)), distance
}

// tilt is the median slope between heights that stand apart.
func tilt(heights, middles []float64) float64 {
	var slopes []float64
	half := len(heights) / 2
	for i := range half {
		if dx := middles[i+half] - middles[i]; dx > 1 {
			slopes = append(slopes, (heights[i+half]-heights[i])/dx)
		}
	}
	return min(0.1, max(-0.1, median(slopes)))
}

// mode is the value that most others are near to.
func mode(values []float64) float64 {
	best, most := 0.0, -1
	for _, v := range values {
		n := 0
		for _, w := range values {
			if math.Abs(v-w) <= near {
				n++
			}
		}
		if n > most {
			best, most = v, n
		}
	}
	return best
}

// profile tells how the ink lies in rows and columns.
type profile struct {
	body       float64 // height of the rows with much ink, as a share of the strip's
	rise, fall float64 // steepest change of ink from row to row, in shares of the fullest
	entropy    float64 // of the rows' ink, 0 to 1

	blank     float64 // share of columns without ink
	gapSpread float64
	run       float64 // middle length of columns with ink in a row
}

// rows measures what profile tells of rows.
func (s *strip) rows() profile {
	counts := make([]float64, s.height)
	total, most := 0.0, 0.0
	for y := range s.height {
		for _, ink := range s.ink[y*s.width : (y+1)*s.width] {
			if ink {
				counts[y]++
			}
		}
		total += counts[y]
		most = max(most, counts[y])
	}
	p := profile{}
	if total == 0 {
		p.body = 0.5
		return p
	}
	full := 0
	for y, n := range counts {
		if n >= most/2 {
			full++
		}
		if share := n / total; share > 0 {
			p.entropy -= share * math.Log(share)
		}
		if y >= 2 {
			p.rise = max(p.rise, (n-counts[y-2])/most)
			p.fall = max(p.fall, (counts[y-2]-n)/most)
		}
	}
	p.entropy /= math.Log(float64(s.height))
	p.body = max(float64(full), 5) / float64(s.height)
	return p
}

// columns measures what profile tells of columns.
func (s *strip) columns(p *profile, body float64) {
	var gaps, runs []float64
	blank, length := 0, 0
	inked := true
	for x := range s.width {
		has := s.inColumn(x)
		if !has {
			blank++
		}
		if has != inked {
			if inked {
				runs = append(runs, float64(length)/body)
			} else {
				gaps = append(gaps, float64(length)/body)
			}
			inked, length = has, 0
		}
		length++
	}
	p.blank = float64(blank) / float64(s.width)
	p.gapSpread = spread(gaps)
	p.run = median(runs)
}

func (s *strip) inColumn(x int) bool {
	for i := x; i < len(s.ink); i += s.width {
		if s.ink[i] {
			return true
		}
	}
	return false
}
