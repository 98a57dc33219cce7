package order

import (
	"math"
	"slices"

	"recto/ocr"
)

// How wide a gap between two words must be to part a line, in heights of its
// words, which lie between that of a small letter and of a capital. Typewritten
// sentences stand up to 2.5 apart, words of justified narrow columns up to 2.
const (
	surelyApart = 4   // without a look at the neighbours
	farApart    = 2   // where partRows neighbours leave the gap open
	leastApart  = 1.1 // where alignedRows do and words begin or end at one edge
	unusual     = 1.6 // times the usual gap of the line or page, for all of them

	mostSpace = 1.2 // heights between words, as a typewriter has them

	partRows    = 2
	alignedRows = 3
	openGap     = 0.8 // of the height stays open in the neighbours
	otherSpace  = 1.3 // times the usual gap of the neighbour
	sameEdge    = 0.5 // of the height between edges that are one
	pitchRatio  = 3.2 // of the distance to the next row to the height
)

// joint says how a line came by its start.
type joint int

const (
	whole  joint = iota // it starts where a line of the engine does
	column              // it was parted from the piece before where a column or cells run
	loose               // it was parted from the piece before at a wide gap alone
)

// split parts lines that run across columns or cells of a table: at gaps far
// wider than the spaces of the line, and at lesser ones that go on through the
// lines above and below. Words keep their order. angle is the page's, in
// degrees clockwise. joints are of the lines that it returns.
func split(lines []ocr.Line, angle float64) (out []ocr.Line, joints []joint) {
	s := newSplitter(lines, angle)
	for i, line := range lines {
		start, before := 0, whole
		for k := 1; k < len(line.Words); k++ {
			if how := s.parts(i, k); how != whole {
				out, joints = append(out, piece(line, start, k)), append(joints, before)
				start, before = k, how
			}
		}
		if start > 0 {
			line = piece(line, start, len(line.Words))
		}
		out, joints = append(out, line), append(joints, before)
	}
	return out, joints
}

// piece is the line's words from start up to end as a line of their own.
func piece(line ocr.Line, start, end int) ocr.Line {
	part := line
	part.Words = slices.Clone(line.Words[start:end])
	quads := make([]ocr.Quad, len(part.Words))
	for i, w := range part.Words {
		quads[i] = w.Quad
	}
	part.Quad = ocr.Around(quads, line.Quad.Angle())
	return part
}

// splitter knows where the words of a page stand.
type splitter struct {
	words  [][]area  // of each line, in its order; none of a line that runs across
	height []float64 // median of its words
	space  []float64 // usual gap of its words
	rows   []row     // from the top
	rowOf  []int     // of each line
}

// row is what stands side by side on a page, from the left.
type row struct {
	middle float64
	words  []area
	space  float64
}

func newSplitter(lines []ocr.Line, angle float64) splitter {
	f := frameOf(angle, rightToLeft(lines))
	s := splitter{
		words: make([][]area, len(lines)), height: make([]float64, len(lines)),
		space: make([]float64, len(lines)), rowOf: make([]int, len(lines)),
	}
	var ratios []float64
	for i, line := range lines {
		if s.rowOf[i] = -1; lies(line, angle) {
			continue
		}
		var heights []float64
		for _, w := range line.Words {
			a := f.areaOf(w.Quad)
			s.words[i] = append(s.words[i], a)
			heights = append(heights, a.height())
		}
		s.height[i] = median(heights)
		for _, g := range gaps(s.words[i]) {
			ratios = append(ratios, g/max(1, s.height[i]))
		}
	}
	usual := median(ratios)
	for i := range lines {
		// A line of few words may have no usual gap of its own, and that of a row
		// of a table is none between words.
		s.space[i] = max(usual*s.height[i], 0)
		if own := gaps(s.words[i]); len(own) > 3 {
			s.space[i] = max(s.space[i], median(own))
		}
		s.space[i] = min(s.space[i], mostSpace*s.height[i])
	}
	s.fillRows()
	return s
}

// lies reports whether a line runs across the page's direction.
func lies(line ocr.Line, angle float64) bool {
	return math.Abs(ocr.NormalizeAngle(line.Quad.Angle()-angle)) > 45
}

// gaps are the widths between words that follow each other.
func gaps(words []area) []float64 {
	var list []float64
	for k := 1; k < len(words); k++ {
		list = append(list, words[k].left-words[k-1].right)
	}
	return list
}

// fillRows sorts the lines into rows.
func (s *splitter) fillRows() {
	var order []int
	middle := make([]float64, len(s.words))
	for i, words := range s.words {
		if len(words) > 0 {
			order = append(order, i)
			for _, w := range words {
				middle[i] += w.middle() / float64(len(words))
			}
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(middle[i], middle[j]) })
	for _, i := range order {
		n := len(s.rows) - 1
		if n < 0 || middle[i]-s.rows[n].middle > s.height[i]/2 {
			s.rows = append(s.rows, row{middle: middle[i]})
			n++
		}
		s.rows[n].words = append(s.rows[n].words, s.words[i]...)
		s.rows[n].space = max(s.rows[n].space, s.space[i])
		s.rowOf[i] = n
	}
	for _, r := range s.rows {
		slices.SortFunc(r.words, func(a, b area) int { return compare(a.left, b.left) })
	}
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// parts is how line i is parted before its word k, whole where it is not.
func (s *splitter) parts(i, k int) joint {
	if s.words[i] == nil {
		return whole
	}
	before, after, h := s.words[i][k-1], s.words[i][k], s.height[i]
	gap := after.left - before.right
	if gap < leastApart*h || gap < unusual*s.space[i] {
		return whole
	}
	open, starts, ends := s.corridor(s.rowOf[i], before.right, after.left, h)
	switch {
	case gap >= farApart*h && open >= partRows, open >= alignedRows && max(starts, ends) >= alignedRows:
		return column
	case gap > surelyApart*h && gap > 2*unusual*s.space[i] && !s.hole(s.rowOf[i], before.right, after.left, h):
		return loose
	}
	return whole
}

// hole reports whether text runs on over and under the gap: a word of running
// text is missing there, which nobody could read.
func (s *splitter) hole(at int, left, right, h float64) bool {
	for _, r := range []int{at - 1, at + 1} {
		if r < 0 || r >= len(s.rows) || math.Abs(s.rows[r].middle-s.rows[at].middle) > pitchRatio*h {
			return false
		}
		from, to := s.rows[r].free(left, right)
		if min(to, right)-max(from, left) > (right-left)/3 {
			return false
		}
	}
	return true
}

// corridor is through how many rows above and below the gap from left to right
// goes on, with text on both sides, and in how many of them text starts or ends
// at its edges.
func (s *splitter) corridor(at int, left, right, h float64) (open, starts, ends int) {
	for _, step := range []int{-1, 1} {
		from, to := left, right
		for r, n := at+step, 0; r >= 0 && r < len(s.rows) && n < 4; r, n = r+step, n+1 {
			if math.Abs(s.rows[r].middle-s.rows[r-step].middle) > pitchRatio*h {
				break
			}
			freeFrom, freeTo := s.rows[r].free(from, to)
			if min(to, freeTo)-max(from, freeFrom) < openGap*h || freeTo-freeFrom < otherSpace*s.rows[r].space {
				break
			}
			if math.IsInf(freeFrom, 0) || math.IsInf(freeTo, 0) {
				continue // text on one side alone says nothing
			}
			from, to = max(from, freeFrom), min(to, freeTo)
			open++
			if math.Abs(freeTo-right) < sameEdge*h {
				starts++
			}
			if math.Abs(freeFrom-left) < sameEdge*h {
				ends++
			}
		}
	}
	return open, starts, ends
}

// free is the widest gap of the row that shares a stretch with from to to: its
// edges, infinite where no text stands beyond. It is empty where words fill
// the stretch.
func (r row) free(from, to float64) (left, right float64) {
	edge := math.Inf(-1)
	best := -1.0
	look := func(next float64) {
		if wide := min(to, next) - max(from, edge); wide > best {
			best, left, right = wide, edge, next
		}
	}
	for _, w := range r.words {
		look(w.left)
		edge = max(edge, w.right)
	}
	look(math.Inf(1))
	if best <= 0 {
		return 0, 0
	}
	return left, right
}
