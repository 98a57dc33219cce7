// Package gate lets work begin, or wait, at a person's word.
package gate

import (
	"context"
	"sync"
)

// Gate lets work pass while it is open. Its zero value is open. It may be used
// by several goroutines at once.
type Gate struct {
	mu   sync.Mutex
	wait chan struct{}
}

// Close lets nothing more pass, Open all that waits and comes.
func (g *Gate) Close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.wait == nil {
		g.wait = make(chan struct{})
	}
}

// Open ends Close.
func (g *Gate) Open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.wait != nil {
		close(g.wait)
		g.wait = nil
	}
}

// Closed reports whether nothing passes.
func (g *Gate) Closed() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.wait != nil
}

// Pass returns when the gate is open, or ctx's error when that ends first.
func (g *Gate) Pass(ctx context.Context) error {
	for {
		g.mu.Lock()
		wait := g.wait
		g.mu.Unlock()
		if wait == nil {
			return ctx.Err()
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
