package task

import (
	"context"
	"sync"
	"time"
)

// Sampler calls a function on the user interface's goroutine again and again
// while it runs, each time after the call before has returned. Start and Stop
// belong to that goroutine.
type Sampler struct {
	// The owner's context, kept because the owner outlives every single run.
	owner  context.Context
	every  time.Duration
	post   func(func())
	sample func()
	cancel context.CancelFunc
	wg     sync.WaitGroup
}

// NewSampler makes a Sampler that ends with owner. Post is as New has it; it may
// drop what comes after the owner's end.
func NewSampler(owner context.Context, every time.Duration, post func(func()), sample func()) *Sampler {
	return &Sampler{owner: owner, every: every, post: post, sample: sample, cancel: func() {}}
}

// Start begins anew; the first call comes after one interval.
func (s *Sampler) Start() {
	s.Stop()
	ctx, cancel := context.WithCancel(s.owner)
	s.cancel = cancel
	s.wg.Go(func() { s.run(ctx) })
}

func (s *Sampler) run(ctx context.Context) {
	ticker := time.NewTicker(s.every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
		ran := make(chan struct{})
		s.post(func() {
			defer close(ran)
			if ctx.Err() == nil {
				s.sample()
			}
		})
		select {
		case <-ran:
		case <-ctx.Done():
			return
		}
	}
}

// Stop ends the calls: none comes after it.
func (s *Sampler) Stop() { s.cancel() }

// Wait returns when the goroutine of a stopped sampler has ended.
func (s *Sampler) Wait() { s.wg.Wait() }
