package order

import (
	"math"
	"slices"

	"recto/ocr"
)

// frame turns points so that the page's text runs along u, from its start to
// its end, and goes on down v; both in pixels. Text that is written from right
// to left has its start where u is least too.
type frame struct {
	sin, cos, mirror float64
}

func frameOf(angle float64, rightToLeft bool) frame {
	sin, cos := math.Sincos(-angle * math.Pi / 180)
	f := frame{sin, cos, 1}
	if rightToLeft {
		f.mirror = -1
	}
	return f
}

func (f frame) turned(q ocr.Quad) ocr.Quad {
	return q.Map(func(p ocr.Point) ocr.Point {
		return ocr.Point{X: f.mirror * (p.X*f.cos - p.Y*f.sin), Y: p.X*f.sin + p.Y*f.cos}
	})
}

// area is an upright rectangle in a frame, in pixels.
type area struct {
	left, top, right, bottom float64
}

// areaOf is where a quad lies. Its height is that of the text, so that a long
// line that slants a little does not reach into the next.
func (f frame) areaOf(q ocr.Quad) area {
	var a area
	turned := f.turned(q)
	a.left, a.top, a.right, a.bottom = turned.Bounds()
	if height := math.Hypot(q[3].X-q[0].X, q[3].Y-q[0].Y); height > 0 && height < a.bottom-a.top {
		middle := turned.Center().Y
		a.top, a.bottom = middle-height/2, middle+height/2
	}
	return a
}

// ends are the heights of the quad's middle at its left and right end.
func (f frame) ends(q ocr.Quad) (from, to float64) {
	t := f.turned(q)
	from, to = (t[0].Y+t[3].Y)/2, (t[1].Y+t[2].Y)/2
	if t[1].X < t[0].X {
		from, to = to, from
	}
	return from, to
}

func (a area) middle() float64 { return (a.top + a.bottom) / 2 }
func (a area) width() float64  { return a.right - a.left }
func (a area) height() float64 { return a.bottom - a.top }

// shared is how much of their widths two areas have in common; negative is how
// far they lie apart.
func (a area) shared(b area) float64 { return min(a.right, b.right) - max(a.left, b.left) }

func (a area) union(b area) area {
	return area{min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom)}
}

// median is the middle one of values, 0 without any.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
