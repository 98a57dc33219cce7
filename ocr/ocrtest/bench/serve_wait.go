package main

import (
	"context"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"time"

	"recto/ocr"
	"recto/ocr/worker"
)

// The document that is long: 2,000 of its pages are asked for.
const (
	longFixture = "made/many.pdf"
	longQuery   = "?pages=1-2000"
)

// begin submits the long document and waits until it is being read.
func (b *bench) begin(ctx context.Context, c client) (location string, err error) {
	long, err := os.ReadFile(filepath.Join(b.testdata, longFixture))
	if err != nil {
		return "", err
	}
	if location, err = c.submit(ctx, long, longQuery); err != nil {
		return "", err
	}
	_, err = c.await(ctx, location, pollOften, "running")
	return location, err
}

// pollOften is how often is asked where a moment is to be met.
const pollOften = 50 * time.Millisecond

// receipt reads a one-page scan alone, and while a long document is read.
func (b *bench) receipt(ctx context.Context) error {
	scans, err := receipts(b.testdata, 1)
	if err != nil {
		return err
	}
	return b.with(ctx, func(ctx context.Context, s *server) error {
		c := newClient(s.address, 1)
		defer c.close()
		measure := func() (float64, error) {
			var took []float64
			for range 9 {
				start := time.Now()
				location, err := c.submit(ctx, scans[0], "")
				if err != nil {
					return 0, err
				}
				a, err := c.await(ctx, location, pollOften, "succeeded")
				if err != nil {
					return 0, err
				}
				took = append(took, a.Updated.Sub(start).Seconds())
			}
			return median(took), nil
		}
		if err := crowd(ctx, 2*b.jobs, times(2*b.jobs), func(ctx context.Context, _ int) error { return c.analyze(ctx, scans[0]) }); err != nil {
			return err
		}
		alone, err := measure()
		if err != nil {
			return err
		}
		location, err := b.begin(ctx, c)
		if err != nil {
			return err
		}
		beside, err := measure()
		if err != nil {
			return err
		}
		a, err := c.poll(ctx, location)
		if err == nil && a.Status != "running" {
			err = fmt.Errorf("the long document was %s before the receipts", a.Status)
		}
		row("from the request to the result, alone, s", fmt.Sprintf("%.2f", alone), "")
		row("  while a 2,000-page PDF is read, s", fmt.Sprintf("%.2f", beside), "")
		return err
	})
}

// pairs is how often each side of the latency reads a document.
const pairs = 25

// latency reads a page in turn through the pool and through syncAnalyze.
func (b *bench) latency(ctx context.Context) error {
	scans, err := receipts(b.testdata, 1)
	if err != nil {
		return err
	}
	page := filepath.Join(b.folder, "receipt.png")
	if err := os.WriteFile(page, scans[0], 0o600); err != nil {
		return err
	}
	img, err := load(page)
	if err != nil {
		return err
	}
	pdf := filepath.Join(b.folder, "receipt.pdf")
	if err := writePDF(pdf, 300, []*image.Gray{img.(*image.Gray)}); err != nil {
		return err
	}
	pool, err := worker.New(worker.Options{Command: []string{b.recto, "worker"}, Size: b.jobs})
	if err != nil {
		return err
	}
	defer pool.Close()
	return b.with(ctx, func(ctx context.Context, s *server) error {
		c := newClient(s.address, 1)
		defer c.close()
		for _, document := range []struct{ what, path string }{
			{"a PNG scan", page},
			{"the same in a PDF", pdf},
		} {
			if err := b.added(ctx, c, pool, document.what, document.path); err != nil {
				return err
			}
		}
		return nil
	})
}

// added prints what syncAnalyze takes more than the recognition by itself.
func (b *bench) added(ctx context.Context, c client, pool *worker.Pool, what, path string) error {
	document, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var bare, whole, differences []float64
	for n := range pairs + b.jobs {
		// A file that no worker has open: each request of a client brings one.
		fresh := filepath.Join(b.folder, fmt.Sprintf("bare%d%s", n, filepath.Ext(path)))
		if err := os.WriteFile(fresh, document, 0o600); err != nil {
			return err
		}
		start := time.Now()
		if _, err := pool.Recognize(ctx, ocr.Request{Path: fresh, Languages: []string{"en"}, Order: ocr.OrderBasic, Lenient: true}); err != nil {
			return err
		}
		alone := time.Since(start)
		start = time.Now()
		if err := c.analyze(ctx, document); err != nil {
			return err
		}
		asked := time.Since(start)
		if n < b.jobs {
			continue // the workers load their models
		}
		bare = append(bare, 1000*alone.Seconds())
		whole = append(whole, 1000*asked.Seconds())
		differences = append(differences, 1000*(asked-alone).Seconds())
	}
	row(what+": recognition by the pool, median ms", fmt.Sprintf("%.1f", median(bare)), "")
	row("  syncAnalyze, median ms", fmt.Sprintf("%.1f", median(whole)), "")
	row("  added at the median, ms", fmt.Sprintf("%.1f", median(whole)-median(bare)), "≤ 20")
	row("  median of the differences, ms", fmt.Sprintf("%.1f", median(differences)), "")
	return nil
}
