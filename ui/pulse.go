package ui

import (
	"context"
	"time"

	"recto/ui/session"
	"recto/ui/task"
)

// pulseTime is how long after a page began or ended at most the window says so,
// while others are still read.
const pulseTime = 100 * time.Millisecond

// pulse keeps the window from showing each of thousands of pages as it begins
// and ends: while pages are read it shows how far that is ten times a second,
// and at once what a person looks at.
type pulse struct {
	sampler *task.Sampler
	beats   bool
	due     bool
	show    func()
}

func newPulse(ctx context.Context, post func(func()), show func()) *pulse {
	p := &pulse{show: show}
	p.sampler = task.NewSampler(ctx, pulseTime, post, p.beat)
	return p
}

// later reports whether the change can wait for the next beat.
func (p *pulse) later(what session.Change, running bool) bool {
	if running != p.beats {
		p.beats = running
		if running {
			p.sampler.Start()
		} else {
			p.sampler.Stop()
		}
	}
	if running && what == session.ProgressChanged {
		p.due = true
		return true
	}
	p.due = false // all of it is shown now
	return false
}

// end ends the beats, and returns when there are none any more.
func (p *pulse) end() {
	p.sampler.Stop()
	p.sampler.Wait()
}

func (p *pulse) beat() {
	if p.due {
		p.due = false
		p.show()
	}
}
