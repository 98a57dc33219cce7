package prepare

import (
	"slices"

	"recto/ocr/disjoint"
	"recto/render"
)

// LetterHeight is the median height in pixels of what look like single letters
// on a grey raster, about the x-height of its text; 0 where there are fewer
// than ten. Ink that touches counts as one letter.
func LetterHeight(grey render.Raster) int {
	var heights []int
	for _, c := range components(threshold(grey), grey.Width, grey.Height) {
		w, h := c.right-c.left, c.bottom-c.top
		// Dots, dashes and rules are no letters, nor are frames and pictures.
		if h >= 4 && h <= 200 && w >= 2 && w <= 4*h && h <= 6*w {
			heights = append(heights, h)
		}
	}
	if len(heights) < 10 {
		return 0
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}

type component struct{ left, top, right, bottom int }

// components are the bounds of the pieces of connected ink (8 neighbours),
// found run by run.
func components(ink []bool, width, height int) []component {
	type run struct{ y, from, to int }
	var runs []run
	var sets disjoint.Sets
	before, start := 0, 0 // runs of the row above: [before, start)
	for y := range height {
		row := ink[y*width : (y+1)*width]
		j := before
		begin := len(runs)
		for x := 0; x < width; x++ {
			if !row[x] {
				continue
			}
			from := x
			for x < width && row[x] {
				x++
			}
			id := len(runs)
			runs = append(runs, run{y, from, x})
			sets.Add()
			for j < start && runs[j].to < from {
				j++
			}
			for k := j; k < start && runs[k].from <= x; k++ {
				sets.Join(k, id)
			}
		}
		before, start = begin, len(runs)
	}
	bounds := map[int]*component{}
	for i, r := range runs {
		root := sets.Find(i)
		c := bounds[root]
		if c == nil {
			c = &component{r.from, r.y, r.to, r.y + 1}
			bounds[root] = c
		}
		c.left, c.right, c.bottom = min(c.left, r.from), max(c.right, r.to), r.y+1
	}
	list := make([]component, 0, len(bounds))
	for _, c := range bounds {
		list = append(list, *c)
	}
	return list
}
