package order

import "slices"

// interleaved brings blocks side by side together whose elements take turns on
// the way down, as the articles of a receipt and, half a line lower, their
// prices: they are read by turns. Blocks of running text stay.
func interleaved(all []element, blocks []flowBlock) []flowBlock {
	for i := 0; i < len(blocks); i++ {
		for j := i + 1; j < len(blocks); j++ {
			if !takeTurns(all, blocks[i], blocks[j]) {
				continue
			}
			both := slices.Concat(blocks[i].elements, blocks[j].elements)
			slices.SortStableFunc(both, func(a, b int) int { return compare(all[a].middle(), all[b].middle()) })
			blocks[i] = blockOf(all, both)
			blocks = slices.Delete(blocks, j, j+1)
			j = i
		}
	}
	return blocks
}

// takeTurns reports whether the elements of two blocks, none of them beside one
// of the other, follow each other by turns.
func takeTurns(all []element, a, b flowBlock) bool {
	few := min(len(a.elements), len(b.elements))
	textA, textB := prose(all, a.elements), prose(all, b.elements)
	if min(a.bottom, b.bottom) < max(a.top, b.top) || textA && textB || few < 2 && (textA || textB) {
		return false
	}
	turns, before := 0, -1
	i, j := 0, 0
	for i < len(a.elements) || j < len(b.elements) {
		side := 0
		switch {
		case i == len(a.elements):
			side = 1
		case j < len(b.elements):
			one, other := all[a.elements[i]], all[b.elements[j]]
			if min(one.bottom, other.bottom)-max(one.top, other.top) > min(one.h, other.h)/2 {
				return false
			}
			if other.middle() < one.middle() {
				side = 1
			}
		}
		if side != before {
			turns++
		}
		if before = side; side == 0 {
			i++
		} else {
			j++
		}
	}
	return turns >= max(3, 2*few)
}
