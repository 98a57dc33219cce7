package worker

import "time"

// Tuning is what may be changed while a pool works; the fields are those of
// Options, with the same defaults.
type Tuning struct {
	Size        int
	PageTimeout time.Duration
	Memory      int64
	Keen        bool
}

func (t Tuning) orDefaults() Tuning {
	if t.Size <= 0 {
		t.Size = DefaultSize()
	}
	t.PageTimeout = orDefault(t.PageTimeout, 180*time.Second)
	t.Memory = orDefault(t.Memory, 1<<30)
	return t
}

// Tune changes how the pool works from the next page on. Pages that are being
// read end as they began; more turns are handed out at once, and a child that
// was started otherwise is replaced before it gets another page.
func (p *Pool) Tune(t Tuning) {
	t = t.orDefaults()
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.Memory != p.tuning.Memory || t.Keen != p.tuning.Keen {
		p.generation++
	}
	p.tuning = t
	for p.busy < t.Size {
		w := p.queue.pop("")
		if w == nil {
			break
		}
		p.busy++
		w.turn <- p.pickIdle(w.path)
	}
	for len(p.idle) > 0 && p.busy+len(p.idle) > t.Size && !p.closed {
		c := p.idle[0]
		p.idle = p.idle[1:]
		p.calls.Go(c.discard)
	}
}

func (p *Pool) tuned() Tuning {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tuning
}

// usable reports whether the child still runs, and as one does that is started now.
func (p *Pool) usable(c *child) bool {
	p.mu.Lock()
	current := c.generation == p.generation
	p.mu.Unlock()
	return current && c.alive()
}
