package session

import "time"

// progress is how far the reading is that began when last nothing ran.
type progress struct {
	active bool
	since  time.Time
	done   int

	// paused is when the pause began that goes on, else zero.
	paused time.Time
}

// start reports whether nothing ran before.
func (p *progress) start() bool {
	if p.active {
		return false
	}
	*p = progress{active: true, paused: p.paused}
	return true
}

func (p *progress) stop() { p.active = false }

// pause leaves the time from now on out of account, and resume ends that.
func (p *progress) pause(now time.Time) { p.paused = now }

func (p *progress) resume(now time.Time) {
	if p.paused.Before(p.since) {
		p.paused = p.since // it began within the pause
	}
	p.since = p.since.Add(now.Sub(p.paused))
	p.paused = time.Time{}
}

// Pace is how reading goes on at the moment it is asked for.
type Pace struct {
	// Done and Total count pages since the reading began.
	Done, Total int

	// PerSecond is 0 before the first page is done.
	PerSecond float64

	// Left is a guess, 0 where there is nothing to guess from.
	Left time.Duration
}

func (p *progress) pace(now time.Time, remaining int) Pace {
	if !p.paused.IsZero() {
		now = p.paused
	}
	result := Pace{Done: p.done, Total: p.done + remaining}
	if elapsed := now.Sub(p.since).Seconds(); p.done > 0 && elapsed > 0 {
		result.PerSecond = float64(p.done) / elapsed
		result.Left = time.Duration(float64(remaining) / result.PerSecond * float64(time.Second))
	}
	return result
}
