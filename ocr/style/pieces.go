package style

import (
	"slices"
)

// piece is a piece of connected ink (8 neighbours) and its bounds in pixels of
// the strip; right and bottom are the first without its ink.
type piece struct {
	left, top, right, bottom int
	area                     int
	label                    int32
}

func (p piece) width() int  { return p.right - p.left }
func (p piece) height() int { return p.bottom - p.top }

// smallest is from how many pixels on a piece is more than a speck.
const smallest = 8

// pieces finds the ink that belongs to the line: specks are left out, and what
// reaches in from the lines above and below. It takes both out of the ink.
// labels has the number of each pixel's piece, 0 for none.
func (s *strip) pieces() (found []piece, labels []int32) {
	labels = make([]int32, len(s.ink))
	var stack []int
	for i, ink := range s.ink {
		if !ink || labels[i] != 0 {
			continue
		}
		p := piece{left: s.width, top: s.height, label: int32(len(found) + 1)}
		labels[i] = p.label
		stack = append(stack[:0], i)
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = s.grow(&p, labels, at, stack[:len(stack)-1])
		}
		found = append(found, p)
	}
	kept := found[:0:0]
	keep := make([]bool, len(found)+1)
	for _, p := range found {
		if p.area >= smallest && !s.foreign(p) {
			kept, keep[p.label] = append(kept, p), true
		}
	}
	for i, label := range labels {
		if label != 0 && !keep[label] {
			labels[i], s.ink[i] = 0, false
		}
	}
	slices.SortFunc(kept, func(a, b piece) int { return a.left + a.right - b.left - b.right })
	return kept, labels
}

// grow adds the pixel to the piece, and its neighbours to those to be looked at.
func (s *strip) grow(p *piece, labels []int32, at int, stack []int) []int {
	x, y := at%s.width, at/s.width
	p.left, p.right = min(p.left, x), max(p.right, x+1)
	p.top, p.bottom = min(p.top, y), max(p.bottom, y+1)
	p.area++
	for ny := max(0, y-1); ny <= min(s.height-1, y+1); ny++ {
		for nx := max(0, x-1); nx <= min(s.width-1, x+1); nx++ {
			if next := ny*s.width + nx; s.ink[next] && labels[next] == 0 {
				labels[next] = p.label
				stack = append(stack, next)
			}
		}
	}
	return stack
}

// foreign reports whether a piece hangs on the upper or lower edge and does not
// reach the line's middle.
func (s *strip) foreign(p piece) bool {
	return p.top == 0 && p.bottom <= s.height/3 || p.bottom == s.height && p.top >= s.height-s.height/3
}

// median is the middle of the sorted copy of values; 0 of none.
func median(values []float64) float64 { return quantile(values, 0.5) }

func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}
