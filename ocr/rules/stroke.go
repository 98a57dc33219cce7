package rules

import (
	"slices"

	"recto/ocr/disjoint"
)

// stroke is ink from column from to before to in one row, in u and v.
type stroke struct{ v, from, to int }

// strokes are the strokes that are long enough, by rows. Each covers a multiple
// of the length, so that only those need looking at.
func (f *finder) strokes() []stroke {
	var list []stroke
	ends := make([]int, f.across)
	for u := f.length - 1; u < f.alongs; u += f.length {
		for v := range f.across {
			if u < ends[v] || f.pix[u*f.du+v*f.dv] > f.limit {
				continue
			}
			from, to := u, u+1
			for f.ink(from-1, v) || f.ink(from-2, v) {
				from--
			}
			for f.ink(to, v) || f.ink(to+1, v) {
				to++
			}
			ends[v] = to
			if to-from >= f.length {
				list = append(list, stroke{v, from, to})
			}
		}
	}
	slices.SortFunc(list, func(a, b stroke) int {
		if a.v != b.v {
			return a.v - b.v
		}
		return a.from - b.from
	})
	return list
}

// joined groups strokes that touch in rows next to each other.
func joined(strokes []stroke) [][]stroke {
	sets := disjoint.New(len(strokes))
	above := 0
	for i, s := range strokes {
		for strokes[above].v < s.v-1 {
			above++
		}
		for j := above; j < i && strokes[j].v < s.v; j++ {
			if strokes[j].from <= s.to && s.from <= strokes[j].to {
				sets.Join(i, j)
			}
		}
	}
	var groups [][]stroke
	for _, set := range sets.Groups() {
		group := make([]stroke, len(set))
		for k, i := range set {
			group[k] = strokes[i]
		}
		groups = append(groups, group)
	}
	return groups
}
