package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr/ocrtest"
	"recto/settings"
)

// fakeAPI is an API without a network: it tells what was asked of it, and does
// what the test says. Its zero value works.
type fakeAPI struct {
	// taken are the ports that another program listens on.
	taken []int

	// startErr and stopErr are what Start and Stop give; documents are the
	// operations' documents.
	startErr, stopErr error
	documents         map[string]APIDocument

	// starting, where it is not nil, holds Start back until it is closed.
	starting chan struct{}

	// hangs makes Close never return.
	hangs bool

	mu      sync.Mutex
	state   APIState
	started []APIOptions
	stops   []bool
	closes  int
	asked   []string
	idle    chan struct{}
}

func (f *fakeAPI) Start(ctx context.Context, o APIOptions) error {
	if f.starting != nil {
		select {
		case <-f.starting:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.started = append(f.started, o)
	if slices.Contains(f.taken, o.Port) {
		return fmt.Errorf("listen on port %d: %w", o.Port, syscall.EADDRINUSE)
	}
	if f.startErr != nil {
		return f.startErr
	}
	f.state.Address = fmt.Sprintf("http://localhost:%d", o.Port)
	return nil
}

func (f *fakeAPI) Close(context.Context) error {
	if f.hangs {
		select {}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closes++
	f.state.Address, f.state.Active = "", 0
	return nil
}

// closed is how often Close was called.
func (f *fakeAPI) closed() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.closes
}

func (f *fakeAPI) Stop(ctx context.Context, finish bool) error {
	f.mu.Lock()
	f.stops = append(f.stops, finish)
	f.state.Stopping = true
	idle := f.idle
	active := f.state.Active
	f.mu.Unlock()
	if finish && active > 0 {
		select {
		case <-idle:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.Stopping = false
	if f.stopErr != nil {
		return f.stopErr
	}
	f.state.Address, f.state.Active = "", 0
	return nil
}

func (f *fakeAPI) State() APIState {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state
}

func (f *fakeAPI) Document(_ context.Context, id string) (APIDocument, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, id)
	d, ok := f.documents[id]
	if !ok {
		return APIDocument{}, fmt.Errorf("operation %q: %w", id, errGone)
	}
	return d, nil
}

// set changes the state.
func (f *fakeAPI) set(change func(*APIState)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(&f.state)
}

// work makes operations run until the returned function is called.
func (f *fakeAPI) work(active int) (end func()) {
	f.set(func(s *APIState) { s.Active = active })
	f.idle = make(chan struct{})
	return sync.OnceFunc(func() {
		f.set(func(s *APIState) { s.Active = 0 })
		close(f.idle)
	})
}

func (f *fakeAPI) starts() []APIOptions {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.started)
}

func (f *fakeAPI) stopped() []bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.stops)
}

// kept are settings in memory.
type kept struct {
	mu     sync.Mutex
	now    settings.Settings
	writes int
	err    error
}

func (k *kept) change(change func(*settings.Settings)) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return k.err
	}
	k.writes++
	change(&k.now)
	return nil
}

func (k *kept) get() settings.Settings {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now
}

// tryAPI is a window under test with an API, its panel shown.
func tryAPI(t *testing.T, fake *fakeAPI, docs map[string]ocrtest.Document) (*tried, *kept) {
	t.Helper()
	return startAPI(t, fake, docs, settings.Defaults())
}

func startAPI(t *testing.T, fake *fakeAPI, docs map[string]ocrtest.Document, chosen settings.Settings) (*tried, *kept) {
	t.Helper()
	a := test.NewTempApp(t)
	k := &kept{now: chosen}
	r := newTried(t, docs)
	r.window = newWindow(r.ctx, a, Deps{Recognizer: r.fake, Renderer: r.fake, Settings: chosen,
		InFlight: 2, API: fake, ChangeSettings: k.change}, r.loop.Post)
	r.page.settle = 0
	r.win.Resize(fyne.NewSize(1180, 800))
	t.Cleanup(func() { r.close(); r.win.Close() })
	return r, k
}

// flip taps the switch.
func (r *tried) flip(t *testing.T) {
	t.Helper()
	if r.api.toggle.Disabled() {
		t.Fatal("the switch cannot be tapped")
	}
	test.Tap(r.api.toggle)
}

func (r *tried) untilPhase(t *testing.T, phase apiPhase) {
	t.Helper()
	r.loop.Until(t, fmt.Sprintf("the switch is in phase %d", phase), func() bool { return r.api.api.phase == phase })
}

// untilKept waits until the choice is written.
func (r *tried) untilKept(t *testing.T) {
	t.Helper()
	r.loop.Until(t, "the choice is kept", func() bool { return !r.choices.memory.writing.Running() })
}

var errGone = errors.Join(errors.New("gone"), syscall.ENOENT)
