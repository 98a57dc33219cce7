package prepare

import (
	"slices"

	"recto/render"
)

// tile is the side in pixels of the squares of an overview whose paper is
// measured: two to three lines of text, so that paper shows in each.
const tile = 32

const (
	// evenPaper is up to how many grey levels paper may differ over a page
	// before it is levelled: scans of one sheet differ by less.
	evenPaper = 24

	// darkPaper is below what a tile counts as picture or border, not paper.
	darkPaper = 110
)

// Flatten makes the paper of a grey raster equally white all over: shadows,
// stains, a grey sheet on a white ground. One threshold then parts ink from
// paper everywhere. overview is the raster reduced by factor. Where the paper is
// even already the raster itself is returned, ok false.
func Flatten(r, overview render.Raster, factor int) (flat render.Raster, ok bool) {
	paper, columns, rows := paperTiles(overview)
	low, high := byte(255), byte(0)
	for _, v := range paper {
		if v >= darkPaper {
			low, high = min(low, v), max(high, v)
		}
	}
	if low >= high || high-low < evenPaper {
		return r, false
	}
	for i, v := range paper {
		if v < darkPaper {
			paper[i] = high // pictures and borders stay as they are
		}
	}
	return level(r, paper, columns, rows, tile*factor), true
}

// paperTiles is the paper's grey in each tile: the value that a tenth of the
// pixels exceed, or reach.
func paperTiles(r render.Raster) (paper []byte, columns, rows int) {
	columns, rows = (r.Width+tile-1)/tile, (r.Height+tile-1)/tile
	paper = make([]byte, columns*rows)
	for ty := range rows {
		for tx := range columns {
			var histogram [256]int
			count := 0
			for y := ty * tile; y < min((ty+1)*tile, r.Height); y++ {
				for _, v := range r.Pix[y*r.Width+tx*tile : y*r.Width+min((tx+1)*tile, r.Width)] {
					histogram[v]++
					count++
				}
			}
			above, value := 0, 255
			for ; value > 0; value-- {
				if above += histogram[value]; above*10 >= count {
					break
				}
			}
			paper[ty*columns+tx] = byte(value)
		}
	}
	return paper, columns, rows
}

// level divides each pixel by the paper around it, interpolated between the
// middles of the tiles; side is that of a tile in pixels of r.
func level(r render.Raster, paper []byte, columns, rows, side int) render.Raster {
	flat := blank(r, r.Width, r.Height)
	gain := make([]uint32, columns*rows) // 8.8 fixed point
	for i, v := range paper {
		gain[i] = 255 << 8 / uint32(max(1, v))
	}
	for y := range r.Height {
		above, below, fy := between(y, side, rows)
		from, to := r.Pix[y*r.Width:(y+1)*r.Width], flat.Pix[y*r.Width:]
		for x, v := range from {
			left, right, fx := between(x, side, columns)
			top := gain[above*columns+left]*(256-fx) + gain[above*columns+right]*fx
			low := gain[below*columns+left]*(256-fx) + gain[below*columns+right]*fx
			g := (top*(256-fy) + low*fy) >> 16
			to[x] = byte(min(255, uint32(v)*g>>8))
		}
	}
	return flat
}

// between finds the two tiles whose middles a coordinate lies between, and how
// far it is from the first to the second, in 1/256.
func between(at, side, count int) (first, second int, part uint32) {
	shifted := at - side/2
	if shifted < 0 {
		return 0, 0, 0
	}
	first = min(shifted/side, count-1)
	second = min(first+1, count-1)
	return first, second, uint32((shifted - first*side) * 256 / side & 255)
}

// Paper is the grey of the paper: the value that half the pixels of the raster
// exceed or reach.
func Paper(r render.Raster) byte {
	var histogram [256]int
	for _, v := range r.Pix {
		histogram[v]++
	}
	above := 0
	for value := 255; value > 0; value-- {
		if above += histogram[value]; above*2 >= len(r.Pix) {
			return byte(value)
		}
	}
	return 0
}

// InkBounds are the edges in pixels of what is ink on a grey raster, right and
// bottom being the first column and row without any; all of the raster where
// there is none.
func InkBounds(r render.Raster) (left, top, right, bottom int) {
	limit := Otsu(r)
	left, top, right, bottom = r.Width, r.Height, 0, 0
	for y := range r.Height {
		row := r.Pix[y*r.Width : (y+1)*r.Width]
		first := slices.IndexFunc(row, func(v byte) bool { return v <= limit })
		if first < 0 {
			continue
		}
		last := len(row) - 1
		for row[last] > limit {
			last--
		}
		left, right = min(left, first), max(right, last+1)
		top, bottom = min(top, y), y+1
	}
	if right == 0 {
		return 0, 0, r.Width, r.Height
	}
	return left, top, right, bottom
}

// Crop is the part of a grey raster between the given edges, which must lie
// within it; the raster itself where that is all of it.
func Crop(r render.Raster, left, top, right, bottom int) render.Raster {
	if left == 0 && top == 0 && right == r.Width && bottom == r.Height {
		return r
	}
	part := blank(r, right-left, bottom-top)
	for y := range part.Height {
		copy(part.Pix[y*part.Width:(y+1)*part.Width], r.Pix[(top+y)*r.Width+left:])
	}
	return part
}
