package order

import (
	"slices"

	"recto/ocr"
)

// When lines that stand side by side are read as a row.
const (
	closeBy   = 1.2  // heights between pieces of one line that the engine parted
	mostRows  = 0.6  // of the shorter chain have a line beside them
	aligned   = 0.35 // of the mean height between their middles
	sameSize  = 1.9  // between their heights
	shortLine = 3    // words at most of a label or a term beside text
)

// rows joins elements that are read as rows: cells of a table, a label and its
// value, the number of a line and the line. Columns of running text stay
// apart, and so do lists that the engine read one after the other.
func rows(lines []ocr.Line, joints []joint, all []element) []element {
	g := groups(len(all))
	list := chains(all)
	columns, first, last := gutters(all, list), bands(all)[0], bands(all)[len(bands(all))-1]
	for key, side := range neighbours(all, joints, list, g) {
		a, b := list[key[0]], list[key[1]]
		if headings(all, a, b) && between(columns, all[a[0]], all[b[0]]) && !first.holds(a[0]) && !last.holds(a[0]) {
			continue
		}
		atOnce := slices.ContainsFunc(side, func(p [2]int) bool { return p[1] == p[0]+1 && joints[p[1]] != whole })
		if coupled(lines, all, a, b, len(side)) || atOnce && !prose(all, a) && !prose(all, b) {
			for _, p := range side {
				g.join(p[0], p[1])
			}
		}
	}
	return merged(all, g)
}

// headings reports whether two chains may be headings of columns: a line or two
// of words each.
func headings(all []element, a, b []int) bool {
	return len(a) < proseLines && len(b) < proseLines && !numbers(all, a) && !numbers(all, b)
}

// neighbours are for two chains of the list their elements that stand in one
// row, the left one first. Pieces of one line it joins at once.
func neighbours(all []element, joints []joint, list [][]int, g group) map[[2]int][][2]int {
	chainOf := make([]int, len(all))
	for c, chain := range list {
		for _, i := range chain {
			chainOf[i] = c
		}
	}
	pairs := map[[2]int][][2]int{}
	pair := func(i, j int) {
		key := [2]int{chainOf[i], chainOf[j]}
		pairs[key] = append(pairs[key], [2]int{i, j})
	}
	for i, how := range joints {
		switch how {
		case column:
			pair(i-1, i)
		case loose:
			g.join(i-1, i)
		case whole:
		}
	}
	for i := range all {
		j := rightOf(all, i)
		switch {
		case j < 0 || j == i+1 && joints[j] != whole:
		case all[j].left-all[i].right < closeBy*min(all[i].h, all[j].h):
			g.join(i, j)
		case inRow(all[i], all[j]):
			pair(i, j)
		}
	}
	return pairs
}

// rightOf is the nearest element to the right of i in its row, -1 without any.
func rightOf(all []element, i int) int {
	best := -1
	for j := range all {
		if j != i && all[i].off(all[j]) < min(all[i].h, all[j].h)/2 && !all[i].turned && !all[j].turned &&
			all[j].left > all[i].right-all[i].h && all[j].left > all[i].left && (best < 0 || all[j].left < all[best].left) {
			best = j
		}
	}
	return best
}

// coupled reports whether two chains of elements, of which n stand in rows, are
// read row by row.
func coupled(lines []ocr.Line, all []element, a, b []int, n int) bool {
	if float64(n) < mostRows*float64(min(len(a), len(b))) {
		return false
	}
	if prose(all, a) || prose(all, b) {
		return beside(lines, all, a, b) || beside(lines, all, b, a)
	}
	return numbers(all, a) || numbers(all, b) || len(a) < proseLines || len(b) < proseLines ||
		!wordy(all, a) || !wordy(all, b) || !apart(lines, all, a, b)
}

// beside reports whether a chain is of labels, terms, or numbers that belong to
// the lines of running text beside them.
func beside(lines []ocr.Line, all []element, small, text []int) bool {
	if prose(all, small) {
		return false
	}
	return numbers(all, small) || len(small) > 1 && short(all, small) && !apart(lines, all, small, text)
}

// inRow reports whether two elements stand on one line, in one size.
func inRow(a, b element) bool {
	small, large := min(a.h, b.h), max(a.h, b.h)
	return a.off(b) < aligned*(small+large)/2 && large < sameSize*small
}

// short reports whether all elements of the chain are of a few words.
func short(all []element, chain []int) bool {
	return !slices.ContainsFunc(chain, func(i int) bool { return all[i].words > shortLine })
}

// numbers reports whether the chain is of numbers rather than words.
func numbers(all []element, chain []int) bool {
	letters, others := 0, 0
	for _, i := range chain {
		letters, others = letters+all[i].letters, others+all[i].others
	}
	return others >= letters
}

// wordy reports whether the chain is of words rather than numbers.
func wordy(all []element, chain []int) bool {
	words, letters, others := 0, 0, 0
	for _, i := range chain {
		words, letters, others = words+all[i].words, letters+all[i].letters, others+all[i].others
	}
	return letters > 2*others && float64(words) >= 1.5*float64(len(chain))
}

// apart reports whether the engine read the two chains one after the other, as
// blocks of their own.
func apart(lines []ocr.Line, all []element, a, b []int) bool {
	blocks := func(chain []int) map[int]bool {
		set := map[int]bool{}
		for _, i := range chain {
			for _, l := range all[i].lines {
				set[lines[l].Block] = true
			}
		}
		return set
	}
	inA, inB := blocks(a), blocks(b)
	if len(inA) != 1 || len(inB) != 1 {
		return false
	}
	for block := range inA {
		return !inB[block]
	}
	return false
}

// group holds for each element another one of its group, or itself.
type group []int

func groups(n int) group {
	g := make(group, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g group) root(i int) int {
	for g[i] != i {
		i = g[i]
	}
	return i
}

func (g group) join(i, j int) { g[g.root(j)] = g.root(i) }

// merged makes one element of each group, its lines from the left.
func merged(all []element, g group) []element {
	members := make([][]int, len(all))
	for i := range all {
		r := g.root(i)
		members[r] = append(members[r], i)
	}
	var out []element
	for _, list := range members {
		if len(list) == 0 {
			continue
		}
		slices.SortStableFunc(list, func(i, j int) int { return compare(all[i].left, all[j].left) })
		e := all[list[0]]
		e.lines = slices.Clone(e.lines)
		e.to = all[list[len(list)-1]].to
		for _, i := range list[1:] {
			e.area = e.union(all[i].area)
			e.lines = append(e.lines, all[i].lines...)
			e.h = max(e.h, all[i].h)
			e.words, e.letters, e.others = e.words+all[i].words, e.letters+all[i].letters, e.others+all[i].others
		}
		out = append(out, e)
	}
	return out
}
