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

	// leastBorder is how many tiles along the page's edge are dark where a
	// border is: one or two may be letters that run off the page.
	leastBorder = 3

	// lift is added to ink and paper before one is divided by the other, so that
	// black on black becomes white and its noise stays small.
	lift = 4
)

// Flatten makes the paper of a grey raster equally white all over: shadows,
// stains, a grey sheet on a white ground, and what lies around a page that was
// photographed or scanned with an open lid. One threshold then parts ink from
// paper everywhere. overview is the raster reduced by factor. Where the paper is
// even already the raster itself is returned, ok false.
func Flatten(r, overview render.Raster, factor int) (flat render.Raster, ok bool) {
	if even(overview) {
		return r, false
	}
	paper := ground(overview)
	keepSolid(paper, overview)
	return level(r, paper, factor), true
}

// even tells whether the paper is equally light all over a page, and no border
// around it is dark.
func even(overview render.Raster) bool {
	paper, columns, rows := paperTiles(overview)
	low, high, border := byte(255), byte(0), 0
	for i, v := range paper {
		if v >= darkPaper {
			low, high = min(low, v), max(high, v)
		} else if x, y := i%columns, i/columns; x == 0 || y == 0 || x == columns-1 || y == rows-1 {
			border++
		}
	}
	return border < leastBorder && (low >= high || high-low < evenPaper)
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

// keepSolid gives what is solid and dark on a page, such as very large letters,
// the paper around it, so that it stays dark. What touches the page's edge, what
// carries text and what looks like a punched hole is no such thing.
func keepSolid(paper, overview render.Raster) {
	light := quantile(paper, 4)
	dark := make([]bool, len(paper.Pix))
	found := false
	for i, v := range paper.Pix {
		if v < light/2 {
			dark[i], found = true, true
		}
	}
	if !found {
		return
	}
	list, of := regions(dark, paper.Width, paper.Height)
	text := make([]int, len(list))
	for i, v := range overview.Pix {
		if 10*int(v) < 6*int(paper.Pix[i]) {
			text[of[i]]++
		}
	}
	solid := make([]bool, len(list))
	for i, r := range list {
		edge := r.left == 0 || r.top == 0 || r.right == paper.Width || r.bottom == paper.Height
		solid[i] = r.ink && !edge && 100*text[i] < r.area && !r.punched(paper.Width, paper.Height)
	}
	for i := range paper.Pix {
		if solid[of[i]] {
			paper.Pix[i] = light
		}
	}
}

// punched tells whether a region looks like a hole for a binder: round, and
// near the edge of a page of the given size.
func (r region) punched(width, height int) bool {
	w, h := r.width(), r.height()
	near := min(r.left, r.top, width-r.right, height-r.bottom) < min(width, height)/12
	return near && 4*w >= 3*h && 4*h >= 3*w && 10*r.area >= 7*w*h && max(w, h) < min(width, height)/12
}

// level divides each pixel by the paper around it; paper is a raster reduced by
// factor.
func level(r, paper render.Raster, factor int) render.Raster {
	flat := blank(r, r.Width, r.Height)
	var gains [256]uint32 // 8.8 fixed point
	for v := range gains {
		gains[v] = 255 << 8 / uint32(v+lift)
	}
	w := paper.Width
	gain := make([]uint32, w)
	for y := range r.Height {
		above, below, fy := between(y, factor, paper.Height)
		top, low := paper.Pix[above*w:(above+1)*w], paper.Pix[below*w:(below+1)*w]
		for x := range gain {
			gain[x] = gains[(uint32(top[x])*(256-fy)+uint32(low[x])*fy)>>8]
		}
		from, to := r.Pix[y*r.Width:(y+1)*r.Width], flat.Pix[y*r.Width:(y+1)*r.Width]
		for x, v := range from {
			to[x] = byte(min(255, ((uint32(v)+lift)*gain[min(x/factor, w-1)]+128)>>8))
		}
	}
	return flat
}

// between finds the two pixels of a raster reduced by factor whose middles a
// coordinate lies between, and how far it is from the first to the second, in
// 1/256.
func between(at, factor, count int) (first, second int, part uint32) {
	shifted := 2*at + 1 - factor
	if shifted < 0 {
		return 0, 0, 0
	}
	first = min(shifted/(2*factor), count-1)
	second = min(first+1, count-1)
	return first, second, uint32((shifted - 2*first*factor) * 128 / factor & 255)
}

// quantile is the value that one part of so many of a raster's pixels exceed or
// reach.
func quantile(r render.Raster, parts int) byte {
	counts := histogram(r.Pix)
	above := 0
	for value := 255; value > 0; value-- {
		if above += counts[value]; above*parts >= len(r.Pix) {
			return byte(value)
		}
	}
	return 0
}

// Paper is the grey of the paper: the value that half the pixels of the raster
// exceed or reach.
func Paper(r render.Raster) byte { return quantile(r, 2) }

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
