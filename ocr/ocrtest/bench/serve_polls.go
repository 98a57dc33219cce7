package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// How polls are counted.
const (
	pollers   = 16
	pollsTime = 10 * time.Second
)

// polls asks over and over for an operation that has ended, and for one that
// runs.
func (b *bench) polls(ctx context.Context) error {
	small, err := os.ReadFile(filepath.Join(b.testdata, smallFixture))
	if err != nil {
		return err
	}
	return b.with(ctx, func(ctx context.Context, s *server) error {
		c := newClient(s.address, pollers)
		defer c.close()
		location, err := c.submit(ctx, small, "")
		if err != nil {
			return err
		}
		if _, err := c.await(ctx, location, pollOften, "succeeded"); err != nil {
			return err
		}
		if err := c.pollsOf(ctx, s, location, "of a result, 1/s", "≥ 5000"); err != nil {
			return err
		}
		location, err = b.begin(ctx, c)
		if err != nil {
			return err
		}
		return c.pollsOf(ctx, s, location, "of a running operation, while it is read, 1/s", "")
	})
}

// pollsOf counts the polls that are answered on kept connections. The client's
// own work is done by the same cores.
func (c client) pollsOf(ctx context.Context, s *server, location, what, goal string) error {
	var count, bytes atomic.Int64
	own, _ := processorTime(s.pid())
	start := time.Now()
	err := crowd(ctx, pollers, until(start.Add(pollsTime)), func(ctx context.Context, _ int) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, location, nil)
		if err != nil {
			return err
		}
		res, err := c.http.Transport.RoundTrip(req)
		if err != nil {
			return err
		}
		defer res.Body.Close()
		n, err := io.Copy(io.Discard, res.Body)
		if err == nil && (res.StatusCode != http.StatusOK || n == 0) {
			err = fmt.Errorf("GET %s: %s with %d bytes", location, res.Status, n)
		}
		count.Add(1)
		bytes.Add(n)
		return err
	})
	if err != nil {
		return err
	}
	wall := time.Since(start)
	after, _ := processorTime(s.pid())
	n := float64(count.Load())
	row(what, fmt.Sprintf("%.0f", n/wall.Seconds()), goal)
	row("  processor time of the server, µs a poll", fmt.Sprintf("%.0f", float64((after-own).Microseconds())/n), "")
	row("  bytes of an answer", fmt.Sprintf("%.0f", float64(bytes.Load())/n), "")
	return nil
}
