package ocrtest

import (
	"cmp"
	"slices"
	"strings"

	"recto/ocr"
)

// Found counts what of a truth was found.
type Found struct {
	Hits, Truth, Got int
}

// Recall is the share of the truth that was found, in [0, 1]; 1 of no truth.
func (f Found) Recall() float64 { return share(f.Hits, f.Truth) }

// Precision is the share of what was found that is true, in [0, 1]; 1 of
// nothing found.
func (f Found) Precision() float64 { return share(f.Hits, f.Got) }

// F1 is the harmonic mean of both.
func (f Found) F1() float64 { return share(2*f.Hits, f.Truth+f.Got) }

// Add is both counts together.
func (f Found) Add(other Found) Found {
	return Found{f.Hits + other.Hits, f.Truth + other.Truth, f.Got + other.Got}
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Bag compares the words of two texts whatever their order, each as often as it
// stands there.
func Bag(truth, got string) Found {
	count := map[string]int{}
	a, b := strings.Fields(Fold(truth)), strings.Fields(Fold(got))
	for _, w := range a {
		count[w]++
	}
	f := Found{Truth: len(a), Got: len(b)}
	for _, w := range b {
		if count[w] > 0 {
			count[w]--
			f.Hits++
		}
	}
	return f
}

// leastOverlap is from which intersection over union on a word counts as found
// at its place: that of docTR's end-to-end measure.
const leastOverlap = 0.5

// Placed compares words with their places: a word is found where one of equal
// text (quote marks and dashes folded) overlaps it by an intersection over union
// of at least 0.5, each once. Places are the quads' bounds, as in docTR's
// measure for upright pages. Words without text are left out.
func Placed(truth, got []ocr.Word) Found {
	matches := Match(truth, got)
	f := Found{Truth: len(truth), Got: len(got)}
	for _, i := range matches {
		if i >= 0 {
			f.Hits++
		}
	}
	return f
}

// Match is, for each word of got, the index of the word of truth that it is, as
// Placed counts; -1 for none.
func Match(truth, got []ocr.Word) []int {
	type pair struct {
		truth, got int
		overlap    float64
	}
	byText := map[string][]int{}
	for i, w := range truth {
		text := Fold(w.Text)
		byText[text] = append(byText[text], i)
	}
	var pairs []pair
	matches := make([]int, len(got))
	for j, w := range got {
		matches[j] = -1
		for _, i := range byText[Fold(w.Text)] {
			if o := Overlap(truth[i].Quad, w.Quad); o >= leastOverlap {
				pairs = append(pairs, pair{i, j, o})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.overlap, a.overlap) })
	taken := make([]bool, len(truth))
	for _, p := range pairs {
		if !taken[p.truth] && matches[p.got] < 0 {
			taken[p.truth], matches[p.got] = true, p.truth
		}
	}
	return matches
}

// Overlap is the intersection over union of the bounds of two quads, in [0, 1].
func Overlap(a, b ocr.Quad) float64 {
	l1, t1, r1, b1 := a.Bounds()
	l2, t2, r2, b2 := b.Bounds()
	width, height := min(r1, r2)-max(l1, l2), min(b1, b2)-max(t1, t2)
	if width <= 0 || height <= 0 {
		return 0
	}
	both := width * height
	return both / ((r1-l1)*(b1-t1) + (r2-l2)*(b2-t2) - both)
}
