package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Holding is how much is kept, for somebody who is asked whether it may go.
type Holding struct {
	// Results and Corrected count documents with results and with corrections.
	Results, Corrected int

	// Pasted counts pictures.
	Pasted int

	// Bytes is the size of all of it.
	Bytes int64
}

// Holding tells how much is kept. What cannot be looked at does not count.
func (a *Archive) Holding() Holding {
	count := func(name string) int {
		entries, _ := os.ReadDir(a.path(name))
		return len(entries)
	}
	h := Holding{Results: count(resultsName), Corrected: count(correctionsName), Pasted: count(pastedName)}
	for _, name := range ours {
		_ = filepath.WalkDir(a.path(name), func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil //nolint:nilerr // It does not count.
			}
			if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
				h.Bytes += info.Size()
			}
			return nil
		})
	}
	return h
}

// ours is all that the folder holds of us. Nothing else in it is ever deleted:
// somebody may have named a folder with other things in it.
var ours = []string{resultsName, correctionsName, pastedName, indexName, sessionName, recentName}

// Forget deletes results, corrections, pasted pictures, the session, the index
// and the list of recent documents, here and for every other process. Left are
// the paths that could not be deleted, none where err is nil. The lock stays,
// empty: another process may wait for it.
func (a *Archive) Forget(ctx context.Context) (left []string, err error) {
	err = a.locked(ctx, func() error {
		var errs []error
		for _, name := range ours {
			errs = append(errs, os.RemoveAll(a.path(name)))
		}
		return errors.Join(errs...)
	})
	for _, name := range ours {
		_ = filepath.WalkDir(a.path(name), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() || err != nil && !missing(err) {
				left = append(left, path)
			}
			return nil
		})
	}
	return left, err
}
