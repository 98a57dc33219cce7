package prepare

import (
	"recto/render"
)

// fullContrast is from how many grey levels between the darkest and the lightest
// two hundredth of a page it is left as it is.
const fullContrast = 110

// Contrast spreads the greys of a pale grey raster over the whole range.
// overview is the raster reduced. Where its contrast is good the raster itself is
// returned, ok false.
func Contrast(r, overview render.Raster, _ int) (spread render.Raster, ok bool) {
	var histogram [256]int
	for _, v := range overview.Pix {
		histogram[v]++
	}
	low, high := 0, 255
	few := len(overview.Pix) / 200
	for n := histogram[low]; n <= few && low < 255; n += histogram[low] {
		low++
	}
	for n := histogram[high]; n <= few && high > 0; n += histogram[high] {
		high--
	}
	if high <= low || high-low >= fullContrast {
		return r, false
	}
	// What is lighter than most of the paper is noise, and darker than most of a
	// dark page.
	if middle := int(Paper(overview)); 2*middle > low+high {
		high = middle
	} else {
		low = middle
	}
	var levels [256]byte
	for v := range levels {
		levels[v] = byte(min(max(10+(v-low)*235/(high-low), 0), 255))
	}
	spread = blank(r, r.Width, r.Height)
	for i, v := range r.Pix[:len(spread.Pix)] {
		spread.Pix[i] = levels[v]
	}
	return spread, true
}
