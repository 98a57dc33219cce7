package operation

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"recto/ocr/wire"
)

// mark is a locked file. The kernel unlocks it when its process ends, however
// it ends, so that others see who lives.
type mark struct {
	lock *flock.Flock
	file os.FileInfo // of the locked file
}

// errTaken answers for a mark that somebody else holds.
var errTaken = errors.New("somebody else holds the lock")

// claim locks the file at path, which it makes; errTaken where it is locked.
func claim(path string) (*mark, error) {
	lock := flock.New(path, flock.SetPermissions(fileMode))
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = errTaken
	}
	var file os.FileInfo
	if err == nil {
		file, err = os.Stat(path)
	}
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &mark{lock, file}, nil
}

// there reports whether the locked file is still the one at its path.
func (m *mark) there() bool {
	found, err := os.Stat(m.lock.Path())
	return err == nil && os.SameFile(m.file, found)
}

func (m *mark) release() { _ = m.lock.Close() } // the lock goes with the file

func (m *mark) remove() {
	os.Remove(m.lock.Path())
	m.release()
}

// lives reports whether an instance still runs; the caller holds the lock of
// the rescue.
func (s *store) lives(instance string) bool {
	if instance == s.instance {
		return true
	}
	if !isID(instance) {
		return false // no instance is called so, and no path is made of it
	}
	path := s.path(instanceFolder, instance)
	if _, err := os.Stat(path); err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	m, err := claim(path)
	if err != nil {
		return true
	}
	m.remove()
	return false
}

// orphans takes over the operations whose instance has died, the oldest first,
// and sweeps its uploads. Each that has no outcome is handed on at once, until
// one is not taken; known are the operations that this instance works on. Only
// one instance at a time does this.
func (s *store) orphans(known func(id string) bool, take func(record) bool) error {
	rescue, err := claim(s.path("rescue.lock"))
	if errors.Is(err, errTaken) {
		return nil
	}
	if err != nil {
		return err
	}
	defer rescue.release()
	alive := map[string]bool{}
	lives := func(instance string) bool {
		if _, ok := alive[instance]; !ok {
			alive[instance] = s.lives(instance)
		}
		return alive[instance]
	}
	uploads, _ := os.ReadDir(s.path(incomingFolder))
	for _, folder := range uploads {
		if isID(folder.Name()) && !lives(folder.Name()) {
			s.remove(s.path(incomingFolder, folder.Name()))
		}
	}
	var errs []error
	var found []record
	entries, _ := os.ReadDir(s.path(activeFolder))
	for _, entry := range entries {
		id := entry.Name()
		if !isID(id) || known(id) {
			continue
		}
		r, ok, err := s.orphan(id, lives)
		if err != nil {
			errs = append(errs, err)
		}
		if ok {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b record) int { return a.Created.Compare(b.Created) })
	for _, r := range found {
		// Not synced: one that is lost with the power is nobody's, and is
		// taken over again.
		if err := os.WriteFile(filepath.Join(s.path(activeFolder, r.ID), ownerFile), []byte(s.instance), fileMode); err != nil {
			errs = append(errs, err)
			continue
		}
		if !take(r) {
			break // the service closes; they are nobody's again
		}
	}
	return errors.Join(errs...)
}

// isID leaves alone what others may put into the folders.
func isID(name string) bool {
	id, ok := ParseID(name)
	return ok && id == name
}

// modified is the time of a file or folder, now where it has none.
func modified(path string) time.Time {
	info, err := os.Stat(path)
	if err != nil {
		return time.Now()
	}
	return info.ModTime()
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// damagedLife is how long an operation is kept whose record cannot be read.
const damagedLife = defaultLife

// orphan is the record of an operation whose instance has died; false where it
// lives, or where the operation has already ended.
func (s *store) orphan(id string, lives func(string) bool) (record, bool, error) {
	folder := s.path(activeFolder, id)
	owner, err := os.ReadFile(filepath.Join(folder, ownerFile))
	if err == nil && lives(string(owner)) || !exists(folder) { // it may just have ended
		return record{}, false, nil
	}
	if exists(filepath.Join(folder, outcomeFile)) {
		return record{}, false, s.lay(id) // its instance died while it did this
	}
	r := record{ID: id, Created: modified(folder), Want: Want{Version: wire.V32}}
	err = readJSON(filepath.Join(folder, recordFile), &r)
	if errors.Is(err, fs.ErrNotExist) {
		s.remove(folder) // no operation: those come with their record
		return record{}, false, nil
	}
	if err != nil {
		// It was accepted, so it must end: its source tells no more what to do.
		if errEnd := s.finish(r, outcome{Updated: time.Now(), Reason: "its record is damaged"}, damagedLife); errEnd != nil {
			err = errors.Join(err, errEnd)
		}
		return record{}, false, fmt.Errorf("operation %s failed: %w", id, err)
	}
	return r, true, nil
}
