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
	tints map[color.NRGBA]*tint
}

// tint is what a channel becomes under a colour: three tables for red, green
// and blue.
type tint [3][256]uint8

// maxTints bounds the tints that are kept.
const maxTints = 64

func (b *brush) tint(c color.NRGBA) *tint {
	if t, ok := b.tints[c]; ok {
		return t
	}
	if b.tints == nil || len(b.tints) >= maxTints {
		b.tints = map[color.NRGBA]*tint{}
	}
	t := new(tint)
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		for under := range 256 {
			t[i][under] = mixed(v, uint8(under), uint32(c.A))
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
	t := b.tint(c)
	for y := y0; y < y1; y++ {
		row := e.row(float64(y), float64(x0), float64(x1))
		if row.left < row.right {
			b.row(y, row, t, c, only)
		}
	}
}

// row blends the colour over one row of pixels.
func (b *brush) row(y int, r row, t *tint, c color.NRGBA, only func(x, y int) bool) {
	left, right := int(r.left), int(math.Ceil(r.right))
	inner, outer := int(math.Ceil(r.inner)), int(math.Floor(r.outer))
	if inner >= outer || only != nil {
		inner, outer = right, right
	}
	pix := b.dst.Pix[b.dst.PixOffset(b.dst.Rect.Min.X, y):]
	origin := b.dst.Rect.Min.X
	partly := func(from, to int) {
		for x := from; x < to; x++ {
			if only != nil && !only(x, y) {
				continue
			}
			p := pix[4*(x-origin) : 4*(x-origin)+3 : 4*(x-origin)+3]
			a := uint32(r.cover(float64(x))*float64(c.A) + 0.5)
			p[0], p[1], p[2] = mixed(c.R, p[0], a), mixed(c.G, p[1], a), mixed(c.B, p[2], a)
		}
	}
	partly(left, min(inner, right))
	for p := pix[4*(inner-origin) : 4*(outer-origin)]; len(p) >= 4; p = p[4:] {
		p[0], p[1], p[2] = t[0][p[0]], t[1][p[1]], t[2][p[2]]
	}
	partly(max(outer, left), right)
}

// row is what a shape covers of a row of pixels: something from left to right,
// all of it from inner to outer.
type row struct {
	spans                     [subRows][2]float64
	left, right, inner, outer float64
}

// cover is the covered share of the pixel at x, in [0, 1].
func (r *row) cover(x float64) float64 {
	sum := 0.0
	for _, s := range r.spans {
		if part := min(s[1], x+1) - max(s[0], x); part > 0 {
			sum += part
		}
	}
	return min(sum/subRows, 1)
}

// edges are the sides of a quad that are not level: x = x0 + slope·(y − y0) for
// y in [top, bottom).
type edges struct {
	n     int
	sides [4]struct{ top, bottom, x0, y0, slope float64 }
}

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
	r := row{left: x1, right: x0, inner: x0, outer: x1}
	for sub := range subRows {
		at := y + (float64(sub)+0.5)/subRows
		from, to := math.Inf(1), math.Inf(-1)
		for i := range e.n {
			if side := &e.sides[i]; at >= side.top && at < side.bottom {
				x := side.x0 + (at-side.y0)*side.slope
				from, to = min(from, x), max(to, x)
			}
		}
		from, to = max(from, x0), min(to, x1)
		if from >= to {
			r.outer = x0 // not all of any pixel is covered
			continue
		}
		r.spans[sub] = [2]float64{from, to}
		r.left, r.right = min(r.left, math.Floor(from)), max(r.right, to)
		r.inner, r.outer = max(r.inner, from), min(r.outer, to)
	}
	return r
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
