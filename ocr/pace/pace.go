// Package pace tells how fast pages are read, with pauses left out, and how long
// the others still take.
package pace

import "time"

// Meter counts pages from its start. It belongs to one goroutine, or to whoever
// holds its owner's lock; its zero value has not begun.
type Meter struct {
	// Done is how many pages were read since the start.
	Done int

	since time.Time

	// paused is when the pause began that goes on, else zero.
	paused time.Time
}

// Start begins anew; a pause that goes on goes on.
func (m *Meter) Start(now time.Time) { *m = Meter{since: now, paused: m.paused} }

// Pause leaves the time from now on out of account, and Resume ends that.
func (m *Meter) Pause(now time.Time) {
	if m.paused.IsZero() {
		m.paused = now
	}
}

// Resume ends the pause.
func (m *Meter) Resume(now time.Time) {
	if m.paused.IsZero() {
		return
	}
	if m.paused.Before(m.since) {
		m.paused = m.since // it began before the start
	}
	m.since = m.since.Add(now.Sub(m.paused))
	m.paused = time.Time{}
}

// Rate is how many pages were read in a second, 0 before the first, and how
// long as many pages as remain will take, a guess; 0 where there is nothing to
// guess from.
func (m *Meter) Rate(now time.Time, remaining float64) (perSecond float64, left time.Duration) {
	if !m.paused.IsZero() {
		now = m.paused
	}
	elapsed := now.Sub(m.since).Seconds()
	if m.Done == 0 || elapsed <= 0 {
		return 0, 0
	}
	perSecond = float64(m.Done) / elapsed
	return perSecond, time.Duration(remaining / perSecond * float64(time.Second))
}
