package session

import (
	"time"

	"recto/ocr/pace"
)

// progress is how far the reading is that began when last nothing ran.
type progress struct {
	active bool
	meter  pace.Meter
}

// start begins to count where nothing ran before.
func (p *progress) start(now time.Time) {
	if !p.active {
		p.active = true
		p.meter.Start(now)
	}
}

func (p *progress) stop() { p.active = false }

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
	result := Pace{Done: p.meter.Done, Total: p.meter.Done + remaining}
	result.PerSecond, result.Left = p.meter.Rate(now, float64(remaining))
	return result
}
