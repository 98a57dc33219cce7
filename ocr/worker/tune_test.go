//go:build linux

package worker

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// startWaiting starts to read a page that ends when its pipe is listened to.
func startWaiting(t *testing.T, p *Pool, wg *sync.WaitGroup) fifo {
	t.Helper()
	f := newFIFO(t)
	wg.Go(func() {
		if _, err := p.Recognize(t.Context(), ocr.Request{Path: "wait " + f.name}); err != nil {
			t.Errorf("Recognize = %v", err)
		}
	})
	return f
}

func TestAPoolGrowsAtOnceAndShrinksAsPagesEnd(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1, Memory: -1})
	tuning := func(size int) Tuning { return Tuning{Size: size, Memory: -1} }
	var wg sync.WaitGroup
	first := startWaiting(t, p, &wg)
	ocrtest.Await(t, "the first page runs", func() bool { return p.Stats().Running == 1 })
	second, third := startWaiting(t, p, &wg), startWaiting(t, p, &wg)
	ocrtest.Await(t, "the others wait", func() bool { return p.Stats().Waiting == 2 })
	p.Tune(tuning(2))
	ocrtest.Await(t, "one more runs", func() bool { return p.Stats().Running == 2 && p.Stats().Waiting == 1 })
	p.Tune(tuning(1))
	if p.Size() != 1 {
		t.Errorf("Size() = %d, want 1", p.Size())
	}
	fourth := startWaiting(t, p, &wg)
	ocrtest.Await(t, "another waits", func() bool { return p.Stats().Waiting == 2 })
	readPID(t, first.listen(t))
	ocrtest.Await(t, "one runs and none took its place", func() bool { return p.Stats().Running == 1 && p.Stats().Waiting == 2 })
	for _, f := range []fifo{second, third, fourth} {
		wg.Go(func() { readPID(t, f.listen(t)) })
	}
	wg.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.busy != 0 || len(p.idle) > 1 {
		t.Errorf("%d turns are out and %d children idle, want 0 and at most 1", p.busy, len(p.idle))
	}
}

func TestChildrenOfAnotherTuningAreReplaced(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1, Memory: -1})
	before := mustRead(t, p, "ok")
	p.Tune(Tuning{Size: 1, Memory: -1, PageTimeout: time.Minute})
	if page := mustRead(t, p, "ok"); page.Width != before.Width {
		t.Error("another time-out cost the child")
	}
	p.Tune(Tuning{Size: 1, Memory: -1, Keen: true})
	after := mustRead(t, p, "ok")
	if after.Width == before.Width {
		t.Fatal("the child of the other priority goes on")
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", after.Width))
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		t.Fatal(err)
	}
	niceness := func(stat []byte) string {
		_, fields, _ := strings.Cut(string(stat), ") ")
		return strings.Fields(fields)[16]
	}
	if got, want := niceness(stat), niceness(own); got != want {
		t.Errorf("niceness of a keen child is %s, want %s as the parent's", got, want)
	}
}
