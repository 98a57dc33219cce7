package prepare

import (
	"math"
	"slices"

	"recto/ocr"
	"recto/render"
)

// Along is the grey of the ground on which the edges of a quad lie: the median
// of a grey raster's pixels under them. White where none lies on the raster.
func Along(r render.Raster, q ocr.Quad) byte {
	var under []byte
	for i, from := range q {
		to := q[(i+1)%4]
		steps := max(1, int(math.Hypot(to.X-from.X, to.Y-from.Y)))
		// No edge of a page is longer: what lies beyond it is skipped.
		for step := range min(steps, 2*(r.Width+r.Height)) {
			share := float64(step) / float64(steps)
			x, y := int(from.X+share*(to.X-from.X)), int(from.Y+share*(to.Y-from.Y))
			if x >= 0 && y >= 0 && x < r.Width && y < r.Height {
				under = append(under, r.Pix[y*r.Width+x])
			}
		}
	}
	if len(under) == 0 {
		return 255
	}
	slices.Sort(under)
	return under[len(under)/2]
}

// Outside is a copy of a grey raster that shows only what lies in the quad;
// all else is ground.
func Outside(r render.Raster, q ocr.Quad, ground byte) render.Raster {
	dst := blank(r, r.Width, r.Height)
	for y := range r.Height {
		row := dst.Pix[y*r.Width : (y+1)*r.Width]
		for x := range row {
			row[x] = ground
		}
		first, end := rowOf(q, y, r.Width)
		copy(row[first:end], r.Pix[y*r.Width+first:])
	}
	return dst
}

// Inside is a copy of a grey raster in which the quad is ground.
func Inside(r render.Raster, q ocr.Quad, ground byte) render.Raster {
	dst := blank(r, r.Width, r.Height)
	copy(dst.Pix, r.Pix)
	Fill(dst, q, ground)
	return dst
}

// Fill makes the quad ground in a grey raster itself.
func Fill(r render.Raster, q ocr.Quad, ground byte) {
	_, top, _, bottom := q.Bounds()
	for y := max(0, int(top)); y < min(r.Height, int(bottom)+1); y++ {
		first, end := rowOf(q, y, r.Width)
		for x := first; x < end; x++ {
			r.Pix[y*r.Width+x] = ground
		}
	}
}

// rowOf are the columns from first to before end whose pixels' middles lie in
// the quad, in one row; none where end is first.
func rowOf(q ocr.Quad, row, width int) (first, end int) {
	y := float64(row) + 0.5
	left, right := math.Inf(1), math.Inf(-1)
	for i, a := range q {
		b := q[(i+1)%4]
		if (a.Y <= y) == (b.Y <= y) {
			continue
		}
		x := a.X + (y-a.Y)/(b.Y-a.Y)*(b.X-a.X)
		left, right = min(left, x), max(right, x)
	}
	if left > right {
		return 0, 0
	}
	bound := func(x float64) int { return int(min(max(math.Ceil(x-0.5), 0), float64(width))) }
	first, end = bound(left), bound(right)
	return first, max(first, end)
}
