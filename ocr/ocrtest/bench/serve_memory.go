package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// smallFixture is a picture with a line of words, quick to read.
const smallFixture = "made/bit1.png"

const (
	outstanding = 50 // operations at once at most
	// sampleEvery is how often the server's memory is looked at.
	sampleEvery = 100 * time.Millisecond
)

// footprint is what a process holds.
type footprint struct {
	done           int64 // operations that had ended
	resident, anon int64 // KiB
	files, threads int64
}

func footprintOf(pid int, done int64) footprint {
	return footprint{
		done: done, resident: status(pid, "VmRSS"), anon: status(pid, "RssAnon"),
		files: int64(openFiles(pid)), threads: status(pid, "Threads"),
	}
}

// memory watches the server over many operations.
func (b *bench) memory(ctx context.Context) error {
	small, err := os.ReadFile(filepath.Join(b.testdata, smallFixture))
	if err != nil {
		return err
	}
	return b.with(ctx, func(ctx context.Context, s *server) error {
		c := newClient(s.address, outstanding)
		defer c.close()
		var done atomic.Int64
		watching, stop := context.WithCancel(ctx)
		samples := make(chan []footprint)
		go func() { samples <- sample(watching, s.pid(), &done) }()
		start := time.Now()
		err := crowd(ctx, outstanding, times(b.operations), func(ctx context.Context, _ int) error {
			_, err := c.whole(ctx, small)
			done.Add(1)
			return err
		})
		took := time.Since(start)
		stop()
		all := <-samples
		if err != nil {
			return err
		}
		row(fmt.Sprintf("%d operations of a small picture, 1/s", b.operations), fmt.Sprintf("%.1f", float64(b.operations)/took.Seconds()), "none lost or failed")
		growth(all, b.operations)
		row("  largest resident size of the server, MiB", fmt.Sprint(highWater(s.pid())>>20), "")
		c.close()
		return nil
	})
}

// sample takes footprints until ctx ends.
func sample(ctx context.Context, pid int, done *atomic.Int64) (all []footprint) {
	tick := time.NewTicker(sampleEvery)
	defer tick.Stop()
	for {
		all = append(all, footprintOf(pid, done.Load()))
		select {
		case <-ctx.Done():
			return all
		case <-tick.C:
		}
	}
}

// growth compares the medians over the second and the last fifth of the
// operations: in the first the heap finds its size.
func growth(all []footprint, operations int) {
	between := func(from, to int, what func(footprint) int64) float64 {
		var values []float64
		for _, f := range all {
			if f.done >= int64(from) && f.done < int64(to) {
				values = append(values, float64(what(f)))
			}
		}
		if len(values) == 0 {
			return 0
		}
		return median(values)
	}
	fifth := operations / 5
	thousands := float64(3*fifth) / 1000
	for _, figure := range []struct {
		what, goal string
		of         func(footprint) int64
		scale      float64
	}{
		{"resident size of the server, MiB", "≤ 1", func(f footprint) int64 { return f.resident }, 1 << 10},
		{"its own memory (RssAnon), MiB", "", func(f footprint) int64 { return f.anon }, 1 << 10},
		{"open files", "", func(f footprint) int64 { return f.files }, 1},
		{"threads", "", func(f footprint) int64 { return f.threads }, 1},
	} {
		early := between(fifth, 2*fifth, figure.of) / figure.scale
		late := between(4*fifth, operations, figure.of) / figure.scale
		row(fmt.Sprintf("  %s, operations %d–%d", figure.what, fifth, 2*fifth), fmt.Sprintf("%.1f", early), "")
		row(fmt.Sprintf("    operations %d–%d", 4*fifth, operations), fmt.Sprintf("%.1f", late), "")
		row("    growth over 1,000 operations", fmt.Sprintf("%+.2f", (late-early)/thousands), figure.goal)
	}
}
