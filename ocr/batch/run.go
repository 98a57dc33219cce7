package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"sync"

	"recto/ocr"
	"recto/ocr/publish"
	"recto/render"
)

// run does the documents, a few side by side so that those of one page keep
// all workers busy, until none waits.
func (b *Batch) run(ctx context.Context) {
	var lanes sync.WaitGroup
	for range max(1, b.options.InFlight) {
		lanes.Go(func() {
			for {
				item, itemCtx := b.next(ctx)
				if item == nil {
					return
				}
				b.end(ctx, item, b.do(itemCtx, item))
			}
		})
	}
	lanes.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cancel()
	b.cancel = nil
	b.gate.Open()
}

// next is the first document that waits, and the context it is done with.
func (b *Batch) next(ctx context.Context) (*Item, context.Context) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if ctx.Err() != nil {
		return nil, nil
	}
	for _, item := range b.items {
		if item.State == Waiting {
			itemCtx, cancel := context.WithCancel(ctx)
			b.skipped[item] = cancel
			b.number++
			item.State, item.number = Reading, b.number
			return item, itemCtx
		}
	}
	return nil, nil
}

// end says how the document ended.
func (b *Batch) end(ctx context.Context, item *Item, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.skipped[item]()
	delete(b.skipped, item)
	switch {
	case err == nil && item.Failed > 0:
		item.State = Partly
	case err == nil:
		item.State = Done
	case errors.Is(err, errSkipped):
		item.State = Skipped
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		item.State = Cancelled
	default:
		item.State, item.Err = Failed, err
	}
}

// ErrPages says that a document has none of the chosen pages.
var ErrPages = errors.New("no such pages")

// errSkipped says that the file is there already.
var errSkipped = errors.New("the file is there already")

// do reads and writes one document.
func (b *Batch) do(ctx context.Context, item *Item) error {
	if err := b.gate.Pass(ctx); err != nil {
		return err
	}
	o := b.options
	if err := os.MkdirAll(o.Folder, 0o777); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	info, err := b.cfg.Renderer.Info(ctx, item.Path, "")
	if errors.Is(err, render.ErrPassword) && o.Password != "" {
		info, err = b.cfg.Renderer.Info(ctx, item.Path, o.Password)
	} else {
		o.Password = ""
	}
	switch {
	case err != nil:
		return err
	case len(info.Pages) == 0:
		return render.ErrNoPages
	}
	wanted := o.Pages.Of(len(info.Pages))
	if len(wanted) == 0 {
		return ErrPages
	}
	job, err := b.target(o, item, publish.Job{Path: item.Path, Password: o.Password, Format: o.Format, Pages: numbered(wanted),
		Total: len(info.Pages), Replace: o.Existing == Replace, Layers: o.Layers})
	if err != nil {
		return err
	}
	if job.Pages, err = b.read(ctx, item, o, wanted); err != nil {
		return err
	}
	return b.write(ctx, item, o, job)
}

// numbered are pages of which no more than the numbers is known.
func numbered(numbers []int) []ocr.Page {
	pages := make([]ocr.Page, len(numbers))
	for i, n := range numbers {
		pages[i].Number = n
	}
	return pages
}

// write writes what was read of a document.
func (b *Batch) write(ctx context.Context, item *Item, o Options, job publish.Job) error {
	b.set(func() { item.State = Writing })
	result, err := b.cfg.Write(ctx, job)
	for tries := 1; errors.Is(err, fs.ErrExist) && o.Existing == KeepBoth && tries < math.MaxInt16; tries++ {
		// Somebody else took the name meanwhile.
		if job, err = b.target(o, item, job); err == nil {
			result, err = b.cfg.Write(ctx, job)
		}
	}
	if errors.Is(err, fs.ErrExist) && o.Existing == Skip {
		err = errSkipped
	}
	b.set(func() { item.Targets = result.Files })
	return err
}

// read reads the pages; an error where none could be.
func (b *Batch) read(ctx context.Context, item *Item, o Options, wanted []int) ([]ocr.Page, error) {
	b.set(func() { item.Pages = len(wanted) })
	req := ocr.Request{Path: item.Path, Password: o.Password, Group: "batch", Languages: o.Languages, Order: o.Order, TextLayer: o.TextLayer}
	correct := func(page ocr.Page) ocr.Page { return page }
	if b.cfg.Correct != nil {
		correct = b.cfg.Correct(ctx, item.Path)
	}
	var pages []ocr.Page
	var first error
	for page, err := range ocr.Pages(ctx, gated{b, item}, req, wanted, max(1, o.InFlight)) {
		switch {
		case err == nil:
			pages = append(pages, correct(page))
		case first == nil:
			first = err
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(pages) == 0 {
		return nil, first
	}
	b.set(func() { item.Err = first })
	return pages, nil
}

func (b *Batch) set(change func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change()
}
