package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr"
	"recto/ocr/calibrate"
	"recto/ocr/ocrtest"
	"recto/ocr/worker"
)

// set is a folder of pages with truth.
type set struct {
	name string // its folder within the data, or an absolute one
	kind kind

	// forFitting says that the licence allows fitting (CC-BY, MIT, or drawn by
	// this command).
	forFitting bool
}

// sets are those with truth of words. Only what the data's README calls CC-BY or
// MIT is for fitting.
var sets = []set{
	{"a_printed_en/ehri_en", ordered, true},
	{"a_printed_en/fondue_en", ordered, true},
	{"e_multilingual/ehri_de", ordered, true},
	{"e_multilingual/ehri_da", ordered, true},
	{"e_multilingual/fondue_fr", ordered, true},
	{"e_multilingual/fondue_es", ordered, true},
	{"e_multilingual/fondue_it", ordered, true},
	{"b_receipts/sroie", capitals, true},
	{"g_azure/hand_print_forms", anyOrder, true},
	{"a_printed_en/funsd", placed, false},
	{"a_printed_en/isri_unlv", ordered, false},
	{"a_printed_en/scribe_bench", placed, false},
	{"e_multilingual/pt_br_books", ordered, false},
	{"c_handwriting_en/stanford_mixed_1905", anyOrder, false},
	{"c_handwriting_en/iam_para_azure", ordered, false},
}

// read reads the pages of the sets whose names hold one of m.only, and gives their
// words with what is known of them.
func (m measurement) read(ctx context.Context, sets []set) ([]sample, error) {
	pool, err := worker.New(worker.Options{Command: []string{m.bin, "worker"}, Env: []string{"OMP_THREAD_LIMIT=1"}})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	var all []sample
	for _, s := range sets {
		if !slices.ContainsFunc(strings.Split(m.only, ","), func(part string) bool { return strings.Contains(s.name, part) }) {
			continue
		}
		list, err := m.readSet(ctx, pool, s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		all = append(all, list...)
	}
	return all, nil
}

func (m measurement) readSet(ctx context.Context, pool *worker.Pool, s set) ([]sample, error) {
	folder := s.name
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(m.data, s.name)
	}
	texts, err := filepath.Glob(filepath.Join(folder, "*.gt.txt"))
	if err != nil || len(texts) == 0 {
		return nil, fmt.Errorf("no pages with truth in %q", folder)
	}
	slices.Sort(texts)
	step := 1
	if !s.forFitting {
		step = max(1, m.every)
	}
	type result struct {
		list []sample
		err  error
	}
	results := make([]result, len(texts))
	limit := make(chan struct{}, pool.Size())
	for i := 0; i < len(texts); i += step {
		limit <- struct{}{}
		go func() {
			defer func() { <-limit }()
			results[i].list, results[i].err = m.readPage(ctx, pool, s, texts[i])
		}()
	}
	for range cap(limit) {
		limit <- struct{}{}
	}
	var all []sample
	for _, r := range results {
		if r.err != nil {
			return nil, r.err
		}
		all = append(all, r.list...)
	}
	return all, nil
}

// readPage reads one page, or takes the reading that was kept.
func (m measurement) readPage(ctx context.Context, pool *worker.Pool, s set, text string) ([]sample, error) {
	stem := strings.TrimSuffix(text, ".gt.txt")
	path, ok := ocrtest.Picture(stem)
	if !ok {
		return nil, nil // a text for several pictures
	}
	truth, err := os.ReadFile(text)
	if err != nil {
		return nil, err
	}
	var boxes []ocr.Word
	if s.kind == placed {
		if boxes, err = ocrtest.TrueWords(stem + ".boxes.json"); err != nil {
			return nil, err
		}
	}
	kept := filepath.Join(m.out, "pages", filepath.Base(s.name)+"__"+filepath.Base(path)+"__0.json")
	var page ocr.Page
	if err := ocrtest.ReadJSON(kept, &page); err != nil || m.again {
		if page, err = pool.Recognize(ctx, ocr.Request{Path: path, Order: ocr.OrderNatural, Uncalibrated: true, TextLayer: ocr.TextLayerNever}); err != nil {
			fmt.Fprintf(os.Stderr, "left out: %s: %v\n", path, err)
			return nil, ctx.Err()
		}
		if err := save(kept, page); err != nil {
			return nil, err
		}
	}
	right, known := verdicts(page.Lines, s.kind, string(truth), boxes)
	evidence := calibrate.Of(page.Lines)
	var list []sample
	n := 0
	for _, l := range page.Lines {
		for _, w := range l.Words {
			if known[n] {
				list = append(list, sample{filepath.Base(s.name), path, w.Confidence, evidence[n], right[n], 1, s.forFitting})
			}
			n++
		}
	}
	return list, nil
}

func save(path string, page ocr.Page) error {
	content, err := json.Marshal(page)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}
