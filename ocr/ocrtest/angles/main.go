// Command angles reads real pages upright, turned and damaged, and prints how
// the errors change. It reads through the worker pool of a built recto.
//
//	go run ./ocr/ocrtest/angles -data ../shared/data -recto bin/recto
//	go run ./ocr/ocrtest/angles -data ../shared/data -recto bin/recto -damaged
//
// Turned pages: it exits with 1 where they together miss the goal, at each angle
// at most 1.1 times the upright error and one point more. Single pages that do
// are marked with "!". Damaged pages: it exits with 1 where a kind of damage
// misses a word F1 of 80 % or falls below the tesseract command on the same copies.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/distort"
	"recto/ocr/worker"
)

// set is a folder of pages and how many of them are read, spread evenly.
type set struct {
	folder string
	pages  int
}

var turnedSets = []set{
	{"a_printed_en/isri_unlv", 6},
	{"a_printed_en/ehri_en", 3},
	{"a_printed_en/fondue_en", 3},
	{"a_printed_en/scribe_bench", 3},
	{"b_receipts/sroie", 3},
	{"a_printed_en/funsd", 2},
}

// damagedSets are printed pages that are read nearly without error as they are.
var damagedSets = []set{
	{"a_printed_en/isri_unlv", 3},
	{"a_printed_en/ehri_en", 2},
	{"a_printed_en/fondue_en", 3},
	{"b_receipts/sroie", 2},
}

var turned = []float64{90, 180, 270, 7, -23}

// task is what is to be read and how.
type task struct {
	data, recto      string
	only             string // pages whose path this regular expression finds
	order            ocr.Order
	upright, damaged bool
	kind             string // of damage: those whose name this regular expression finds
	keep             string // folder that keeps the copies
	bare             bool   // without the tesseract command on damaged copies
	jobs             int
	verbose          bool
}

func main() {
	var t task
	flag.StringVar(&t.data, "data", "../shared/data", "folder of the page sets")
	flag.StringVar(&t.recto, "recto", "bin/recto", "built recto")
	flag.StringVar(&t.only, "only", "", "read only pages whose path this regular expression finds")
	flag.StringVar((*string)(&t.order), "order", "natural", "reading order: basic or natural")
	flag.BoolVar(&t.upright, "upright", false, "read the pages upright only")
	flag.BoolVar(&t.damaged, "damaged", false, "read damaged copies instead of turned ones")
	flag.StringVar(&t.kind, "kind", "", "read only the kinds of damage whose name this regular expression finds")
	flag.StringVar(&t.keep, "keep", "", "keep the copies in this folder")
	flag.BoolVar(&t.bare, "bare", false, "leave the tesseract command out for damaged copies")
	flag.IntVar(&t.jobs, "jobs", runtime.NumCPU(), "pages read at once")
	flag.BoolVar(&t.verbose, "v", false, "log what the workers say")
	flag.Parse()
	ok, err := t.run(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, "angles:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// kinds are the copies to make of each page.
func (t task) kinds() ([]distort.Kind, error) {
	wanted, err := regexp.Compile(t.kind)
	if err != nil || t.upright {
		return nil, err
	}
	var kinds []distort.Kind
	if !t.damaged {
		for _, degrees := range turned {
			kinds = append(kinds, distort.Turned(degrees))
		}
		return kinds, nil
	}
	for _, kind := range distort.Damaged {
		if wanted.MatchString(kind.Name) {
			kinds = append(kinds, kind)
		}
	}
	return kinds, nil
}

func (t task) run(ctx context.Context) (ok bool, err error) {
	if t.keep == "" {
		if t.keep, err = os.MkdirTemp("", "angles-"); err != nil {
			return false, err
		}
		defer os.RemoveAll(t.keep)
	}
	options := worker.Options{Command: []string{t.recto, "worker"}, Size: t.jobs}
	if t.verbose {
		options.Log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	pool, err := worker.New(options)
	if err != nil {
		return false, err
	}
	defer pool.Close()
	sets := turnedSets
	if t.damaged {
		sets = damagedSets
	}
	pages, err := choose(t.data, t.only, sets)
	if err != nil {
		return false, err
	}
	kinds, err := t.kinds()
	if err != nil {
		return false, err
	}
	var wg sync.WaitGroup
	limit := make(chan struct{}, t.jobs)
	for i := range pages {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			if err := t.read(ctx, pool, &pages[i], kinds); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", pages[i].path, err)
			}
		})
	}
	wg.Wait()
	if t.damaged {
		return reportDamaged(pages, kinds), nil
	}
	return reportTurned(pages, kinds), nil
}

// choose takes pages spread evenly over each set.
func choose(data, only string, sets []set) ([]page, error) {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return nil, err
	}
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
			path, ok := ocrtest.Picture(strings.TrimSuffix(truth, ".gt.txt"))
			if !ok {
				return nil, fmt.Errorf("no picture for %q", truth)
			}
			if wanted.MatchString(path) {
				pages = append(pages, page{set: set.folder, path: path, truth: string(text)})
			}
		}
	}
	return pages, nil
}
