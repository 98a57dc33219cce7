package session

import (
	"context"
	"sync"

	"recto/ocr/archive"
	"recto/ocr/correct"
)

// Store keeps what was read and corrected, as archive.Archive does. Its methods
// may be slow, and may be called by several goroutines at once.
type Store interface {
	Key(ctx context.Context, path string) (archive.Key, error)
	Results(key archive.Key) []int
	Result(key archive.Key, page int) (archive.Result, error)
	KeepResult(key archive.Key, result archive.Result) error
	Corrections(ctx context.Context, key archive.Key) (map[int][]correct.Correction, error)
	KeepCorrections(ctx context.Context, key archive.Key, name string, page int, list []correct.Correction) error
	Session() (archive.Session, error)
	KeepSession(ctx context.Context, s archive.Session) error
	Holding() archive.Holding
	Forget(ctx context.Context) (left []string, err error)
}

// keeper writes to the store in the order of the calls, one at a time and away
// from the session's goroutine. Its zero value waits for work.
type keeper struct {
	mu      sync.Mutex
	jobs    []func()
	running bool
	wg      *sync.WaitGroup

	// pending is what is open and waits to be written.
	pending *archive.Session
}

// do runs job after all that came before it.
func (k *keeper) do(job func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.jobs = append(k.jobs, job)
	if !k.running {
		k.running = true
		k.wg.Go(k.run)
	}
}

// drop forgets the jobs that have not begun, and what is open that waits to be
// written.
func (k *keeper) drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.jobs, k.pending = nil, nil
}

func (k *keeper) run() {
	for {
		k.mu.Lock()
		if len(k.jobs) == 0 {
			k.running = false
			k.mu.Unlock()
			return
		}
		job := k.jobs[0]
		k.jobs = k.jobs[1:]
		k.mu.Unlock()
		job()
	}
}

// Keeping is what a person wants to be kept. Corrections always are.
type Keeping struct {
	// Results is true where what was read is kept, and taken from there the
	// next time.
	Results bool

	// Session is true where it is kept what is open.
	Session bool
}

// SetKeeping changes what is kept from now on.
func (s *Session) SetKeeping(k Keeping) { s.cfg.Keeping = k }

// Holding calls done with how much the store keeps.
func (s *Session) Holding(done func(archive.Holding)) {
	if s.cfg.Store == nil {
		return
	}
	s.wg.Go(func() {
		h := s.cfg.Store.Holding()
		s.post(func() {
			if s.ctx.Err() == nil {
				done(h)
			}
		})
	})
}

// ForgetEverything closes all documents and deletes all that the store keeps.
// Done is called with the paths of what could not be deleted, and why.
func (s *Session) ForgetEverything(done func(left []string, err error)) {
	for len(s.Docs) > 0 {
		s.remove(s.Docs[0])
	}
	s.Problems, s.KeepErr = nil, nil
	s.changed(DocumentsChanged | ShownChanged | PageChanged | ProgressChanged)
	if s.cfg.Store == nil {
		return
	}
	s.keeper.drop()
	s.forgotten++
	s.dirty = false
	s.keeper.do(func() {
		left, err := s.cfg.Store.Forget(context.WithoutCancel(s.ctx))
		s.post(func() {
			if s.ctx.Err() == nil {
				done(left, err)
			}
		})
	})
}

// keep writes to the store; what goes wrong is shown.
func (s *Session) keep(write func(ctx context.Context) error) {
	// What was begun is kept also while the session ends.
	ctx := context.WithoutCancel(s.ctx)
	s.keeper.do(func() {
		if err := write(ctx); err != nil {
			s.post(func() { s.keepFailed(err) })
		}
	})
}

func (s *Session) keepFailed(err error) {
	if s.ctx.Err() != nil || err == nil {
		return
	}
	s.KeepErr = err
	s.told()
}

// DismissKeepErr ends the message that something could not be kept.
func (s *Session) DismissKeepErr() {
	s.KeepErr = nil
	s.told()
}
