package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// operation is what became of one request.
type operation struct {
	sent     time.Duration // until it was accepted
	created  time.Time
	finished time.Time
}

func (o operation) wait() time.Duration { return o.finished.Sub(o.created) }

// throughput is what a side made of the crowd.
type throughput struct {
	pages int
	wall  time.Duration
	cpu   time.Duration
}

func (t throughput) rate() float64 { return float64(t.pages) / t.wall.Seconds() }

func (t throughput) perPage() float64 { return t.cpu.Seconds() / float64(t.pages) }

// load has clients submit one-page scans and poll for them at Recto, and the
// same at one tesseract process a request, half of that before and half after:
// so whatever else the machine does meets both.
func (b *bench) load(ctx context.Context) error {
	scans, err := receipts(b.testdata, 60)
	if err != nil {
		return err
	}
	var ours, theirs throughput
	if err := b.crowdOfWrapper(ctx, scans, &theirs); err != nil {
		return err
	}
	err = b.with(ctx, func(ctx context.Context, s *server) error {
		ours, err = b.crowdOf(ctx, s, scans)
		return err
	})
	if err != nil {
		return err
	}
	if err := b.crowdOfWrapper(ctx, scans, &theirs); err != nil {
		return err
	}
	row("recto serve, pages/s", fmt.Sprintf("%.2f", ours.rate()), "")
	row("HTTP wrapper around the tesseract command, pages/s", fmt.Sprintf("%.2f", theirs.rate()), "")
	row("ratio recto : wrapper", fmt.Sprintf("%.2f", ours.rate()/theirs.rate()), "")
	row("processor time, recto serve with its workers, s a page", fmt.Sprintf("%.3f", ours.perPage()), "")
	row("processor time, tesseract commands, s a page", fmt.Sprintf("%.3f", theirs.perPage()), "")
	row("ratio wrapper : recto by processor time", fmt.Sprintf("%.2f", theirs.perPage()/ours.perPage()), "")
	return nil
}

// crowdOf is the crowd at Recto. An operation that fails or is not found again
// is an error.
func (b *bench) crowdOf(ctx context.Context, s *server, scans [][]byte) (throughput, error) {
	c := newClient(s.address, b.clients)
	defer c.close()
	// The workers load their models before the clock runs, as the command's
	// are in the machine's memory from the start.
	if err := crowd(ctx, 2*b.jobs, times(2*b.jobs), func(ctx context.Context, _ int) error { return c.analyze(ctx, scans[0]) }); err != nil {
		return throughput{}, err
	}
	var mu sync.Mutex
	var done []*operation
	cpu, start := familyTime(s.pid()), time.Now()
	err := crowd(ctx, b.clients, until(start.Add(b.submitFor)), func(ctx context.Context, user int) error {
		mu.Lock()
		scan := scans[(user+len(done))%len(scans)]
		mu.Unlock()
		o, err := c.whole(ctx, scan)
		mu.Lock()
		defer mu.Unlock()
		done = append(done, &o)
		return err
	})
	if err != nil {
		return throughput{}, err
	}
	t := throughput{pages: len(done), cpu: familyTime(s.pid()) - cpu}
	for _, o := range done {
		t.wall = max(t.wall, o.finished.Sub(start))
	}
	row(fmt.Sprintf("%d clients: operations accepted and read", b.clients), fmt.Sprint(len(done)), "none lost or failed")
	fairness(done)
	return t, nil
}

// whole submits a scan and polls until it is read.
func (c client) whole(ctx context.Context, scan []byte) (operation, error) {
	start := time.Now()
	location, err := c.submit(ctx, scan, "")
	if err != nil {
		return operation{}, err
	}
	sent := time.Since(start)
	a, err := c.await(ctx, location, pollEvery, "succeeded")
	return operation{sent, a.Created, a.Updated}, err
}

// fairness tells how well the order of finishing is that of coming.
func fairness(done []*operation) {
	byCreated := slices.SortedFunc(slices.Values(done), func(a, b *operation) int { return a.created.Compare(b.created) })
	byFinished := slices.SortedFunc(slices.Values(done), func(a, b *operation) int { return a.finished.Compare(b.finished) })
	place := map[*operation]int{}
	for i, o := range byFinished {
		place[o] = i
	}
	// Spearman's coefficient, and how many went ahead of one that came before.
	var squares float64
	var furthest int
	var sent, waits []float64
	for i, o := range byCreated {
		d := place[o] - i
		squares += float64(d) * float64(d)
		furthest = max(furthest, d)
		sent = append(sent, o.sent.Seconds())
		waits = append(waits, o.wait().Seconds())
	}
	n := float64(len(done))
	row("order of acceptance and of end, rank correlation", fmt.Sprintf("%.4f", 1-6*squares/(n*(n*n-1))), "≥ 0.99")
	row("most that an operation fell back in the order, places", fmt.Sprint(furthest), "")
	row("time to the result: median, s", fmt.Sprintf("%.1f", median(waits)), "")
	row("  the longest over the median", fmt.Sprintf("%.2f", slices.Max(waits)/median(waits)), "")
	row("time to the 202: median, ms", fmt.Sprintf("%.0f", 1000*median(sent)), "")
	row("  the longest, ms", fmt.Sprintf("%.0f", 1000*slices.Max(sent)), "")
}

// crowdOfWrapper adds what the wrapper makes of the crowd in half the time. It
// answers when it has read; who waits at the end is sent away, so that its
// slower queue is not waited for.
func (b *bench) crowdOfWrapper(ctx context.Context, scans [][]byte, t *throughput) (err error) {
	w, err := startWrapper(ctx, b.jobs)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.stop()) }()
	c := newClient(w.address, b.clients)
	defer c.close()
	limited, cancel := context.WithTimeout(ctx, b.submitFor/2)
	defer cancel()
	var mu sync.Mutex
	var pages int
	start := time.Now()
	err = crowd(limited, b.clients, until(start.Add(b.submitFor)), func(ctx context.Context, user int) error {
		mu.Lock()
		scan := scans[(user+pages)%len(scans)]
		mu.Unlock()
		err := w.read(ctx, c, scan)
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			pages++
		}
		if limited.Err() != nil {
			return nil
		}
		return err
	})
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = nil
	}
	t.pages += pages
	t.wall += time.Since(start)
	t.cpu += time.Duration(w.cpu.Load())
	return err
}

// until is true before the time.
func until(end time.Time) func() bool { return func() bool { return time.Now().Before(end) } }

// times is true so often.
func times(n int) func() bool {
	var mu sync.Mutex
	return func() bool {
		mu.Lock()
		defer mu.Unlock()
		n--
		return n >= 0
	}
}
