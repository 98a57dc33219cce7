package prepare

import (
	"slices"

	"recto/render"
)

// Of light text on dark ground, in pixels of an overview.
const (
	leastGround  = 2500 // area: a bar of 32 by 80
	leastLetter  = 4    // height
	mostLetter   = 120
	leastLetters = 4
)

// LightText turns over the dark grounds of a grey raster that carry light text,
// the whole page or bars and boxes on it, so that all of its text is dark.
// overview is the raster reduced by factor. Where there are none the raster
// itself is returned, ok false.
func LightText(r, overview render.Raster, factor int) (turned render.Raster, ok bool) {
	ink := threshold(overview)
	if !darkTiles(ink, overview.Width, overview.Height) {
		return r, false
	}
	list, of := regions(ink, overview.Width, overview.Height)
	turn := turnedOver(list)
	if !slices.Contains(turn, true) {
		return r, false
	}
	turned = blank(r, r.Width, r.Height)
	w, h := overview.Width, overview.Height
	for y := range r.Height {
		oy := min(y/factor, h-1)
		row := of[oy*w : (oy+1)*w]
		above, below := of[max(oy-1, 0)*w:], of[min(oy+1, h-1)*w:]
		for x, v := range r.Pix[y*r.Width : (y+1)*r.Width] {
			ox := min(x/factor, w-1)
			here := turn[row[ox]]
			switch {
			case turn[above[ox]] != here || turn[below[ox]] != here ||
				turn[row[max(ox-1, 0)]] != here || turn[row[min(ox+1, w-1)]] != here:
				v = 255 // the seam would be a line
			case here:
				v = 255 - v
			}
			turned.Pix[y*r.Width+x] = v
		}
	}
	return turned, true
}

// darkTiles tells whether more of a few tiles is ink than paper: print has none.
func darkTiles(ink []bool, width, height int) bool {
	dark := 0
	for top := 0; top+tile <= height; top += tile {
		for left := 0; left+tile <= width; left += tile {
			count := 0
			for y := top; y < top+tile; y++ {
				for _, v := range ink[y*width+left : y*width+left+tile] {
					if v {
						count++
					}
				}
			}
			if count > tile*tile/2 {
				dark++
			}
		}
	}
	return dark >= 2
}

// turnedOver tells of each region whether it is to be turned over: grounds, the
// letters in them, and what is in those.
func turnedOver(list []region) []bool {
	holes := make([][]int32, len(list))
	for i, r := range list {
		if r.parent >= 0 && !r.ink {
			holes[r.parent] = append(holes[r.parent], int32(i))
		}
	}
	turn := make([]bool, len(list))
	for i, r := range list {
		switch {
		case r.ink && isGround(r, holes[i], list):
			turn[i] = true
		case r.parent < 0:
		case r.ink:
			turn[i] = turn[r.parent]
		default:
			// Parents come before what is in them.
			turn[i] = turn[r.parent] && r.height() <= mostLetter
		}
	}
	return turn
}

// isGround tells whether a region of ink is the ground of light text: a solid
// piece with holes of the size of letters, and not many of other sizes, as
// pictures have.
func isGround(r region, holes []int32, list []region) bool {
	if r.area < leastGround || len(holes) < leastLetters {
		return false
	}
	letters, others, light := 0, 0, 0
	for _, i := range holes {
		hole := list[i]
		h, w := hole.height(), hole.width()
		switch {
		case h > mostLetter:
			continue
		case h >= leastLetter && w >= 2 && w <= 6*h && 10*h <= 9*r.height():
			letters++
		case hole.area > 3:
			others++
		}
		light += hole.area
	}
	whole := r.area + light
	return letters >= leastLetters && others <= 2*letters && 2*light <= whole && 10*whole >= 6*r.width()*r.height()
}
