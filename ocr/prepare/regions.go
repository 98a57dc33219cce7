package prepare

import "recto/ocr/disjoint"

// region is a piece of connected pixels that are all ink or all paper.
type region struct {
	component
	area int
	ink  bool

	// parent is the region above the region's first pixel: the one around it,
	// where it has one around it; -1 at the raster's top.
	parent int32
}

func (r region) width() int  { return r.right - r.left }
func (r region) height() int { return r.bottom - r.top }

// run is a stretch of one row, from its first column to before its end, that
// is all ink or all paper.
type run struct {
	y, from, to int
	ink         bool
}

// runs are the stretches of a raster, joined where they touch.
type runs struct {
	list []run
	sets disjoint.Sets
}

// findRuns joins ink through sides and paper through corners too.
func findRuns(ink []bool, width, height int) *runs {
	r := &runs{}
	above, begin := 0, 0 // those of the row above: [above, begin)
	for y := range height {
		row := ink[y*width : (y+1)*width]
		j := above
		above = begin
		for x := 0; x < width; {
			from, dark := x, row[x]
			for x < width && row[x] == dark {
				x++
			}
			id := len(r.list)
			r.list = append(r.list, run{y, from, x, dark})
			r.sets.Add()
			for j < begin && r.list[j].to < from {
				j++
			}
			for k := j; k < begin && r.list[k].from <= x; k++ {
				other := r.list[k]
				corner := other.to == from || other.from == x
				if other.ink == dark && !(dark && corner) {
					r.sets.Join(k, id)
				}
			}
		}
		begin = len(r.list)
	}
	return r
}

// regions parts a raster into its pieces of ink (4 neighbours) and of paper (8
// neighbours), in the order of their first pixels, row by row; of tells the
// region of each pixel.
func regions(ink []bool, width, height int) (list []region, of []int32) {
	found := findRuns(ink, width, height)
	of = make([]int32, width*height)
	index := make([]int32, len(found.list))
	for i, r := range found.list {
		root := found.sets.Find(i)
		if root == i {
			index[i] = int32(len(list))
			around := int32(-1)
			if r.y > 0 {
				around = of[(r.y-1)*width+r.from]
			}
			list = append(list, region{component{r.from, r.y, r.to, r.y + 1}, 0, r.ink, around})
		}
		id := index[root]
		c := &list[id]
		c.left, c.right, c.bottom = min(c.left, r.from), max(c.right, r.to), r.y+1
		c.area += r.to - r.from
		row := of[r.y*width+r.from : r.y*width+r.to]
		for x := range row {
			row[x] = id
		}
	}
	return list, of
}
