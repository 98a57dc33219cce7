package order

import (
	"math"
	"slices"
)

// flowBlock is a chain of elements, read from its first to its last.
type flowBlock struct {
	area
	elements []int
	h        float64
	alone    bool // nothing stands beside it
}

// Where a page is cut across: what stands above is read before what stands
// below, whatever the columns.
const (
	headGap  = 1.2  // heights of free paper between a header or footer and the text
	titleGap = 0.6  // heights of free paper over and under a title in the middle
	centred  = 0.03 // of the text's width is a title off its middle
	deepGap  = 4    // heights of free paper right across the page
	overHead = 1.5  // the same over a headline over several columns
	headSize = 1.3  // times the usual height is one
)

// flow is the order in which the blocks of elements are read, by the rules of
// Breuel 2003 ("High performance document layout analysis"): a block before
// those below that share its width, and before those to the right unless
// something that stands over both comes between.
func flow(all []element) [][]int {
	bars := cuts(all)
	stretch(all)
	blocks := interleaved(all, blocksOf(all))
	for i := range blocks {
		blocks[i].alone = !slices.ContainsFunc(blocks, func(b flowBlock) bool {
			return b.shared(blocks[i].area) <= 0 && b.top < blocks[i].bottom-blocks[i].h/4 && blocks[i].top < b.bottom-b.h/4
		})
	}
	slices.SortStableFunc(blocks, func(a, b flowBlock) int {
		if c := compare(a.top, b.top); c != 0 {
			return c
		}
		return compare(a.left, b.left)
	})
	var out [][]int
	for _, i := range topological(len(blocks), func(a, b int) bool { return precedes(blocks, bars, a, b) }) {
		out = append(out, blocks[i].elements)
	}
	return out
}

// blocksOf makes blocks of the chains, each within an area of its own: where the
// area of one would reach into another it ends, as a headline over several
// columns does not go on in one of them.
func blocksOf(all []element) []flowBlock {
	var blocks []flowBlock
	for _, chain := range chains(all) {
		blocks = append(blocks, blockOf(all, chain))
	}
	for range 3 {
		var cut []flowBlock
		for i, b := range blocks {
			start := 0
			for k := 1; k < len(b.elements); k++ {
				if juts(all[b.elements[k-1]], all[b.elements[k]], b, blocks, i) {
					cut = append(cut, blockOf(all, b.elements[start:k]))
					start = k
				}
			}
			cut = append(cut, blockOf(all, b.elements[start:]))
		}
		if len(cut) == len(blocks) {
			break
		}
		blocks = cut
	}
	return blocks
}

func blockOf(all []element, chain []int) flowBlock {
	b := flowBlock{area: all[chain[0]].area, elements: chain, h: all[chain[0]].h}
	for _, i := range chain[1:] {
		b.area = b.union(all[i].area)
	}
	return b
}

// juts reports whether one of two elements that follow each other in b, which
// is block number i, stands over or under a block that lies beside the other.
func juts(one, next element, b flowBlock, blocks []flowBlock, i int) bool {
	for k, c := range blocks {
		if k == i || min(b.bottom, c.bottom)-max(b.top, c.top) <= 0 || b.shared(c.area) <= 0 {
			continue
		}
		if (one.shared(c.area) > one.h/2) != (next.shared(c.area) > next.h/2) {
			return true
		}
	}
	return false
}

// precedes reports whether block i is read before block j by the rules.
func precedes(blocks []flowBlock, bars []float64, i, j int) bool {
	a, b := blocks[i], blocks[j]
	for _, y := range bars {
		if (a.middle() < y) != (b.middle() < y) {
			return a.middle() < y
		}
	}
	if a.shared(b.area) > min(a.h, b.h)/4 {
		return a.middle() < b.middle()
	}
	if a.left > b.left {
		return !leftFirst(blocks, b, a)
	}
	return leftFirst(blocks, a, b)
}

// leftFirst reports whether block a is read before b, which stands to its right.
// It is not where b stands higher and neither has anything beside it, or where
// something stands between them that is above a and below b.
func leftFirst(blocks []flowBlock, a, b flowBlock) bool {
	if b.middle() > a.middle() {
		return true
	}
	if b.bottom-b.h/4 < a.top && a.alone && b.alone {
		return false
	}
	return !slices.ContainsFunc(blocks, func(c flowBlock) bool {
		return c.shared(a.area) > 0 && c.shared(b.area) > 0 && b.middle() < c.middle() && c.middle() < a.middle() &&
			c.top >= b.bottom-b.h/2 && c.bottom <= a.top+a.h/2
	})
}

// topological sorts 0 to n-1 so that each comes after those that precede it.
// Of those that may come next the first does; where rules contradict each other
// the one that least precede.
func topological(n int, precedes func(a, b int) bool) []int {
	waits := make([]int, n)
	after := make([][]int, n)
	for a := range n {
		for b := range n {
			if a != b && precedes(a, b) {
				after[a] = append(after[a], b)
				waits[b]++
			}
		}
	}
	var order []int
	done := make([]bool, n)
	for range n {
		next := -1
		for i := range n {
			if !done[i] && (next < 0 || waits[i] < waits[next]) {
				next = i
			}
		}
		done[next] = true
		order = append(order, next)
		for _, b := range after[next] {
			waits[b]--
		}
	}
	return order
}

// band is a stretch of the page down which no free paper runs right across.
type band struct {
	top, bottom float64
	elements    []int
}

func (b band) holds(element int) bool { return slices.Contains(b.elements, element) }

func bands(all []element) []band {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(all[i].top, all[j].top) })
	var list []band
	for _, i := range order {
		if n := len(list) - 1; n >= 0 && all[i].top < list[n].bottom {
			list[n].bottom = max(list[n].bottom, all[i].bottom)
			list[n].elements = append(list[n].elements, i)
			continue
		}
		list = append(list, band{all[i].top, all[i].bottom, []int{i}})
	}
	return list
}

// cuts are the heights of wide free stretches right across the page, and of
// lesser ones over a headline: what stands under it begins anew.
func cuts(all []element) []float64 {
	var heights, found []float64
	for _, e := range all {
		heights = append(heights, e.h)
	}
	usual := median(heights)
	list := bands(all)
	for i := 1; i < len(list); i++ {
		above, below := list[i-1], list[i]
		gap := below.top - above.bottom
		headed := slices.ContainsFunc(below.elements, func(e int) bool {
			return all[e].h > headSize*usual && all[e].top < below.top+usual && spans(all, e)
		})
		if gap > deepGap*usual || headed && gap > overHead*usual {
			found = append(found, (below.top+above.bottom)/2)
		}
	}
	return found
}

// spans reports whether two elements stand side by side under element e.
func spans(all []element, e int) bool {
	var under []element
	for _, o := range all {
		if o.shared(all[e].area) > o.h && o.top > all[e].middle() && o.top < all[e].bottom+3*all[e].h {
			under = append(under, o)
		}
	}
	return slices.ContainsFunc(under, func(a element) bool {
		return slices.ContainsFunc(under, func(b element) bool { return a.shared(b.area) < 0 })
	})
}

// stretch makes headers and footers, and titles in the middle, lone lines with
// free paper between them and the text, as wide as the page: they come before
// or after all columns.
func stretch(all []element) {
	list := bands(all)
	page := all[0].area
	for _, e := range all {
		page = page.union(e.area)
	}
	// free reports whether band i is a lone line with gap heights of free paper
	// to band j, if there is one.
	free := func(i, j int, gap float64) bool {
		if len(list[i].elements) != 1 {
			return false
		}
		if j < 0 || j >= len(list) {
			return true
		}
		return max(list[j].top-list[i].bottom, list[i].top-list[j].bottom) > gap*all[list[i].elements[0]].h
	}
	widen := func(i int) {
		e := &all[list[i].elements[0]]
		e.left, e.right, e.wide = page.left, page.right, true
	}
	for i := 0; i+1 < len(list) && free(i, i+1, headGap); i++ {
		widen(i)
	}
	for i := len(list) - 1; i > 0 && free(i, i-1, headGap); i-- {
		widen(i)
	}
	for i := range list {
		if free(i, i-1, titleGap) && free(i, i+1, titleGap) && all[list[i].elements[0]].centredIn(page) {
			widen(i)
		}
	}
}

func (a area) centredIn(page area) bool {
	return math.Abs(a.left+a.right-page.left-page.right) < 2*centred*page.width()
}
