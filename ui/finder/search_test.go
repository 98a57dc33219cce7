package finder

import (
	"fmt"
	"strings"
	"testing"

	"recto/ocr/find"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// searched is a search whose results come to the test's own goroutine.
type searched struct {
	*Search
	loop    uitest.Loop
	changes int
}

func search(t *testing.T) *searched {
	s := &searched{loop: uitest.NewLoop()}
	s.Search = NewSearch(t.Context(), s.loop.Post)
	s.settle = 0
	s.OnChange = func() { s.changes++ }
	return s
}

func (s *searched) done(t *testing.T) {
	t.Helper()
	s.loop.Until(t, "the search is done", func() bool { return !s.Busy() })
}

// listed is every hit in its brackets, a line for a group.
func (s *searched) listed() string {
	var lines []string
	for _, g := range s.Groups() {
		line := g.Title + ":"
		for _, h := range g.Hits {
			line += fmt.Sprintf(" %s[%s]%s", h.Before, h.Text, h.After)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func page(title string, lines ...string) Page {
	return Page{Title: title, Text: find.NewText(ocrtest.Text(lines...))}
}

func TestSearchFindsOverAllPages(t *testing.T) {
	s := search(t)
	pages := []Page{page("1", "one two", "two"), page("2", "three"), page("3", "two")}
	s.SetPages(pages)
	s.Look(find.Query{Text: "two"})
	s.done(t)
	if got, want := s.listed(), "1: one [two] [two]\n3: [two]"; got != want {
		t.Errorf("listed %q, want %q", got, want)
	}
	if s.Total() != 3 || s.Kept() != 3 || s.changes == 0 {
		t.Errorf("total %d, kept %d, %d changes", s.Total(), s.Kept(), s.changes)
	}
	for number, want := range map[int]int{0: 0, 1: 0, 2: 2, 3: -1, -1: -1} {
		if at, _, ok := s.At(number); ok != (want >= 0) || ok && at != want {
			t.Errorf("hit %d is on page %d, %v; want %d", number, at, ok, want)
		}
	}
	for i, want := range []int{0, 2, 2} {
		if got := s.Before(i); got != want {
			t.Errorf("the hits of page %d begin with %d, want %d", i, got, want)
		}
	}
}

func TestPagesThatComeLaterAreSearchedToo(t *testing.T) {
	s := search(t)
	first, second, third := page("1", "two"), page("2", "two two"), page("3", "two")
	s.SetPages([]Page{second})
	s.Look(find.Query{Text: "two"})
	s.SetPages([]Page{second, third}) // while it searches
	s.done(t)
	s.SetPages([]Page{first, second, third})
	s.done(t)
	if got, want := s.listed(), "1: [two]\n2: [two] two two [two]\n3: [two]"; got != want {
		t.Errorf("listed %q, want %q", got, want)
	}
	s.SetPages([]Page{first, {Title: "2", Text: find.NewText(ocrtest.Text("read again"))}})
	s.done(t)
	if got, want := s.listed(), "1: [two]"; got != want || s.Total() != 1 {
		t.Errorf("after a page went and one was read again: %q, total %d", got, s.Total())
	}
}

func TestOnlyTheLastQueryLands(t *testing.T) {
	s := search(t)
	s.SetPages([]Page{page("1", "one two")})
	s.Look(find.Query{Text: "one"})
	s.Look(find.Query{Text: "two"})
	s.done(t)
	s.Wait()
	s.loop.Drain()
	if got, want := s.listed(), "1: one [two]"; got != want {
		t.Errorf("listed %q, want %q", got, want)
	}
	s.Look(find.Query{})
	if s.Busy() || !s.Empty() || s.listed() != "" {
		t.Errorf("an empty query lists %q", s.listed())
	}
}

func TestHitsBehindTheBoundAreCounted(t *testing.T) {
	s := search(t)
	line := strings.Repeat("a ", 1000)
	var pages []Page
	for i := range 12 {
		pages = append(pages, page(fmt.Sprint(i), line))
	}
	s.SetPages(pages)
	s.Look(find.Query{Text: "a"})
	s.done(t)
	if s.Kept() != MaxHits || s.Total() != 12_000 {
		t.Errorf("kept %d of %d, want %d of 12000", s.Kept(), s.Total(), MaxHits)
	}
}

func TestSearchEndsWithItsOwner(t *testing.T) {
	s := search(t)
	s.settle = 1 << 40
	s.SetPages([]Page{page("1", "a")})
	s.Look(find.Query{Text: "a"})
	s.Look(find.Query{})
	s.Wait()
}
