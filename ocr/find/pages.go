package find

import (
	"context"
	"iter"

	"recto/ocr"
)

// Found is what a page holds of a pattern: its first hits, and how many there
// are in all.
type Found struct {
	Hits  []Hit
	Total int
}

// Pages searches pages in their order and gives, with its place in texts, what
// each holds that has a hit. A nil page is left out. At most keep hits are
// given in all; behind that they are counted only. It stops where ctx ends,
// which it does not tell.
func (p *Pattern) Pages(ctx context.Context, texts []*Text, keep int) iter.Seq2[int, Found] {
	return func(yield func(int, Found) bool) {
		left := keep
		for i, t := range texts {
			if ctx.Err() != nil {
				return
			}
			if t == nil {
				continue
			}
			hits, total := p.Find(t, left)
			left -= len(hits)
			if total > 0 && !yield(i, Found{hits, total}) {
				return
			}
		}
	}
}

// Weak is the next word after from, or the last one before it, that the engine
// is less sure of than below, which lies in [0, 1]; false where there is none.
// After ocr.NoMark come all words, before it none: start from End to go
// backwards over a page.
func Weak(page ocr.Page, below float64, from ocr.Mark, forward bool) (ocr.Mark, bool) {
	weak, found := ocr.NoMark, false
	for i, line := range page.Lines {
		for j, word := range line.Words {
			m := ocr.Mark{Line: i, Word: j}
			side := m.Compare(from)
			if word.Confidence >= below || forward && side <= 0 {
				continue
			}
			if !forward && side >= 0 {
				return weak, found
			}
			weak, found = m, true
			if forward {
				return weak, true
			}
		}
	}
	return weak, found
}

// End is a mark behind all words of any page.
var End = ocr.Mark{Line: int(^uint(0) >> 1)}
