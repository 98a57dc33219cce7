// Command accuracy reads pages whose text is known, with Recto and with the
// plain tesseract command, and prints how much of it each got right.
//
//	go run ./ocr/ocrtest/accuracy -recto bin/recto
//	go run ./ocr/ocrtest/accuracy -recto bin/recto -only funsd -worst 5
//
// The pages are those of ../shared/data, or the project's own where that is
// missing. It exits with 1 where a set came out worse than the baseline
// (docs/accuracy.json) says; -write makes what was measured the new baseline.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"recto/ocr"
	"recto/ocr/worker"
)

func main() {
	var m measurement
	flag.StringVar(&m.data, "data", "", "folder of the sets; ../shared/data or testdata where not given")
	flag.StringVar(&m.bin, "recto", "bin/recto", "built recto")
	flag.StringVar(&m.only, "only", "", "read only sets whose name holds this")
	flag.IntVar(&m.every, "every", 1, "read every n-th page only, and compare with no baseline")
	flag.IntVar(&m.worst, "worst", 0, "show so many of each set's worst pages, with pictures of what was read")
	flag.StringVar(&m.out, "out", "out/accuracy", "folder for the results, the pictures and the peer's readings")
	flag.StringVar(&m.baseline, "baseline", "docs/accuracy.json", "results to compare with")
	flag.BoolVar(&m.write, "write", false, "make the results the baseline")
	flag.StringVar(&m.order, "order", string(ocr.OrderNatural), "reading order: basic or natural")
	flag.BoolVar(&m.told, "told", false, "tell Recto the language of each set, as the peer is told")
	flag.IntVar(&m.jobs, "jobs", runtime.NumCPU(), "pages read at once")
	flag.BoolVar(&m.verbose, "v", false, "log what the workers say")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := m.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		if errors.Is(err, errWorse) {
			os.Exit(1)
		}
		os.Exit(2)
	}
}

// measurement is one run.
type measurement struct {
	data, bin, only, out, baseline, order string
	every, worst, jobs                    int
	write, told, verbose                  bool

	recto recto
	floor floor
}

// errWorse is that a set came out worse than before.
var errWorse = errors.New("worse than the baseline")

func (m *measurement) run(ctx context.Context) error {
	if m.data == "" {
		m.data = "testdata"
		if exists("../shared/data") {
			m.data = "../shared/data"
		}
	}
	log := slog.New(slog.DiscardHandler)
	if m.verbose {
		log = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	m.recto = recto{
		options: worker.Options{Command: []string{m.bin, "worker"}, Size: m.jobs, Log: log},
		request: ocr.Request{Order: ocr.Order(m.order)}, told: m.told,
	}
	pool, err := worker.New(m.recto.options)
	if err != nil {
		return err
	}
	defer pool.Close()
	engine, err := pool.Describe(ctx)
	if err != nil {
		return err
	}
	readable := func(pack string) bool { return slices.Contains(engine.Packs, pack) }
	chosen, pages, err := find(m.data, m.only, max(1, m.every), readable)
	if err != nil {
		return err
	}
	if m.floor, err = newFloor(ctx, pool, filepath.Join(m.out, "floor"), m.jobs); err != nil {
		return err
	}
	fmt.Println(tableHead)
	var results results
	for i, s := range chosen {
		r, err := m.set(ctx, s, pages[i])
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		fmt.Println(r.row())
		results = append(results, r)
	}
	return m.conclude(results)
}

// set reads the pages of a set with both.
func (m *measurement) set(ctx context.Context, s set, pages []page) (result, error) {
	low := m.floor.read(ctx, pages)
	high, seconds, err := m.recto.read(ctx, pages)
	if err != nil {
		return result{}, err
	}
	r := result{Set: s.name, Boxes: s.kind.boxes, Order: s.kind.order}
	scores := make([]Score, len(pages))
	for i, p := range pages {
		for _, one := range []reading{high[i], low[i]} {
			if one.err != nil { // it counts as nothing read
				fmt.Fprintf(os.Stderr, "%s: %v\n", filepath.Base(p.path), one.err)
			}
		}
		scores[i] = score(p.truth, s.kind, high[i])
		r.Recto = r.Recto.add(scores[i])
		r.Floor = r.Floor.add(score(p.truth, s.kind, low[i]))
	}
	r.Recto.Seconds = seconds
	return r, m.show(ctx, s, pages, high, scores)
}

// conclude keeps the results, and compares them with the baseline or makes them
// the new one.
func (m *measurement) conclude(r results) error {
	if err := r.save(filepath.Join(m.out, "accuracy.json")); err != nil {
		return err
	}
	if m.write {
		return r.publish(m.baseline, strings.TrimSuffix(m.baseline, ".json")+".md")
	}
	if m.every > 1 || !exists(m.baseline) {
		return nil
	}
	before, err := loadResults(m.baseline)
	if err != nil {
		return err
	}
	worse := r.worse(before)
	for _, line := range worse {
		fmt.Fprintln(os.Stderr, line)
	}
	if len(worse) > 0 {
		return errWorse
	}
	return nil
}
