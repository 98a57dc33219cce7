package layer

import (
	"cmp"
	"math"
	"slices"

	"recto/ocr"
	"recto/ocr/disjoint"
)

// Lines are of one block where the next stands right under the last: no more
// than this many sizes of type below its baseline, in type of much the same
// size, and over or under most of it.
const (
	blockLeading = 1.8
	blockSize    = 1.35
	blockShare   = 0.5
)

// number gives each line the number of its block, in the order in which the
// document begins them, and sorts the lines by it; within a block from the top.
func number(lines []line) {
	sets := disjoint.New(len(lines))
	spans := make([]span, len(lines))
	byHeight := make([]int, len(lines))
	for i, l := range lines {
		spans[i], byHeight[i] = spanOf(l), i
	}
	slices.SortStableFunc(byHeight, func(a, b int) int { return cmp.Compare(spans[a].across, spans[b].across) })
	for n, i := range byHeight {
		for _, j := range byHeight[n+1:] {
			if spans[j].across-spans[i].across > blockLeading*spans[i].size*blockSize {
				break
			}
			if spans[i].over(spans[j]) {
				sets.Join(i, j)
			}
		}
	}
	for n, set := range sets.Groups() {
		for _, i := range set {
			lines[i].block = n
		}
	}
	order := make([]int, len(lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(lines[a].block, lines[b].block), cmp.Compare(spans[a].across, spans[b].across))
	})
	sorted := make([]line, len(lines))
	for to, from := range order {
		sorted[to] = lines[from]
	}
	copy(lines, sorted)
}

// span is where a line stands in a frame that is turned with it.
type span struct{ angle, from, to, across, size float64 }

func spanOf(l line) span {
	s := span{angle: l.angle, from: math.Inf(1), to: math.Inf(-1), across: math.Inf(-1), size: l.size}
	for _, w := range l.words {
		s.from, s.to, s.across = min(s.from, w.from), max(s.to, w.to), max(s.across, w.across)
	}
	return s
}

// over reports whether the other line stands right under this one.
func (s span) over(other span) bool {
	below := other.across - s.across
	small, large := min(s.size, other.size), max(s.size, other.size)
	shared := min(s.to, other.to) - max(s.from, other.from)
	return math.Abs(ocr.NormalizeAngle(s.angle-other.angle)) < sameDirection && below > 0.3*small && below < blockLeading*large &&
		large < blockSize*small && shared > blockShare*min(s.to-s.from, other.to-other.from)
}
