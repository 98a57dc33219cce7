package batch

import (
	"context"
	"slices"
	"time"

	"recto/ocr"
)

// Snapshot is the batch at one moment.
type Snapshot struct {
	Items []Item

	// Running is true from Start until the last document has ended, Paused
	// while no further page may begin.
	Running, Paused bool

	// Pages is how many pages were read since Start, and PerSecond how many in
	// a second, pauses left out; 0 before the first.
	Pages     int
	PerSecond float64

	// Left is a guess how long the pages of the open documents still take, as
	// many for each document that is not open yet; 0 where there is nothing to
	// guess from.
	Left time.Duration
}

// Count is how many documents are in one of the states.
func (s Snapshot) Count(states ...State) int {
	n := 0
	for _, i := range s.Items {
		if slices.Contains(states, i.State) {
			n++
		}
	}
	return n
}

// Snapshot copies the state.
func (b *Batch) Snapshot() Snapshot {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := Snapshot{Running: b.cancel != nil, Paused: b.cancel != nil && b.gate.Closed(), Pages: b.meter.Done}
	known, pages, left, unopened := 0, 0, 0, 0
	for _, i := range b.items {
		item := *i
		item.Targets = slices.Clone(i.Targets)
		s.Items = append(s.Items, item)
		if i.Pages > 0 {
			known, pages = known+1, pages+i.Pages
		}
		switch {
		case i.State.Ended():
		case i.Pages > 0:
			left += i.Pages - i.Read - i.Failed
		default:
			unopened++
		}
	}
	if s.Running {
		guess := float64(left) + float64(unopened)*float64(pages)/float64(max(1, known))
		s.PerSecond, s.Left = b.meter.Rate(b.cfg.Now(), guess)
	}
	return s
}

// gated is a Recognizer behind the gate, which counts pages as they end.
type gated struct {
	*Batch
	item *Item
}

// Recognize reads the page once the gate is open.
func (g gated) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	if err := g.gate.Pass(ctx); err != nil {
		return ocr.Page{}, err
	}
	page, err := g.cfg.Recognizer.Recognize(ctx, req)
	if ctx.Err() == nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.meter.Done++
		if err == nil {
			g.item.Read++
		} else {
			g.item.Failed++
		}
	}
	return page, err
}
