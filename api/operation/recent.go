package operation

import (
	"sync"
	"time"

	"recto/ocr/wire"
)

// RequestState is how far a request is.
type RequestState int

// The states of a request. A refused one made no operation.
const (
	RequestWaiting RequestState = iota
	RequestReading
	RequestRead
	RequestFailed
	RequestCancelled
	RequestRefused
)

// Request is what a person wants to know of a request.
type Request struct {
	ID      string // of the operation, "" where none is kept
	Time    time.Time
	Client  string
	Version wire.Version
	Name    string // of the document, "" where it has none
	Pages   int    // to be read, 0 while that is not known
	Read    int
	State   RequestState

	// Duration is how long it took, or has taken so far.
	Duration time.Duration
}

// maxRecent is how many requests are remembered.
const maxRecent = 200

// recent remembers the last requests. The zero value is fit for use.
type recent struct {
	mu      sync.Mutex
	entries []*entry // the newest last
}

// entry is a request that is remembered; what changes is under the lock of its
// list.
type entry struct {
	list    *recent
	request Request
	ended   bool
}

func (r *recent) add(req Request) *entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := &entry{list: r, request: req}
	if len(r.entries) >= maxRecent {
		r.entries = append(r.entries[:0], r.entries[1:]...)
	}
	r.entries = append(r.entries, e)
	return e
}

func (e *entry) begin() { e.change(func() { e.request.State = RequestReading }) }

func (e *entry) pages(asked, read int) {
	e.change(func() { e.request.Pages, e.request.Read = asked, read })
}

func (e *entry) end(state RequestState) {
	e.change(func() {
		e.request.State, e.request.Duration, e.ended = state, time.Since(e.request.Time), true
	})
}

func (e *entry) change(what func()) {
	e.list.mu.Lock()
	defer e.list.mu.Unlock()
	if !e.ended {
		what()
	}
}

// Refused remembers a request that made no operation.
func (s *Service) Refused(req Request) { s.recent.add(req).end(RequestRefused) }

// Recent lists the last requests, the newest first.
func (s *Service) Recent() []Request {
	s.recent.mu.Lock()
	defer s.recent.mu.Unlock()
	list := make([]Request, 0, len(s.recent.entries))
	for i := len(s.recent.entries) - 1; i >= 0; i-- {
		e := s.recent.entries[i]
		req := e.request
		if !e.ended {
			req.Duration = time.Since(req.Time)
		}
		list = append(list, req)
	}
	return list
}
