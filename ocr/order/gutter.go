package order

import "slices"

// gutter is the free stretch between two columns of running text, with as much
// of the page above and below as nothing runs across it.
type gutter struct {
	left, right, top, bottom float64
}

// reach is how far beyond the columns' text a gutter may go on, in heights of a
// line: over a heading and a picture or formula under it.
const reach = 12

// gutters are those between the chains of running text that stand side by side.
func gutters(all []element, list [][]int) []gutter {
	var columns []element
	for _, chain := range list {
		if prose(all, chain) {
			column := all[chain[0]]
			for _, i := range chain[1:] {
				column.area = column.union(all[i].area)
			}
			columns = append(columns, column)
		}
	}
	var found []gutter
	for _, a := range columns {
		for _, b := range columns {
			if a.right >= b.left || min(a.bottom, b.bottom) <= max(a.top, b.top) {
				continue
			}
			g := gutter{a.right, b.left, max(a.top, b.top), min(a.bottom, b.bottom)}
			found = append(found, g.grown(all, reach*max(a.h, b.h)))
		}
	}
	return found
}

// grown is the gutter up to the next element above and below that reaches
// across it, at most by far.
func (g gutter) grown(all []element, far float64) gutter {
	top, bottom := g.top-far, g.bottom+far
	middle := (g.left + g.right) / 2
	for _, e := range all {
		if e.left >= middle || e.right <= middle {
			continue
		}
		if e.middle() < g.top {
			top = max(top, e.middle())
		} else if e.middle() > g.bottom {
			bottom = min(bottom, e.middle())
		}
	}
	g.top, g.bottom = top, bottom
	return g
}

// between reports whether a gutter runs between two elements in a row.
func between(list []gutter, a, b element) bool {
	return slices.ContainsFunc(list, func(g gutter) bool {
		middle := (g.left + g.right) / 2
		return a.right < middle && middle < b.left && g.top < a.middle() && a.middle() < g.bottom
	})
}
