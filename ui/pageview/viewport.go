package pageview

import (
	"math"

	"recto/ocr"
)

// Fit says how the zoom follows the size of the view.
type Fit int

// FitNone keeps the zoom that a person chose.
const (
	FitPage Fit = iota
	FitWidth
	FitNone
)

// The zoom, in view units a page pixel, stays in this range.
const (
	minZoom = 0.01
	maxZoom = 16
)

// margin is the least empty space around a page, in view units.
const margin = 10

// viewport maps the pixels of a page to the units of the view: a page point p,
// turned with the page, stands at p*zoom + (x, y). It knows nothing of widgets.
type viewport struct {
	pageW, pageH float64
	turn         int // quarters clockwise, 0 to 3
	viewW, viewH float64
	zoom         float64
	x, y         float64
	fit          Fit
}

func (v *viewport) empty() bool {
	return v.pageW <= 0 || v.pageH <= 0 || v.viewW <= 0 || v.viewH <= 0
}

// resize gives the view a new size and keeps its middle where it is.
func (v *viewport) resize(width, height float64) {
	v.x += (width - v.viewW) / 2
	v.y += (height - v.viewH) / 2
	v.viewW, v.viewH = width, height
	v.settle()
}

// setPage gives a new page. One of the same shape keeps the place that is
// looked at, whatever resolution it comes in.
func (v *viewport) setPage(width, height float64, top bool) {
	if v.pageW > 0 && width > 0 {
		v.zoom *= v.pageW / width
	}
	v.pageW, v.pageH = width, height
	if top {
		across, _ := v.size()
		v.x, v.y = (v.viewW-across*v.zoom)/2, margin
	}
	v.settle()
}

// setFit follows the view's size from now on, or no more for FitNone.
func (v *viewport) setFit(fit Fit) {
	v.fit = fit
	if fit == FitWidth {
		v.y = min(v.y, margin)
	}
	v.settle()
}

// zoomTo changes the zoom so that the page point under (x, y) stays there.
func (v *viewport) zoomTo(zoom, x, y float64) {
	if v.empty() {
		return
	}
	zoom = min(max(zoom, minZoom), maxZoom)
	v.x = x - (x-v.x)*zoom/v.zoom
	v.y = y - (y-v.y)*zoom/v.zoom
	v.zoom = zoom
	v.fit = FitNone
	v.settle()
}

// pan moves the page and reports whether it did.
func (v *viewport) pan(dx, dy float64) bool {
	x, y := v.x, v.y
	v.x, v.y = v.x+dx, v.y+dy
	v.settle()
	return v.x != x || v.y != y
}

// reveal moves the page no more than is needed to see the quad, with a little
// of what is around it; it never changes the zoom.
func (v *viewport) reveal(q ocr.Quad) bool {
	const around = 24
	left, top, right, bottom := q.Map(v.toView).Bounds()
	dx := nudge(left-around, right+around, v.viewW)
	dy := nudge(top-around, bottom+around, v.viewH)
	if dx == 0 && dy == 0 {
		return false
	}
	return v.pan(dx, dy)
}

// nudge is by how much the span from low to high must move to lie in
// [0, size]; of a span that is longer, the low end is shown.
func nudge(low, high, size float64) float64 {
	switch {
	case low < 0 || high-low > size:
		return -low
	case high > size:
		return size - high
	}
	return 0
}

func (v *viewport) toView(p ocr.Point) ocr.Point {
	switch v.turn {
	case 1:
		p = ocr.Point{X: v.pageH - p.Y, Y: p.X}
	case 2:
		p = ocr.Point{X: v.pageW - p.X, Y: v.pageH - p.Y}
	case 3:
		p = ocr.Point{X: p.Y, Y: v.pageW - p.X}
	}
	return ocr.Point{X: p.X*v.zoom + v.x, Y: p.Y*v.zoom + v.y}
}

func (v *viewport) toPage(x, y float64) ocr.Point {
	p := ocr.Point{X: (x - v.x) / v.zoom, Y: (y - v.y) / v.zoom}
	switch v.turn {
	case 1:
		p = ocr.Point{X: p.Y, Y: v.pageH - p.X}
	case 2:
		p = ocr.Point{X: v.pageW - p.X, Y: v.pageH - p.Y}
	case 3:
		p = ocr.Point{X: v.pageW - p.Y, Y: p.X}
	}
	return p
}

// size is the page's size in its own pixels as it is turned.
func (v *viewport) size() (width, height float64) {
	if v.turn%2 == 1 {
		return v.pageH, v.pageW
	}
	return v.pageW, v.pageH
}

// setTurn turns the page about the middle of the view.
func (v *viewport) setTurn(quarters int) {
	if quarters == v.turn {
		return
	}
	if v.empty() {
		v.turn = quarters
		return
	}
	middle := v.toPage(v.viewW/2, v.viewH/2)
	v.turn = quarters
	at := v.toView(middle)
	v.x, v.y = v.x+v.viewW/2-at.X, v.y+v.viewH/2-at.Y
	v.settle()
}

// upright is the rectangle with two opposite corners at a and b, cut at the
// page's edges. Its first corner is the upper left one as the page is shown.
func (v *viewport) upright(a, b ocr.Point) ocr.Quad {
	inside := func(p ocr.Point) ocr.Point {
		return v.toView(ocr.Point{X: min(max(p.X, 0), v.pageW), Y: min(max(p.Y, 0), v.pageH)})
	}
	a, b = inside(a), inside(b)
	q := ocr.Rect(min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X), max(a.Y, b.Y))
	return q.Map(func(p ocr.Point) ocr.Point { return v.toPage(p.X, p.Y) })
}

// settle applies the fit and keeps the page in view: in the middle where it is
// smaller, else without more than the margin beside it.
func (v *viewport) settle() {
	if v.empty() {
		return
	}
	width, height := v.size()
	across := max(v.viewW-2*margin, 1) / width
	switch v.fit {
	case FitPage:
		v.zoom = min(across, max(v.viewH-2*margin, 1)/height)
	case FitWidth:
		if v.y < margin && v.zoom > 0 {
			v.y = v.viewH/2 - (v.viewH/2-v.y)*across/v.zoom
		}
		v.zoom = across
	case FitNone:
	}
	v.zoom = min(max(v.zoom, minZoom), maxZoom)
	v.x = keep(v.x, width*v.zoom, v.viewW)
	v.y = keep(v.y, height*v.zoom, v.viewH)
}

func keep(at, length, view float64) float64 {
	if length+2*margin <= view {
		return math.Round((view - length) / 2)
	}
	return min(max(at, view-length-margin), margin)
}
