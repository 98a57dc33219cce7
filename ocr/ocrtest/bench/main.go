// Command bench measures Recto on the machine at hand, beside the tesseract
// command on the same pages in the same run.
//
//	go run ./ocr/ocrtest/bench -recto bin/recto
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
	flag.Parse()
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
	folder          string
	jobs            int
}

func (b *bench) run(ctx context.Context) (err error) {
	if b.folder, err = os.MkdirTemp("", "recto-bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.folder)
	b.jobs = worker.DefaultSize()
	fmt.Printf("%s/%s, %d cores for reading, %d pages A4 at 300 dpi, medians of %d rounds\n\n",
		runtime.GOOS, runtime.GOARCH, b.jobs, b.pages, b.rounds)
	s, err := makeScan(b.folder, b.testdata, b.pages)
	if err != nil {
		return err
	}
	for _, part := range []func(context.Context, scan) error{
		b.speed, b.overhead, b.roundTrip, b.longDocument,
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
	row("start to first page of text, s", fmt.Sprintf("%.2f", median(first)), "")
	row("peak memory of a child, A4 at 300 dpi, MiB", fmt.Sprint(memory.child>>20), "≤ 400")
	row("peak memory of the parent, MiB", fmt.Sprint(memory.parent>>20), "")
	return nil
}

// tesseract reads pictures with one process for each core, each given an equal
// share as a list, so that it loads its model once.
func (b *bench) tesseract(ctx context.Context, pictures []string) (whole, cpu time.Duration, err error) {
	shares := make([][]string, b.jobs)
	for i, picture := range pictures {
		shares[i%b.jobs] = append(shares[i%b.jobs], picture)
	}
	start := time.Now()
	errs := make([]error, b.jobs)
	used := make([]time.Duration, b.jobs)
	var wg sync.WaitGroup
	for i, share := range shares {
		list := filepath.Join(b.folder, fmt.Sprintf("list%d.txt", i))
		if err := os.WriteFile(list, []byte(strings.Join(share, "\n")+"\n"), 0o600); err != nil {
			return 0, 0, err
		}
		wg.Go(func() {
			cmd := exec.CommandContext(ctx, "tesseract", list, "stdout", "--dpi", "300", "-l", "eng")
			cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
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
