package operation

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/google/renameio/v2"

	"recto/ocr"
	"recto/ocr/wire"
)

// Code is why the service refuses, for programs to act on.
type Code string

// Error is the code's name.
func (c Code) Error() string { return string(c) }

// Why a document is not accepted or a result not given.
const (
	// ErrUnknown: there is no such operation, or it is gone.
	ErrUnknown Code = "operation_unknown"
	// ErrStorage: the folder cannot be written to.
	ErrStorage Code = "storage"
	// ErrFull: there is no room on the folder's disk.
	ErrFull Code = "storage_full"
	// ErrQueue: as many operations wait as may.
	ErrQueue Code = "queue_full"
	// ErrClosing: no new documents are taken.
	ErrClosing Code = "closing"
	// ErrTooLarge: the document has more bytes than are taken.
	ErrTooLarge Code = "too_many_bytes"
	// ErrPages: none of the wanted pages is in the document.
	ErrPages Code = "no_such_pages"
	// ErrNotRead: no page of the document could be read.
	ErrNotRead Code = "nothing_read"
)

// The folders below that of the service, and the files in an operation's.
const (
	incomingFolder = "incoming"  // uploads, in a folder for each instance
	activeFolder   = "active"    // operations that have not ended
	doneFolder     = "done"      // those that have
	trashFolder    = "trash"     // what is being removed
	instanceFolder = "instances" // a locked file for each instance that lives

	recordFile  = "operation.json"
	ownerFile   = "owner"   // the instance whose work it is
	startedFile = "started" // is there from the first page on
	outcomeFile = "outcome.json"
	expiryFile  = "expires" // its time is when the operation is removed
	pagesFolder = "pages"
)

// Only the user may look into documents.
const (
	folderMode = 0o700
	fileMode   = 0o600
)

// store is the folder. All that must survive is written to a temporary file,
// synced and renamed.
type store struct {
	root     string
	instance string

	mu     sync.Mutex
	mark   *mark // the lock by which others see that this instance lives
	closed bool
}

func newStore(root string) *store { return &store{root: root, instance: NewID()} }

func (s *store) path(parts ...string) string {
	return filepath.Join(append([]string{s.root}, parts...)...)
}

// ready makes the folders where they are missing and marks this instance as
// alive. The error holds ErrStorage or ErrFull.
func (s *store) ready() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosing
	}
	for _, folder := range []string{incomingFolder, activeFolder, doneFolder, trashFolder, instanceFolder} {
		if err := os.MkdirAll(s.path(folder), folderMode); err != nil {
			return storageError("make folder", err)
		}
	}
	if s.mark != nil && !s.mark.there() { // somebody emptied the folder
		s.mark.release()
		s.mark = nil
	}
	if s.mark == nil {
		m, err := claim(s.path(instanceFolder, s.instance))
		if err != nil {
			return storageError("mark instance", err)
		}
		s.mark = m
	}
	if err := os.MkdirAll(s.path(incomingFolder, s.instance), folderMode); err != nil {
		return storageError("make folder", err)
	}
	return nil
}

// writable is nil where a document could be stored now.
func (s *store) writable() error {
	if err := s.ready(); err != nil {
		return err
	}
	probe := s.path(incomingFolder, s.instance, "probe")
	defer os.Remove(probe)
	if err := os.WriteFile(probe, make([]byte, 4<<10), fileMode); err != nil {
		return storageError("write to the folder", err)
	}
	return nil
}

// close lets others take over what this instance has not ended.
func (s *store) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	os.RemoveAll(s.path(incomingFolder, s.instance))
	if s.mark != nil {
		s.mark.remove()
		s.mark = nil
	}
}

// accept makes an uploaded folder an operation. It is whole on disk, synced,
// when accept returns nil.
func (s *store) accept(folder string, r record) error {
	if err := syncFile(sourceOf(folder)); err != nil {
		return storageError("sync upload", err)
	}
	if err := os.Mkdir(filepath.Join(folder, pagesFolder), folderMode); err != nil {
		return storageError("make folder", err)
	}
	if err := writeFile(filepath.Join(folder, ownerFile), s.instance); err != nil {
		return storageError("write owner", err)
	}
	if err := writeJSON(filepath.Join(folder, recordFile), r); err != nil {
		return storageError("write operation", err)
	}
	if err := syncFile(folder); err != nil {
		return storageError("sync operation", err)
	}
	if err := os.Rename(folder, s.path(activeFolder, r.ID)); err != nil {
		return storageError("accept operation", err)
	}
	if err := syncFile(s.path(activeFolder)); err != nil {
		s.remove(s.path(activeFolder, r.ID)) // nobody learns of it
		return storageError("sync operations", err)
	}
	return nil
}

// savePage keeps what was read of a page.
func (s *store) savePage(id string, page ocr.Page) error {
	return writeJSON(filepath.Join(s.path(activeFolder, id), pageName(page.Number)), page)
}

func pageName(number int) string {
	return filepath.Join(pagesFolder, fmt.Sprintf("%07d.json", number+1))
}

// pages yields the pages that were read, in order, those among numbers.
func pages(folder string, numbers []int) iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		for _, number := range numbers {
			var page ocr.Page
			err := readJSON(filepath.Join(folder, pageName(number)), &page)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if !yield(page, err) {
				return
			}
		}
	}
}

// saved lists the numbers of the pages that were read, in order.
func saved(folder string) ([]int, error) {
	entries, err := os.ReadDir(filepath.Join(folder, pagesFolder))
	if err != nil {
		return nil, err
	}
	var numbers []int
	for _, entry := range entries {
		var number int
		if _, err := fmt.Sscanf(entry.Name(), "%07d.json", &number); err == nil && !strings.HasPrefix(entry.Name(), ".") {
			numbers = append(numbers, number-1)
		}
	}
	return numbers, nil
}

// started notes that an operation runs, for instances that are asked about it.
func (s *store) started(id string) error {
	return os.WriteFile(filepath.Join(s.path(activeFolder, id), startedFile), nil, fileMode)
}

// finish writes the outcome with the document of the operation's own version
// and lays the operation to those that are done, where it is kept for life.
func (s *store) finish(r record, o outcome, life time.Duration) error {
	folder := s.path(activeFolder, r.ID)
	if _, err := writeResult(folder, r, o, r.Version); err != nil {
		return storageError("write result", err)
	}
	if err := writeExpiry(folder, o.Updated.Add(life)); err != nil {
		return storageError("write expiry", err)
	}
	if err := writeJSON(filepath.Join(folder, outcomeFile), o); err != nil {
		return storageError("write outcome", err)
	}
	if err := syncFile(folder); err != nil {
		return storageError("sync operation", err)
	}
	return s.lay(r.ID)
}

// lay moves an operation that has an outcome to those that are done.
func (s *store) lay(id string) error {
	if err := os.Rename(s.path(activeFolder, id), s.path(doneFolder, id)); err != nil {
		return storageError("end operation", err)
	}
	// It lies there now: without the sync only a loss of power could undo it,
	// and the next instance would do it again.
	_ = syncFile(s.path(doneFolder))
	_ = syncFile(s.path(activeFolder))
	return nil
}

// writeResult writes the answer of version v, also over one that is there: it
// may be of an end that could not be stored. It gives its path.
func writeResult(folder string, r record, o outcome, v wire.Version) (string, error) {
	path := filepath.Join(folder, resultName(v))
	numbers, err := saved(folder)
	if err != nil {
		return "", err
	}
	pending, err := renameio.NewPendingFile(path, renameio.WithTempDir(folder), renameio.WithPermissions(fileMode))
	if err != nil {
		return "", err
	}
	defer func() { _ = pending.Cleanup() }() // nothing to do once it is in place
	envelope := wire.Envelope{State: o.state(), Created: r.Created, Updated: o.Updated}
	buffered := bufio.NewWriter(pending)
	if err := wire.WriteDocument(buffered, v, envelope, pages(folder, numbers)); err != nil {
		return "", err
	}
	if err := buffered.Flush(); err != nil {
		return "", err
	}
	return path, pending.CloseAtomicallyReplace()
}

func resultName(v wire.Version) string { return "result-" + string(v) + ".json" }

// remove takes a folder away at once for all who look for it.
func (s *store) remove(folder string) {
	trash := s.path(trashFolder, NewID())
	if err := os.Rename(folder, trash); err == nil {
		folder = trash
	}
	os.RemoveAll(folder)
}

func storageError(what string, err error) error {
	code := ErrStorage
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		code = ErrFull
	}
	return fmt.Errorf("%s: %w: %w", what, code, err)
}

func writeJSON(path string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return writeFile(path, string(text))
}

// writeFile replaces a small file at once.
func writeFile(path, text string) error {
	return renameio.WriteFile(path, []byte(text), fileMode, renameio.WithTempDir(filepath.Dir(path)))
}

func readJSON(path string, value any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, value); err != nil {
		return fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	return nil
}

// syncFile makes what was written to a file, or the names in a folder, survive
// the loss of power.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// writeExpiry notes when an operation is to be removed. The time of a file is
// read a hundred times faster than its text, and a sweep reads it of all.
func writeExpiry(folder string, at time.Time) error {
	path := filepath.Join(folder, expiryFile)
	if err := os.WriteFile(path, nil, fileMode); err != nil {
		return err
	}
	return os.Chtimes(path, at, at)
}

// expiry is when an operation is to be removed; one that does not say, because
// somebody meddled with its folder, is kept for life.
func expiry(folder string, life time.Duration) (time.Time, error) {
	info, err := os.Stat(filepath.Join(folder, expiryFile))
	if err == nil {
		return info.ModTime(), nil
	}
	if info, err = os.Stat(folder); err != nil {
		return time.Time{}, err
	}
	return info.ModTime().Add(life), nil
}
