package find

import (
	"unicode/utf8"
)

// fuzzy finds what looks like a phrase. It first sweeps over the whole text
// with a coarse measure, a bit for each letter of the phrase (Myers 1999, the
// form for searching of Hyyrö 2003), and weighs the slips only where that finds
// something.
type fuzzy struct {
	// phrase is the query, loosely folded; letters is its length without spaces.
	phrase  []rune
	letters int

	// budget is what may be forgiven, in quarters of a slip; coarse is what
	// the sweep forgives, in whole slips.
	budget, coarse int

	// The sweep knows the shapes of the first letters alone, without spaces:
	// as many as a machine word has bits. Bit i of ascii[r] and other[r] is set
	// where shape i is r.
	ascii [utf8.RuneSelf]uint64
	other map[rune]uint64
	size  int
}

// maxSwept is how many shapes the sweep compares.
const maxSwept = 64

func newFuzzy(phrase string) *fuzzy {
	f := &fuzzy{phrase: []rune(phrase), other: map[rune]uint64{}}
	expanded := false
	for _, r := range f.phrase {
		if r == ' ' {
			continue
		}
		f.letters++
		if pair := pairOf(r); pair[0] != 0 {
			expanded = true
			f.add(pair[0])
			f.add(pair[1])
		} else {
			f.add(r)
		}
	}
	f.budget = allowance(f.letters)
	f.coarse = f.budget / costLetter
	if expanded && f.coarse > 0 {
		f.coarse++ // one slip in a pair is two in its letters
	}
	if f.budget == 0 || f.coarse >= f.size {
		return nil
	}
	return f
}

func (f *fuzzy) add(r rune) {
	if f.size == maxSwept {
		return
	}
	bit := uint64(1) << f.size
	f.size++
	if r = shape(r); r < utf8.RuneSelf {
		f.ascii[r] |= bit
	} else {
		f.other[r] |= bit
	}
}

// sweep is the state of Myers' search: the differences down a column of the
// table of distances, and the distance at its foot.
type sweep struct {
	up, down uint64
	distance int
}

// step takes the next letter of the text, by the places where the phrase has it.
func (s *sweep) step(places, last uint64) {
	diagonal := (places&s.up + s.up) ^ s.up | places | s.down
	rise, fall := s.down|^(diagonal|s.up), s.up&diagonal
	if rise&last != 0 {
		s.distance++
	} else if fall&last != 0 {
		s.distance--
	}
	rise, fall = rise<<1, fall<<1
	s.up, s.down = fall|^(diagonal|rise), rise&diagonal
}

func (f *fuzzy) places(r rune) uint64 {
	if r < utf8.RuneSelf {
		return f.ascii[shapes[r]]
	}
	return f.other[r]
}

// shapes is shape of every ASCII letter.
var shapes = func() (table [utf8.RuneSelf]rune) {
	for r := range table {
		table[r] = shape(rune(r))
	}
	return table
}()

// find gives the stretches of the text that look like the phrase, rising, none
// over another.
func (f *fuzzy) find(t *Text, whole bool) []stretch {
	var found []stretch
	last := uint64(1) << (f.size - 1)
	s := sweep{up: ^uint64(0), distance: f.size}
	from, to := -1, 0 // a run of places that the sweep accepts
	for at, r := range t.plain {
		if r == ' ' || r == join {
			continue
		}
		if pair := pairOf(r); pair[0] != 0 {
			s.step(f.places(pair[0]), last)
			s.step(f.places(pair[1]), last)
		} else {
			s.step(f.places(r), last)
		}
		if s.distance > f.coarse {
			if from >= 0 {
				found = f.weigh(t, from, to, whole, found)
				from = -1
			}
			continue
		}
		if from < 0 {
			from = at
		}
		to = at + utf8.RuneLen(r)
	}
	if from >= 0 {
		found = f.weigh(t, from, to, whole, found)
	}
	return found
}
