// Package task runs slow work away from the goroutine of the user interface
// and brings the newest result back to it.
package task

import (
	"context"
	"sync"
)

// Latest runs one kind of slow work for one owner, say the picture of a pane.
// Start and Stop belong to the goroutine that post runs functions on; the work
// itself runs on its own. The newest start wins: it cancels the work before
// it, whose result never lands, however late it comes.
type Latest[T any] struct {
	// The owner's context, kept because the owner outlives every single call.
	owner   context.Context
	post    func(func())
	cancel  context.CancelFunc
	turn    int
	running bool
	wg      sync.WaitGroup
}

// New makes a Latest that ends with owner. Post runs a function on the user
// interface's goroutine, in the order in which it is called, without waiting;
// a test gives one that sends to a channel.
func New[T any](owner context.Context, post func(func())) *Latest[T] {
	return &Latest[T]{owner: owner, post: post}
}

// Start cancels what ran before and runs work. Done is posted once with what
// work gave, unless a later Start, Stop or the owner's end came first.
func (l *Latest[T]) Start(work func(context.Context) (T, error), done func(T, error)) {
	l.Stop()
	ctx, cancel := context.WithCancel(l.owner)
	turn := l.turn
	l.cancel, l.running = cancel, true
	l.wg.Go(func() {
		defer cancel()
		result, err := work(ctx)
		l.post(func() {
			if turn != l.turn || l.owner.Err() != nil {
				return
			}
			l.running = false
			done(result, err)
		})
	})
}

// Stop cancels what runs; its result will not land.
func (l *Latest[T]) Stop() {
	l.turn++
	l.running = false
	if l.cancel != nil {
		l.cancel()
	}
}

// Running reports whether a result is still to come.
func (l *Latest[T]) Running() bool { return l.running }

// Wait returns when no work runs any more. It cancels nothing.
func (l *Latest[T]) Wait() { l.wg.Wait() }
