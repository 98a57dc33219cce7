package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"
)

// bookPages is how many pages the document for the window has.
const bookPages = 2000

// window measures the window over a long document: over real workers and a
// test driver, whose event loop tells how long the user interface's goroutine
// is busy; beside Poppler's programs, which need a process for each answer.
func (b *bench) window(ctx context.Context) error {
	book := filepath.Join(b.folder, "book.pdf")
	if err := writeBook(book, bookPages); err != nil {
		return err
	}
	fmt.Printf("\nwindow: a PDF of %d pages\n", bookPages)
	for _, part := range []func(context.Context, string) error{b.opening, b.turning, b.frames, b.keeping} {
		if err := part(ctx, book); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) opening(ctx context.Context, book string) error {
	ours, err := b.inWindow(ctx, book, "WindowOpens", b.rounds)
	if err != nil {
		return err
	}
	peer, err := b.timed(ctx, "pdfinfo", "-l", strconv.Itoa(bookPages), book)
	if err != nil {
		return err
	}
	row("start of the workers to the first page on the screen, ms", ours.of("open-ms"), "≤ 1000")
	row("  longest stretch on the UI goroutine, ms", ours.of("open-ui-ms"), "≤ 50")
	row("pdfinfo with the sizes of all pages, ms", fmt.Sprintf("%.0f", milliseconds(peer)), "")
	return nil
}

func (b *bench) turning(ctx context.Context, book string) error {
	ours, err := b.inWindow(ctx, book, "WindowTurns", 1)
	if err != nil {
		return err
	}
	peer, err := b.timed(ctx, "pdftocairo", "-png", "-singlefile", "-f", "1000", "-scale-to", "700", book, filepath.Join(b.folder, "page"))
	if err != nil {
		return err
	}
	turn := func(what, name, goal string) {
		row(what+", ms (95 % within)", ours.of(name+"-ms")+" ("+ours.of(name+"-p95-ms")+")", goal)
	}
	turn("page turn to its picture, far away", "cold", "≤ 100")
	turn("  of it on the UI goroutine", "cold-ui", "")
	turn("page turn to its picture, fetched ahead", "ahead", "≤ 16")
	turn("  of it on the UI goroutine", "ahead-ui", "≤ 16")
	turn("far away, while all workers read", "busy-cold", "≤ 100")
	turn("fetched ahead, while all workers read", "busy-ahead", "≤ 16")
	turn("a stretch on the UI goroutine meanwhile", "stretch", "")
	row("  the longest, ms", ours.of("stretch-max-ms"), "≤ 50")
	row("pdftocairo, one page of that size as PNG, ms", fmt.Sprintf("%.0f", milliseconds(peer)), "")
	row("ratio pdftocairo : page turn far away", fmt.Sprintf("%.1f", milliseconds(peer)/ours.median("cold-ms")), "")
	return nil
}

// frames collects the page view's own benchmarks.
func (b *bench) frames(ctx context.Context, _ string) error {
	found, err := goBench(ctx, nil, "./ui/pageview", "Frame(Of|At)", "300ms", 1)
	if err != nil {
		return err
	}
	for _, frame := range []struct{ what, name string }{
		{"frame of a page with 2,000 words, the whole page panned", "FrameOfTheWholePage ns/op"},
		{"  at actual pixels", "FrameAtActualPixels ns/op"},
		{"  at four times those", "FrameAtFourTimesActual ns/op"},
		{"frame while zooming, before the sharp picture: whole page", "ZoomFrameOfTheWholePage ns/op"},
		{"  at actual pixels", "ZoomFrameAtActualPixels ns/op"},
		{"  at four times those", "ZoomFrameAtFourTimesActual ns/op"},
	} {
		row(frame.what+", ms", fmt.Sprintf("%.1f", found.median(frame.name)/1e6), "≤ 16")
	}
	return nil
}

func (b *bench) keeping(ctx context.Context, book string) error {
	ours, err := b.inWindow(ctx, book, "WindowMemory", 1)
	if err != nil {
		return err
	}
	row(fmt.Sprintf("after showing all %d pages: pictures kept, MiB", bookPages), ours.of("cache-MiB"), "≤ 512")
	row("  resident size of the window's process, MiB", ours.of("rss-MiB"), "")
	row("  its peak, MiB", ours.of("peak-MiB"), "")
	return nil
}

// inWindow runs a benchmark of the window's package over the document.
func (b *bench) inWindow(ctx context.Context, book, name string, rounds int) (figures, error) {
	recto, err := filepath.Abs(b.recto)
	if err != nil {
		return nil, err
	}
	return goBench(ctx, []string{"CGO_ENABLED=0", "RECTO_BIN=" + recto, "RECTO_BENCH_PDF=" + book}, "./ui", name, "1x", rounds)
}

// figures are what benchmarks told: by unit, and by name and unit.
type figures map[string][]float64

func (f figures) median(name string) float64 {
	if len(f[name]) == 0 {
		return 0
	}
	return median(f[name])
}

func (f figures) of(name string) string {
	if len(f[name]) == 0 {
		return "–"
	}
	return strconv.FormatFloat(f.median(name), 'f', 1, 64)
}

var (
	benchResult = regexp.MustCompile(`(?m)^Benchmark(\w+)\S*\s+\d+\s+(.*)$`)
	benchFigure = regexp.MustCompile(`([0-9.e+]+) (\S+)`)
)

// goBench runs benchmarks of a package and gathers what they tell.
func goBench(ctx context.Context, env []string, pkg, name, howLong string, rounds int) (figures, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", name, "-benchtime", howLong, "-count", strconv.Itoa(rounds), "-timeout", "30m", pkg)
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("benchmark %s of %s: %w: %s", name, pkg, err, out)
	}
	found := figures{}
	for _, line := range benchResult.FindAllSubmatch(out, -1) {
		for _, figure := range benchFigure.FindAllSubmatch(line[2], -1) {
			value, err := strconv.ParseFloat(string(figure[1]), 64)
			if err != nil {
				return nil, err
			}
			unit := string(figure[2])
			found[unit] = append(found[unit], value)
			found[string(line[1])+" "+unit] = append(found[string(line[1])+" "+unit], value)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no benchmark %s in %s: %s", name, pkg, out)
	}
	return found, nil
}

// timed is how long a program takes, the middle one of some runs.
func (b *bench) timed(ctx context.Context, program string, args ...string) (time.Duration, error) {
	var took []float64
	for range 2*b.rounds + 1 {
		start := time.Now()
		if out, err := exec.CommandContext(ctx, program, args...).CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s: %w: %.300s", program, err, out)
		}
		took = append(took, float64(time.Since(start)))
	}
	return time.Duration(median(took)), nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
