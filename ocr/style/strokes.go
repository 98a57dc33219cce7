package style

import (
	"math"
	"strconv"
)

// strokes tells how wide the pen was.
type strokes struct {
	width  float64 // middle width
	spread float64
	ratio  float64 // of the run along the line to the run across it
	narrow float64 // share of ink in strokes of less than 3/4 of the middle width
	ink    float64 // share of ink in body × length
}

// measureStrokes takes the shorter of the runs of ink along the line and across
// it for the width of the stroke at each pixel.
func (s *strip) measureStrokes(body float64) strokes {
	level := s.runs()
	var counts [stripHeight + 1]int
	n, sum, squares, along, across := 0.0, 0.0, 0.0, 0.0, 0.0
	for x := range s.width {
		for y := 0; y < s.height; y++ {
			from := y
			for y < s.height && s.ink[y*s.width+x] {
				y++
			}
			for i := from; i < y; i++ {
				l := level[i*s.width+x]
				w := min(int(l), y-from)
				counts[w]++
				n++
				sum += float64(w)
				squares += float64(w * w)
				along += float64(l)
				across += float64(y - from)
			}
		}
	}
	if n == 0 {
		return strokes{}
	}
	mean := sum / n
	middle, seen := 0, 0.0
	for seen < n/2 {
		middle++
		seen += float64(counts[middle])
	}
	narrow := 0
	for w := range counts {
		if float64(w) < 0.75*float64(middle) {
			narrow += counts[w]
		}
	}
	return strokes{
		width: float64(middle) / body, spread: math.Sqrt(max(0, squares/n-mean*mean)) / mean,
		ratio: along / across, narrow: float64(narrow) / n, ink: n / (body * float64(s.width)),
	}
}

// runs has for each pixel with ink the length of its run along the line, at
// most the strip's height.
func (s *strip) runs() []uint8 {
	lengths := make([]uint8, len(s.ink))
	for y := range s.height {
		for x := 0; x < s.width; x++ {
			from := x
			for x < s.width && s.ink[y*s.width+x] {
				x++
			}
			for i := from; i < x; i++ {
				lengths[y*s.width+i] = uint8(min(x-from, s.height))
			}
		}
	}
	return lengths
}

// slopeBins is into how many directions the half turn is parted: 5° each.
const slopeBins = 36

// slopes tells which way the edges of the ink run.
type slopes struct {
	shares [slopeBins]float64 // of the edges, by direction: 0 is upright, 18 level

	entropy        float64 // of the shares, 0 to 1
	slant          float64 // of the upright strokes, in degrees
	spread         float64 // deviation from that, in degrees
	upright, level float64 // shares of edges within 7.5° of the slant, and of level
}

func (s *strip) measureSlopes() slopes {
	var v slopes
	total := 0.0
	least := (s.paper - s.dark) / 4
	for y := 1; y < s.height-1; y++ {
		for x := 1; x < s.width-1; x++ {
			i := y*s.width + x
			// Edges of the line's own ink alone.
			if !s.ink[i] || s.ink[i-1] && s.ink[i+1] && s.ink[i-s.width] && s.ink[i+s.width] {
				continue
			}
			gx := s.sobel(i, 1, s.width)
			gy := s.sobel(i, s.width, 1)
			size := math.Sqrt(gx*gx+gy*gy) / 8
			if size < least/2 {
				continue
			}
			angle := math.Atan2(gy, gx)
			bin := int(math.Floor(angle/math.Pi*slopeBins+0.5)+2*slopeBins) % slopeBins
			v.shares[bin] += size
			total += size
		}
	}
	if total == 0 {
		return v
	}
	for i := range v.shares {
		v.shares[i] /= total
	}
	v.summarise()
	return v
}

// sobel is the step of grey in the direction of by, smoothed across it.
func (s *strip) sobel(i, by, across int) float64 {
	sum := func(at int) int {
		return int(s.grey[at-across]) + 2*int(s.grey[at]) + int(s.grey[at+across])
	}
	return float64(sum(i+by) - sum(i-by))
}

func (v *slopes) summarise() {
	const reach = 9 // bins on each side of upright: strokes may lean by 45°
	share := func(bin int) float64 { return v.shares[(bin+slopeBins)%slopeBins] }
	for _, p := range v.shares {
		if p > 0 {
			v.entropy -= p * math.Log(p) / math.Log(slopeBins)
		}
	}
	peak, most := 0, -1.0
	for bin := -reach; bin <= reach; bin++ {
		if three := share(bin-1) + share(bin) + share(bin+1); three > most {
			peak, most = bin, three
		}
	}
	v.slant, v.upright = float64(5*peak), most
	v.level = share(slopeBins/2-1) + share(slopeBins/2) + share(slopeBins/2+1)
	n, squares := 0.0, 0.0
	for bin := -7; bin <= 7; bin++ {
		p := share(peak + bin)
		n += p
		squares += p * float64(25*bin*bin)
	}
	v.spread = math.Sqrt(ratio(squares, n))
}

// bins are the shares of twelve directions, 15° each, as features.
func (v slopes) bins() []Feature {
	const parts = 12
	list := make([]Feature, parts)
	for i := range list {
		list[i].Name = "edges at " + strconv.Itoa(180/parts*i) + "°"
		for j := -1; j <= 1; j++ {
			list[i].Value += v.shares[(3*i+j+slopeBins)%slopeBins]
		}
	}
	return list
}
