// Package batch reads many documents and writes each as a file of one format,
// with pause, cancel and another try for what went wrong.
package batch

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/gate"
	"recto/ocr/overlay"
	"recto/ocr/pace"
	"recto/ocr/publish"
	"recto/render"
)

// State is how far a document of the batch has come.
type State int

// A document waits, is read, is written, and ends in one of the last five.
const (
	Waiting State = iota
	Reading
	Writing
	Done
	// Partly is done without the pages that could not be read.
	Partly
	// Skipped documents have a file of that name already.
	Skipped
	Failed
	Cancelled
)

// Ended reports whether nothing more happens to the document by itself.
func (s State) Ended() bool { return s >= Done }

// Item is one document of the batch.
type Item struct {
	Path  string
	State State

	// Pages is how many the document has, 0 until it is open; Read and Failed
	// are how many of them were read and could not be.
	Pages, Read, Failed int

	// Targets are the files that were written.
	Targets []string

	// Err is why a document failed, or the first page of one that is Partly done.
	Err error

	// number is the document's place in the batch, from 1.
	number int
}

// Options are what is done with every document.
type Options struct {
	Format    export.Format
	Folder    string // made where it is not there
	Pattern   Pattern
	Existing  Existing
	Languages []string
	Order     ocr.Order
	TextLayer ocr.TextLayer

	// Pages are those that are read of each document; all for the zero value.
	Pages ocr.PageSet

	// Password is tried on locked documents.
	Password string

	// Layers are what is drawn over annotated pictures.
	Layers overlay.Layers

	// InFlight is how many documents are done at once, and how many pages of
	// each are read at once.
	InFlight int
}

// Config is what a batch works with. Correct may be nil; all others are needed.
type Config struct {
	Recognizer ocr.Recognizer
	Renderer   render.Renderer

	// Write writes the pages of a document as publish.Publisher does.
	Write func(ctx context.Context, job publish.Job) (publish.Result, error)

	// Correct gives what makes a document's pages as a person corrected them
	// before; it is asked once for each document.
	Correct func(ctx context.Context, path string) func(ocr.Page) ocr.Page

	Now func() time.Time
}

// Batch is a list of documents that are done in their order, a few at once. Its methods are for any goroutine.
type Batch struct {
	cfg  Config
	gate gate.Gate

	mu      sync.Mutex
	items   []*Item
	options Options
	cancel  context.CancelFunc
	skipped map[*Item]context.CancelFunc
	meter   pace.Meter

	// number counts the documents since Start.
	number int

	// taken holds the names of the files that documents are written to, in small
	// letters; naming guards it.
	naming sync.Mutex
	taken  map[string]bool
	wg     sync.WaitGroup
}

// ErrRunning answers a second start.
var ErrRunning = errors.New("the batch is running")

// New makes an empty batch.
func New(cfg Config) *Batch { return &Batch{cfg: cfg, skipped: map[*Item]context.CancelFunc{}} }

// Add adds documents at the end, also while the batch runs; one that is there
// already and has not ended is not added again. It gives how many were added.
func (b *Batch) Add(paths ...string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	added := 0
	for _, path := range paths {
		if slices.ContainsFunc(b.items, func(i *Item) bool { return i.Path == path && !i.State.Ended() }) {
			continue
		}
		b.items = append(b.items, &Item{Path: path})
		added++
	}
	return added
}

// Remove takes a document out by its place in the list; one that is being read
// is cancelled.
func (b *Batch) Remove(index int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if index < 0 || index >= len(b.items) {
		return
	}
	if cancel := b.skipped[b.items[index]]; cancel != nil {
		cancel()
	}
	b.items[index].State = Cancelled
	b.items = slices.Delete(b.items, index, index+1)
}

// Clear takes out all documents that have ended, or all where nothing runs.
func (b *Batch) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	running := b.cancel != nil
	b.items = slices.DeleteFunc(b.items, func(i *Item) bool { return !running || i.State.Ended() })
}

// Start does the documents that wait, in their order. The batch ends with ctx.
func (b *Batch) Start(ctx context.Context, o Options) error {
	if err := o.Pattern.Check(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cancel != nil {
		return ErrRunning
	}
	ctx, b.cancel = context.WithCancel(ctx)
	b.options, b.meter = o, pace.Meter{}
	b.meter.Start(b.cfg.Now())
	b.number, b.taken = 0, map[string]bool{}
	b.gate.Open()
	b.wg.Go(func() { b.run(ctx) })
	return nil
}

// Retry lets the documents that failed, in part too, or were cancelled wait
// once more; Start then does them.
func (b *Batch) Retry() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, i := range b.items {
		if i.State == Failed || i.State == Cancelled || i.State == Partly {
			*i = Item{Path: i.Path}
			n++
		}
	}
	return n
}

// Pause lets no further page begin, or goes on. Pages under way are finished.
func (b *Batch) Pause(pause bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cancel == nil || pause == b.gate.Closed() {
		return
	}
	if pause {
		b.meter.Pause(b.cfg.Now())
		b.gate.Close()
	} else {
		b.meter.Resume(b.cfg.Now())
		b.gate.Open()
	}
}

// Cancel ends the batch: what is being read is cancelled, what waits goes on
// waiting, and what was written stays.
func (b *Batch) Cancel() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.cancel != nil {
		b.cancel()
	}
}

// Close cancels the batch and returns when nothing of it runs any more.
func (b *Batch) Close() {
	b.Cancel()
	b.wg.Wait()
}
