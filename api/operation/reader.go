package operation

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"recto/ocr"
)

// reader reads pages, of which none begins after the end of soft.
type reader struct {
	Engine
	soft  context.Context
	limit *limit
	begun func()
}

// Recognize ends with context.Canceled where soft ends before the page's turn.
func (r *reader) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	if r.soft.Err() != nil {
		return ocr.Page{}, context.Canceled
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var turn atomic.Bool
	req.Begun = func() {
		if !turn.Swap(true) {
			r.limit.enter()
		}
		r.begun()
	}
	defer func() {
		if turn.Load() {
			r.limit.leave()
		}
	}()
	stop := context.AfterFunc(r.soft, func() {
		if !turn.Load() {
			cancel()
		}
	})
	defer stop()
	return r.Engine.Recognize(ctx, req)
}

// limit ends a context with errOverdue when an operation has run for so long.
// Only the time counts in which one of its pages is being read: a long queue is
// no reason to fail.
type limit struct {
	cancel context.CancelCauseFunc

	mu      sync.Mutex
	left    time.Duration
	running int
	since   time.Time // the last time that running became 1
	timer   *time.Timer
}

// limited is ctx with the limit of an operation.
func (s *Service) limited(ctx context.Context) (context.Context, *limit) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &limit{cancel: cancel, left: s.o.MaxRunning}
}

// enter counts a page in whose turn has come, leave counts it out.
func (l *limit) enter() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running++; l.running == 1 {
		l.since = time.Now()
		l.timer = time.AfterFunc(l.left, func() { l.cancel(errOverdue) })
	}
}

func (l *limit) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running--; l.running == 0 {
		l.timer.Stop()
		l.left -= time.Since(l.since)
	}
}

// stop ends the context; nothing of the limit runs any more.
func (l *limit) stop() { l.cancel(nil) }
