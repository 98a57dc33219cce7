package style

import (
	"math"

	"recto/ocr"
	"recto/ocr/prepare"
	"recto/render"
)

const (
	// stripHeight is the height in pixels that a line is brought to; its quad
	// takes about 37 of them.
	stripHeight = 48

	// around is the share of the quad's height that is cut out above and below
	// it: quads may be tight.
	around = 0.15

	// stripWidth bounds the work: of longer lines the beginning is looked at,
	// about 50 letters.
	stripWidth = 1200

	// leastContrast is how many greys ink must differ from paper to be seen.
	leastContrast = 16
)

// strip is a line cut out of its page: upright, of one height, dark on light.
type strip struct {
	width, height int
	grey          []uint8 // rows from the top, without padding
	ink           []bool  // of the same shape
	paper, dark   float64 // mean grey of paper and of ink
}

// cut takes the line within q from a grey raster; ok is false where the quad is
// flat or nothing stands out in it.
func cut(page render.Raster, q ocr.Quad) (s strip, ok bool) {
	along := ocr.Point{X: q[1].X - q[0].X, Y: q[1].Y - q[0].Y}
	down := ocr.Point{X: (q[3].X + q[2].X - q[0].X - q[1].X) / 2, Y: (q[3].Y + q[2].Y - q[0].Y - q[1].Y) / 2}
	length, height := math.Hypot(along.X, along.Y), math.Hypot(down.X, down.Y)
	if length < 2 || height < 2 {
		return strip{}, false
	}
	step := height * (1 + 2*around) / stripHeight
	s.height = stripHeight
	s.width = min(stripWidth, max(1, int(length/step)))
	across := ocr.Point{X: along.X / length * step, Y: along.Y / length * step}
	below := ocr.Point{X: down.X / height * step, Y: down.Y / height * step}
	from := ocr.Point{X: q[0].X - down.X*around, Y: q[0].Y - down.Y*around}
	s.sample(page, from, across, below, step)
	return s, s.separate()
}

// sample fills grey: pixel (x, y) shows the page at from + x·across + y·below,
// half a pixel further on each way. Where the page is finer than the strip, the
// mean of several points is taken.
func (s *strip) sample(page render.Raster, from, across, below ocr.Point, step float64) {
	s.grey = make([]uint8, s.width*s.height)
	parts := min(4, max(1, int(math.Round(step))))
	share := 1 / float64(parts)
	for y := range s.height {
		for x := range s.width {
			sum := 0.0
			for i := range parts * parts {
				dx := float64(x) + (float64(i%parts)+0.5)*share
				dy := float64(y) + (float64(i/parts)+0.5)*share
				sum += at(page, from.X+dx*across.X+dy*below.X-0.5, from.Y+dx*across.Y+dy*below.Y-0.5)
			}
			s.grey[y*s.width+x] = uint8(sum*share*share + 0.5)
		}
	}
}

// at is the page's grey between the middles of its pixels; beyond its edge the
// edge goes on.
func at(page render.Raster, x, y float64) float64 {
	x = min(max(x, 0), float64(page.Width-1))
	y = min(max(y, 0), float64(page.Height-1))
	left, top := int(x), int(y)
	right, bottom := min(left+1, page.Width-1), min(top+1, page.Height-1)
	fx, fy := x-float64(left), y-float64(top)
	above, under := page.Pix[top*page.Width:], page.Pix[bottom*page.Width:]
	upper := float64(above[left])*(1-fx) + float64(above[right])*fx
	lower := float64(under[left])*(1-fx) + float64(under[right])*fx
	return upper*(1-fy) + lower*fy
}

// separate tells ink from paper by Otsu's threshold, and turns light text on
// dark ground over.
func (s *strip) separate() bool {
	limit := int(prepare.Otsu(render.Raster{Width: s.width, Height: s.height, Channels: 1, Pix: s.grey}))
	dark, light := s.means(limit)
	if light-dark < leastContrast {
		return false
	}
	if s.darkEdges(limit) {
		for i, g := range s.grey {
			s.grey[i] = 255 - g
		}
		limit, dark, light = 254-limit, 255-light, 255-dark
	}
	s.paper, s.dark = light, dark
	s.ink = make([]bool, len(s.grey))
	for i, g := range s.grey {
		s.ink[i] = int(g) <= limit
	}
	s.dropRules()
	return true
}

// darkEdges reports whether the rows at the upper and lower edge are mostly dark.
func (s *strip) darkEdges(limit int) bool {
	dark := 0
	for x := range s.width {
		for _, y := range []int{0, 1, s.height - 2, s.height - 1} {
			if int(s.grey[y*s.width+x]) <= limit {
				dark++
			}
		}
	}
	return dark > 2*s.width
}

// means are the mean greys up to the limit and above; both 0 where either side
// has no pixel.
func (s *strip) means(limit int) (dark, light float64) {
	var sums, counts [2]float64
	for _, g := range s.grey {
		side := 0
		if int(g) > limit {
			side = 1
		}
		sums[side] += float64(g)
		counts[side]++
	}
	if counts[0] == 0 || counts[1] == 0 {
		return 0, 0
	}
	return sums[0] / counts[0], sums[1] / counts[1]
}

// dropRules takes rules along the line out of the ink, and bars that cross all of it.
func (s *strip) dropRules() {
	const longest = 2 * stripHeight
	for y := range s.height {
		row := s.ink[y*s.width : (y+1)*s.width]
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x-from >= longest {
				clear(row[from:x])
			}
		}
	}
	for x := range s.width {
		n := 0
		for y := range s.height {
			if s.ink[y*s.width+x] {
				n++
			}
		}
		if n >= s.height-2 {
			for y := range s.height {
				s.ink[y*s.width+x] = false
			}
		}
	}
}
