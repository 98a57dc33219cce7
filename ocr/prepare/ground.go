package prepare

import (
	"recto/render"
)

// reach is how far ink may stretch and still be ink on a ground, in pixels of
// an overview: strokes up to twice as wide are lifted off. A letter of that
// weight is as high as a twelfth of a page.
const reach = 15

// ground is what a grey raster would look like without its ink: each pixel is
// as dark as the lightest way to cover it with a square of 2·reach+1 pixels
// (a closing), so that edges of sheets and of shadows stay where they are.
func ground(r render.Raster) render.Raster {
	// What is dark along the raster's edge goes on beyond it, or a desk of which
	// little is seen would pass for ink.
	wide := widen(soften(r), 2*reach)
	// One pixel more on the way back, so that no edge is left as a line.
	closed := extreme(extreme(wide, reach, true), reach+1, false)
	return Crop(closed, 2*reach, 2*reach, 2*reach+r.Width, 2*reach+r.Height)
}

// widen adds so many pixels to each side that are like those at the edge.
func widen(r render.Raster, by int) render.Raster {
	dst := blank(r, r.Width+2*by, r.Height+2*by)
	for y := range dst.Height {
		from := r.Pix[min(max(y-by, 0), r.Height-1)*r.Width:][:r.Width]
		row := dst.Pix[y*dst.Width : (y+1)*dst.Width]
		copy(row[by:], from)
		for x := range by {
			row[x], row[by+r.Width+x] = from[0], from[r.Width-1]
		}
	}
	return dst
}

// soften takes the mean of each pixel and its neighbours: noise must not pass
// for paper.
func soften(r render.Raster) render.Raster {
	w, h := r.Width, r.Height
	dst := blank(r, w, h)
	sums := make([]int, w)
	for y := range h {
		above, row, below := r.Pix[max(y-1, 0)*w:], r.Pix[y*w:(y+1)*w], r.Pix[min(y+1, h-1)*w:]
		for x, v := range row {
			sums[x] = int(above[x]) + int(v) + int(below[x])
		}
		for x, sum := range sums {
			dst.Pix[y*w+x] = byte((sum + sums[max(x-1, 0)] + sums[min(x+1, w-1)]) / 9)
		}
	}
	return dst
}

// extreme is the greatest or least value in the square of 2·reach+1 pixels
// around each pixel.
func extreme(r render.Raster, reach int, greatest bool) render.Raster {
	flip := byte(0)
	if !greatest {
		flip = 255 // the least is the greatest of what is turned over
	}
	w, h := r.Width, r.Height
	dst := blank(r, w, h)
	for i, v := range r.Pix[:w*h] {
		dst.Pix[i] = v ^ flip
	}
	window := newWindow(max(w, h), reach)
	for y := range h {
		window.slide(dst.Pix[y*w : (y+1)*w])
	}
	// Down the columns by way of a turned copy: rows lie together in memory.
	turned := Turn(dst, 1)
	for y := range turned.Height {
		window.slide(turned.Pix[y*h : (y+1)*h])
	}
	dst = Turn(turned, 3)
	for i := range dst.Pix {
		dst.Pix[i] ^= flip
	}
	return dst
}

// window finds running maxima in a time that does not depend on its width (van
// Herk 1992): maxima from the start and from the end of each block of a window.
type window struct {
	reach           int
	forth, back, in []byte
}

func newWindow(longest, reach int) *window {
	n := longest + 4*reach + 2 // rounded up to whole windows
	return &window{reach, make([]byte, n), make([]byte, n), make([]byte, n)}
}

// slide replaces values by their running maxima.
func (w *window) slide(values []byte) {
	n := len(values)
	size := 2*w.reach + 1
	padded := (n + 2*w.reach + size - 1) / size * size
	in, forth, back := w.in[:padded], w.forth[:padded], w.back[:padded]
	clear(in)
	copy(in[w.reach:], values)
	for start := 0; start < padded; start += size {
		most := byte(0)
		for i := start; i < start+size; i++ {
			most = max(most, in[i])
			forth[i] = most
		}
		most = 0
		for i := start + size - 1; i >= start; i-- {
			most = max(most, in[i])
			back[i] = most
		}
	}
	for i := range n {
		values[i] = max(back[i], forth[i+size-1])
	}
}
