package style

import (
	"math"
)

// twins tells how alike the letters are that are most alike: print repeats its
// letters exactly, a hand never does.
type twins struct {
	n                     int     // letters that were compared
	mean, nearest, median float64 // distance of a letter from its nearest twin
}

const (
	twinSide = 8  // letters are compared on so many cells each way
	mostTwin = 40 // of a line so many letters are compared
)

// letter is a piece as it is compared.
type letter struct {
	cells         [twinSide * twinSide]uint8 // share of ink, 255 is full
	height, shape float64                    // logarithms of the height and of width to height
}

// findTwins compares the pieces that are no larger than letters.
func (s *strip) findTwins(pieces []piece, labels []int32, body float64) twins {
	var letters []letter
	for _, p := range pieces {
		h, w := float64(p.height()), float64(p.width())
		if h < 0.6*body || h > 3*body || w > 2.5*h || w < 0.25*h {
			continue
		}
		if letters = append(letters, s.letter(p, labels)); len(letters) == mostTwin {
			break
		}
	}
	t := twins{n: len(letters)}
	if t.n < 4 {
		return t
	}
	var distances []float64
	for i := range letters {
		best := math.Inf(1)
		for j := range letters {
			if i != j {
				best = min(best, letters[i].distance(&letters[j], best))
			}
		}
		distances = append(distances, best)
		t.mean += best / float64(t.n)
	}
	t.nearest, t.median = quantile(distances, 0.25), median(distances)
	return t
}

// letter brings a piece onto its cells.
func (s *strip) letter(p piece, labels []int32) letter {
	l := letter{
		height: math.Log(float64(p.height())),
		shape:  math.Log(float64(p.width()) / float64(p.height())),
	}
	var ink, all [twinSide * twinSide]int
	for y := p.top; y < p.bottom; y++ {
		row := (y - p.top) * twinSide / p.height() * twinSide
		for x := p.left; x < p.right; x++ {
			cell := row + (x-p.left)*twinSide/p.width()
			all[cell]++
			if labels[y*s.width+x] == p.label {
				ink[cell]++
			}
		}
	}
	for i, n := range all {
		if n > 0 {
			l.cells[i] = uint8(255 * ink[i] / n)
		}
	}
	return l
}

// distance is 0 for the same letter and about 0.3 for another; what is known to
// be beyond limit is not computed to the end.
func (l *letter) distance(other *letter, limit float64) float64 {
	d := math.Abs(l.height-other.height) + math.Abs(l.shape-other.shape)
	if d > limit {
		return d
	}
	sum := 0
	for i, c := range l.cells {
		difference := int(c) - int(other.cells[i])
		sum += max(difference, -difference)
	}
	return d + float64(sum)/(255*twinSide*twinSide)
}
