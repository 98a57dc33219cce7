// Package operation keeps the operations of the local API: documents that were
// accepted, are read page by page, and whose results wait for their clients. An
// accepted operation lies in files and survives the death of its process; several
// instances may share one folder (docs/adr/0011).
package operation

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"recto/api/usage"
	"recto/ocr"
	"recto/ocr/wire"
	"recto/render"
)

// Engine opens, draws and reads documents.
type Engine interface {
	ocr.Recognizer
	render.Renderer

	// Open is Info for documents that are slow to open: it waits its turn as
	// a page of the group does.
	Open(ctx context.Context, group, path, password string) (render.Info, error)
}

// Book takes the usage records.
type Book interface {
	Add(usage.Record) error
}

// Options say how a Service works. Folder, Engine and Usage are needed; the
// zero value of the others is fit for use.
type Options struct {
	// Folder holds uploads, operations and results; it is made when needed.
	Folder string
	Engine Engine
	Usage  Book

	// InFlight is how many pages of one document are read at once at most.
	InFlight int

	// Life is how long a result is kept after its end, 0 is 48 hours; Life20
	// is that of the 2.x routes, where DeleteOnRead20 removes a result when it
	// has been fetched once.
	Life, Life20   time.Duration
	DeleteOnRead20 bool

	// MaxRunning is how long an operation may run, 0 is an hour.
	MaxRunning time.Duration

	// MaxOperations is how many operations may wait and run, 0 is 10,000.
	MaxOperations int

	// MinSide and MaxSide bound the sides of pictures in pixels; 0 is 50 and
	// 10,000 (contract read.md 2.3).
	MinSide, MaxSide int

	// LookTime is how long a look into a document may take before it is
	// accepted unseen; 0 is 2 s.
	LookTime time.Duration

	// KeepNow keeps the documents of synchronous requests with their results,
	// too, so that a person can look at them.
	KeepNow bool

	// Log is told what a person may want to know; nil discards.
	Log *slog.Logger
}

// Service accepts documents and reads them. Its methods may be called from any
// goroutine. Close ends it.
type Service struct {
	o     Options
	store *store
	log   *slog.Logger

	hard, soft context.Context // the end of everything; of beginning anything
	kill, stop context.CancelCauseFunc
	work       sync.WaitGroup // operations, and the keeper of the folder

	mu       sync.Mutex
	active   map[string]*active
	syncs    int
	draining bool

	recent   recent
	unbooked unbooked
}

// How long things take where Options do not say.
const (
	defaultLife     = 48 * time.Hour
	defaultRunning  = time.Hour
	defaultLook     = 2 * time.Second
	defaultMaxQueue = 10_000
)

// Why work ends before it is done, as the cause of its context.
var (
	errClosing   = errors.New("the service is closing")
	errCancelled = errors.New("the operation was cancelled")
	errOverdue   = errors.New("the operation took longer than it may")
)

// Open takes up the work on a folder: operations whose process has died go on.
// A folder that cannot be written to is no error; it is tried again with each
// document that comes.
func Open(o Options) *Service {
	o.Life, o.Life20 = orDefault(o.Life, defaultLife), orDefault(o.Life20, defaultLife)
	o.MaxRunning = orDefault(o.MaxRunning, defaultRunning)
	o.LookTime = orDefault(o.LookTime, defaultLook)
	o.MinSide, o.MaxSide = orDefault(o.MinSide, 50), orDefault(o.MaxSide, 10_000)
	o.MaxOperations = orDefault(o.MaxOperations, defaultMaxQueue)
	o.InFlight = max(1, o.InFlight)
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{o: o, log: o.Log, store: newStore(o.Folder), active: map[string]*active{}}
	s.hard, s.kill = context.WithCancelCause(context.Background())
	s.soft, s.stop = context.WithCancelCause(s.hard)
	if err := s.store.ready(); err != nil {
		s.log.Error("the folder of the operations cannot be used", "folder", o.Folder, "error", err)
	}
	s.work.Go(s.keep)
	return s
}

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// Ready is nil where documents can be stored now.
func (s *Service) Ready() error { return s.store.writable() }

// Draining makes the service refuse new documents, or take them again.
func (s *Service) Draining(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.draining = on
}

// Active is how many operations have not ended, synchronous ones included.
func (s *Service) Active() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.active) + s.syncs
}

// Cancel ends all operations of this instance as failed, and returns when they
// have ended or ctx has.
func (s *Service) Cancel(ctx context.Context) {
	all := s.actives()
	for _, a := range all {
		a.cancel(errCancelled)
	}
	for _, a := range all {
		select {
		case <-a.ended:
		case <-ctx.Done():
			return
		}
	}
}

// actives are the operations that this instance works on.
func (s *Service) actives() []*active {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Collect(maps.Values(s.active))
}

// Close begins no page any more, lets those that are being read end within
// grace, and returns when nothing of the service runs. Operations that are not
// done stay in the folder: the next instance goes on with them.
func (s *Service) Close(grace time.Duration) {
	s.mu.Lock() // nothing enters beside the end
	s.stop(errClosing)
	s.mu.Unlock()
	timer := time.AfterFunc(grace, func() { s.kill(errClosing) })
	defer timer.Stop()
	s.work.Wait()
	s.kill(errClosing)
	s.bookAgain()
	s.store.close()
}

// Hurry ends a Close that waits for pages.
func (s *Service) Hurry() { s.kill(errClosing) }

// Want is what a client asks of a document.
type Want struct {
	// Version is that of the route.
	Version wire.Version `json:"version"`

	Languages []string  `json:"languages,omitempty"`
	Pages     string    `json:"pages,omitempty"` // grammar of ocr.ParsePages
	Order     ocr.Order `json:"order,omitempty"`

	TextLayer ocr.TextLayer `json:"textLayer,omitempty"`

	// Name is the document's for people, "" where none is known; Client is the
	// address it came from.
	Name   string `json:"name,omitempty"`
	Client string `json:"client,omitempty"`
}

// record is what is kept of an operation from its start (operation.json).
type record struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
	Want

	// Count is how many pages the document has, 0 where that is not known yet.
	Count int `json:"count,omitempty"`
}

// outcome is what is kept of its end (outcome.json).
type outcome struct {
	Succeeded bool      `json:"succeeded"`
	Updated   time.Time `json:"updated"`
	Asked     int       `json:"asked"` // pages that were to be read
	Read      int       `json:"read"`  // pages that were
	Reason    string    `json:"reason,omitempty"`
}

func (o outcome) state() wire.State {
	if o.Succeeded {
		return wire.Succeeded
	}
	return wire.Failed
}

// NewID is a new operation's: a random UUID in lower case.
func NewID() string { return uuid.NewString() }

// ParseID is the id in lower case; false for anything that is no UUID of 36
// characters.
func ParseID(text string) (id string, ok bool) {
	if len(text) != 36 {
		return "", false
	}
	parsed, err := uuid.Parse(text)
	return parsed.String(), err == nil
}

// request is the reading of one page of the document at path.
func (w Want) request(group, path string) ocr.Request {
	return ocr.Request{Path: path, Group: group, Languages: w.Languages, Order: w.Order, TextLayer: w.TextLayer, Lenient: true}
}

// sourceOf is where an operation's document lies in its folder.
func sourceOf(folder string) string { return filepath.Join(folder, "source") }
