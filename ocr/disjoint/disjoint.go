// Package disjoint joins numbered things into sets that share none (union-find,
// with the paths halved as they are walked: Tarjan and van Leeuwen 1984).
package disjoint

// Sets are sets of the numbers from 0. Each set goes by its smallest number. The
// zero value has no numbers; Add brings the next one.
type Sets struct{ parent []int32 }

// New is n sets of one number each.
func New(n int) *Sets {
	s := &Sets{parent: make([]int32, n)}
	for i := range s.parent {
		s.parent[i] = int32(i) //nolint:gosec // callers number what fits in memory
	}
	return s
}

// Add makes a set of the next number.
func (s *Sets) Add() {
	s.parent = append(s.parent, int32(len(s.parent))) //nolint:gosec // as above
}

// Find is the smallest number of the set that i is in.
func (s *Sets) Find(i int) int {
	at := int32(i) //nolint:gosec // as above
	for s.parent[at] != at {
		s.parent[at] = s.parent[s.parent[at]]
		at = s.parent[at]
	}
	return int(at)
}

// Join makes one set of those that i and j are in.
func (s *Sets) Join(i, j int) {
	if a, b := s.Find(i), s.Find(j); a < b {
		s.parent[b] = int32(a) //nolint:gosec // as above
	} else {
		s.parent[a] = int32(b) //nolint:gosec // as above
	}
}

// Groups are the numbers of each set, in order; the sets come in the order of
// their smallest.
func (s *Sets) Groups() [][]int {
	at := make(map[int]int, len(s.parent))
	var groups [][]int
	for i := range s.parent {
		root := s.Find(i)
		if root == i {
			at[i] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[root]] = append(groups[at[root]], i)
	}
	return groups
}
