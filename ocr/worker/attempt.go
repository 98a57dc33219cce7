package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recto/ocr"
)

// do runs a request in a child, within limit from the moment that it is sent.
func (p *Pool) do(ctx context.Context, req request, limit time.Duration, t turns) (reply, error) {
	if !p.enter() {
		return reply{}, ocr.ErrClosed
	}
	defer p.calls.Done()
	if err := ctx.Err(); err != nil {
		return reply{}, err
	}
	outer, leave := p.joined(ctx)
	defer leave()
	c, err := t.take(outer)
	if err != nil {
		return reply{}, err
	}
	if req.Kind == kindRead {
		p.counters.running.Add(1)
		defer p.counters.running.Add(-1)
	}
	rep, c, err := p.withRetry(outer, c, req, limit)
	if c != nil && c.pages >= p.retireAfter {
		p.log.Debug("worker retired", "pid", c.cmd.Process.Pid, "pages", c.pages)
		c.discard()
		c = nil
	}
	t.give(c)
	if p.ready.Load() { // where no child starts, no spare does
		p.keepSpare()
	}
	return rep, err
}

// withRetry makes one attempt, and a second one in a fresh child if the first
// broke its child. It returns the child to keep, nil where it is gone.
func (p *Pool) withRetry(ctx context.Context, c *child, req request, limit time.Duration) (reply, *child, error) {
	for retried := false; ; retried = true {
		if c != nil && !p.usable(c) {
			c.discard() // for one, it died of its own while it was idle
			c = nil
		}
		if c == nil {
			var err error
			if c, err = p.fresh(ctx); err != nil {
				return reply{}, nil, p.startError(ctx, err)
			}
		}
		used := c.pages > 0
		rep, kept, err := p.attempt(ctx, c, req, limit)
		if retried || kept != nil || !worthRetry(err, used) {
			return rep, kept, err
		}
		c = nil
	}
}

// startError hides the cause from people, who cannot act on it, and logs it.
func (p *Pool) startError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	p.log.Error("no worker starts", "command", p.command, "error", err)
	var code ocr.Code
	if errors.As(err, &code) {
		return fmt.Errorf("start worker: %w", code)
	}
	return fmt.Errorf("start worker: %w", ocr.ErrEngine)
}

// worthRetry tells the failures that a fresh child may not share. Want of
// memory in a used child may be what it has leaked; in a fresh one it is the page.
func worthRetry(err error, used bool) bool {
	return errors.Is(err, ocr.ErrCrash) || errors.Is(err, ocr.ErrProtocol) || used && errors.Is(err, ocr.ErrMemory)
}

// attempt runs the request in c once, and returns c if it can be kept.
func (p *Pool) attempt(ctx context.Context, c *child, req request, limit time.Duration) (reply, *child, error) {
	limited, cancel := context.WithTimeoutCause(ctx, limit, ocr.ErrTimeout)
	defer cancel()
	start := time.Now()
	grace := p.quickGrace
	if req.Kind == kindRead {
		grace = 0
	}
	rep, err := c.exchange(limited, req, grace)
	if req.Kind == kindRead {
		p.counters.busy.Add(int64(engineTime(rep, err, time.Since(start))))
	}
	if limited.Err() != nil && (err != nil || c.killed.Load()) {
		c.discard()
		return reply{}, nil, context.Cause(limited)
	}
	if err == nil {
		return c.answered(rep)
	}
	c.discard()
	code := c.verdict(err)
	p.counters.crashes.Add(1)
	// The caller is told by the code, and a second attempt may yet succeed.
	said := c.stderr.String()
	p.log.Info("worker lost", "pid", c.cmd.Process.Pid, "code", string(code), "state", c.cmd.ProcessState.String(),
		"path", string(req.Path), "cause", err, "stderr", said[:min(len(said), maxLoggedStderr)])
	if len(said) > maxLoggedStderr { // the stacks of a Go program, for one
		p.log.Debug("all that the lost worker said", "pid", c.cmd.Process.Pid, "stderr", said)
	}
	return reply{}, nil, code
}

// maxLoggedStderr is how much of a lost worker's last words is told at once, in
// bytes; the reason stands at their begin.
const maxLoggedStderr = 500

// answered tells a child's result from its failure.
func (c *child) answered(rep reply) (reply, *child, error) {
	if rep.Failure == nil {
		return rep, c, nil
	}
	err := rep.Failure.err()
	if errors.Is(err, ocr.ErrMemory) {
		c.discard() // what it has leaked stays with it
		c = nil
	}
	return reply{}, c, err
}

// engineTime is what the child says, or all the time where it said nothing.
func engineTime(rep reply, err error, passed time.Duration) time.Duration {
	if err != nil || rep.Busy <= 0 || rep.Busy > passed {
		return passed
	}
	return rep.Busy
}

// verdict says why a child that is gone failed to answer, other than by a kill
// of ours before: the exchange ended with err.
func (c *child) verdict(err error) ocr.Code {
	switch {
	case errors.Is(err, errProtocol):
		return ocr.ErrProtocol
	case saysMemory(c.stderr.String()):
		return ocr.ErrMemory
	case wasKilled(c.cmd.ProcessState) && !c.killed.Load() && (c.oomKills < 0 || oomKills() != c.oomKills):
		return ocr.ErrMemory
	}
	return ocr.ErrCrash
}

// describe puts what was tried before a failure of the pool's own; the child's
// words, and a context's error, say enough.
func describe(err error, format string, args ...any) error {
	var remote *remoteError
	if errors.As(err, &remote) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
