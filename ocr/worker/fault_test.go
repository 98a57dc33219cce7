//go:build linux

package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
)

func TestAFaultyPageCostsOnlyItself(t *testing.T) {
	for _, tt := range []struct {
		path    string
		code    error
		crashes int64
	}{
		{"crash", ocr.ErrCrash, 2},
		{"kill", ocr.ErrCrash, 2},
		{"exit", ocr.ErrCrash, 2},
		{"garbage", ocr.ErrProtocol, 2},
		{"wrong-id", ocr.ErrProtocol, 2},
		{"huge", ocr.ErrProtocol, 2},
		{"huge-noise", ocr.ErrProtocol, 2},
	} {
		t.Run(tt.path, func(t *testing.T) {
			t.Parallel()
			p := newPool(t, "serve", Options{Size: 1})
			mustRead(t, p, "ok")
			if _, err := read(t, p, tt.path); !errors.Is(err, tt.code) {
				t.Errorf("Recognize(%q) = %v, want %v", tt.path, err, tt.code)
			}
			mustRead(t, p, "ok")
			if s := p.Stats(); s.Crashes != tt.crashes || s.PagesDone != 2 || s.PagesFailed != 1 {
				t.Errorf("Stats() = %+v, want %d crashes, 2 pages done, 1 failed", s, tt.crashes)
			}
		})
	}
}

func TestAnEmptyReplyIsNoReply(t *testing.T) {
	p := newPool(t, "serve", Options{Size: 1})
	if _, err := read(t, p, "empty-reply"); !errors.Is(err, ocr.ErrProtocol) {
		t.Errorf("Recognize = %v, want %v", err, ocr.ErrProtocol)
	}
}

func TestAPageIsReadAgainAfterACrash(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	page := mustRead(t, p, "crash-once "+filepath.Join(t.TempDir(), "marker"))
	if s := p.Stats(); s.Crashes != 1 || s.PagesDone != 1 || s.PagesFailed != 0 || page.DPIX != 1 {
		t.Errorf("Stats() = %+v, page %v of its child; want one crash, and the page from a fresh child", s, page.DPIX)
	}
}

func TestAChildThatDiesWhileIdleCostsNoPage(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	first := mustRead(t, p, "ok")
	process, err := os.FindProcess(first.Width)
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	// Crashes may be 1: when the page comes before the death is known.
	if page := mustRead(t, p, "ok"); page.Width == first.Width {
		t.Errorf("page was read by the dead child %d", first.Width)
	}
}

func TestNoiseOnStdoutIsLoggedAndSkipped(t *testing.T) {
	var log syncBuffer
	p := newPool(t, "serve", Options{Size: 1, Log: slog.New(slog.NewTextHandler(&log, nil))})
	mustRead(t, p, "noise")
	mustRead(t, p, "noise")
	if s := p.Stats(); s.Crashes != 0 {
		t.Errorf("noise cost %d children", s.Crashes)
	}
	if !strings.Contains(log.String(), "more noise, no end of line") {
		t.Errorf("log lacks the noise: %s", &log)
	}
}

func TestPrintsOfLibrariesDoNotReachThePipe(t *testing.T) {
	var log syncBuffer
	p := newPool(t, "main", Options{Size: 1, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if page := mustRead(t, p, "printf"); page.Width == 1 {
		t.Error("what the engine printed was taken for its reply")
	}
	if strings.Contains(log.String(), "noise") {
		t.Errorf("the print reached the pipe: %s", &log)
	}
}

func TestCancelKillsAHungWorker(t *testing.T) {
	for _, verb := range []string{"hang", "grandchild"} {
		t.Run(verb, func(t *testing.T) {
			p := newPool(t, "main", Options{Size: 1})
			hung := newFIFO(t)
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() {
				_, err := p.Recognize(ctx, ocr.Request{Path: verb + " " + hung.name})
				done <- err
			}()
			pid := readPID(t, hung.listen(t))
			start := time.Now()
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("Recognize = %v, want %v", err, context.Canceled)
			}
			if took := time.Since(start); took > ocrtest.Patience {
				t.Errorf("cancel took %v", took)
			}
			if _, err := os.Stat(fmt.Sprint("/proc/", pid)); err == nil {
				t.Errorf("process %d still runs", pid)
			}
			if left, _ := filepath.Glob(filepath.Join(p.temp, "*", "of-the-engine")); len(left) > 0 {
				t.Errorf("temp files of the killed child are left: %v", left)
			}
			mustRead(t, p, "ok")
			if s := p.Stats(); s.PagesFailed != 0 || s.Crashes != 0 || s.PagesDone != 1 {
				t.Errorf("Stats() = %+v, want a cancel to be neither failure nor crash", s)
			}
		})
	}
}

func TestAPageOverItsTimeIsGivenUp(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1, PageTimeout: 200 * time.Millisecond, QuickTimeout: 100 * time.Millisecond})
	if _, err := read(t, p, "hang"); !errors.Is(err, ocr.ErrTimeout) {
		t.Errorf("Recognize = %v, want %v", err, ocr.ErrTimeout)
	}
	if _, err := p.Info(t.Context(), "hang", ""); !errors.Is(err, ocr.ErrTimeout) {
		t.Errorf("Info = %v, want %v", err, ocr.ErrTimeout)
	}
	if s := p.Stats(); s.Crashes != 0 || s.PagesFailed != 1 {
		t.Errorf("Stats() = %+v, want one failed page that was not tried again", s)
	}
}

func TestWantOfMemoryIsTheFaultOfAUsedChildOrOfThePage(t *testing.T) {
	p := newPool(t, "serve", Options{Size: 1})
	for path, crashes := range map[string]int64{"bad-alloc": 1, "no-memory": 0} {
		before := p.Stats()
		if _, err := read(t, p, path); !errors.Is(err, ocr.ErrMemory) {
			t.Errorf("Recognize(%q) in a fresh child = %v, want %v", path, err, ocr.ErrMemory)
		}
		if got := p.Stats().Crashes - before.Crashes; got != crashes {
			t.Errorf("%q cost a fresh pool %d crashes, want %d", path, got, crashes)
		}
	}
	mustRead(t, p, "ok")
	before := p.Stats()
	if _, err := read(t, p, "bad-alloc"); !errors.Is(err, ocr.ErrMemory) {
		t.Errorf("Recognize in a used child = %v, want %v", err, ocr.ErrMemory)
	}
	if got := p.Stats().Crashes - before.Crashes; got != 2 {
		t.Errorf("a page was tried in %d children after one with leaks, want 2", got)
	}
}

func TestAChildThatEatsMemoryIsStopped(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector's own memory is over any limit")
	}
	p := newPool(t, "main", Options{Size: 1, Memory: 400 << 20})
	if _, err := read(t, p, "eat"); !errors.Is(err, ocr.ErrMemory) {
		t.Errorf("Recognize = %v, want %v", err, ocr.ErrMemory)
	}
	mustRead(t, p, "ok")
}

func TestARasterThatIsNoneIsRefused(t *testing.T) {
	p := newPool(t, "serve", Options{})
	if _, err := p.Render(t.Context(), render.Request{Path: "lie", MaxWidth: 1, MaxHeight: 1}); !errors.Is(err, ocr.ErrProtocol) {
		t.Errorf("Render of more than MaxPixels = %v, want %v", err, ocr.ErrProtocol)
	}
	if _, err := p.Render(t.Context(), render.Request{Path: "short", MaxWidth: 2, MaxHeight: 2}); !errors.Is(err, ocr.ErrEngine) {
		t.Errorf("Render of too few bytes = %v, want %v", err, ocr.ErrEngine)
	}
	if _, err := p.Render(t.Context(), render.Request{Path: "ok"}); !errors.Is(err, ocr.ErrEngine) {
		t.Errorf("Render of no pixels = %v, want %v", err, ocr.ErrEngine)
	}
}

func TestAPoolWithoutChildrenSaysSo(t *testing.T) {
	for _, role := range []string{"dies", "no engines"} {
		t.Run(role, func(t *testing.T) {
			p := newPool(t, role, Options{Size: 2})
			for range 2 {
				if _, err := read(t, p, "ok"); !errors.Is(err, ocr.ErrEngine) {
					t.Errorf("Recognize = %v, want %v", err, ocr.ErrEngine)
				}
			}
			if _, err := p.Info(t.Context(), "ok", ""); !errors.Is(err, ocr.ErrEngine) {
				t.Errorf("Info = %v, want %v", err, ocr.ErrEngine)
			}
		})
	}
	p, err := New(Options{Command: []string{filepath.Join(t.TempDir(), "missing")}, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if _, err := read(t, p, "ok"); !errors.Is(err, ocr.ErrEngine) {
		t.Errorf("Recognize without a program = %v, want %v", err, ocr.ErrEngine)
	}
}

func TestCancelEndsTheWaitForAChildThatNeverSpeaks(t *testing.T) {
	p := newPool(t, "says nothing", Options{Size: 1})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := p.Recognize(ctx, ocr.Request{Path: "ok"})
		done <- err
	}()
	ocrtest.Await(t, "the child starts", func() bool { return p.Stats().Started == 1 })
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Recognize = %v, want %v", err, context.Canceled)
	}
}

// syncBuffer is a log that children's goroutines write to.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func TestAMissingTempFolderIsToldAsSuch(t *testing.T) {
	if _, err := New(Options{TempDir: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, render.ErrTemp) {
		t.Errorf("New = %v, want ErrTemp", err)
	}
}
