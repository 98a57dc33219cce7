package find

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// weigh adds the best stretches that end between two places of the text.
func (f *fuzzy) weigh(t *Text, from, to int, whole bool, found []stretch) []stretch {
	slack := f.coarse + f.letters/2 + 2 // spaces, letters too many
	ends := f.align(t.cut(from, to, len(f.phrase)+slack, max(0, len(f.phrase)-f.size)+slack))
	ends = slices.DeleteFunc(ends, func(e end) bool { return !f.fits(t, e, whole) })
	slices.SortStableFunc(ends, func(a, b end) int { return cmp.Compare(a.cost, b.cost) })
	first := len(found)
	for _, e := range ends {
		s := stretch{e.start, e.end, 1 - float64(e.cost)/float64(costLetter*f.letters)}
		if !overlaps(found[first:], s) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found[first:], func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	// The window reaches into that of the run before.
	for first > 0 && len(found) > first && found[first].start < found[first-1].end {
		worse := first
		if found[first].likeness > found[first-1].likeness {
			worse = first - 1
			first--
		}
		found = slices.Delete(found, worse, worse+1)
	}
	return found
}

func overlaps(found []stretch, s stretch) bool {
	return slices.ContainsFunc(found, func(have stretch) bool { return have.start < s.end && s.start < have.end })
}

// fits reports whether a stretch with slips begins and ends where it may, else
// every long word would hold some short one: what has other letters than the
// query begins with a word that the engine was not sure of, what was read with
// look-alikes may begin in any.
func (f *fuzzy) fits(t *Text, e end, whole bool) bool {
	if e.letters > 0 && (e.inside || t.sure(e.start, e.end)) {
		return false
	}
	if !whole && e.signs == 0 && f.letters > 4 {
		return true
	}
	begins, ends := t.whole(e.start, e.end)
	return begins && ends
}

// sure reports whether the engine was sure of all words of a stretch.
func (t *Text) sure(start, end int) bool {
	for i := t.wordAt(start); i <= t.wordAt(end-1); i++ {
		if t.word(t.mark(i)).Confidence < sure {
			return false
		}
	}
	return true
}

// end is how well the phrase fits what ends at a place.
type end struct {
	start, end int
	cost       int

	// signs and letters count the slips of these kinds; look-alikes are none.
	signs, letters int

	// inside is true for what begins within a word.
	inside bool
}

// cell is the best way to a place in the table of align.
type cell struct {
	cost, signs, letters, start int
	inside                      bool
}

func (c cell) plus(cost int) cell {
	c.cost += cost
	switch {
	case cost >= costLetter:
		c.letters++
	case cost == costSign:
		c.signs++
	}
	return c
}

func better(a, b cell) cell {
	if b.cost < a.cost {
		return b
	}
	return a
}

// align is every end in the window where the phrase fits within the budget:
// Sellers' table (1980), with costs, and with pairs of letters that look like
// one.
func (f *fuzzy) align(w window) []end {
	n := len(f.phrase)
	table := make([]cell, (n+1)*(len(w.runes)+1))
	columns := make([][]cell, len(w.runes)+1)
	var found []end
	for j := range columns {
		columns[j] = table[j*(n+1) : (j+1)*(n+1)]
		columns[j][0] = w.begin(j)
		for i := range f.phrase {
			columns[j][i+1] = f.cheapest(w, columns[:j+1], i)
		}
		foot := columns[j][n]
		if j == 0 || foot.start == j || w.runes[j-1] == ' ' || extends(w.at(j)) {
			continue
		}
		if wordly(w.runes[j-1]) && wordly(w.at(j)) {
			foot.cost += costInside
		}
		if foot.cost <= f.budget {
			found = append(found, end{w.places[foot.start], w.places[j], foot.cost, foot.signs, foot.letters, foot.inside})
		}
	}
	return found
}

// cheapest is the best way to have fitted the phrase up to letter i at the last
// of the columns, of which all before are known, and this one down to i.
func (f *fuzzy) cheapest(w window, columns [][]cell, i int) cell {
	j, r := len(columns)-1, f.phrase[i]
	best := columns[j][i].plus(alone(r))
	if j == 0 {
		return best
	}
	before, got := columns[j-1], w.runes[j-1]
	best = better(best, before[i].plus(substitution(r, got)))
	best = better(best, before[i+1].plus(alone(got)))
	if i > 0 && pairOf(got) == [2]rune{f.phrase[i-1], r} {
		best = better(best, before[i-1].plus(costLookAlike))
	}
	if j > 1 && pairOf(r) == [2]rune{w.runes[j-2], got} {
		best = better(best, columns[j-2][i].plus(costLookAlike))
	}
	return best
}

// window is a part of a text without its joins. Places are where its runes
// stand in the text, with one more for the end of the last.
type window struct {
	runes  []rune
	places []int

	// before is the rune before the first.
	before rune
}

// cut is the part of the text from some runes before one place to some runes
// after another.
func (t *Text) cut(from, to, before, after int) window {
	for ; before > 0 && from > 0; before-- {
		_, size := utf8.DecodeLastRuneInString(t.plain[:from])
		from -= size
	}
	for ; after > 0 && to < len(t.plain); after-- {
		_, size := utf8.DecodeRuneInString(t.plain[to:])
		to += size
	}
	w := window{runes: make([]rune, 0, to-from), places: make([]int, 0, to-from+1)}
	w.before, _ = t.edges(from, to)
	for i, r := range t.plain[from:to] {
		if r != join {
			w.runes, w.places = append(w.runes, r), append(w.places, from+i)
		}
	}
	w.places = append(w.places, to)
	return w
}

// at is the rune at a place, ' ' at the window's end.
func (w window) at(j int) rune {
	if j < len(w.runes) {
		return w.runes[j]
	}
	return ' '
}

// begin is the phrase's beginning at a place of the window: within a word it
// costs something, and not at all at a space.
func (w window) begin(j int) cell {
	before := w.before
	if j > 0 {
		before = w.runes[j-1]
	}
	if wordly(before) && wordly(w.at(j)) {
		return cell{cost: costInside, start: j, inside: true}
	}
	if w.at(j) == ' ' {
		return cell{cost: maxSlips * costLetter * 2, start: j}
	}
	return cell{start: j}
}
