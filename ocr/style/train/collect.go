package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/ocrtest/styled"
	"recto/ocr/style"
	"recto/ocr/worker"
)

// sample is one line as the engine found it, with what it is.
type sample struct {
	Set      string    `json:"set"`
	Page     string    `json:"page"`
	Fold     int       `json:"fold"`
	Hand     bool      `json:"hand"`
	Quad     ocr.Quad  `json:"quad"`
	Text     string    `json:"text"`
	Features []float64 `json:"features"`
}

// source is a page with what is known of its lines' style.
type source struct {
	styled.Page
	fold int
}

// collector reads pages and measures their lines.
type collector struct {
	bin  string
	jobs int
}

// read reads all pages and returns the samples in the pages' order.
func (c collector) read(ctx context.Context, sources []source) ([]sample, error) {
	pool, err := worker.New(worker.Options{Command: []string{c.bin, "worker"}, Size: c.jobs, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	found := make([][]sample, len(sources))
	errs := make([]error, len(sources))
	limit := make(chan struct{}, c.jobs)
	var wg sync.WaitGroup
	for i, s := range sources {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			found[i], errs[i] = s.samples(ctx, pool)
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			fmt.Fprintf(os.Stderr, "read %q: %v\n", sources[i].Path, err)
		}
	}
	return slices.Concat(found...), ctx.Err()
}

func (s source) samples(ctx context.Context, reader ocr.Recognizer) ([]sample, error) {
	page, err := reader.Recognize(ctx, ocr.Request{Path: s.Path, Order: ocr.OrderNatural, Languages: []string{"en"}, Uncalibrated: true})
	if err != nil {
		return nil, err
	}
	grey, err := styled.Raster(s.Path)
	if err != nil {
		return nil, err
	}
	if grey.Width != page.Width || grey.Height != page.Height {
		return nil, fmt.Errorf("the page is %d × %d, its picture %d × %d", page.Width, page.Height, grey.Width, grey.Height)
	}
	var samples []sample
	for _, line := range page.Lines {
		hand, known := s.Style(line.Quad)
		if !known {
			continue
		}
		one := sample{Set: s.Set, Page: filepath.Base(s.Path), Fold: s.fold, Hand: hand, Quad: line.Quad, Text: line.Text()}
		for _, f := range style.Measure(grey, line) {
			one.Features = append(one.Features, f.Value)
		}
		samples = append(samples, one)
	}
	return samples, nil
}

// drawn makes n pages in folder. What the engine finds beside the lines, specks
// and pieces of rules, is no handwriting.
func (t training) drawn(s []supplies, folder string) ([]source, error) {
	sources := make([]source, t.pages)
	errs := make([]error, t.pages)
	limit := make(chan struct{}, t.collector.jobs)
	other := false
	var wg sync.WaitGroup
	for i := range sources {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			fold := i % folds
			page, segments := s[fold].make(i/folds, newRandom(uint64(i)))
			path := filepath.Join(folder, "made"+strconv.Itoa(i)+".png")
			errs[i] = ocrtest.WritePNG(path, page)
			sources[i] = source{styled.Page{Set: "made", Path: path, Segments: segments, Elsewhere: &other}, fold}
		})
	}
	wg.Wait()
	return sources, errors.Join(errs...)
}

// printedSets are sets of the data that are print and may be fitted to: their
// rows in the data's README say CC-BY.
var printedSets = []string{
	"a_printed_en/ehri_en", "a_printed_en/fondue_en", "b_receipts/sroie", "e_multilingual/ehri_de", "e_multilingual/ehri_da", "e_multilingual/de_fraktur",
}

// filledSet is forms filled in by hand, in block letters; its row says MIT.
const filledSet = "g_azure/hand_print_forms"

// real are the pages of the data that are fitted to.
func real(data string) ([]source, error) {
	var sources []source
	for _, set := range append(printedSets, filledSet) {
		stems, paths, err := styled.Pictures(filepath.Join(data, set))
		if err != nil {
			return nil, err
		}
		for i, path := range paths {
			s := source{styled.Page{Set: set, Path: path}, i % folds}
			if set == filledSet {
				s.Segments, err = styled.Filled(stems[i])
			} else {
				s.Segments, err = styled.Boxes(stems[i] + ".boxes.json")
			}
			if err != nil {
				return nil, err
			}
			sources = append(sources, s)
		}
	}
	return sources, nil
}
