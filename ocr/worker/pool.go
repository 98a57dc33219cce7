// Package worker runs requests in child processes, so that a file which makes
// a decoder or an engine crash, hang or eat memory costs one page and never
// the program: a Pool in the parent, Main in the child, and between them
// RFC 7464 records on stdin and stdout. It knows no engine.
package worker

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"recto/ocr"
	"recto/render"
)

// Options say how a pool runs its children; the zero value is fit for use.
type Options struct {
	// Command starts a child that calls Main; none is this program with the
	// argument "worker".
	Command []string

	// Env is added to the environment of a child ("NAME=value").
	Env []string

	// Size is how many pages are read at once; 0 is DefaultSize.
	Size int

	// PageTimeout bounds the reading of a page, 0 is 180 s; QuickTimeout
	// bounds Info, Render and Describe, 0 is 60 s. Waiting does not count.
	PageTimeout  time.Duration
	QuickTimeout time.Duration

	// Memory is the RLIMIT_DATA of a child in bytes; 0 is 1 GiB, less than 0
	// is no limit.
	Memory int64

	// Keen children compete with other programs as equals; others leave the
	// processor to them.
	Keen bool

	// RetireAfter is the number of pages after which a child is replaced,
	// because gosseract leaks; 0 is 200.
	RetireAfter int

	// TempDir is where the pool makes its temp folder; "" is os.TempDir.
	TempDir string

	// Log is told of starts, crashes and noise; nil discards.
	Log *slog.Logger
}

// Pool runs requests in child processes, which it starts when they are first
// needed. It is an ocr.Recognizer, a render.Renderer, an ocr.Describer and an
// ocr.PDFWriter, for any number of goroutines. Close ends it.
type Pool struct {
	command      []string
	env          []string
	quickTimeout time.Duration
	quickGrace   time.Duration
	retireAfter  int
	temp         string
	claim        *os.File // marks temp as in use
	log          *slog.Logger

	ctx    context.Context // ends with Close
	cancel context.CancelFunc
	close  func() error
	calls  sync.WaitGroup // requests, and the start of a spare
	wg     sync.WaitGroup // one goroutine for each child

	// quickTurn holds the child that answers quick questions, aheadTurn the one
	// that draws what nobody waits for yet; nil where there is none yet. Who
	// takes it out must put one back.
	quickTurn, aheadTurn chan *child

	mu         sync.Mutex
	closed     bool
	tuning     Tuning
	generation int // of the tunings that a child must be started anew for
	busy       int // turns handed out, at most the size but just after it shrank
	idle       []*child
	spare      *child
	sparing    bool // a spare is being started
	queue      queue
	counters   counters
	started    atomic.Int64
	ready      atomic.Bool // a child has said hello
}

var (
	_ ocr.Recognizer  = (*Pool)(nil)
	_ render.Renderer = (*Pool)(nil)
	_ ocr.Describer   = (*Pool)(nil)
	_ ocr.PDFWriter   = (*Pool)(nil)
)

// New makes a pool. It starts no child; the error is that of its temp folder
// or of finding this program.
func New(o Options) (*Pool, error) {
	p := &Pool{
		command:      o.Command,
		env:          o.Env,
		tuning:       Tuning{Size: o.Size, PageTimeout: o.PageTimeout, Memory: o.Memory, Keen: o.Keen}.orDefaults(),
		quickTimeout: orDefault(o.QuickTimeout, 60*time.Second),
		quickGrace:   quickGrace,
		retireAfter:  orDefault(o.RetireAfter, 200),
		log:          o.Log,
		quickTurn:    make(chan *child, 1),
		aheadTurn:    make(chan *child, 1),
	}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if len(p.command) == 0 {
		program, err := ownProgram()
		if err != nil {
			return nil, fmt.Errorf("find own program: %w", err)
		}
		p.command = []string{program, "worker"}
	}
	sweep(orDefault(o.TempDir, os.TempDir()))
	temp, err := os.MkdirTemp(o.TempDir, tempPrefix)
	if err == nil {
		p.temp, err = filepath.Abs(temp)
	}
	if err == nil {
		p.claim, err = claim(p.temp)
	}
	if err != nil {
		return nil, fmt.Errorf("make temp folder: %w: %w", render.ErrTemp, err)
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.close = sync.OnceValue(p.shut)
	p.quickTurn <- nil
	p.aheadTurn <- nil
	return p, nil
}

// tempPrefix starts the name of a pool's temp folder.
const tempPrefix = "recto-pool-"

// quickGrace is how long a cancelled quick question may still be answered: who
// leafs through a document cancels many pictures that are all but drawn, and a
// new child would have to open the document again.
const quickGrace = 100 * time.Millisecond

func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// Size is how many pages are read at once.
func (p *Pool) Size() int { return p.tuned().Size }

// Close ends all requests with ocr.ErrClosed, kills all children, removes the
// temp folders, and returns when nothing of the pool is left. It may be called
// again.
func (p *Pool) Close() error { return p.close() }

func (p *Pool) shut() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.cancel()
	p.calls.Wait()
	rest := append(p.idle, p.spare, <-p.quickTurn, <-p.aheadTurn)
	rest = slices.DeleteFunc(rest, func(c *child) bool { return c == nil })
	p.idle, p.spare = nil, nil
	for _, c := range rest {
		c.kill()
	}
	for _, c := range rest {
		c.discard()
	}
	p.wg.Wait()
	_ = p.claim.Close()
	if err := os.RemoveAll(p.temp); err != nil {
		return fmt.Errorf("close pool: %w", err)
	}
	return nil
}

// Recognize reads a page. The end of ctx, and PageTimeout (ocr.ErrTimeout),
// kill the child that reads it; a crash of the child is tried once more before
// it is ocr.ErrCrash, ocr.ErrProtocol or ocr.ErrMemory. Where no child can be
// started the error is ocr.ErrEngine.
func (p *Pool) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	rep, err := p.page(ctx, readRequest(req), &waiter{group: req.Group, path: req.Path, urgent: req.Urgent, prompt: req.Prompt}, req.Begun)
	p.counters.count(ctx, err)
	if err != nil {
		return ocr.Page{Number: req.Page}, describe(err, "read page %d of %q", req.Page+1, filepath.Base(req.Path))
	}
	return *rep.Page, nil
}

// Info opens a document. Errors are as with Recognize, or hold a render.Code.
func (p *Pool) Info(ctx context.Context, path, password string) (render.Info, error) {
	rep, err := p.reserved(ctx, p.quickTurn, request{Kind: kindInfo, Path: rawString(path), Password: rawString(password)})
	if err != nil {
		return render.Info{}, describe(err, "open %q", filepath.Base(path))
	}
	return *rep.Info, nil
}

// Open is Info that waits for its turn as a page of the group does, and may
// take as long: for documents that are slow to open, so that they do not hold
// up the quick questions of others.
func (p *Pool) Open(ctx context.Context, group, path, password string) (render.Info, error) {
	req := request{Kind: kindInfo, Path: rawString(path), Password: rawString(password)}
	rep, err := p.page(ctx, req, &waiter{group: group, path: path}, nil)
	if err != nil {
		return render.Info{}, describe(err, "open %q", filepath.Base(path))
	}
	return *rep.Info, nil
}

// Render draws a page; one that is drawn ahead has a child of its own, so that
// nobody who waits for a picture waits for it. Errors are as with Info. After
// the end of ctx the child has 100 ms left to answer before it is killed.
func (p *Pool) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	lane := p.quickTurn
	if req.Ahead {
		lane = p.aheadTurn
	}
	rep, err := p.reserved(ctx, lane, renderRequest(req))
	if err != nil {
		return render.Raster{}, describe(err, "draw page %d of %q", req.Page+1, filepath.Base(req.Path))
	}
	return *rep.Raster, nil
}

// Describe tells of the engines of the children. Errors are as with Info.
func (p *Pool) Describe(ctx context.Context) (ocr.EngineInfo, error) {
	rep, err := p.reserved(ctx, p.quickTurn, request{Kind: kindDescribe})
	if err != nil {
		return ocr.EngineInfo{}, describe(err, "describe engines")
	}
	return *rep.Engine, nil
}

// page runs the request when w's turn among the pages comes, and calls begun then.
func (p *Pool) page(ctx context.Context, req request, w *waiter, begun func()) (reply, error) {
	return p.within(ctx, req, w, p.tuned().PageTimeout, begun)
}

// within is page with a time limit of its own.
func (p *Pool) within(ctx context.Context, req request, w *waiter, limit time.Duration, begun func()) (reply, error) {
	if w.group == "" {
		w.group = w.path
	}
	req.Yield = true
	return p.do(ctx, req, limit, turns{
		take: func(ctx context.Context) (*child, error) {
			c, err := p.takeTurn(ctx, w)
			if err == nil && begun != nil {
				begun()
			}
			return c, err
		},
		give: p.giveTurn,
	})
}

// reserved runs the request in the one child of the lane.
func (p *Pool) reserved(ctx context.Context, lane chan *child, req request) (reply, error) {
	return p.do(ctx, req, p.quickTimeout, turns{
		take: func(ctx context.Context) (*child, error) { return takeReserved(ctx, lane) },
		give: func(keep *child) { lane <- keep },
	})
}
