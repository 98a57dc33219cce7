package overlay

import (
	"image"
	"image/color"
	"math"

	"recto/ocr"
)

// subRows is how many times a pixel row is sampled from top to bottom; across,
// coverage is exact.
const subRows = 4

// brush fills shapes of straight edges into an opaque image, smoothed at the
// edges. Its tints are kept from one shape to the next.
type brush struct {
	dst   *image.RGBA
	tints map[color.NRGBA]*tints
}

// tints are what a channel becomes under a colour that covers 1/subRows,
// 2/subRows … of a pixel: tables for red, green and blue.
type tints [subRows][3][256]uint8

// maxTints bounds the tints that are kept.
const maxTints = 64

func (b *brush) tint(c color.NRGBA) *tints {
	if t, ok := b.tints[c]; ok {
		return t
	}
	if b.tints == nil || len(b.tints) >= maxTints {
		b.tints = map[color.NRGBA]*tints{}
	}
	t := new(tints)
	for covered := range subRows {
		alpha := uint32(c.A) * uint32(covered+1) / subRows
		for i, v := range [3]uint8{c.R, c.G, c.B} {
			for under := range 256 {
				t[covered][i][under] = mixed(v, uint8(under), alpha)
			}
		}
	}
	b.tints[c] = t
	return t
}

// mixed is over laid on under with alpha in [0, 255].
func mixed(over, under uint8, alpha uint32) uint8 {
	return uint8((uint32(over)*alpha + uint32(under)*(255-alpha) + 127) / 255)
}

// quad fills a convex quad, given in pixels of dst.
func (b *brush) quad(q ocr.Quad, c color.NRGBA) { b.fill(q, c, nil) }

// hatch fills a convex quad with slanted stripes, one for each period pixels.
func (b *brush) hatch(q ocr.Quad, period float64, c color.NRGBA) {
	step := max(4, int(math.Round(period*math.Sqrt2)))
	stripe := max(1, step/4)
	b.fill(q, c, func(x, y int) bool { return ((x+y)%step+step)%step < stripe })
}

// fill fills those pixels of a convex quad that only chooses; nil chooses all.
func (b *brush) fill(q ocr.Quad, c color.NRGBA, only func(x, y int) bool) {
	left, top, right, bottom := q.Bounds()
	bounds := b.dst.Rect
	x0, x1 := max(int(math.Floor(left)), bounds.Min.X), min(int(math.Ceil(right)), bounds.Max.X)
	y0, y1 := max(int(math.Floor(top)), bounds.Min.Y), min(int(math.Ceil(bottom)), bounds.Max.Y)
	if x0 >= x1 || y0 >= y1 || c.A == 0 {
		return
	}
	e := edgesOf(q)
	s := shade{pix: b.dst.Pix, tints: b.tint(c), colour: c, only: only}
	for y := y0; y < y1; y++ {
		s.y, s.start = y, b.dst.PixOffset(0, y)
		if s.steep(&e, float64(x0), float64(x1)) {
			continue
		}
		if row := e.row(float64(y), float64(x0), float64(x1)); row.left < row.right {
			s.row(&row)
		}
	}
}

// shade is a colour on its way over the rows of an image.
type shade struct {
	pix    []uint8
	start  int // where the pixel 0 of the row is
	y      int
	tints  *tints
	colour color.NRGBA
	only   func(x, y int) bool
}

// steep covers a row of pixels that two sides cross, each within a pixel: most
// rows of upright and of turned text. It reports whether the row is such a one.
func (s *shade) steep(e *edges, x0, x1 float64) bool {
	y := float64(s.y)
	if y+1 > e.until {
		if e.a, e.b, e.until = e.pair(y, y+1); e.a == nil {
			return false
		}
	}
	a, b := e.a, e.b
	left, right := a.at(y), b.at(y)
	leftEnd, rightEnd := left+a.slope, right+b.slope
	if left+leftEnd > right+rightEnd {
		left, right, leftEnd, rightEnd = right, left, rightEnd, leftEnd
	}
	left, right, leftEnd, rightEnd = max(left, x0), min(right, x1), max(leftEnd, x0), min(rightEnd, x1)
	first, last := int(left), int(right)
	if first != int(leftEnd) || last != int(rightEnd) || left > right || leftEnd > rightEnd {
		return false
	}
	// Within a pixel, the covered part is that of the side's middle.
	from, to := (left+leftEnd)/2, (right+rightEnd)/2
	if first == last {
		s.pixel(first, to-from)
		return true
	}
	s.pixel(first, float64(first+1)-from)
	s.run(first+1, last, subRows)
	if part := to - float64(last); part > 0 {
		s.pixel(last, part)
	}
	return true
}

// row goes over a row of pixels: along runs of which the same share is covered,
// and singly where an edge crosses.
func (s *shade) row(r *row) {
	ends, n := r.ends()
	x := int(r.left)
	for _, end := range ends[:n] {
		if end > x {
			s.run(x, end, int(r.cover(float64(x))*subRows+0.5))
		}
		if end >= x {
			s.pixel(end, r.cover(float64(end)))
			x = end + 1
		}
	}
}

// run covers the pixels from x to end by parts/subRows.
func (s *shade) run(x, end, parts int) {
	if parts == 0 {
		return
	}
	if s.only != nil {
		for ; x < end; x++ {
			s.pixel(x, float64(parts)/subRows)
		}
		return
	}
	t := &s.tints[parts-1]
	for p := s.pix[s.start+4*x : s.start+4*end]; len(p) >= 4; p = p[4:] {
		p[0], p[1], p[2] = t[0][p[0]], t[1][p[1]], t[2][p[2]]
	}
}

// pixel covers a share of one pixel.
func (s *shade) pixel(x int, share float64) {
	if s.only != nil && !s.only(x, s.y) {
		return
	}
	at := s.start + 4*x
	p := s.pix[at : at+3 : at+3]
	c, a := s.colour, uint32(share*float64(s.colour.A)+0.5)
	if a > 0 {
		p[0], p[1], p[2] = mixed(c.R, p[0], a), mixed(c.G, p[1], a), mixed(c.B, p[2], a)
	}
}

// row is what a shape covers of a row of pixels, from left to right.
type row struct {
	spans       [subRows][2]float64
	left, right float64
}

// cover is the covered share of the pixel at x, in [0, 1].
func (r *row) cover(x float64) float64 {
	sum, next := 0.0, x+1
	for i := range r.spans {
		from, to := r.spans[i][0], r.spans[i][1]
		if from < x {
			from = x
		}
		if to > next {
			to = next
		}
		if from < to {
			sum += to - from
		}
	}
	return sum / subRows
}

// ends are the n pixels in which a span begins or ends, from left to right.
func (r *row) ends() (ends [2 * subRows]int, n int) {
	for i := range r.spans {
		from, to := r.spans[i][0], r.spans[i][1]
		if from >= to {
			continue
		}
		// A span that ends between two pixels ends in the one before.
		for _, end := range [2]int{int(from), int(math.Ceil(to)) - 1} {
			at := n
			for at > 0 && ends[at-1] > end {
				ends[at] = ends[at-1]
				at--
			}
			ends[at] = end
			n++
		}
	}
	return ends, n
}

// edges are the sides of a quad that are not level: x = x0 + slope·(y − y0) for
// y in [top, bottom).
type edges struct {
	n     int
	sides [4]side

	// a and b are the two that cross the rows down to until.
	a, b  *side
	until float64
}

type side struct{ top, bottom, x0, y0, slope float64 }

func (s *side) at(y float64) float64 { return s.x0 + (y-s.y0)*s.slope }

func edgesOf(q ocr.Quad) edges {
	var e edges
	for i, a := range q {
		b := q[(i+1)%4]
		if a.Y == b.Y {
			continue
		}
		side := &e.sides[e.n]
		side.top, side.bottom = min(a.Y, b.Y), max(a.Y, b.Y)
		side.x0, side.y0, side.slope = a.X, a.Y, (b.X-a.X)/(b.Y-a.Y)
		e.n++
	}
	return e
}

// row is what lies in the pixel row from y down and between x0 and x1.
func (e *edges) row(y, x0, x1 float64) row {
	r := row{left: x1, right: x0}
	for sub := range subRows {
		from, to := e.crossing(y + (float64(sub)+0.5)/subRows)
		if from, to = max(from, x0), min(to, x1); from < to {
			r.spans[sub] = [2]float64{from, to}
			r.left, r.right = min(r.left, from), max(r.right, to)
		}
	}
	return r
}

// pair are the two sides that cross all of the rows from top to bottom, and how
// far down they do; nil where a side begins or ends among them.
func (e *edges) pair(top, bottom float64) (a, b *side, until float64) {
	n := 0
	for i := range e.n {
		s := &e.sides[i]
		if s.top >= bottom || s.bottom <= top {
			continue
		}
		if n == 2 || s.top > top || s.bottom < bottom {
			return nil, nil, 0
		}
		a, b = b, s
		n++
	}
	if n < 2 {
		return nil, nil, 0
	}
	return a, b, min(a.bottom, b.bottom)
}

// crossing is where the level line at y enters and leaves the quad; from is
// larger than to where it does not.
func (e *edges) crossing(y float64) (from, to float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for i := range e.n {
		if s := &e.sides[i]; y >= s.top && y < s.bottom {
			x := s.at(y)
			from, to = min(from, x), max(to, x)
		}
	}
	return from, to
}

// line fills the band of the given width along a to b.
func (b *brush) line(from, to ocr.Point, width float64, c color.NRGBA) {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return
	}
	nx, ny := -dy/length*width/2, dx/length*width/2
	b.quad(ocr.Quad{{X: from.X + nx, Y: from.Y + ny}, {X: to.X + nx, Y: to.Y + ny},
		{X: to.X - nx, Y: to.Y - ny}, {X: from.X - nx, Y: from.Y - ny}}, c)
}

// dashes is line in pieces of the given length with gaps as long.
func (b *brush) dashes(from, to ocr.Point, width, length float64, c color.NRGBA) {
	whole := math.Hypot(to.X-from.X, to.Y-from.Y)
	at := func(d float64) ocr.Point {
		t := min(d/whole, 1)
		return ocr.Point{X: from.X + t*(to.X-from.X), Y: from.Y + t*(to.Y-from.Y)}
	}
	for d := 0.0; d < whole; d += 2 * length {
		b.line(at(d), at(d+length), width, c)
	}
}

// outline draws the quad's four edges.
func (b *brush) outline(q ocr.Quad, width float64, c color.NRGBA) {
	for i, p := range q {
		b.line(p, q[(i+1)%4], width, c)
	}
}

// box fills an upright rectangle with its corners cut by the given length.
func (b *brush) box(r image.Rectangle, cut float64, c color.NRGBA) {
	x0, y0, x1, y1 := float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)
	b.quad(ocr.Quad{{X: x0 + cut, Y: y0}, {X: x1 - cut, Y: y0}, {X: x1, Y: y0 + cut}, {X: x0, Y: y0 + cut}}, c)
	b.quad(ocr.Rect(x0, y0+cut, x1, y1-cut), c)
	b.quad(ocr.Quad{{X: x0, Y: y1 - cut}, {X: x1, Y: y1 - cut}, {X: x1 - cut, Y: y1}, {X: x0 + cut, Y: y1}}, c)
}

// stamp lays a colour over dst where the mask, put at the given place, has ink.
func (b *brush) stamp(mask *image.Alpha, at image.Point, c color.NRGBA) {
	area := mask.Rect.Add(at).Intersect(b.dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		ink := mask.Pix[mask.PixOffset(area.Min.X-at.X, y-at.Y):][:area.Dx()]
		pix := b.dst.Pix[b.dst.PixOffset(area.Min.X, y):]
		for i, v := range ink {
			a := uint32(v) * uint32(c.A) / 255
			p := pix[4*i : 4*i+3 : 4*i+3]
			p[0], p[1], p[2] = mixed(c.R, p[0], a), mixed(c.G, p[1], a), mixed(c.B, p[2], a)
		}
	}
}
