package ui

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/worker"
	"recto/settings"
	"recto/ui/uitest"
)

// bench is the window over real workers and a real document of thousands of
// pages, which RECTO_BIN and RECTO_BENCH_PDF name. It keeps how long each
// stretch of work took the user interface's goroutine.
type bench struct {
	*window
	b         *testing.B
	loop      uitest.Loop
	stretches []time.Duration
}

func newBench(b *testing.B) *bench {
	b.Helper()
	recto, document := os.Getenv("RECTO_BIN"), os.Getenv("RECTO_BENCH_PDF")
	if recto == "" || document == "" {
		b.Skip("RECTO_BIN or RECTO_BENCH_PDF is not set")
	}
	pool, err := worker.New(worker.Options{Command: []string{recto, "worker"}, TempDir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	m := &bench{b: b, loop: uitest.NewLoop()}
	a := test.NewTempApp(b)
	m.window = newWindow(ctx, a, Deps{Recognizer: pool, Renderer: pool, Settings: settings.Defaults(), InFlight: 2 * pool.Size()}, m.loop.Post)
	m.win.Resize(fyne.NewSize(1180, 800))
	b.Cleanup(func() {
		cancel()
		m.close(ctx)
		m.win.Close()
		if err := pool.Close(); err != nil {
			b.Error(err)
		}
	})
	return m
}

// do does a stretch of work.
func (m *bench) do(f func()) time.Duration {
	start := time.Now()
	f()
	took := time.Since(start)
	m.stretches = append(m.stretches, took)
	return took
}

// until works off what is posted until done.
func (m *bench) until(what string, done func() bool) {
	m.b.Helper()
	timeout := time.After(time.Minute)
	for !done() {
		select {
		case f := <-m.loop:
			m.do(f)
		case <-timeout:
			m.b.Fatalf("waited in vain until %s", what)
		}
	}
}

// open opens the document; the picture of its first page is there, and those of
// the seen thumbnails and of the pages beside.
func (m *bench) open() {
	m.do(func() { m.session.Open(os.Getenv("RECTO_BENCH_PDF")) })
	m.until("the first page is shown", func() bool { return m.session.Page() != nil && m.page.sharp })
}

func (m *bench) quiet() { m.until("the next pages are there", m.idle) }

func (m *bench) idle() bool { return m.page.sharp && !m.page.latest.Running() && !m.page.ahead.Busy() }

// turn turns to a page and gives the time until its picture is there, and how
// much of it was spent on the user interface's goroutine.
func (m *bench) turn(to int) (wall, own time.Duration) {
	start, before := time.Now(), len(m.stretches)
	m.do(func() { m.session.GoTo(to) })
	m.until("the page is shown", func() bool { return m.page.sharp })
	wall = time.Since(start)
	for _, took := range m.stretches[before:] {
		own += took
	}
	return wall, own
}

// turns makes turns of that many pages each, and reports the times of the
// middle one and of the 95th in a hundred, in milliseconds.
func (m *bench) turns(name string, count, step int, rest func()) {
	var walls, owns []float64
	for range count {
		to := (m.session.Doc().At + step) % len(m.session.Doc().Pages)
		wall, own := m.turn(to)
		walls, owns = append(walls, milliseconds(wall)), append(owns, milliseconds(own))
		rest()
	}
	m.report(name, walls)
	m.report(name+"-ui", owns)
}

func (m *bench) report(name string, values []float64) {
	slices.Sort(values)
	m.b.ReportMetric(values[len(values)/2], name+"-ms")
	m.b.ReportMetric(values[len(values)*95/100], name+"-p95-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// BenchmarkWindowOpens opens a document of thousands of pages.
func BenchmarkWindowOpens(b *testing.B) {
	for range b.N {
		m := newBench(b)
		start := time.Now()
		m.open()
		b.ReportMetric(milliseconds(time.Since(start)), "open-ms")
		b.ReportMetric(milliseconds(slices.Max(m.stretches)), "open-ui-ms")
		m.session.Stop()
	}
}

// BenchmarkWindowTurns turns pages, cold and fetched ahead, while nothing is
// read and while all workers read.
func BenchmarkWindowTurns(b *testing.B) {
	for range b.N {
		m := newBench(b)
		m.open()
		m.session.Stop()
		m.turns("cold", 60, 37, func() {})
		m.quiet()
		m.turns("ahead", 60, 1, m.quiet)
		m.do(m.session.Resume)
		m.until("all workers read", func() bool { return m.session.Pace().Done > 0 })
		m.stretches = nil
		m.turns("busy-cold", 60, 37, func() {})
		m.quiet()
		m.turns("busy-ahead", 60, 1, m.quiet)
		m.report("stretch", inMilliseconds(m.stretches))
		b.ReportMetric(milliseconds(slices.Max(m.stretches)), "stretch-max-ms")
		m.do(m.session.Stop)
	}
}

func inMilliseconds(all []time.Duration) []float64 {
	values := make([]float64, len(all))
	for i, d := range all {
		values[i] = milliseconds(d)
	}
	return values
}

// BenchmarkWindowMemory shows every page of the document, and tells what the
// window's process keeps.
func BenchmarkWindowMemory(b *testing.B) {
	for range b.N {
		defer debug.SetGCPercent(debug.SetGCPercent(garbageShare))
		m := newBench(b)
		m.open()
		m.do(m.session.Stop)
		for n := 1; n < len(m.session.Doc().Pages); n++ {
			m.turn(n)
			m.stretches = m.stretches[:0]
		}
		m.quiet()
		b.ReportMetric(float64(m.page.cache.Bytes())/(1<<20), "cache-MiB")
		b.ReportMetric(resident(b, "VmRSS"), "rss-MiB")
		b.ReportMetric(resident(b, "VmHWM"), "peak-MiB")
	}
}

// resident is a size of this process in MiB.
func resident(b *testing.B, what string) float64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip(err)
	}
	_, rest, _ := strings.Cut(string(text), what+":")
	kib := 0.0
	if _, err := fmt.Sscan(rest, &kib); err != nil {
		b.Fatal(err)
	}
	return kib / 1024
}
