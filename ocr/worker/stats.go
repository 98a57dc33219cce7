package worker

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"recto/ocr"
)

// Stats is what a pool has done so far and does now. It is sampled without a
// lock, so that its numbers may be a page apart.
type Stats struct {
	PagesDone   int64 // pages read
	PagesFailed int64 // pages given up, those not counted that their caller cancelled
	Waiting     int64 // pages that wait for a child
	Running     int64 // pages being read, those included whose child is just starting
	Started     int64 // children started
	Crashes     int64 // children lost other than by cancel, time-out and retirement

	// EngineBusy is the sum of the time that children spent reading.
	EngineBusy time.Duration
}

type counters struct {
	done, failed, waiting, running, crashes, busy atomic.Int64
}

// Stats samples the pool's counters.
func (p *Pool) Stats() Stats {
	return Stats{
		PagesDone:   p.counters.done.Load(),
		PagesFailed: p.counters.failed.Load(),
		Waiting:     p.counters.waiting.Load(),
		Running:     p.counters.running.Load(),
		Started:     p.started.Load(),
		Crashes:     p.counters.crashes.Load(),
		EngineBusy:  time.Duration(p.counters.busy.Load()),
	}
}

// count books the end of a page.
func (c *counters) count(ctx context.Context, err error) {
	switch {
	case err == nil:
		c.done.Add(1)
	case ctx.Err() == nil && !errors.Is(err, ocr.ErrClosed):
		c.failed.Add(1)
	}
}
