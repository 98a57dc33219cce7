package operation

import (
	"os"
	"time"

	"recto/ocr/wire"
)

// How often the folder is looked after: for operations whose instance has died,
// and for results that are too old.
const (
	rescueEvery = 5 * time.Second
	sweepEvery  = time.Minute
)

// keep looks after the folder until the service closes.
func (s *Service) keep() {
	rescue, sweep := time.NewTicker(rescueEvery), time.NewTicker(sweepEvery)
	defer rescue.Stop()
	defer sweep.Stop()
	if s.store.ready() == nil {
		s.rescue()
	}
	s.sweep(time.Now())
	for {
		select {
		case <-s.soft.Done():
			return
		case <-rescue.C:
			if s.store.ready() == nil {
				s.rescue()
				s.storeEnds()
				s.bookAgain()
			}
		case now := <-sweep.C:
			s.sweep(now)
		}
	}
}

// rescue goes on with operations whose instance has died.
func (s *Service) rescue() {
	taken := 0
	err := s.store.orphans(func(id string) bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.active[id] != nil
	}, func(r record) bool {
		ok := s.resume(r)
		if ok {
			taken++
		}
		return ok
	})
	if err != nil {
		s.log.Error("operations of an instance that has ended cannot be taken over", "error", err)
	}
	if taken > 0 {
		s.log.Info("operations taken over from an instance that has ended", "count", taken)
	}
}

// resume goes on with an operation; false where the service closes.
func (s *Service) resume(r record) bool {
	a := s.newActive(r)
	a.resumed = true
	if e := s.store.pendingOf(r); e.State == wire.Running {
		a.state, a.updated = e.State, e.Updated // as it was told before
	}
	a.entry = s.recent.add(Request{ID: a.ID, Time: r.Created, Client: r.Client, Version: r.Version, Name: r.Name, Pages: r.Count})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.soft.Err() != nil {
		return false
	}
	s.active[a.ID] = a
	s.work.Add(1)
	go s.carryOut(a)
	s.log.Debug("operation taken over", "operation", a.ID)
	return true
}

// storeEnds tries again to store the ends that could not be stored.
func (s *Service) storeEnds() {
	for _, a := range s.actives() {
		a.mu.Lock()
		o := a.unsaved
		a.mu.Unlock()
		if o == nil {
			continue
		}
		if !exists(s.store.path(activeFolder, a.ID)) {
			s.leave(a) // another instance has ended it, or somebody removed it
			continue
		}
		// What a client was told must stay true.
		failed := *o
		failed.Succeeded = false
		if s.store.finish(a.record, failed, s.life(a.record)) == nil {
			s.leave(a)
		}
	}
}

// sweep removes results that are older than they are kept.
func (s *Service) sweep(now time.Time) {
	trash, _ := os.ReadDir(s.store.path(trashFolder))
	for _, folder := range trash {
		os.RemoveAll(s.store.path(trashFolder, folder.Name()))
	}
	entries, _ := os.ReadDir(s.store.path(doneFolder))
	for _, entry := range entries {
		if s.soft.Err() != nil {
			return
		}
		folder := s.store.path(doneFolder, entry.Name())
		if at, err := expiry(folder, s.o.Life); err == nil && !now.Before(at) {
			s.store.remove(folder)
			s.log.Debug("result removed", "operation", entry.Name())
		}
	}
}

// life is how long the result of an operation is kept.
func (s *Service) life(r record) time.Duration {
	if r.Version.Is2() {
		return s.o.Life20
	}
	return s.o.Life
}
