//go:build linux

package worker

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
)

// newPool is a pool of scripted children that is closed with the test, which
// fails if anything of it is left then.
func newPool(t *testing.T, role string, o Options) *Pool {
	t.Helper()
	goroutines := runtime.NumGoroutine()
	if o.TempDir == "" {
		o.TempDir = t.TempDir()
	}
	o.Command = []string{os.Args[0]}
	o.Env = append(o.Env, roleEnv+"="+role)
	if o.Memory == 0 {
		o.Memory = -1
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
		if left, _ := os.ReadDir(o.TempDir); len(left) > 0 {
			t.Errorf("temp folders left: %v", left)
		}
		if pids := processesOf(p); len(pids) > 0 {
			t.Errorf("processes left: %v", pids)
		}
		// A goroutine is counted a moment longer than it is waited for.
		ocrtest.Await(t, "the pool's goroutines end", func() bool { return runtime.NumGoroutine() <= goroutines })
	})
	return p
}

// processesOf are the processes that have the pool's temp folder in their
// environment: children, and what they started.
func processesOf(p *Pool) (pids []int) {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, name := range environs {
		environ, _ := os.ReadFile(name)
		if strings.Contains(string(environ), envTemp+"="+p.temp) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			pids = append(pids, pid)
		}
	}
	return pids
}

func read(t *testing.T, p *Pool, path string) (ocr.Page, error) {
	t.Helper()
	return p.Recognize(t.Context(), ocr.Request{Path: path})
}

func mustRead(t *testing.T, p *Pool, path string) ocr.Page {
	t.Helper()
	page, err := read(t, p, path)
	if err != nil {
		t.Fatalf("Recognize(%q) = %v", path, err)
	}
	return page
}

func TestAnIdleChildIsUsedAgain(t *testing.T) {
	p := newPool(t, "main", Options{Size: 4})
	first := mustRead(t, p, "ok")
	for i := range 5 {
		if page := mustRead(t, p, "ok"); page.Width != first.Width {
			t.Errorf("page %d was read by child %d, want %d", i+2, page.Width, first.Width)
		}
	}
	// The second is the spare.
	if started := p.Stats().Started; started > 2 {
		t.Errorf("%d children started for one page at a time, want at most 2", started)
	}
}

func TestAnIdleChildThatHadTheDocumentIsPreferred(t *testing.T) {
	p := newPool(t, "main", Options{Size: 2})
	hold := newFIFO(t)
	var wg sync.WaitGroup
	var a ocr.Page
	wg.Go(func() { a, _ = p.Recognize(t.Context(), ocr.Request{Path: "wait " + hold.name}) })
	ocrtest.Await(t, "the first page runs", func() bool { return p.Stats().Running == 1 })
	b := mustRead(t, p, "ok b")
	readPID(t, hold.listen(t))
	wg.Wait()
	if a.Width == b.Width {
		t.Fatal("two pages at once in one child")
	}
	for range 3 {
		if page := mustRead(t, p, "ok b"); page.Width != b.Width {
			t.Errorf("document b was read by child %d, want %d", page.Width, b.Width)
		}
	}
}

func TestChildrenAreRetired(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1, RetireAfter: 2})
	var counts []float64
	for range 5 {
		counts = append(counts, mustRead(t, p, "ok").DPIX)
	}
	if want := []float64{1, 2, 1, 2, 1}; !slices.Equal(counts, want) {
		t.Errorf("pages read by their child so far: %v, want %v", counts, want)
	}
	if s := p.Stats(); s.Crashes != 0 || s.PagesDone != 5 {
		t.Errorf("Stats() = %+v, want 5 pages done and no crash", s)
	}
}

// submit starts pages one after the other, each when the one before waits.
func submit(t *testing.T, p *Pool, reqs []ocr.Request) *sync.WaitGroup {
	var wg sync.WaitGroup
	for i, req := range reqs {
		wg.Go(func() {
			if _, err := p.Recognize(t.Context(), req); err != nil {
				t.Errorf("Recognize(%+v) = %v", req, err)
			}
		})
		ocrtest.Await(t, "the page waits", func() bool { return p.Stats().Waiting == int64(i+1) })
	}
	return &wg
}

func TestUrgentPagesFirstThenGroupsInTurn(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	hold := newFIFO(t)
	log := filepath.Join(t.TempDir(), "log")
	var held sync.WaitGroup
	held.Go(func() { _, _ = p.Recognize(t.Context(), ocr.Request{Path: "wait " + hold.name}) })
	ocrtest.Await(t, "the first page runs", func() bool { return p.Stats().Running == 1 })
	page := func(n int, group string, urgent bool) ocr.Request {
		return ocr.Request{Path: "log " + log, Page: n, Group: group, Urgent: urgent}
	}
	wg := submit(t, p, []ocr.Request{
		page(1, "a", false), page(2, "a", false), page(3, "a", false),
		page(4, "b", false), page(5, "b", false),
		page(6, "c", false),
		page(7, "a", true), page(8, "a", true),
	})
	readPID(t, hold.listen(t))
	held.Wait()
	wg.Wait()
	got, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if want := "8 7 1 4 6 2 5 3"; strings.Join(strings.Fields(string(got)), " ") != want {
		t.Errorf("pages were read in the order %q, want %q", strings.Fields(string(got)), want)
	}
}

func TestAWaitingPageLeavesWhenItsContextEnds(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	hold := newFIFO(t)
	var held sync.WaitGroup
	held.Go(func() { _, _ = p.Recognize(t.Context(), ocr.Request{Path: "wait " + hold.name}) })
	ocrtest.Await(t, "the first page runs", func() bool { return p.Stats().Running == 1 })
	ctx, cancel := context.WithCancelCause(t.Context())
	left := make(chan error)
	go func() {
		_, err := p.Recognize(ctx, ocr.Request{Path: "ok"})
		left <- err
	}()
	ocrtest.Await(t, "the second page waits", func() bool { return p.Stats().Waiting == 1 })
	cancel(errors.New("of no interest"))
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("Recognize = %v, want %v", err, context.Canceled)
	}
	readPID(t, hold.listen(t))
	held.Wait()
	mustRead(t, p, "ok")
}

func TestQuickQuestionsDoNotWaitForPages(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	hold := newFIFO(t)
	var held sync.WaitGroup
	held.Go(func() { _, _ = p.Recognize(t.Context(), ocr.Request{Path: "wait " + hold.name}) })
	ocrtest.Await(t, "the page runs", func() bool { return p.Stats().Running == 1 })
	info, err := p.Info(t.Context(), "ok", "secret")
	if err != nil || info.Format != `"ok" "secret"` {
		t.Errorf("Info = %+v, %v", info, err)
	}
	if about, err := p.Describe(t.Context()); err != nil || !slices.Equal(about.Packs, []string{"eng"}) {
		t.Errorf("Describe = %+v, %v", about, err)
	}
	raster, err := p.Render(t.Context(), render.Request{Path: "ok", MaxWidth: 640, MaxHeight: 480})
	if err != nil || len(raster.Pix) != 640*480*4 {
		t.Fatalf("Render = %d bytes, %v", len(raster.Pix), err)
	}
	for i, b := range raster.Pix {
		if b != byte(i*7) {
			t.Fatalf("byte %d of the raster is %d, want %d", i, b, byte(i*7))
		}
	}
	readPID(t, hold.listen(t))
	held.Wait()
}

func TestAPictureDrawnAheadHoldsUpNobodyWhoWaitsForOne(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	hold := newFIFO(t)
	var ahead sync.WaitGroup
	ahead.Go(func() {
		if _, err := p.Render(t.Context(), render.Request{Path: "wait-twice " + hold.name, MaxWidth: 4, MaxHeight: 4, Ahead: true}); err != nil {
			t.Errorf("Render ahead = %v", err)
		}
	})
	readPID(t, hold.listen(t)) // it is being drawn
	if _, err := p.Render(t.Context(), render.Request{Path: "ok", MaxWidth: 4, MaxHeight: 4}); err != nil {
		t.Errorf("Render = %v", err)
	}
	hold.release(t)
	ahead.Wait()
}

func TestACancelledPictureThatIsAllButDrawnKeepsItsChild(t *testing.T) {
	p := newPool(t, "main", Options{})
	p.quickGrace = ocrtest.Patience
	hold := newFIFO(t)
	before, err := p.Info(t.Context(), "ok", "")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error)
	go func() {
		_, err := p.Info(ctx, "wait-twice "+hold.name, "")
		left <- err
	}()
	readPID(t, hold.listen(t)) // the child is at work
	cancel()
	hold.release(t)
	if err := <-left; err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("Info = %v", err)
	}
	after, err := p.Info(t.Context(), "ok", "")
	if err != nil || after.Pages[0].Width != before.Pages[0].Width {
		t.Errorf("child %v was replaced by %v (%v)", before.Pages, after.Pages, err)
	}
}

func TestFileNamesCrossThePipeWhateverTheirBytes(t *testing.T) {
	p := newPool(t, "main", Options{})
	for _, path := range []string{"ok ünï", "ok \xe4\xff.png", "ok \x1e\n\"\\.png"} {
		info, err := p.Info(t.Context(), path, "p\xe4ss")
		if want := fmt.Sprintf("%q %q", path, "p\xe4ss"); err != nil || info.Format != want {
			t.Errorf("Info(%q) = %q, %v, want %q", path, info.Format, err, want)
		}
	}
}

func TestErrorsKeepTheirMeaning(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	for path, code := range map[string]error{
		"no-language":  ocr.ErrLanguage,
		"too-large":    render.ErrTooLarge,
		"broken":       render.ErrPage,
		"not-a-number": ocr.ErrEngine,
	} {
		if _, err := read(t, p, path); !errors.Is(err, code) {
			t.Errorf("Recognize(%q) = %v, want %v", path, err, code)
		}
	}
	_, err := read(t, p, "no-language")
	var language *ocr.LanguageError
	if !errors.As(err, &language) || *language != (ocr.LanguageError{Language: "xx", Package: "tesseract-ocr-xxx"}) {
		t.Errorf("Recognize = %#v, want the language and its package", err)
	}
	_, err = read(t, p, "too-large")
	var tooLarge *render.TooLargeError
	if !errors.As(err, &tooLarge) || *tooLarge != (render.TooLargeError{Width: 100_000, Height: 3}) {
		t.Errorf("Recognize = %#v, want the measured size", err)
	}
	if s := p.Stats(); s.Crashes != 0 || s.PagesFailed != 6 {
		t.Errorf("Stats() = %+v, want 6 failed pages and no crash", s)
	}
}

func TestManyCallersGetTheirOwnPages(t *testing.T) {
	p := newPool(t, "main", Options{Size: 3, RetireAfter: 7})
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			page, err := p.Recognize(t.Context(), ocr.Request{Path: fmt.Sprint("ok ", i%4), Page: i})
			if err != nil || page.Number != i {
				t.Errorf("page %d: got %d, %v", i, page.Number, err)
			}
		})
	}
	wg.Wait()
	if s := p.Stats(); s.PagesDone != 60 || s.Waiting != 0 || s.Running != 0 || s.EngineBusy <= 0 {
		t.Errorf("Stats() = %+v, want 60 pages done and none under way", s)
	}
}

func TestOpenWaitsForItsTurnAndLeavesQuickQuestionsAlone(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	hold := newFIFO(t)
	reading := make(chan error, 1)
	begun := make(chan struct{})
	go func() {
		_, err := p.Recognize(t.Context(), ocr.Request{Path: "wait " + hold.name, Begun: func() { close(begun) }})
		reading <- err
	}()
	<-begun
	opened := make(chan error, 1)
	go func() {
		_, err := p.Open(t.Context(), "group", "ok", "")
		opened <- err
	}()
	ocrtest.Await(t, "Open waits", func() bool { return p.Stats().Waiting == 1 })
	if _, err := p.Info(t.Context(), "ok", ""); err != nil {
		t.Errorf("Info = %v beside a page and an Open that waits", err)
	}
	select {
	case err := <-opened:
		t.Errorf("Open = %v before its turn", err)
	default:
	}
	readPID(t, hold.listen(t))
	if err := <-reading; err != nil {
		t.Error(err)
	}
	if err := <-opened; err != nil {
		t.Errorf("Open = %v", err)
	}
}
