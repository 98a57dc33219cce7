// Command style reads pages of which is known what was printed and what written
// by hand, and prints how many lines were given the right style and how far the
// confidences can be believed:
//
//	go run ./ocr/ocrtest/style -recto bin/recto
//
// -kept FILE keeps what was read, and takes it from there where it has the page
// already; then the style is told anew, so that another model takes seconds.
// With -recto "" pages that were not kept are left out.
// -wrong FOLDER keeps a picture of each set's lines that came out wrong.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"os"
	"os/signal"
	"strings"
	"sync"

	"recto/ocr"
	"recto/ocr/ocrtest/styled"
	"recto/ocr/worker"
)

func main() {
	var m measurement
	flag.StringVar(&m.data, "data", "../shared/data", "folder of the sets")
	flag.StringVar(&m.bin, "recto", "bin/recto", "built recto")
	flag.StringVar(&m.only, "only", "", "read only sets whose name holds this")
	flag.IntVar(&m.every, "every", 1, "read every n-th page only")
	flag.IntVar(&m.jobs, "jobs", 2, "pages read at once")
	flag.StringVar(&m.wrong, "wrong", "", "folder for pictures of the lines that came out wrong")
	flag.StringVar(&m.keptAt, "kept", "", "file for what was read")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := m.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "style:", err)
		os.Exit(1)
	}
}

// measurement is one run.
type measurement struct {
	data, bin, only, wrong, keptAt string
	every, jobs                    int

	kept kept
}

// verdict is a line whose style is known, with what it was said to be.
type verdict struct {
	path string
	line ocr.Line
	hand bool
}

func (v verdict) right() bool {
	return (v.line.Style.Name == ocr.StyleHandwriting) == v.hand
}

func (m measurement) run(ctx context.Context) error {
	pool, err := worker.New(worker.Options{Command: []string{m.bin, "worker"}, Size: m.jobs, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer pool.Close()
	if m.kept, err = loadKept(m.keptAt); err != nil {
		return err
	}
	fmt.Println("| set | print: lines | right % | hand: lines | right % | mixed or unknown |\n|---|---|---|---|---|---|")
	var everything, unseen []verdict
	for _, s := range sets {
		if !strings.Contains(s.name, m.only) {
			continue
		}
		pages, err := s.pages(m.data, m.every)
		if err != nil {
			return err
		}
		verdicts, unknown, err := m.read(ctx, pool, pages)
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		name := s.name
		if s.fit {
			name += " (fitted to)"
		} else {
			unseen = append(unseen, verdicts...)
		}
		row(name, verdicts, unknown)
		everything = append(everything, verdicts...)
		if m.wrong != "" {
			if err := keepWrong(m.wrong, s.name, verdicts); err != nil {
				return err
			}
		}
	}
	row("**all**", everything, 0)
	row("**all not fitted to**", unseen, 0)
	reliability(unseen)
	return nil
}

// read has the pages read, and counts lines whose style is not known or not given.
func (m measurement) read(ctx context.Context, pool *worker.Pool, pages []styled.Page) (verdicts []verdict, unknown int, err error) {
	found := make([][]ocr.Page, len(pages))
	limit := make(chan struct{}, m.jobs)
	var wg sync.WaitGroup
	for i, p := range pages {
		if already, ok := m.kept[p.Path]; ok {
			found[i] = already
			continue
		}
		if m.bin == "" {
			continue
		}
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			found[i] = document(ctx, pool, p.Path)
		})
	}
	wg.Wait()
	for i, p := range pages {
		if m.kept != nil {
			if len(found[i]) > 0 {
				m.kept[p.Path] = found[i]
			}
			again(p.Path, found[i])
		}
		for _, page := range found[i] {
			for _, line := range page.Lines {
				hand, known := p.Style(line.Quad)
				if !known || line.Style == nil {
					unknown++
					continue
				}
				verdicts = append(verdicts, verdict{p.Path, line, hand})
			}
		}
	}
	return verdicts, unknown, m.kept.save(m.keptAt)
}

// document reads all pages; what cannot be read is said and left out.
func document(ctx context.Context, pool *worker.Pool, path string) (pages []ocr.Page) {
	info, err := pool.Info(ctx, path, "")
	if err != nil {
		fmt.Fprintf(os.Stderr, "style: look at %q: %v\n", path, err)
		return nil
	}
	for n := range info.Pages {
		page, err := pool.Recognize(ctx, ocr.Request{Path: path, Page: n, Order: ocr.OrderNatural, Uncalibrated: true})
		if err != nil {
			fmt.Fprintf(os.Stderr, "style: read %q: %v\n", path, err)
			continue
		}
		pages = append(pages, page)
	}
	return pages
}

// row prints how many of each style came out right.
func row(name string, verdicts []verdict, unknown int) {
	var n, right [2]int
	for _, v := range verdicts {
		k := 0
		if v.hand {
			k = 1
		}
		n[k]++
		if v.right() {
			right[k]++
		}
	}
	percent := func(k int) string {
		if n[k] == 0 {
			return "–"
		}
		return fmt.Sprintf("%.1f", 100*float64(right[k])/float64(n[k]))
	}
	fmt.Printf("| %s | %d | %s | %d | %s | %d |\n", name, n[0], percent(0), n[1], percent(1), unknown)
}

// reliability prints how often lines were right that were equally sure.
func reliability(verdicts []verdict) {
	limits := []float64{0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.01}
	type bin struct{ n, right, sure float64 }
	bins := make([]bin, len(limits))
	for _, v := range verdicts {
		k := 0
		for v.line.Style.Confidence >= limits[k] {
			k++
		}
		bins[k].n++
		bins[k].sure += v.line.Style.Confidence
		if v.right() {
			bins[k].right++
		}
	}
	fmt.Println("\n| mean confidence | lines | right |\n|---|---|---|")
	apart := 0.0
	for _, b := range bins {
		if b.n > 0 {
			fmt.Printf("| %.3f | %.0f | %.3f |\n", b.sure/b.n, b.n, b.right/b.n)
			apart += math.Abs(b.sure - b.right)
		}
	}
	fmt.Printf("\nexpected calibration error %.4f\n", apart/max(1, float64(len(verdicts))))
}
