package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"recto/api/operation"
	"recto/api/serve"
	"recto/api/usage"
	"recto/assets"
	"recto/settings"
	"recto/ui"
)

// serverEnvironment is what the role `recto serve` sees of the world.
func serverEnvironment() serve.Env {
	return serve.Env{
		Environ: os.Environ(), Root: os.DirFS("/"), Stdout: os.Stdout, Stderr: os.Stderr,
		Version: version, Docs: folder("openapi"), Home: folder("home"),
		NewEngine: func(workers int, pageTimeout time.Duration, memory int64, log *slog.Logger) (serve.ClosableEngine, error) {
			pool, err := newPool(settings.Settings{Workers: workers, PageTimeout: pageTimeout, WorkerMemory: memory}, log)
			if err != nil {
				return nil, err // a nil *Pool is no nil engine
			}
			return pool, nil
		},
	}
}

// folder is one of the folders that travel inside the program.
func folder(name string) fs.FS {
	sub, err := fs.Sub(assets.Files, name)
	if err != nil {
		panic("main: " + err.Error()) // our own files
	}
	return sub
}

// apiSwitch is the window's switch of the local API: package serve behind the
// interface of package ui.
type apiSwitch struct {
	engine serve.Engine
	log    *slog.Logger

	mu       sync.Mutex
	server   *serve.Server
	stopping int // Stops under way

	book     *usage.Book  // nil where there is none
	pages    atomic.Int64 // of this month, as last counted
	counting atomic.Bool
}

// newAPISwitch is a switch that is off.
func newAPISwitch(engine serve.Engine, log *slog.Logger) *apiSwitch {
	book, err := usage.Open(serve.DefaultOutput(), log)
	if err != nil {
		log.Warn("usage records", "error", err)
	}
	return &apiSwitch{engine: engine, log: log, book: book}
}

// loopback is where the window's API listens.
var loopback = []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}

// Start implements ui.API.
func (a *apiSwitch) Start(ctx context.Context, o ui.APIOptions) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.server != nil {
		return nil
	}
	server, err := serve.Start(ctx, serve.Options{
		Engine: a.engine, Bind: loopback, Port: o.Port, Key: o.Key,
		Folder: serve.DefaultFolder(), Output: serve.DefaultOutput(),
		Docs: folder("openapi"), Home: folder("home"), Version: version, Log: a.log,
	})
	if err != nil {
		return err
	}
	a.server = server
	return nil
}

// Stop implements ui.API.
func (a *apiSwitch) Stop(ctx context.Context, finish bool) error {
	a.mu.Lock()
	server := a.server
	if server == nil {
		a.mu.Unlock()
		return nil
	}
	a.stopping++
	a.mu.Unlock()
	if finish {
		server.Finish(ctx)
	}
	server.Operations().Cancel(ctx)
	server.Stop(0)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopping--
	if a.server == server {
		a.server = nil
	}
	return nil
}

// Close implements ui.API.
func (a *apiSwitch) Close(context.Context) error {
	a.mu.Lock()
	server := a.server
	a.server = nil
	a.mu.Unlock()
	if server != nil {
		server.Stop(0)
	}
	if a.book != nil {
		return a.book.Close()
	}
	return nil
}

// State implements ui.API.
func (a *apiSwitch) State() ui.APIState {
	a.countPages()
	a.mu.Lock()
	server, stopping := a.server, a.stopping > 0
	a.mu.Unlock()
	state := ui.APIState{Stopping: stopping, PagesThisMonth: a.pages.Load()}
	if server == nil {
		return state
	}
	state.Address, state.Active = server.Address(), server.Operations().Active()
	for _, r := range server.Operations().Recent() {
		state.Requests = append(state.Requests, ui.APIRequest{
			ID: r.ID, Time: r.Time, Client: r.Client, Version: strings.TrimPrefix(string(r.Version), "v"), File: r.Name,
			Pages: r.Pages, PagesRead: r.Read, State: requestStates[r.State], Duration: r.Duration,
		})
	}
	return state
}

var requestStates = map[operation.RequestState]ui.APIRequestState{
	operation.RequestWaiting: ui.APIWaiting, operation.RequestReading: ui.APIReading, operation.RequestRead: ui.APIRead,
	operation.RequestFailed: ui.APIFailed, operation.RequestRefused: ui.APIRefused, operation.RequestCancelled: ui.APICancelled,
}

// countPages counts this month's pages beside the window, which must not wait
// for a file.
func (a *apiSwitch) countPages() {
	if a.book == nil || !a.counting.CompareAndSwap(false, true) {
		return
	}
	go func() {
		defer a.counting.Store(false)
		now := time.Now().UTC()
		sums, err := a.book.Month(now.Year(), now.Month())
		if err != nil {
			a.log.Debug("usage records cannot be read", "error", err)
			return
		}
		a.pages.Store(sums.Pages())
	}()
}

// Document implements ui.API.
func (a *apiSwitch) Document(_ context.Context, id string) (ui.APIDocument, error) {
	a.mu.Lock()
	server := a.server
	a.mu.Unlock()
	if server == nil {
		return ui.APIDocument{}, fmt.Errorf("open operation: the API is off: %w", fs.ErrNotExist)
	}
	document, err := server.Operations().Document(id)
	if err != nil {
		return ui.APIDocument{}, fmt.Errorf("open operation: %w: %w", fs.ErrNotExist, err)
	}
	return ui.APIDocument{Path: document.Path, Name: document.Name, Pages: document.Pages}, nil
}
