package prepare

import (
	"slices"

	"recto/render"
)

const (
	// stands is by how many grey levels a speckle differs from what is around it.
	stands = 48

	// manySpeckles is how many pixels in ten thousand are speckles where a page
	// is cleaned: on scans of print up to 10 are, with 3 in a hundred pixels
	// black or white by chance some 230.
	manySpeckles = 60
)

// Despeckle gives single pixels that are much lighter or darker than all around
// them (salt and pepper) the middle grey of their neighbours, where a grey raster
// has many. Else the raster itself is returned, ok false.
func Despeckle(r render.Raster) (clean render.Raster, ok bool) {
	w, h := r.Width, r.Height
	if w < 3 || h < 3 {
		return r, false
	}
	speckles, seen := 0, 0
	var around [8]byte
	for y := 1; y < h-1; y += 16 {
		for i := y*w + 1; i < y*w+w-1; i++ {
			if speckle(r.Pix, i, w, 0, &around) {
				speckles++
			}
		}
		seen += w - 2
	}
	if speckles*10_000 < manySpeckles*seen {
		return r, false
	}
	clean = blank(r, w, h)
	copy(clean.Pix, r.Pix)
	for y := 1; y < h-1; y++ {
		for i := y*w + 1; i < y*w+w-1; i++ {
			// Speckles have speckles beside them where there are many.
			if speckle(r.Pix, i, w, 1, &around) {
				clean.Pix[i] = around[4]
			}
		}
	}
	return clean, true
}

// speckle tells whether pixel i of rows of w is lighter or darker than its
// neighbours, some of them excepted. Where it is, around holds them in order.
func speckle(pix []byte, i, w, some int, around *[8]byte) bool {
	v := int(pix[i])
	// Most pixels are like the one beside them, and the one below.
	left, right := int(pix[i-1]), int(pix[i+1])
	if some == 0 && v < left+stands && v > left-stands {
		return false
	}
	if v < left+stands && v > left-stands && v < right+stands && v > right-stands {
		return false
	}
	copy(around[:3], pix[i-w-1:i-w+2])
	around[3], around[4] = pix[i-1], pix[i+1]
	copy(around[5:], pix[i+w-1:i+w+2])
	slices.Sort(around[:])
	return v >= int(around[7-some])+stands || v <= int(around[some])-stands
}

// loudNoise is by how many grey levels half the pixels or more differ from the
// mean of those beside them where a page is softened: noise of a deviation of
// some 12. Scans and photographs have 0 to 4.
const loudNoise = 10

// Soften takes the mean over 3 by 3 pixels, the middle ones weighing more, of a
// grey raster that is full of noise. Else the raster itself is returned, ok false.
func Soften(r, _ render.Raster, _ int) (soft render.Raster, ok bool) {
	w, h := r.Width, r.Height
	if w < 3 || h < 3 || noise(r) < loudNoise {
		return r, false
	}
	soft = blank(r, w, h)
	sums := make([]int, w)
	for y := range h {
		above, row, below := r.Pix[max(y-1, 0)*w:], r.Pix[y*w:(y+1)*w], r.Pix[min(y+1, h-1)*w:]
		for x, v := range row {
			sums[x] = int(above[x]) + 2*int(v) + int(below[x])
		}
		for x, sum := range sums {
			soft.Pix[y*w+x] = byte((2*sum + sums[max(x-1, 0)] + sums[min(x+1, w-1)] + 8) / 16)
		}
	}
	return soft, true
}

// noise is the median difference in grey levels between pixels and the mean of
// those left and right of them.
func noise(r render.Raster) int {
	var histogram [256]int
	seen := 0
	for y := 0; y < r.Height; y += 16 {
		row := r.Pix[y*r.Width : (y+1)*r.Width]
		for x := 1; x < len(row)-1; x++ {
			d := int(row[x]) - (int(row[x-1])+int(row[x+1]))/2
			histogram[max(d, -d)]++
			seen++
		}
	}
	below := 0
	for d, count := range histogram {
		if below += count; 2*below >= seen {
			return d
		}
	}
	return 0
}
