// Package archive keeps in a folder what was read and corrected, by the content
// of the documents: results, which may be swept, corrections, which never are,
// and which documents were open. The documents themselves are never touched.
//
//	FOLDER/index.json                       paths that were hashed, so that a file is known at once
//	FOLDER/session.json                     what was open, and how it was shown
//	FOLDER/results/KEY/0000001.json.gz      what was read on a page, numbers from 1
//	FOLDER/corrections/KEY.json             what a person corrected
//	FOLDER/pasted/                          pictures that came without a file
//	FOLDER/lock                             held while index, session or corrections are written
//
// Several processes may use one folder. Every file is replaced whole; of two
// that write at once the last wins: for a page's result, for a page's
// corrections, for the session. Folders are for their user alone (0700), and
// so are files (0600).
package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
	"github.com/google/renameio/v2"
)

// The names in the folder.
const (
	indexName       = "index.json"
	sessionName     = "session.json"
	recentName      = "recent.json"
	resultsName     = "results"
	correctionsName = "corrections"
	pastedName      = "pasted"
	lockName        = "lock"
)

const (
	folderMode = 0o700
	fileMode   = 0o600
)

// lockWait is how long a writer waits for others, each of which writes one
// small file; lockRetry is how often it looks.
const (
	lockWait  = 5 * time.Second
	lockRetry = 10 * time.Millisecond
)

// maxFile bounds what is read of any file here, in bytes: far more than a page
// or the corrections of a document take.
const maxFile = 64 << 20

// Archive is one folder. Its methods may be called by several goroutines at
// once; all of them use the disk, so none belongs on the user interface's.
type Archive struct {
	folder string
	log    *slog.Logger
}

// New is the archive in a folder, which is made when something is first kept.
// The log is told what was found damaged.
func New(folder string, log *slog.Logger) *Archive { return &Archive{folder, log} }

// Pasted is the folder for pictures that came without a file.
func (a *Archive) Pasted() string { return a.path(pastedName) }

// Recent is the file for the list of recent documents, which is written by
// others and goes with Forget.
func (a *Archive) Recent() string { return a.path(recentName) }

func (a *Archive) path(parts ...string) string {
	return filepath.Join(append([]string{a.folder}, parts...)...)
}

// locked runs f while no other process or goroutine does.
func (a *Archive) locked(ctx context.Context, f func() error) error {
	if err := os.MkdirAll(a.folder, folderMode); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	lock := flock.New(a.path(lockName), flock.SetPermissions(fileMode))
	if _, err := lock.TryLockContext(ctx, lockRetry); err != nil {
		return fmt.Errorf("wait for other writers: %w", err)
	}
	defer func() { _ = lock.Close() }() // unlocks; nothing is written to it
	return f()
}

// write replaces the file at path with v as indented JSON, for people to read.
func write(path string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return err
	}
	return renameio.WriteFile(path, append(text, '\n'), fileMode, renameio.WithTempDir(folder))
}

// errDamaged tells that a file is there and can be read, but holds no sense.
var errDamaged = errors.New("damaged")

// read fills v from the JSON file at path. The error holds fs.ErrNotExist where
// there is none, and errDamaged where it makes no sense.
func read(path string, v any) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := limited(f)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%q is %w: %w", path, errDamaged, err)
	}
	return nil
}

// limited reads all of r, up to maxFile.
func limited(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = fmt.Errorf("%w: longer than %d bytes", errDamaged, maxFile)
	}
	return text, err
}

// missing reports whether an error only says that there is no such file.
func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
