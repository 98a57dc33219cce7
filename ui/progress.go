package ui

import "time"

// progress is how far the reading is that began when last nothing ran.
type progress struct {
	active bool
	since  time.Time
	done   int
}

// start reports whether nothing ran before.
func (p *progress) start() bool {
	if p.active {
		return false
	}
	*p = progress{active: true}
	return true
}

func (p *progress) stop() { p.active = false }

// pace is how reading goes on at the moment it is asked for.
type pace struct {
	// done and total count pages since the reading began.
	done, total int

	// perSecond is 0 before the first page is done.
	perSecond float64

	// left is a guess, 0 where there is nothing to guess from.
	left time.Duration
}

func (p *progress) pace(now time.Time, remaining int) pace {
	result := pace{done: p.done, total: p.done + remaining}
	if elapsed := now.Sub(p.since).Seconds(); p.done > 0 && elapsed > 0 {
		result.perSecond = float64(p.done) / elapsed
		result.left = time.Duration(float64(remaining) / result.perSecond * float64(time.Second))
	}
	return result
}
