package operation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"recto/ocr"
	"recto/ocr/wire"
	"recto/render"
)

// active is an operation that this instance works on.
type active struct {
	record
	resumed bool // its process died before
	entry   *entry

	ctx    context.Context
	cancel context.CancelCauseFunc
	ended  chan struct{}

	mu      sync.Mutex
	state   wire.State
	updated time.Time
	unsaved *outcome // the end, where it could not be stored yet
}

// Submit accepts an upload: when it returns, the operation survives whatever
// happens to the process. Count is the document's number of pages, 0 where it
// is not known. Errors hold ErrQueue, ErrClosing, ErrStorage or ErrFull.
func (s *Service) Submit(u *Upload, want Want, count int) (id string, err error) {
	now := time.Now()
	a := s.newActive(record{ID: u.id, Created: now, Want: want, Count: count})
	// Its place is taken before it is on disk, where another look for orphans
	// would find it.
	if err := s.enter(a); err != nil {
		return "", err
	}
	if err := s.store.accept(u.folder, a.record); err != nil {
		s.leave(a)
		close(a.ended) // somebody may wait for it already
		s.work.Done()
		return "", err
	}
	a.entry = s.recent.add(Request{ID: a.ID, Time: now, Client: want.Client, Version: want.Version, Name: want.Name, Pages: count})
	go s.carryOut(a)
	return a.ID, nil
}

func (s *Service) newActive(r record) *active {
	a := &active{record: r, updated: r.Created, ended: make(chan struct{})}
	a.ctx, a.cancel = context.WithCancelCause(s.hard)
	return a
}

// enter counts an operation in; s.work has one more to wait for then.
func (s *Service) enter(a *active) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.takesLocked(); err != nil {
		return err
	}
	s.active[a.ID] = a
	s.work.Add(1)
	return nil
}

func (s *Service) leave(a *active) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.active, a.ID)
}

// carryOut works on an operation until it has ended or the service closes.
func (s *Service) carryOut(a *active) {
	defer s.work.Done()
	defer close(a.ended)
	defer a.cancel(nil)
	o, done := s.run(a)
	if !done {
		a.entry.end(RequestWaiting)
		return // the next instance goes on with it
	}
	o.Updated = time.Now()
	a.set(o.state(), o.Updated)
	a.entry.end(requestState(a.ctx, o))
	log := s.log.With("operation", a.ID, "pages", o.Read, "of", o.Asked, "took", o.Updated.Sub(a.Created).Round(time.Millisecond))
	if o.Succeeded {
		log.Info("operation succeeded")
	} else {
		log.Error("operation failed", "reason", o.Reason)
	}
	if err := s.store.finish(a.record, o, s.life(a.record)); err != nil {
		s.log.Error("the end of an operation cannot be stored; it is tried again", "operation", a.ID, "error", err)
		a.mu.Lock()
		a.unsaved = &o
		a.mu.Unlock()
		return
	}
	s.leave(a)
}

func requestState(ctx context.Context, o outcome) RequestState {
	switch {
	case o.Succeeded:
		return RequestRead
	case errors.Is(context.Cause(ctx), errCancelled):
		return RequestCancelled
	}
	return RequestFailed
}

func (a *active) set(state wire.State, at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state, a.updated = state, at
}

// run reads the operation's pages; done is false where the service closed
// before the end.
func (s *Service) run(a *active) (o outcome, done bool) {
	ctx, limit := s.limited(a.ctx)
	defer limit.stop()
	folder := s.store.path(activeFolder, a.ID)
	numbers, err := s.numbers(ctx, a, folder)
	if err != nil {
		return s.failure(ctx, o, err)
	}
	o.Asked = len(numbers)
	a.entry.pages(o.Asked, 0)
	missing, err := s.missing(a, folder, numbers)
	if err != nil {
		return s.failure(ctx, o, err)
	}
	o.Read = len(numbers) - len(missing)
	var last error
	reader := &reader{Engine: s.o.Engine, soft: s.soft, limit: limit, begun: func() { s.begun(a) }}
	for page, err := range ocr.PagesPaced(ctx, reader, a.request(a.ID, sourceOf(folder)), missing, s.inFlight) {
		if err == nil {
			err = s.keepPage(a, page)
		}
		if err != nil {
			last = err
			s.tellPage(ctx, a, page.Number, err)
			if errors.Is(err, ErrStorage) || errors.Is(err, ErrFull) {
				return s.failure(ctx, o, err)
			}
			continue
		}
		o.Read++
		a.entry.pages(o.Asked, o.Read)
	}
	if ctx.Err() != nil || s.soft.Err() != nil && o.Read < o.Asked {
		return s.failure(ctx, o, context.Cause(ctx))
	}
	if o.Succeeded = o.Read > 0; !o.Succeeded {
		o.Reason = fmt.Sprintf("no page could be read: %v", last)
	}
	return o, true
}

// failure is the end of an operation by err; no end where the service closes.
func (s *Service) failure(ctx context.Context, o outcome, err error) (outcome, bool) {
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if s.soft.Err() != nil && !errors.Is(err, errCancelled) && !errors.Is(err, errOverdue) {
		return o, false
	}
	o.Reason = err.Error()
	return o, true
}

// numbers are the pages to read. It opens the document where nobody has yet.
func (s *Service) numbers(ctx context.Context, a *active, folder string) ([]int, error) {
	if a.Count == 0 {
		info, err := s.open(ctx, a.ID, folder)
		if err != nil {
			return nil, err
		}
		a.Count = len(info.Pages)
		return s.check(info, a.Want)
	}
	return a.numbers(a.Count)
}

// open opens a document in its turn, which a closing service does not wait for.
func (s *Service) open(ctx context.Context, group, folder string) (render.Info, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.soft, cancel)()
	return s.o.Engine.Open(ctx, group, sourceOf(folder), "")
}

// inFlight is how many pages of an operation are read or wait at once: many
// operations keep the workers busy with one page each, and need less memory.
func (s *Service) inFlight() int {
	if s.Active() > 2*s.o.InFlight {
		return 1
	}
	return s.o.InFlight
}

// numbers are the wanted pages of a document of count.
func (w Want) numbers(count int) ([]int, error) {
	if count == 0 {
		return nil, render.ErrNoPages
	}
	set, err := ocr.ParsePages(w.Pages)
	if err != nil {
		return nil, err
	}
	numbers := set.Of(count)
	if len(numbers) == 0 {
		return nil, ErrPages
	}
	return numbers, nil
}

// missing are those of numbers that were not read before this process.
func (s *Service) missing(a *active, folder string, numbers []int) ([]int, error) {
	if !a.resumed {
		return numbers, nil
	}
	have, err := saved(folder)
	if err != nil {
		return nil, storageError("list pages", err)
	}
	for _, number := range have {
		// Its process may have died before it could be booked.
		s.book(a.Want, a.ID, number, true)
	}
	return slices.DeleteFunc(slices.Clone(numbers), func(n int) bool {
		_, found := slices.BinarySearch(have, n)
		return found
	}), nil
}

// begun notes that the first page is being read.
func (s *Service) begun(a *active) {
	a.mu.Lock()
	first := a.state == wire.NotStarted
	if first {
		a.state, a.updated = wire.Running, time.Now()
	}
	a.mu.Unlock()
	if first {
		a.entry.begin()
		if err := s.store.started(a.ID); err != nil {
			s.log.Debug("the start of an operation is not noted", "operation", a.ID, "error", err)
		}
	}
}

func (s *Service) keepPage(a *active, page ocr.Page) error {
	if err := s.store.savePage(a.ID, page); err != nil {
		return storageError("keep page", err)
	}
	s.log.Info("page read", "operation", a.ID, "page", page.Number+1, "source", page.Source)
	s.book(a.Want, a.ID, page.Number, a.resumed)
	a.set(wire.Running, time.Now())
	return nil
}

func (s *Service) tellPage(ctx context.Context, a *active, number int, err error) {
	if ctx.Err() == nil && s.soft.Err() == nil {
		s.log.Warn("a page could not be read", "operation", a.ID, "page", number+1, "error", err)
	}
}
