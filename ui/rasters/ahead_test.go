package rasters

import (
	"context"
	"errors"
	"image"
	"slices"
	"testing"
	"testing/synctest"

	"recto/render"
)

// painter draws when it is let to, and notes what it was asked for.
type painter struct {
	asked   []int
	ahead   bool
	given   []int
	release chan error
}

func (p *painter) Info(context.Context, string, string) (render.Info, error) {
	return render.Info{}, errors.New("not asked for")
}

func (p *painter) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	p.asked = append(p.asked, req.Page)
	p.ahead = req.Ahead
	select {
	case err := <-p.release:
		return rasterOf(req.MaxWidth, req.MaxHeight), err
	case <-ctx.Done():
		p.given = append(p.given, req.Page)
		return render.Raster{}, ctx.Err()
	}
}

// stage is an Ahead over a painter, whose goroutine is the test's own.
type stage struct {
	*Ahead
	painter *painter
	cache   *Cache
	posted  chan func()
	came    []int
}

// staged runs a test in a bubble in which time and goroutines stand still
// while it looks.
func staged(t *testing.T, test func(*testing.T, *stage)) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := &stage{painter: &painter{release: make(chan error)}, cache: NewCache(1 << 20), posted: make(chan func(), 16)}
		s.Ahead = NewAhead(ctx, s.painter, s.cache, func(f func()) { s.posted <- f })
		s.OnPicture = func(key Key, _ Picture) { s.came = append(s.came, key.Page) }
		test(t, s)
		cancel()
		s.Wait() // else the bubble is deadlocked, which fails the test
	})
}

// settle runs what is posted until nothing moves by itself.
func (s *stage) settle() {
	synctest.Wait()
	for len(s.posted) > 0 {
		(<-s.posted)()
		synctest.Wait()
	}
}

// finish lets the picture be done that is being drawn.
func (s *stage) finish(err error) {
	s.painter.release <- err
	s.settle()
}

func wishes(pages ...int) []Wish {
	var all []Wish
	for _, n := range pages {
		all = append(all, Wish{keyOf(1, n, 10, 10), render.Request{Page: n, MaxWidth: 10, MaxHeight: 10}})
	}
	return all
}

func TestWishesAreFulfilledInOrderOneAtATime(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.cache.Put(keyOf(1, 5, 10, 10), rasterOf(10, 10))
		s.Want(wishes(4, 5, 6))
		s.settle()
		if !slices.Equal(s.painter.asked, []int{4}) || !s.painter.ahead {
			t.Fatalf("asked for %v, ahead %v; want [4], true", s.painter.asked, s.painter.ahead)
		}
		s.finish(nil)
		s.finish(nil)
		if !slices.Equal(s.came, []int{4, 6}) || s.Busy() {
			t.Errorf("came %v, busy %v; want [4 6] (5 was there), false", s.came, s.Busy())
		}
		if _, exact := s.cache.Whole(1, 6, image.Pt(10, 10)); !exact {
			t.Error("what came is not in the cache")
		}
	})
}

func TestAJumpGivesUpWhatIsWishedForNoMore(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.Want(wishes(1, 2))
		s.settle()
		s.Want(wishes(8))
		s.settle()
		s.finish(nil)
		if !slices.Equal(s.painter.asked, []int{1, 8}) || !slices.Equal(s.painter.given, []int{1}) || !slices.Equal(s.came, []int{8}) {
			t.Errorf("asked for %v, gave up %v, came %v; want [1 8], [1], [8]", s.painter.asked, s.painter.given, s.came)
		}
	})
}

func TestWhatIsStillWishedForGoesOn(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.Want(wishes(1, 2))
		s.settle()
		s.Want(wishes(2, 1))
		s.settle()
		s.finish(nil)
		s.finish(nil)
		if len(s.painter.given) != 0 || !slices.Equal(s.painter.asked, []int{1, 2}) {
			t.Errorf("asked for %v, gave up %v; want [1 2], none", s.painter.asked, s.painter.given)
		}
	})
}

func TestNothingBeginsWhileSomebodyWaits(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.Want(wishes(1, 2))
		s.settle()
		s.Hold(true)
		s.finish(nil)
		if !slices.Equal(s.painter.asked, []int{1}) {
			t.Errorf("asked for %v while held, want [1]", s.painter.asked)
		}
		s.Hold(false)
		s.settle()
		s.finish(nil)
		if !slices.Equal(s.came, []int{1, 2}) {
			t.Errorf("came %v, want [1 2]", s.came)
		}
	})
}

func TestAPictureThatFailedIsNotAskedForAgainWhileItsDocumentIsOpen(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.Want(wishes(1))
		s.settle()
		s.finish(render.ErrPage)
		s.Want(wishes(1))
		s.settle()
		if len(s.painter.asked) != 1 {
			t.Fatalf("asked for %v, want [1]", s.painter.asked)
		}
		s.Keep(func(int) bool { return false })
		s.Want(wishes(1))
		s.settle()
		s.finish(nil)
		if !slices.Equal(s.came, []int{1}) {
			t.Errorf("came %v, want [1]", s.came)
		}
	})
}

func TestAPictureTooLargeToBeKeptIsAskedForOnce(t *testing.T) {
	staged(t, func(t *testing.T, s *stage) {
		s.cache.SetLimit(100)
		s.OnPicture = func(key Key, _ Picture) { s.Want(wishes(key.Page)) }
		s.Want(wishes(1))
		s.settle()
		s.finish(nil)
		if len(s.painter.asked) != 1 {
			t.Errorf("asked for %v, want [1]", s.painter.asked)
		}
	})
}

func TestNeighboursLieInTheDirectionOfTheLastStep(t *testing.T) {
	for _, tt := range []struct {
		at, count, step int
		want            []int
	}{
		{5, 10, 1, []int{6, 7, 4}}, {5, 10, -1, []int{4, 3, 6}}, {5, 10, 40, []int{6, 7, 4}}, {5, 10, -3, []int{6, 7, 4}},
		{0, 10, 0, []int{1, 2}}, {0, 1, 0, []int{}}, {9, 10, 1, []int{8}}, {1, 2, -1, []int{0}},
	} {
		if got := Neighbours(tt.at, tt.count, tt.step); !slices.Equal(got, tt.want) {
			t.Errorf("Neighbours(%d, %d, %d) = %v, want %v", tt.at, tt.count, tt.step, got, tt.want)
		}
	}
}
