package order

import (
	"math"
	"slices"
	"unicode"

	"recto/ocr"
)

// element is a piece of a page's text that is read as one: a line, or lines side by side.
type element struct {
	area
	lines                  []int // in the order in which they are read
	h                      float64
	from, to               float64 // height of its middle at its left and right end
	words, letters, others int
	turned                 bool // runs across the page's direction
	wide                   bool // a header or footer, as wide as the page
}

func elementOf(i int, line ocr.Line, f frame) element {
	e := element{area: f.areaOf(line.Quad), lines: []int{i}, words: len(line.Words)}
	e.from, e.to = f.ends(line.Quad)
	e.h = max(1, e.height())
	for _, w := range line.Words {
		for _, r := range w.Text {
			if unicode.IsLetter(r) || unicode.IsMark(r) {
				e.letters++
			} else {
				e.others++
			}
		}
	}
	return e
}

// How far apart and how unlike lines may be that follow each other in one
// chain, in heights of the lesser.
const (
	chainGap  = 2.2
	chainSize = 1.8
	overlaps  = 0.25 // of the narrower width
)

// chains groups elements that stand under each other with nothing beside them
// that belongs between: each one's nearest below has it as its nearest above.
// Every chain goes from the top.
func chains(all []element) [][]int {
	below, above := make([]int, len(all)), make([]int, len(all))
	for i := range all {
		below[i], above[i] = nearest(all, i, 1), nearest(all, i, -1)
	}
	var list [][]int
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(all[i].middle(), all[j].middle()) })
	done := make([]bool, len(all))
	for _, i := range order {
		if done[i] {
			continue
		}
		chain := []int{i}
		done[i] = true
		for next := below[i]; next >= 0 && !done[next] && above[next] == i && follow(all[i], all[next]); next = below[i] {
			chain, i = append(chain, next), next
			done[next] = true
		}
		list = append(list, chain)
	}
	return list
}

// follow reports whether b may go on where a ends, in one text.
func follow(a, b element) bool {
	small, large := min(a.h, b.h), max(a.h, b.h)
	return b.top-a.bottom < chainGap*small && large < chainSize*small && a.turned == b.turned && !a.wide && !b.wide
}

// nearest is the element next to i upwards or downwards that shares some of its
// width; -1 without one, or where two stand there side by side.
func nearest(all []element, i int, down float64) int {
	best, second := -1, -1
	away := func(j int) float64 { return down * (all[j].middle() - all[i].middle()) }
	for j := range all {
		if j == i || away(j) <= 0.3*min(all[i].h, all[j].h) ||
			all[i].shared(all[j].area) < overlaps*min(all[i].width(), all[j].width()) {
			continue
		}
		if best < 0 || away(j) < away(best) {
			best, second = j, best
		} else if second < 0 || away(j) < away(second) {
			second = j
		}
	}
	if second >= 0 && all[best].off(all[second]) < min(all[best].h, all[second].h)/2 {
		return -1
	}
	return best
}

// off is how far the middles of two elements lie apart where they come closest.
func (e element) off(other element) float64 {
	if other.left < e.left {
		e, other = other, e
	}
	return math.Abs(e.to - other.from)
}

// What tells running text from lists, labels and cells.
const (
	proseLines   = 3
	proseWords   = 2.5 // a line, on the average
	proseFill    = 0.7 // of the chain's width is filled by the median line
	proseLetters = 0.75
)

// prose reports whether the chain is running text: lines of several words that
// fill its width.
func prose(all []element, chain []int) bool {
	if len(chain) < proseLines {
		return false
	}
	whole := all[chain[0]].area
	words, letters, others := 0, 0, 0
	var widths []float64
	for _, i := range chain {
		whole = whole.union(all[i].area)
		words += all[i].words
		letters += all[i].letters
		others += all[i].others
		widths = append(widths, all[i].width())
	}
	return float64(words) >= proseWords*float64(len(chain)) &&
		median(widths) > proseFill*whole.width() &&
		float64(letters) > proseLetters*float64(letters+others)
}
