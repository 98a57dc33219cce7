package finder

import (
	"context"
	"time"

	"recto/ocr"
	"recto/ocr/find"
	"recto/ui/task"
)

// MaxHits is how many hits are kept to be listed; those behind are counted.
const MaxHits = 10_000

// The pace of a search.
const (
	// settleTime is how long a query must rest before it is looked for.
	settleTime = 120 * time.Millisecond

	// stretchTime is about how long pages are searched before what was found
	// is shown.
	stretchTime = 30 * time.Millisecond
)

// Page is a page to be searched. A Text of its own tells it from others: a page
// that was read again has another one.
type Page struct {
	Title string
	Text  *find.Text
}

// Search looks for a query on pages, away from the user interface's goroutine,
// which all its methods belong to. Pages may come and go while it runs.
type Search struct {
	// OnChange is told that there are other hits, or that a search began or
	// ended.
	OnChange func()

	settle      time.Duration
	pattern     *find.Pattern
	pages       []Page
	found       map[*find.Text]result
	kept, total int
	latest      *task.Latest[[]result]
}

// result is what a page holds.
type result struct {
	text  *find.Text
	found find.Found
	hits  []Hit
}

// NewSearch makes a search for nothing, which ends with ctx. Post runs a
// function on the user interface's goroutine.
func NewSearch(ctx context.Context, post func(func())) *Search {
	return &Search{OnChange: func() {}, settle: settleTime, pattern: find.Compile(find.Query{}),
		latest: task.New[[]result](ctx, post)}
}

// Look looks for another query on the pages; one without text finds nothing.
func (s *Search) Look(q find.Query) {
	s.pattern = find.Compile(q)
	s.forget()
	s.latest.Stop()
	s.next(s.settle)
	s.OnChange()
}

func (s *Search) forget() { s.found, s.kept, s.total = map[*find.Text]result{}, 0, 0 }

// SetPages gives the pages in their order. What was found on those that stay
// stays found.
func (s *Search) SetPages(pages []Page) {
	s.pages = pages
	had := s.found
	s.forget()
	for _, p := range pages {
		if r, ok := had[p.Text]; ok {
			s.add(r)
		}
	}
	if !s.latest.Running() {
		s.next(0)
	}
	s.OnChange()
}

func (s *Search) add(r result) {
	if _, ok := s.found[r.text]; !ok {
		s.found[r.text] = r
		s.kept, s.total = s.kept+len(r.hits), s.total+r.found.Total
	}
}

// next searches the pages that were not searched yet, or some of them.
func (s *Search) next(wait time.Duration) {
	if s.pattern.Empty() {
		return
	}
	var texts []*find.Text
	for _, p := range s.pages {
		if _, ok := s.found[p.Text]; !ok {
			texts = append(texts, p.Text)
		}
	}
	if len(texts) == 0 {
		return
	}
	pattern, keep := s.pattern, MaxHits-s.kept
	s.latest.Start(
		func(ctx context.Context) ([]result, error) {
			select {
			case <-time.After(wait):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			return stretch(ctx, pattern, texts, keep)
		},
		func(results []result, _ error) {
			s.land(results)
			s.next(0)
			s.OnChange()
		},
	)
}

// stretch searches pages for a while, one at least.
func stretch(ctx context.Context, pattern *find.Pattern, texts []*find.Text, keep int) ([]result, error) {
	began := time.Now()
	var results []result
	for _, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		hits, total := pattern.Find(text, keep)
		keep -= len(hits)
		results = append(results, result{text, find.Found{Hits: hits, Total: total}, shown(text.Page(), hits)})
		if time.Since(began) > stretchTime {
			break
		}
	}
	return results, nil
}

// land keeps the results of pages that are still there.
func (s *Search) land(results []result) {
	there := map[*find.Text]bool{}
	for _, p := range s.pages {
		there[p.Text] = true
	}
	for _, r := range results {
		if there[r.text] {
			s.add(r)
		}
	}
}

// shown is the hits as the list shows them.
func shown(page ocr.Page, hits []find.Hit) []Hit {
	list := make([]Hit, len(hits))
	for i, h := range hits {
		before, text, after := find.Excerpt(page, h)
		list[i] = Hit{Before: before, Text: text, After: after, Likeness: h.Likeness, Confidence: 1}
		for _, line := range page.Part(h.Span).Lines {
			for _, word := range line.Words {
				list[i].Confidence = min(list[i].Confidence, word.Confidence)
			}
		}
	}
	return list
}

// Busy reports whether pages are still to be searched.
func (s *Search) Busy() bool { return s.latest.Running() }

// Total is how many hits were found, kept or not.
func (s *Search) Total() int { return s.total }

// Empty reports whether nothing is looked for.
func (s *Search) Empty() bool { return s.pattern.Empty() }

// Groups are the hits as the pane lists them, a group for each page with any.
func (s *Search) Groups() []Group {
	var groups []Group
	for _, p := range s.pages {
		if r := s.found[p.Text]; len(r.hits) > 0 {
			groups = append(groups, Group{Title: p.Title, Hits: r.hits})
		}
	}
	return groups
}

// Hits are the hits of the page at a place among the pages, in order.
func (s *Search) Hits(page int) []find.Hit { return s.found[s.pages[page].Text].found.Hits }

// Before is how many hits are listed before the page at a place among the
// pages: the number, from 0, of its first one.
func (s *Search) Before(page int) int {
	n := 0
	for _, p := range s.pages[:page] {
		n += len(s.found[p.Text].hits)
	}
	return n
}

// At is where the hit of a number stands, counted over all pages from 0: its
// page's place among the pages, and its own among the page's hits; false where
// there is none.
func (s *Search) At(number int) (page, hit int, ok bool) {
	if number < 0 {
		return 0, 0, false
	}
	for i, p := range s.pages {
		n := len(s.found[p.Text].hits)
		if number < n {
			return i, number, true
		}
		number -= n
	}
	return 0, 0, false
}

// Kept is how many hits are listed.
func (s *Search) Kept() int { return s.kept }

// Wait returns when no search runs any more. It cancels nothing.
func (s *Search) Wait() { s.latest.Wait() }
