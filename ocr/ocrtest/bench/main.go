// Command bench measures Recto on the machine at hand, beside the tesseract
// command on the same pages in the same run.
//
//	go run ./ocr/ocrtest/bench -recto bin/recto
//	go run ./ocr/ocrtest/bench -recto bin/recto -only serve
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"recto/ocr/worker"
)

func main() {
	var b bench
	flag.StringVar(&b.recto, "recto", "bin/recto", "built recto")
	flag.StringVar(&b.testdata, "testdata", "testdata", "folder of the fixtures")
	flag.IntVar(&b.pages, "pages", 20, "pages of the scan")
	flag.IntVar(&b.rounds, "rounds", 3, "how often each side reads it; medians count")
	flag.IntVar(&b.clients, "clients", 200, "clients of the API")
	flag.DurationVar(&b.submitFor, "load", 30*time.Second, "how long the clients submit")
	flag.IntVar(&b.operations, "operations", 2000, "operations over which memory is watched")
	only := flag.String("only", "", "parts to run, with commas between: read, window, serve, or of serve "+strings.Join(servePartNames(), ", "))
	flag.Parse()
	if *only != "" {
		b.only = strings.Split(*only, ",")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := b.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	recto, testdata string
	pages, rounds   int
	only            []string // parts to run; none is all

	clients, operations int
	submitFor           time.Duration

	folder string
	jobs   int
}

func (b *bench) run(ctx context.Context) (err error) {
	if b.folder, err = os.MkdirTemp("", "recto-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.folder)
	b.jobs = worker.DefaultSize()
	if err := b.checkParts(); err != nil {
		return err
	}
	fmt.Printf("%s/%s, %d cores for reading\n", runtime.GOOS, runtime.GOARCH, b.jobs)
	if b.wants("read") {
		if err := b.reading(ctx); err != nil {
			return err
		}
	}
	if b.wants("window") {
		if err := b.window(ctx); err != nil {
			return fmt.Errorf("window: %w", err)
		}
	}
	for _, part := range serveParts {
		if b.wants("serve", part.name) {
			fmt.Printf("\n%s\n", part.title)
			if err := part.run(b, ctx); err != nil {
				return fmt.Errorf("%s: %w", part.name, err)
			}
		}
	}
	return nil
}

// servePart is one of the measurements of the API.
type servePart struct {
	name, title string
	run         func(*bench, context.Context) error
}

var serveParts = []servePart{
	{"load", "API: one-page scans, beside one tesseract process a request", (*bench).load},
	{"receipt", "API: a receipt while 2,000 pages are read", (*bench).receipt},
	{"latency", "API: syncAnalyze beside the bare recognition", (*bench).latency},
	{"polls", "API: polls", (*bench).polls},
	{"memory", "API: memory of the server", (*bench).memory},
}

func servePartNames() (names []string) {
	for _, part := range serveParts {
		names = append(names, part.name)
	}
	return names
}

// wants reports whether a part that goes by these names is to be run.
func (b *bench) wants(names ...string) bool {
	return len(b.only) == 0 || slices.ContainsFunc(names, func(name string) bool { return slices.Contains(b.only, name) })
}

// checkParts refuses names of parts that there are not.
func (b *bench) checkParts() error {
	known := append([]string{"read", "window", "serve"}, servePartNames()...)
	for _, name := range b.only {
		if !slices.Contains(known, name) {
			return fmt.Errorf("no part %q; there are %s", name, strings.Join(known, ", "))
		}
	}
	return nil
}

// reading measures recto read and the pool behind it.
func (b *bench) reading(ctx context.Context) error {
	fmt.Printf("\nrecto read: %d pages A4 at 300 dpi, medians of %d rounds\n", b.pages, b.rounds)
	s, err := makeScan(b.folder, b.testdata, b.pages)
	if err != nil {
		return err
	}
	for _, part := range []func(context.Context, scan) error{
		b.speed, b.efficiency, b.firstPage, b.peers, b.overhead, b.textLayer, b.roundTrip, b.longDocument,
	} {
		if err := part(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// row prints a figure with its goal.
func row(what, figure, goal string) {
	if goal != "" {
		goal = "(goal " + goal + ")"
	}
	fmt.Printf("%-58s %14s  %s\n", what, figure, goal)
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// speed reads the scan with recto and its pages with as many tesseract
// processes, in turn.
func (b *bench) speed(ctx context.Context, s scan) error {
	var ours, theirs, first, ourCPU, theirCPU []float64
	var memory peaks
	for range b.rounds {
		run, err := b.read(ctx, s.pdf)
		if err != nil {
			return err
		}
		ours = append(ours, run.whole.Seconds())
		first = append(first, run.first.Seconds())
		memory = memory.max(run.memory)
		ourCPU = append(ourCPU, run.cpu.Seconds())
		took, cpu, err := b.tesseract(ctx, s.pictures)
		if err != nil {
			return err
		}
		theirs = append(theirs, took.Seconds())
		theirCPU = append(theirCPU, cpu.Seconds())
	}
	pages := float64(b.pages)
	row("recto read, pages/s", fmt.Sprintf("%.3f", pages/median(ours)), "")
	row(fmt.Sprintf("%d × tesseract with one thread, pages/s", b.jobs), fmt.Sprintf("%.3f", pages/median(theirs)), "")
	row("ratio recto : tesseract", fmt.Sprintf("%.2f", median(theirs)/median(ours)), "≥ 1.00")
	// Less noisy where other programs run: workers give way to them.
	row("processor time, recto, s a page", fmt.Sprintf("%.3f", median(ourCPU)/pages), "")
	row("processor time, tesseract, s a page", fmt.Sprintf("%.3f", median(theirCPU)/pages), "")
	row("ratio tesseract : recto by processor time", fmt.Sprintf("%.2f", median(theirCPU)/median(ourCPU)), "≥ 1.00")
	row("start to first page of text, s", fmt.Sprintf("%.2f", median(first)), "")
	row("peak memory of a child, A4 at 300 dpi, MiB", fmt.Sprint(memory.child>>20), "≤ 400")
	row("peak memory of the parent, MiB", fmt.Sprint(memory.parent>>20), "")
	return nil
}

// tesseract reads pictures with one process for each core and one thread in each.
func (b *bench) tesseract(ctx context.Context, pictures []string) (whole, cpu time.Duration, err error) {
	return b.tesseracts(ctx, pictures, b.jobs, "OMP_THREAD_LIMIT=1")
}

// tesseracts reads pictures with so many processes, each given an equal share as
// a list, so that it loads its model once. env is added to their environment.
func (b *bench) tesseracts(ctx context.Context, pictures []string, processes int, env ...string) (whole, cpu time.Duration, err error) {
	shares := make([][]string, processes)
	for i, picture := range pictures {
		shares[i%processes] = append(shares[i%processes], picture)
	}
	start := time.Now()
	errs := make([]error, processes)
	used := make([]time.Duration, processes)
	var wg sync.WaitGroup
	for i, share := range shares {
		list := filepath.Join(b.folder, fmt.Sprintf("list%d.txt", i))
		if err := os.WriteFile(list, []byte(strings.Join(share, "\n")+"\n"), 0o600); err != nil {
			return 0, 0, err
		}
		wg.Go(func() {
			cmd := exec.CommandContext(ctx, "tesseract", list, "stdout", "--dpi", "300", "-l", "eng")
			cmd.Env = append(os.Environ(), env...)
			if out, err := cmd.CombinedOutput(); err != nil {
				errs[i] = fmt.Errorf("tesseract: %w: %s", err, out)
				return
			}
			used[i] = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		})
	}
	wg.Wait()
	for _, t := range used {
		cpu += t
	}
	return time.Since(start), cpu, errors.Join(errs...)
}
