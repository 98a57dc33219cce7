package disjoint

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestWhatIsJoinedIsOneSet(t *testing.T) {
	s := New(5)
	s.Add()
	s.Join(4, 1)
	s.Join(5, 3)
	s.Join(3, 4)
	s.Join(1, 5)
	if got, want := s.Groups(), [][]int{{0}, {1, 3, 4, 5}, {2}}; !reflect.DeepEqual(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
	if got := new(Sets).Groups(); got != nil {
		t.Errorf("no numbers are in %v", got)
	}
}

// Against sets that are painted over, one number at a time.
func TestSetsAreThoseOfPaintingOver(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const n = 60
	s, paint := New(n), make([]int, n)
	for i := range paint {
		paint[i] = i
	}
	for range n {
		i, j := random.IntN(n), random.IntN(n)
		s.Join(i, j)
		keep, gone := min(paint[i], paint[j]), max(paint[i], paint[j])
		for k := range paint {
			if paint[k] == gone {
				paint[k] = keep
			}
		}
		for k := range paint {
			if s.Find(k) != paint[k] {
				t.Fatalf("after joining %d and %d: %d is in the set of %d, want %d", i, j, k, s.Find(k), paint[k])
			}
		}
	}
}
