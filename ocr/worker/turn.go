package worker

import (
	"context"
	"slices"

	"recto/ocr"
)

// turns is how a request comes by a child: take waits for a turn and brings
// the idle child to use, or nil where one must be started; give hands the turn
// back with the child to keep, or nil. Every turn taken is given back.
type turns struct {
	take func(ctx context.Context) (*child, error)
	give func(keep *child)
}

// takeTurn waits for one of the pool's turns to read a page.
func (p *Pool) takeTurn(ctx context.Context, w *waiter) (*child, error) {
	p.mu.Lock()
	if p.busy < p.tuning.Size {
		p.busy++
		c := p.pickIdle(w.path)
		p.mu.Unlock()
		return c, nil
	}
	w.turn = make(chan *child, 1)
	p.queue.push(w)
	p.mu.Unlock()

	p.counters.waiting.Add(1)
	defer p.counters.waiting.Add(-1)
	select {
	case c := <-w.turn:
		return c, nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	waits := p.queue.remove(w)
	p.mu.Unlock()
	if !waits {
		// The turn came at the same moment: it goes to the next.
		p.giveTurn(<-w.turn)
	}
	return nil, context.Cause(ctx)
}

// giveTurn hands a turn, and the child to keep, to the next who waits; after
// the pool shrank both may be one too many.
func (p *Pool) giveTurn(keep *child) {
	if spare := p.handOn(keep); spare != nil {
		spare.discard()
	}
}

// handOn returns the child where it is of no more use.
func (p *Pool) handOn(keep *child) *child {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy > p.tuning.Size {
		p.busy--
		return keep
	}
	path := ""
	if keep != nil {
		p.idle = append(p.idle, keep)
		if p.tuning.Size > 1 { // a lone child would only bend the round robin
			path = keep.path
		}
	}
	w := p.queue.pop(path)
	if w == nil {
		p.busy--
		return nil
	}
	w.turn <- p.pickIdle(w.path)
	return nil
}

// pickIdle takes out the idle child that had the document last, else the one
// used last, else nil. The caller holds the lock.
func (p *Pool) pickIdle(path string) *child {
	if len(p.idle) == 0 {
		return nil
	}
	i := slices.IndexFunc(p.idle, func(c *child) bool { return c.path == path })
	if i < 0 {
		i = len(p.idle) - 1
	}
	c := p.idle[i]
	p.idle = slices.Delete(p.idle, i, i+1)
	return c
}

// takeReserved waits for the one turn of a lane.
func takeReserved(ctx context.Context, lane <-chan *child) (*child, error) {
	select {
	case c := <-lane:
		return c, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// fresh is a child that has answered nothing yet: the spare, or a new one.
func (p *Pool) fresh(ctx context.Context) (*child, error) {
	p.mu.Lock()
	c := p.spare
	p.spare = nil
	p.mu.Unlock()
	if c != nil && p.usable(c) {
		return c, nil
	}
	if c != nil {
		c.discard()
	}
	return p.start(ctx)
}

// keepSpare starts a spare child where there is none, so that the next kill
// or crash, or the next page beside this one, need not wait for a start.
func (p *Pool) keepSpare() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.sparing || p.spare != nil {
		return
	}
	p.sparing = true
	p.calls.Go(func() {
		c, err := p.start(p.ctx)
		if err != nil && p.ctx.Err() == nil {
			p.log.Warn("no spare worker", "error", err)
		}
		p.mu.Lock()
		p.sparing = false
		p.spare = c // Close takes it out if it has begun
		p.mu.Unlock()
	})
}

// enter counts a call in, so that Close waits for it; false after Close.
func (p *Pool) enter() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.calls.Add(1)
	return true
}

// joined is ctx, ended with ocr.ErrClosed also by the pool's end. Its cause is
// that or ctx's own error, whatever cause ctx was given.
func (p *Pool) joined(ctx context.Context) (context.Context, func()) {
	joined, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stopCtx := context.AfterFunc(ctx, func() { cancel(ctx.Err()) })
	stopPool := context.AfterFunc(p.ctx, func() { cancel(ocr.ErrClosed) })
	return joined, func() {
		stopCtx()
		stopPool()
		cancel(nil)
	}
}
