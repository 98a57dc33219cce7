package ocr

import (
	"context"
	"iter"
)

// Pages reads the given pages (counted from 0) of the document that req names,
// in the given order, at most inFlight at a time. A page that fails comes as
// its error beside a Page that has only its Number; the others go on. Breaking
// the loop, or the end of ctx, cancels what is still under way, and Pages
// returns only when nothing of it runs any more.
func Pages(ctx context.Context, r Recognizer, req Request, pages []int, inFlight int) iter.Seq2[Page, error] {
	return PagesPaced(ctx, r, req, pages, func() int { return inFlight })
}

// PagesPaced is Pages where the number of pages in flight may change: it is
// asked for whenever one more could begin. Less than 1 counts as 1.
func PagesPaced(ctx context.Context, r Recognizer, req Request, pages []int, inFlight func() int) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		type outcome struct {
			page Page
			err  error
		}
		// One channel a page keeps the order; its one place lets the reader go.
		queue := make([]chan outcome, 0, len(pages))
		running := 0
		start := func() {
			page := pages[len(queue)]
			done := make(chan outcome, 1)
			queue = append(queue, done)
			running++
			one := req
			one.Page = page
			go func() {
				p, err := r.Recognize(ctx, one)
				p.Number = page
				done <- outcome{p, err}
			}()
		}
		next := 0
		defer func() {
			cancel()
			for ; next < len(queue); next++ {
				<-queue[next]
			}
		}()
		for next < len(pages) {
			for len(queue) < len(pages) && len(queue)-next < max(1, inFlight()) {
				start()
			}
			o := <-queue[next]
			queue[next] = nil
			next++
			running--
			if !yield(o.page, o.err) || ctx.Err() != nil {
				return
			}
		}
	}
}
