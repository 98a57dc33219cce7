// Command angles reads real pages upright and turned, and prints how the
// character error changes. It reads through the worker pool of a built recto.
//
//	go run ./ocr/ocrtest/angles -data ../shared/data -recto bin/recto
//
// It exits with 1 where the pages together miss the goal: at each angle at most
// 1.1 times the upright error and one point more. Single pages that do are
// marked with "!".
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/worker"
	"recto/render"
)

// sets are the sets and how many pages of each are read, spread evenly.
var sets = []struct {
	folder string
	pages  int
}{
	{"a_printed_en/isri_unlv", 6},
	{"a_printed_en/ehri_en", 3},
	{"a_printed_en/fondue_en", 3},
	{"a_printed_en/scribe_bench", 3},
	{"b_receipts/sroie", 3},
	{"a_printed_en/funsd", 2},
}

var angles = []float64{0, 90, 180, 270, 7, -23}

func main() {
	data := flag.String("data", "../shared/data", "folder of the page sets")
	bin := flag.String("recto", "bin/recto", "built recto")
	only := flag.String("only", "", "read only pages whose path holds this")
	order := flag.String("order", "natural", "reading order: basic or natural")
	upright := flag.Bool("upright", false, "read the pages upright only")
	verbose := flag.Bool("v", false, "log what the workers say")
	flag.Parse()
	if *upright {
		angles = angles[:1]
	}
	ok, err := run(context.Background(), *data, *bin, *only, ocr.Order(*order), *verbose)
	if err != nil {
		fmt.Fprintln(os.Stderr, "angles:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// page is one page with its truth and its error at each angle.
type page struct {
	set, path, truth string
	edits            []ocrtest.Edits
	turned           []float64     // what Recto said of the angle
	peer             ocrtest.Edits // of the tesseract command, upright
}

func run(ctx context.Context, data, bin, only string, order ocr.Order, verbose bool) (ok bool, err error) {
	temp, err := os.MkdirTemp("", "angles-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(temp)
	options := worker.Options{Command: []string{bin, "worker"}, Size: runtime.NumCPU()}
	if verbose {
		options.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	pool, err := worker.New(options)
	if err != nil {
		return false, err
	}
	defer pool.Close()
	pages, err := choose(data, only)
	if err != nil {
		return false, err
	}
	var wg sync.WaitGroup
	limit := make(chan struct{}, runtime.NumCPU())
	for i := range pages {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			if err := pages[i].read(ctx, pool, temp, order); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", pages[i].path, err)
			}
		})
	}
	wg.Wait()
	return report(pages), nil
}

// choose takes pages spread evenly over each set.
func choose(data, only string) ([]page, error) {
	var pages []page
	for _, set := range sets {
		truths, err := filepath.Glob(filepath.Join(data, set.folder, "*.gt.txt"))
		if err != nil || len(truths) == 0 {
			return nil, fmt.Errorf("no pages with truth in %q", set.folder)
		}
		for k := range min(set.pages, len(truths)) {
			truth := truths[k*len(truths)/min(set.pages, len(truths))]
			text, err := os.ReadFile(truth)
			if err != nil {
				return nil, err
			}
			path, err := picture(strings.TrimSuffix(truth, ".gt.txt"))
			if err != nil {
				return nil, err
			}
			if strings.Contains(path, only) {
				pages = append(pages, page{set: set.folder, path: path, truth: string(text)})
			}
		}
	}
	return pages, nil
}

func picture(stem string) (string, error) {
	for _, ending := range []string{".png", ".jpg", ".tif"} {
		if _, err := os.Stat(stem + ending); err == nil {
			return stem + ending, nil
		}
	}
	return "", fmt.Errorf("no picture for %q", stem)
}

// read reads the page at each angle.
func (p *page) read(ctx context.Context, pool *worker.Pool, temp string, order ocr.Order) error {
	grey, err := pool.Render(ctx, render.Request{Path: p.path, Grey: true})
	if err != nil {
		return err
	}
	for _, degrees := range angles {
		path := p.path
		if degrees != 0 {
			path = filepath.Join(temp, fmt.Sprintf("%s@%v.png", filepath.Base(p.path), degrees))
			if err := turnedCopy(grey, degrees, path); err != nil {
				return err
			}
		}
		got, err := pool.Recognize(ctx, ocr.Request{Path: path, Order: order})
		if err != nil {
			return err
		}
		p.edits = append(p.edits, ocrtest.Characters(p.truth, got.Text()))
		p.turned = append(p.turned, got.Angle)
	}
	// The peer: the engine alone with its defaults.
	cmd := exec.CommandContext(ctx, "tesseract", p.path, "stdout")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	text, err := cmd.Output()
	p.peer = ocrtest.Characters(p.truth, string(text))
	return err
}

// report prints the table and tells whether the pages together met the goal.
func report(pages []page) (ok bool) {
	fmt.Print("| page | tesseract |")
	for _, degrees := range angles {
		fmt.Printf(" %+v° |", degrees)
	}
	fmt.Print(" angles found |\n|---|" + strings.Repeat("---|", len(angles)+1) + "\n")
	total := make([]ocrtest.Edits, len(angles))
	var peer ocrtest.Edits
	for _, p := range pages {
		peer = peer.Add(p.peer)
		fmt.Printf("| %s/%s | %.2f |", filepath.Base(p.set), filepath.Base(p.path), 100*p.peer.Rate())
		for i, e := range p.edits {
			total[i] = total[i].Add(e)
			fmt.Printf(" %.2f%s |", 100*e.Rate(), mark(e, p.edits[0]))
		}
		fmt.Printf(" %.1f |\n", p.turned)
	}
	ok = true
	fmt.Printf("| all | %.2f |", 100*peer.Rate())
	for _, e := range total {
		missed := mark(e, total[0])
		ok = ok && missed == ""
		fmt.Printf(" %.2f%s |", 100*e.Rate(), missed)
	}
	fmt.Println(" |")
	return ok
}

// mark is " !" for an error rate above the goal.
func mark(e, upright ocrtest.Edits) string {
	if e.Rate() > 1.1*upright.Rate()+0.01 {
		return " !"
	}
	return ""
}
