package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"recto/ocr"
	"recto/ocr/worker"
)

// reading is what a run of recto read took.
type reading struct {
	first, whole time.Duration
	cpu          time.Duration // of the process and all its children
	memory       peaks
}

// peaks are the largest resident sizes seen, in bytes.
type peaks struct{ parent, child int64 }

func (p peaks) max(other peaks) peaks {
	return peaks{max(p.parent, other.parent), max(p.child, other.child)}
}

// read runs recto read with a worker for each core, and watches it.
func (b *bench) read(ctx context.Context, args ...string) (reading, error) {
	return b.readWith(ctx, b.jobs, args...)
}

// readWith runs recto read with so many workers.
func (b *bench) readWith(ctx context.Context, jobs int, args ...string) (reading, error) {
	cmd := exec.CommandContext(ctx, b.recto, append([]string{"read", "--quiet", "--jobs", strconv.Itoa(jobs)}, args...)...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return reading{}, err
	}
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return reading{}, err
	}
	watching, stop := context.WithCancel(ctx)
	seen := make(chan peaks)
	go func() { seen <- watch(watching, cmd.Process.Pid) }()
	var r reading
	text := bufio.NewReader(stdout)
	_, err = text.ReadByte()
	r.first = time.Since(start)
	if err == nil {
		_, err = io.Copy(io.Discard, text)
	} else if errors.Is(err, io.EOF) {
		err = nil // it wrote a file
	}
	waited := cmd.Wait()
	r.whole = time.Since(start)
	r.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	stop()
	r.memory = <-seen
	if err == nil {
		err = waited
	}
	return r, err
}

// watch samples the peaks (VmHWM) of a process and of its children until ctx ends.
func watch(ctx context.Context, pid int) peaks {
	var p peaks
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		p.parent = max(p.parent, highWater(pid))
		for _, child := range childrenOf(pid) {
			p.child = max(p.child, highWater(child))
		}
		select {
		case <-ctx.Done():
			return p
		case <-tick.C:
		}
	}
}

// overhead reads the scan through a pool whose workers log how long the engine
// alone took on each page.
func (b *bench) overhead(ctx context.Context, s scan) error {
	var engine, whole atomic.Int64
	pool, err := worker.New(worker.Options{
		Command: []string{b.recto, "worker"}, Size: b.jobs,
		Log: slog.New(&stopwatch{engine: &engine, whole: &whole}),
	})
	if err != nil {
		return err
	}
	defer pool.Close()
	numbers := make([]int, b.pages)
	for i := range numbers {
		numbers[i] = i
	}
	// One page on each worker first: models are loaded once, not for each page.
	for _, err := range ocr.Pages(ctx, pool, ocr.Request{Path: s.pdf}, numbers[:b.jobs], b.jobs) {
		if err != nil {
			return err
		}
	}
	engine.Store(0)
	whole.Store(0)
	busy := pool.Stats().EngineBusy
	start := time.Now()
	for _, err := range ocr.Pages(ctx, pool, ocr.Request{Path: s.pdf}, numbers, 2*b.jobs) {
		if err != nil {
			return err
		}
	}
	wall := time.Since(start).Seconds() * float64(b.jobs)
	reading := (pool.Stats().EngineBusy - busy).Seconds()
	share := func(part float64) string { return fmt.Sprintf("%.1f %%", 100*part/wall) }
	row("share of wall time: engine", share(time.Duration(engine.Load()).Seconds()), "")
	row("  drawing, orienting, straightening in the worker", share(reading-time.Duration(engine.Load()).Seconds()), "")
	row("  pool, pipes and idle cores", share(wall-reading), "")
	row("overhead: wall time less engine time over cores", share(wall-time.Duration(engine.Load()).Seconds()), "≤ 5 %")
	return nil
}

// stopwatch adds up what the workers log of their pages.
type stopwatch struct {
	slog.Handler
	engine, whole *atomic.Int64
}

func (s *stopwatch) Enabled(context.Context, slog.Level) bool { return true }

func (s *stopwatch) WithAttrs([]slog.Attr) slog.Handler { return s }

func (s *stopwatch) Handle(_ context.Context, r slog.Record) error {
	if r.Message != "page read" {
		return nil
	}
	r.Attrs(func(a slog.Attr) bool {
		if v, ok := a.Value.Any().(float64); ok {
			switch a.Key {
			case "engine":
				s.engine.Add(int64(v))
			case "whole":
				s.whole.Add(int64(v))
			}
		}
		return true
	})
	return nil
}

var benchLine = regexp.MustCompile(`BenchmarkRoundTrip\S*\s+\d+\s+(\d+(?:\.\d+)?) ns/op`)

// roundTrip runs the worker package's own benchmark.
func (b *bench) roundTrip(ctx context.Context, _ scan) error {
	out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", "RoundTrip", "./ocr/worker").CombinedOutput()
	m := benchLine.FindSubmatch(out)
	if err != nil || m == nil {
		return fmt.Errorf("benchmark of the round trip: %w: %s", err, out)
	}
	ns, err := strconv.ParseFloat(string(m[1]), 64)
	row("round trip of an empty page through the pool, µs", fmt.Sprintf("%.0f", ns/1000), "")
	return err
}

// longDocument reads 500 small scanned pages.
func (b *bench) longDocument(ctx context.Context, _ scan) error {
	line, err := load(filepath.Join(b.testdata, "made/bit1.png"))
	if err != nil {
		return err
	}
	sheets := make([]*image.Gray, 500)
	for i := range sheets {
		sheets[i] = image.NewGray(image.Rect(0, 0, 620, 877))
		for k := range sheets[i].Pix {
			sheets[i].Pix[k] = 255
		}
		place620(sheets[i], line)
	}
	path := filepath.Join(b.folder, "long.pdf")
	if err := writePDF(path, 75, sheets); err != nil {
		return err
	}
	run, err := b.read(ctx, "--format", "json", path)
	if err != nil {
		return err
	}
	row("500-page PDF to JSON, pages/s", fmt.Sprintf("%.1f", 500/run.whole.Seconds()), "")
	row("  peak memory of the parent, MiB", fmt.Sprint(run.memory.parent>>20), "≤ 150")
	row("  peak memory of a child, MiB", fmt.Sprint(run.memory.child>>20), "≤ 400")
	return nil
}
