package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"time"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/worker"
)

// recto reads sets through the worker pool of a built program.
type recto struct {
	options worker.Options
	request ocr.Request

	// told has each page read with the language that the peer is told, not
	// with those of the request.
	told bool
}

// read reads the pages of a set, and gives the seconds of the processor that
// its workers took for all of them.
func (r recto) read(ctx context.Context, pages []page) (readings []reading, seconds float64, err error) {
	before := childrenTime()
	pool, err := worker.New(r.options)
	if err != nil {
		return nil, 0, err
	}
	readings = make([]reading, len(pages))
	var wg sync.WaitGroup
	limit := make(chan struct{}, 2*pool.Size())
	for i, p := range pages {
		limit <- struct{}{}
		wg.Go(func() {
			defer func() { <-limit }()
			readings[i] = r.document(ctx, pool, p)
		})
	}
	wg.Wait()
	err = errors.Join(pool.Close(), ctx.Err())
	return readings, (childrenTime() - before).Seconds(), err
}

// document reads all pages of a document as one text.
func (r recto) document(ctx context.Context, pool *worker.Pool, p page) reading {
	info, err := pool.Info(ctx, p.path, "")
	if err != nil {
		return reading{err: err}
	}
	req := r.request
	req.Path = p.path
	// The peer may be told of a whole script, which is no language.
	if l, ok := language.Lookup(p.lang); ok && r.told {
		req.Languages = []string{l.Code}
	}
	numbers := make([]int, len(info.Pages))
	for i := range numbers {
		numbers[i] = i
	}
	var whole reading
	var text strings.Builder
	for got, err := range ocr.Pages(ctx, pool, req, numbers, 1) {
		whole.err = errors.Join(whole.err, err)
		text.WriteString(got.Text())
		for _, line := range got.Lines {
			whole.words = append(whole.words, line.Words...)
		}
	}
	whole.text = text.String()
	if whole.err != nil {
		whole.err = fmt.Errorf("read %q: %w", p.path, whole.err)
	}
	return whole
}

// childrenTime is the processor time of all children that have ended.
func childrenTime() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
