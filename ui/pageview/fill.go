package pageview

import (
	"image"
	"image/color"
	"math"

	"recto/ocr"
)

// subRows is how many times a pixel row is sampled from top to bottom; across,
// coverage is exact.
const subRows = 4

// brush fills shapes of straight edges into an image, smoothed at the edges.
// Its rows are kept from one shape to the next.
type brush struct {
	dst   *image.RGBA
	cover []float32
}

// quad fills a convex quad, given in pixels of dst.
func (b *brush) quad(q ocr.Quad, c color.NRGBA) {
	left, top, right, bottom := q.Bounds()
	bounds := b.dst.Rect
	x0, x1 := max(int(math.Floor(left)), bounds.Min.X), min(int(math.Ceil(right)), bounds.Max.X)
	y0, y1 := max(int(math.Floor(top)), bounds.Min.Y), min(int(math.Ceil(bottom)), bounds.Max.Y)
	if x0 >= x1 || y0 >= y1 || c.A == 0 {
		return
	}
	width := x1 - x0
	if cap(b.cover) < width+2 {
		b.cover = make([]float32, width+2)
	}
	for y := y0; y < y1; y++ {
		cover := b.cover[:width+2]
		clear(cover)
		for sub := range subRows {
			from, to, ok := crossing(q, float64(y)+(float64(sub)+0.5)/subRows)
			if ok {
				addSpan(cover, from-float64(x0), to-float64(x0), width)
			}
		}
		b.blend(x0, y, cover[:width], c)
	}
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

// frame draws a line of one pixel around r.
func (b *brush) frame(r image.Rectangle, c color.NRGBA) {
	outer := r.Inset(-1)
	for _, edge := range []image.Rectangle{
		{outer.Min, image.Pt(outer.Max.X, r.Min.Y)}, {image.Pt(outer.Min.X, r.Max.Y), outer.Max},
		{image.Pt(outer.Min.X, r.Min.Y), image.Pt(r.Min.X, r.Max.Y)}, {image.Pt(r.Max.X, r.Min.Y), image.Pt(outer.Max.X, r.Max.Y)},
	} {
		b.quad(ocr.Rect(float64(edge.Min.X), float64(edge.Min.Y), float64(edge.Max.X), float64(edge.Max.Y)), c)
	}
}

// addSpan adds the span's part of each pixel, as steps whose running sum is
// the coverage.
func addSpan(cover []float32, from, to float64, width int) {
	from, to = max(from, 0), min(to, float64(width))
	if to <= from {
		return
	}
	step := func(x float64, height float32) {
		i := int(x)
		part := float32(x - float64(i))
		cover[i] += height * (1 - part)
		cover[i+1] += height * part
	}
	step(from, 1.0/subRows)
	step(to, -1.0/subRows)
}

// blend lays the colour over a row of dst, from x on.
func (b *brush) blend(x, y int, steps []float32, c color.NRGBA) {
	pix := b.dst.Pix[b.dst.PixOffset(x, y):]
	red, green, blue := uint32(c.R), uint32(c.G), uint32(c.B)
	alpha := float32(c.A)
	var sum float32
	for i, step := range steps {
		sum += step
		a := uint32(sum*alpha + 0.5)
		if a == 0 || a > 255 {
			continue
		}
		p := pix[4*i : 4*i+4 : 4*i+4]
		rest := 255 - a
		p[0] = uint8((red*a + uint32(p[0])*rest + 127) / 255)
		p[1] = uint8((green*a + uint32(p[1])*rest + 127) / 255)
		p[2] = uint8((blue*a + uint32(p[2])*rest + 127) / 255)
		p[3] = 255
	}
}

// crossing is where the horizontal line at y enters and leaves the quad.
func crossing(q ocr.Quad, y float64) (from, to float64, ok bool) {
	from, to = math.Inf(1), math.Inf(-1)
	for i, a := range q {
		b := q[(i+1)%4]
		if (a.Y <= y) == (b.Y <= y) {
			continue
		}
		x := a.X + (y-a.Y)/(b.Y-a.Y)*(b.X-a.X)
		from, to = min(from, x), max(to, x)
	}
	return from, to, from < to
}
