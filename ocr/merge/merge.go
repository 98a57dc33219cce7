// Package merge makes one reading of a page out of two.
package merge

import (
	"slices"

	"recto/ocr"
	"recto/ocr/disjoint"
)

// Words is the first reading, with those words of the second in the place of
// its own that are surer, and with what the second alone has found and is sure
// of. Both have their quads in pixels of one picture. Words of the second stand
// in the first's lines where words beside them were found by both, else in
// lines of their own, after the others.
func Words(first, second []ocr.Line) []ocr.Line {
	m := newMerger(first, second)
	for _, c := range m.clusters() {
		m.settle(c)
	}
	return m.lines()
}

const (
	// sameWord is the share of the smaller of two boxes that the other covers
	// where both hold the same ink.
	sameWord = 0.3

	// surer is by how much the second reading must be surer than the first.
	surer = 0.02

	// sureAlone is how sure the second must be of what the first does not have.
	sureAlone = 0.6
)

// word is a word of either reading with where it stands.
type word struct {
	ocr.Word
	line int
	box  box
}

type box struct{ left, top, right, bottom float64 }

func (b box) area() float64 { return max(0, b.right-b.left) * max(0, b.bottom-b.top) }

// shared is the part of the smaller box that lies in the other, in [0, 1].
func (b box) shared(o box) float64 {
	inner := box{max(b.left, o.left), max(b.top, o.top), min(b.right, o.right), min(b.bottom, o.bottom)}
	smaller := min(b.area(), o.area())
	if inner.left >= inner.right || inner.top >= inner.bottom || smaller == 0 {
		return 0
	}
	return inner.area() / smaller
}

type merger struct {
	first, second []ocr.Line
	a, b          []word
	drop          []bool // of the first's words
	home          []int  // the first's line for each line of the second, -1 for none
	taken         []word // of the second's words, line being that of the second
}

func newMerger(first, second []ocr.Line) *merger {
	m := &merger{first: first, second: second, a: wordsOf(first), b: wordsOf(second)}
	m.drop = make([]bool, len(m.a))
	m.home = make([]int, len(second))
	for i := range m.home {
		m.home[i] = -1
	}
	return m
}

func wordsOf(lines []ocr.Line) []word {
	var list []word
	for i, line := range lines {
		for _, w := range line.Words {
			left, top, right, bottom := w.Quad.Bounds()
			list = append(list, word{w, i, box{left, top, right, bottom}})
		}
	}
	return list
}

// cluster is words of both readings, by number, that hold the same ink.
type cluster struct{ a, b []int }

// clusters are the sets of words that overlap each other; each word of the
// second reading is in one.
func (m *merger) clusters() []cluster {
	sets := disjoint.New(len(m.b) + len(m.a)) // the second reading's words first
	for j, b := range m.b {
		for i, a := range m.a {
			if a.box.shared(b.box) >= sameWord {
				sets.Join(j, len(m.b)+i)
				m.home[b.line] = a.line
			}
		}
	}
	var list []cluster
	for _, set := range sets.Groups() {
		if set[0] >= len(m.b) {
			break // only words of the first from here on
		}
		var c cluster
		for _, n := range set {
			if n < len(m.b) {
				c.b = append(c.b, n)
			} else {
				c.a = append(c.a, n-len(m.b))
			}
		}
		list = append(list, c)
	}
	return list
}

// settle takes the surer reading of a cluster.
func (m *merger) settle(c cluster) {
	theirs := confidence(m.b, c.b)
	if len(c.a) == 0 {
		if theirs < sureAlone {
			return
		}
	} else if theirs < confidence(m.a, c.a)+surer {
		return
	}
	for _, i := range c.a {
		m.drop[i] = true
	}
	for _, j := range c.b {
		m.taken = append(m.taken, m.b[j])
	}
}

// confidence is the mean of words, each weighed by its letters.
func confidence(words []word, which []int) float64 {
	var sum, weight float64
	for _, i := range which {
		n := float64(len([]rune(words[i].Text)))
		sum += n * words[i].Confidence
		weight += n
	}
	return sum / max(1, weight)
}

// lines puts the words together.
func (m *merger) lines() []ocr.Line {
	kept := make([][]ocr.Word, len(m.first))
	for i, w := range m.a {
		if !m.drop[i] {
			kept[w.line] = append(kept[w.line], w.Word)
		}
	}
	alone := make([][]ocr.Word, len(m.second))
	for _, w := range m.taken {
		if home := m.home[w.line]; home >= 0 {
			kept[home] = append(kept[home], w.Word)
		} else {
			alone[w.line] = append(alone[w.line], w.Word)
		}
	}
	var list []ocr.Line
	blocks := 0
	for i, words := range kept {
		list = appendLine(list, m.first[i], words)
		blocks = max(blocks, m.first[i].Block+1)
	}
	for i, words := range alone {
		line := m.second[i]
		line.Block += blocks
		list = appendLine(list, line, words)
	}
	return list
}

// appendLine adds the line with the given words, sorted along it, if any.
func appendLine(list []ocr.Line, line ocr.Line, words []ocr.Word) []ocr.Line {
	if len(words) == 0 {
		return list
	}
	dx, dy := line.Quad[1].X-line.Quad[0].X, line.Quad[1].Y-line.Quad[0].Y
	along := func(w ocr.Word) float64 { c := w.Quad.Center(); return c.X*dx + c.Y*dy }
	slices.SortStableFunc(words, func(a, b ocr.Word) int {
		switch d := along(a) - along(b); {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	quads := make([]ocr.Quad, len(words))
	for i, w := range words {
		quads[i] = w.Quad
	}
	line.Words, line.Quad = words, ocr.Around(quads, line.Quad.Angle())
	return append(list, line)
}
