package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"os"
	"slices"
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
	engine         serve.Engine
	folder, output string
	log            *slog.Logger

	// fetchTime is how long the API still answers when it has read to the end
	// what it had: programs ask for results every few seconds.
	fetchTime time.Duration

	starting sync.Mutex // held while a server starts, for State is not to wait

	mu       sync.Mutex
	server   *serve.Server
	hurry    chan struct{} // closed when a Stop is not to wait any more
	stopping int           // Stops under way
	closed   bool

	// documents are those of the last server, which may be off; past are the
	// requests to the servers before the one that runs, the newest first.
	documents *operation.Service
	past      []ui.APIRequest

	// held are the documents that the window was given, by operation.
	held map[string]*os.File

	book     *usage.Book  // nil where there is none
	pages    atomic.Int64 // of this month, as last counted
	counting atomic.Bool
	counts   sync.WaitGroup
}

// fetchTime lets programs fetch what was read last: few of them wait longer
// between two polls.
const fetchTime = 10 * time.Second

// newAPISwitch is a switch that is off.
func newAPISwitch(engine serve.Engine, log *slog.Logger) *apiSwitch {
	a := &apiSwitch{engine: engine, log: log, folder: serve.DefaultFolder(), output: serve.DefaultOutput(), fetchTime: fetchTime, held: map[string]*os.File{}}
	book, err := usage.Open(a.output, log)
	if err != nil {
		log.Warn("usage records", "error", err)
	}
	a.book = book
	return a
}

// loopback is where the window's API listens.
var loopback = []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}

// Start implements ui.API.
func (a *apiSwitch) Start(ctx context.Context, o ui.APIOptions) error {
	a.starting.Lock()
	defer a.starting.Unlock()
	if a.running() {
		return nil
	}
	server, err := serve.Start(ctx, serve.Options{
		Engine: a.engine, Bind: loopback, Port: o.Port, Key: o.Key,
		Folder: a.folder, Output: a.output, KeepNow: true,
		Docs: folder("openapi"), Home: folder("home"), Version: version, Log: a.log,
	})
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.server, a.documents, a.hurry = server, server.Operations(), make(chan struct{})
	return nil
}

func (a *apiSwitch) running() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.server != nil
}

// Stop implements ui.API.
func (a *apiSwitch) Stop(ctx context.Context, finish bool) error {
	a.mu.Lock()
	server, hurry := a.server, a.hurry
	if server == nil {
		a.mu.Unlock()
		return nil
	}
	a.stopping++
	if !finish {
		a.hasten()
	}
	a.mu.Unlock()
	if finish {
		a.finish(ctx, server, hurry)
	}
	server.Operations().Cancel(ctx)
	server.Stop(0)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stopping--
	a.forget(server)
	return nil
}

// finish lets the operations end that run, if any, and their results be fetched.
func (a *apiSwitch) finish(ctx context.Context, server *serve.Server, hurry <-chan struct{}) {
	if server.Operations().Active() == 0 {
		return
	}
	server.Finish(ctx)
	timer := time.NewTimer(a.fetchTime)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-hurry:
	case <-ctx.Done():
	}
}

// hasten ends the waiting of a Stop; the caller holds the lock.
func (a *apiSwitch) hasten() {
	if a.hurry != nil {
		close(a.hurry)
		a.hurry = nil
	}
}

// forget takes a server that has stopped as a past one; the caller holds the lock.
func (a *apiSwitch) forget(server *serve.Server) {
	if a.server == server {
		a.past = newestFirst(requestsOf(server), a.past)
		a.server = nil
	}
}

// Close implements ui.API.
func (a *apiSwitch) Close(context.Context) error {
	a.mu.Lock()
	server := a.server
	a.closed = true
	a.hasten()
	a.mu.Unlock()
	a.counts.Wait()
	a.release()
	if server != nil {
		server.Stop(0)
		a.mu.Lock()
		a.forget(server)
		a.mu.Unlock()
	}
	if a.book != nil {
		return a.book.Close()
	}
	return nil
}

// release closes the documents that the window was given.
func (a *apiSwitch) release() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, f := range a.held {
		_ = f.Close() // it was only read
		delete(a.held, id)
	}
}

// State implements ui.API.
func (a *apiSwitch) State() ui.APIState {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.countPages()
	state := ui.APIState{Stopping: a.stopping > 0, PagesThisMonth: a.pages.Load(), Requests: a.past}
	if a.server != nil {
		state.Address, state.Active = a.server.Address(), a.server.Operations().Active()
		state.Requests = newestFirst(requestsOf(a.server), a.past)
	}
	return state
}

// requestsOf are the requests that the server remembers.
func requestsOf(server *serve.Server) []ui.APIRequest {
	var requests []ui.APIRequest
	for _, r := range server.Operations().Recent() {
		requests = append(requests, ui.APIRequest{
			ID: r.ID, Time: r.Time, Client: r.Client, Version: strings.TrimPrefix(string(r.Version), "v"), File: r.Name,
			Pages: r.Pages, PagesRead: r.Read, State: requestStates[r.State], Duration: r.Duration,
		})
	}
	return requests
}

// maxRequests is how many requests the window shows at most.
const maxRequests = 200

// newestFirst joins the requests of a server and of those before it. What an
// earlier one left unread stands as the later one has it.
func newestFirst(now, past []ui.APIRequest) []ui.APIRequest {
	known := map[string]bool{}
	for _, r := range now {
		known[r.ID] = r.ID != ""
	}
	all := slices.Clone(now)
	for _, r := range past {
		if !known[r.ID] {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b ui.APIRequest) int { return b.Time.Compare(a.Time) })
	return all[:min(len(all), maxRequests)]
}

var requestStates = map[operation.RequestState]ui.APIRequestState{
	operation.RequestWaiting: ui.APIWaiting, operation.RequestReading: ui.APIReading, operation.RequestRead: ui.APIRead,
	operation.RequestFailed: ui.APIFailed, operation.RequestRefused: ui.APIRefused, operation.RequestCancelled: ui.APICancelled,
}

// countPages counts this month's pages beside the window, which must not wait
// for a file; the caller holds the lock.
func (a *apiSwitch) countPages() {
	if a.book == nil || a.closed || !a.counting.CompareAndSwap(false, true) {
		return
	}
	a.counts.Go(func() {
		defer a.counting.Store(false)
		now := time.Now().UTC()
		sums, err := a.book.Month(now.Year(), now.Month())
		if err != nil {
			a.log.Debug("usage records cannot be read", "error", err)
			return
		}
		a.pages.Store(sums.Pages())
	})
}

// Document implements ui.API; an operation's document is there while the API is
// off, too.
func (a *apiSwitch) Document(_ context.Context, id string) (ui.APIDocument, error) {
	a.mu.Lock()
	documents := a.documents
	a.mu.Unlock()
	if documents == nil {
		return ui.APIDocument{}, fmt.Errorf("open operation: the API was never on: %w", fs.ErrNotExist)
	}
	document, err := a.document(documents, id)
	if err != nil {
		// It lies elsewhere from the moment in which its operation ends.
		document, err = a.document(documents, id)
	}
	switch {
	case errors.Is(err, operation.ErrUnknown):
		return ui.APIDocument{}, fmt.Errorf("open operation: %w: %w", fs.ErrNotExist, err)
	case err != nil:
		return ui.APIDocument{}, fmt.Errorf("open operation: %w", err)
	}
	return document, nil
}

func (a *apiSwitch) document(documents *operation.Service, id string) (ui.APIDocument, error) {
	d, err := documents.Document(id)
	if err != nil {
		return ui.APIDocument{}, err
	}
	path, err := a.hold(id, d.Path)
	return ui.APIDocument{Path: path, Name: d.Name, Pages: d.Pages}, err
}

// hold is a path to the file that is good until the switch is closed, wherever
// the file is moved and even if it is swept: that of a descriptor of ours, where
// the system has such paths. It is the same one for an operation each time.
func (a *apiSwitch) hold(id, path string) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f := a.held[id]
	if f == nil {
		var err error
		if f, err = os.Open(path); err != nil {
			return "", err
		}
		if a.closed {
			return path, f.Close()
		}
		a.held[id] = f
	}
	held := fmt.Sprintf("/proc/%d/fd/%d", os.Getpid(), f.Fd())
	if _, err := os.Stat(held); err != nil {
		return path, nil
	}
	return held, nil
}
