package prepare

import (
	"recto/render"
)

// leastContact is along how many pixels of an overview's edge what is dark there
// is the border of a scan and not letters that run off the page.
const leastContact = 40

// ClearEdges gives the dark borders of a grey raster, as scanners leave them
// around a page, the grey of the paper. overview is the raster reduced by factor.
// Where there are none the raster itself is returned, ok false.
func ClearEdges(r, overview render.Raster, factor int) (cleared render.Raster, ok bool) {
	w, h := overview.Width, overview.Height
	limit := quantile(overview, 4) / 2
	dark := 0
	alongEdge(w, h, func(i int) {
		if overview.Pix[i] < limit {
			dark++
		}
	})
	if dark < leastContact {
		return r, false
	}
	ink := make([]bool, w*h)
	for i, v := range overview.Pix {
		ink[i] = v < limit
	}
	list, of := regions(ink, w, h)
	contact := make([]int, len(list))
	alongEdge(w, h, func(i int) { contact[of[i]]++ })
	border := make([]bool, w*h)
	for i, region := range of {
		if ink[i] && contact[region] >= leastContact {
			border[i], ok = true, true
		}
	}
	if !ok {
		return r, false
	}
	return fill(r, border, w, h, factor, Paper(overview)), true
}

// alongEdge calls visit with the index of each pixel of the outermost rows and
// columns, those in the corners twice.
func alongEdge(width, height int, visit func(i int)) {
	for x := range width {
		visit(x)
		visit((height-1)*width + x)
	}
	for y := range height {
		visit(y * width)
		visit(y*width + width - 1)
	}
}

// fill is a copy of a raster with the pixels in and next to those of mask, which
// is of a raster reduced by factor, of one grey.
func fill(r render.Raster, mask []bool, width, height, factor int, grey byte) render.Raster {
	filled := blank(r, r.Width, r.Height)
	copy(filled.Pix, r.Pix)
	for y := range height {
		bottom := (y + 2) * factor
		if y == height-1 {
			bottom = r.Height
		}
		for x := range width {
			if !mask[y*width+x] {
				continue
			}
			right := (x + 2) * factor
			if x == width-1 {
				right = r.Width
			}
			for row := max(0, (y-1)*factor); row < min(bottom, r.Height); row++ {
				for column := max(0, (x-1)*factor); column < min(right, r.Width); column++ {
					filled.Pix[row*r.Width+column] = grey
				}
			}
		}
	}
	return filled
}
