// Package rules finds the thin straight lines on a page's raster, and takes
// them out without harm to the letters.
package rules

import (
	"slices"

	"recto/ocr/prepare"
	"recto/render"
)

// Rule is a thin straight line of ink: a rule, an underline, the line of a
// table or of a box. Left and Top are its first column and row in pixels, Right
// and Bottom the first ones without it.
type Rule struct{ Left, Top, Right, Bottom int }

const (
	// ruleLength is the least length of a rule against the x-height: dashes and
	// the bars of letters are shorter, underlines of words seldom are.
	ruleLength = 3.5

	// ruleThickness is the most that a rule measures across, against the
	// x-height; the strokes of bold print are about a quarter of it.
	ruleThickness = 0.4

	// bareShare is the share of a rule's length along which nothing touches it:
	// less, and it belongs to a picture, or joins the letters of a word.
	bareShare = 0.5
)

// Without is a copy of an upright grey raster without its rules, and where
// they were; the raster itself where there are none. letters is the x-height in
// pixels. Strokes that cross a rule stay whole.
func Without(r render.Raster, letters int) (clean render.Raster, rules []Rule) {
	limit, paper := prepare.Otsu(r), prepare.Paper(r)
	if paper <= limit {
		return r, nil // light on dark, or a picture
	}
	clean = r
	for _, upright := range []bool{false, true} {
		f := newFinder(r, upright, letters, limit)
		for _, rule := range f.find() {
			if len(rules) == 0 {
				clean.Pix = slices.Clone(r.Pix)
			}
			f.erase(clean.Pix, rule, paper)
			rules = append(rules, f.bounds(rule))
		}
	}
	return clean, rules
}

// finder looks for the rules of one direction. u runs along them, v across.
type finder struct {
	pix            []byte
	alongs, across int // extent in u and in v
	du, dv         int // steps in pix
	upright        bool
	length, thick  int
	bump           int // by how much a rule may vary in thickness
	limit          byte
}

func newFinder(r render.Raster, upright bool, letters int, limit byte) *finder {
	f := &finder{
		pix: r.Pix, alongs: r.Width, across: r.Height, du: 1, dv: r.Width, upright: upright, limit: limit,
		length: max(20, int(ruleLength*float64(letters))), thick: max(3, int(ruleThickness*float64(letters))),
		bump: max(2, letters/5),
	}
	if upright {
		f.alongs, f.across, f.du, f.dv = r.Height, r.Width, r.Width, 1
	}
	return f
}

func (f *finder) ink(u, v int) bool {
	return u >= 0 && v >= 0 && u < f.alongs && v < f.across && f.pix[u*f.du+v*f.dv] <= f.limit
}

// found is a rule: where its ink begins and ends across it, for each step along
// it from start on; last < first where none of it was seen.
type found struct {
	start       int
	first, last []int32
	thick       int // usually
}

func (f *finder) find() []found {
	var list []found
	for _, group := range joined(f.strokes()) {
		if rule, ok := f.measure(group); ok {
			list = append(list, rule)
		}
	}
	return list
}

// measure follows a group of strokes; ok is false where it is too thick for a
// rule, or mostly touched by other ink.
func (f *finder) measure(group []stroke) (rule found, ok bool) {
	start, end := group[0].from, group[0].to
	for _, s := range group {
		start, end = min(start, s.from), max(end, s.to)
	}
	n := end - start
	rule = found{start: start, first: make([]int32, n), last: make([]int32, n)}
	for i := range rule.last {
		rule.last[i] = -1
	}
	var sizes []int
	for _, s := range group {
		for u := s.from; u < s.to; u++ {
			if rule.last[u-start] >= 0 || !f.ink(u, s.v) {
				continue
			}
			first, last := s.v, s.v
			for reach := s.v - 3*f.thick; first > reach && f.ink(u, first-1); {
				first--
			}
			for reach := s.v + 3*f.thick; last < reach && f.ink(u, last+1); {
				last++
			}
			rule.first[u-start], rule.last[u-start] = int32(first), int32(last)
			sizes = append(sizes, last-first+1)
		}
	}
	slices.Sort(sizes)
	rule.thick = sizes[len(sizes)/4]
	bare, _ := slices.BinarySearch(sizes, rule.thick+f.bump+1)
	return rule, rule.thick <= f.thick && n >= 8*rule.thick && float64(bare) >= bareShare*float64(len(sizes))
}

// erase paints a rule over with paper, in pix. Where ink meets it on one side,
// the rule's own share of it goes; where on both sides, a stroke crosses, and
// stays.
func (f *finder) erase(pix []byte, rule found, paper byte) {
	first, last := -1, -1 // of the rule where nothing touched it last
	for i := range rule.first {
		a, b := int(rule.first[i]), int(rule.last[i])
		if b < 0 {
			continue
		}
		u := rule.start + i
		if b-a+1 <= rule.thick+f.bump {
			first, last = a, b
			f.paint(pix, u, a-f.fringe(u, a, -1), b+f.fringe(u, b, 1), paper)
			continue
		}
		if first < 0 || b < first || a > last {
			continue
		}
		above, below := a < first-f.bump, b > last+f.bump
		switch {
		case above && below:
		case above:
			f.paint(pix, u, first, b+f.fringe(u, b, 1), paper)
		case below:
			f.paint(pix, u, a-f.fringe(u, a, -1), last, paper)
		}
	}
}

// fringe is how many pixels beyond the edge at v are the blur of its ink: they
// grow lighter from one to the next.
func (f *finder) fringe(u, v, step int) int {
	n := 0
	for before := f.pix[u*f.du+v*f.dv]; n < 3; n++ {
		next := v + (n+1)*step
		if next < 0 || next >= f.across {
			break
		}
		value := f.pix[u*f.du+next*f.dv]
		if value <= before {
			break
		}
		before = value
	}
	return n
}

func (f *finder) paint(pix []byte, u, first, last int, paper byte) {
	for v := max(0, first); v <= min(last, f.across-1); v++ {
		pix[u*f.du+v*f.dv] = paper
	}
}

// bounds are the edges of a rule on the raster.
func (f *finder) bounds(rule found) Rule {
	first, last := int32(f.across), int32(-1)
	for i, b := range rule.last {
		if b >= 0 && int(b-rule.first[i])+1 <= rule.thick+f.bump {
			first, last = min(first, rule.first[i]), max(last, b)
		}
	}
	end := rule.start + len(rule.first)
	if f.upright {
		return Rule{int(first), rule.start, int(last) + 1, end}
	}
	return Rule{rule.start, int(first), end, int(last) + 1}
}
