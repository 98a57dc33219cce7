// Package serve runs the local API: Server listens and answers until it is
// stopped, for the window's switch as for the role `recto serve`, which is Main.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"recto/api"
	"recto/api/fetch"
	"recto/api/operation"
	"recto/api/usage"
	"recto/ocr"
)

// Engine reads and draws for the API; it may be shared with others.
type Engine interface {
	operation.Engine
	ocr.Describer

	// Size is how many pages are read at once, at least 1.
	Size() int
}

// Options say how a Server works. Engine, Folder, Output, Bind, Docs and Home
// are needed.
type Options struct {
	Engine Engine
	Bind   []netip.Addr
	Port   int // 0 is any free one

	// Folder holds operations and results, Output the usage records.
	Folder, Output string

	// Docs and Home are the OpenAPI documents and the home page.
	Docs, Home fs.FS

	Key            string
	AllowedHosts   []string
	AllowedOrigins []string
	AnalyzeResults bool
	Languages      []string
	TextLayer      ocr.TextLayer
	MaxBody        int64

	MinSide, MaxSide int
	MaxOperations    int
	MaxRunning       time.Duration
	Life, Life20     time.Duration
	DeleteOnRead20   bool

	// KeepNow keeps the documents of synchronous requests, too.
	KeepNow bool

	AllowPrivateURLs bool
	FetchTimeout     time.Duration
	Proxy            *url.URL
	ProxyBypass      []string

	// Version is Recto's own, Log is told what a person may want to know.
	Version string
	Log     *slog.Logger
}

// Server is the API while it listens.
type Server struct {
	operations *operation.Service
	usage      *usage.Book
	http       *http.Server
	address    string
	listening  sync.WaitGroup
	stopped    chan struct{}
	stop       sync.Once
}

// Limits of a connection. A header comes in one piece, so the time for it is
// short; bodies are paced by package api.
const (
	headerTime = 10 * time.Second
	idleTime   = 2 * time.Minute
	headerSize = 64 << 10
)

// Start listens on all addresses and serves until Stop; ctx bounds the start
// alone. An address of IPv6 that
// this machine does not have is left out with a warning. Where the port is
// taken the error holds syscall.EADDRINUSE.
func Start(ctx context.Context, o Options) (*Server, error) {
	listeners, err := listen(ctx, o.Bind, o.Port, o.Log)
	if err != nil {
		return nil, err
	}
	book, err := usage.Open(o.Output, o.Log)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open usage records: %w", err), closeAll(listeners))
	}
	operations := operation.Open(operation.Options{
		Folder: o.Folder, Engine: o.Engine, Usage: book, InFlight: o.Engine.Size() + 1,
		Life: o.Life, Life20: o.Life20, DeleteOnRead20: o.DeleteOnRead20,
		MaxRunning: o.MaxRunning, MaxOperations: o.MaxOperations, MinSide: o.MinSide, MaxSide: o.MaxSide,
		KeepNow: o.KeepNow, Log: o.Log,
	})
	s := &Server{operations: operations, usage: book, stopped: make(chan struct{})}
	s.http = &http.Server{
		Handler: api.New(api.Options{
			Operations: operations, Usage: book, Ready: readiness(o.Engine),
			Fetch: fetch.New(fetch.Options{
				AllowPrivate: o.AllowPrivateURLs, Timeout: o.FetchTimeout, MaxBytes: o.MaxBody,
				Proxy: o.Proxy, Bypass: o.ProxyBypass, UserAgent: "Recto/" + o.Version, Log: o.Log,
			}),
			Docs: o.Docs, Home: o.Home, Loopback: allLoopback(o.Bind), AllowedHosts: o.AllowedHosts,
			AllowedOrigins: o.AllowedOrigins, Key: o.Key, MaxBody: o.MaxBody,
			AnalyzeResults: o.AnalyzeResults, Languages: o.Languages, TextLayer: o.TextLayer, Log: o.Log,
		}),
		ReadHeaderTimeout: headerTime, IdleTimeout: idleTime, MaxHeaderBytes: headerSize,
		ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	s.address = addressOf(listeners[0])
	for _, l := range listeners {
		s.listening.Go(func() {
			if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				o.Log.Error("the server ended", "address", l.Addr(), "error", err)
			}
		})
	}
	return s, nil
}

// listen opens the port on every address.
func listen(ctx context.Context, bind []netip.Addr, port int, log *slog.Logger) ([]net.Listener, error) {
	var listeners []net.Listener
	var missing error
	for _, addr := range bind {
		network := "tcp4"
		if addr.Is6() {
			network = "tcp6"
		}
		l, err := new(net.ListenConfig).Listen(ctx, network, net.JoinHostPort(addr.String(), strconv.Itoa(port)))
		switch {
		case err == nil:
			listeners = append(listeners, l)
			port = l.Addr().(*net.TCPAddr).Port // the same one everywhere
		case addr.Is6() && isMissing(err):
			log.Warn("this machine has no such address; the server does without", "address", addr)
			missing = err
		default:
			return nil, errors.Join(fmt.Errorf("listen: %w", err), closeAll(listeners))
		}
	}
	if len(listeners) == 0 {
		return nil, fmt.Errorf("listen: no address to listen on: %w", missing)
	}
	return listeners, nil
}

func closeAll(listeners []net.Listener) error {
	var errs []error
	for _, l := range listeners {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}

func allLoopback(bind []netip.Addr) bool {
	for _, addr := range bind {
		if !addr.IsLoopback() {
			return false
		}
	}
	return true
}

// addressOf is where people and programs find the server.
func addressOf(l net.Listener) string {
	addr := l.Addr().(*net.TCPAddr)
	host := addr.IP.String()
	if addr.IP.IsLoopback() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, strconv.Itoa(addr.Port))
}

// readiness asks the engines once; after they answered they are ready.
func readiness(engine ocr.Describer) func(context.Context) error {
	var ready atomic.Bool
	return func(ctx context.Context) error {
		if ready.Load() {
			return nil
		}
		_, err := engine.Describe(ctx)
		ready.Store(err == nil)
		return err
	}
}

// Address is where the server is found, "http://localhost:5000".
func (s *Server) Address() string { return s.address }

// Operations are those of the server.
func (s *Server) Operations() *operation.Service { return s.operations }

// Usage are the server's records.
func (s *Server) Usage() *usage.Book { return s.usage }

// Finish takes no new documents and returns when all operations have ended, or
// ctx has. Until Stop the server answers polls.
func (s *Server) Finish(ctx context.Context) {
	s.operations.Draining(true)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for s.operations.Active() > 0 {
		select {
		case <-ctx.Done():
			return
		case <-s.stopped:
			return
		case <-tick.C:
		}
	}
}

// answerTime is how long answers under way may take once no page is read any more.
const answerTime = 5 * time.Second

// Stop begins nothing new, lets pages that are being read end within grace, and
// returns when nothing listens and nothing runs. Operations that have not ended
// go on at the next start on the same folder.
func (s *Server) Stop(grace time.Duration) {
	s.stop.Do(func() {
		defer close(s.stopped)
		s.operations.Draining(true)
		ctx, cancel := context.WithTimeout(context.Background(), grace+answerTime)
		defer cancel()
		var reading sync.WaitGroup
		reading.Go(func() { s.operations.Close(grace) })
		if err := s.http.Shutdown(ctx); err != nil {
			_ = s.http.Close() // it tells only of listeners that are closed already
		}
		reading.Wait()
		s.listening.Wait()
		_ = s.usage.Close() // it has logged what it could not write
	})
	<-s.stopped
}
