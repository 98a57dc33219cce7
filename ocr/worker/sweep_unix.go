//go:build unix

package worker

import (
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"
)

// claim marks a temp folder as in use for as long as the returned file is open:
// the kernel lets go of the mark when the process ends, however it ends.
func claim(folder string) (*os.File, error) {
	file, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// sweepAge is how old a folder without an owner must be to be removed: its
// pool may just be about to claim it.
const sweepAge = time.Minute

// sweep removes the temp folders of pools that were killed together with all
// their children, so that nobody was left to clean up.
func sweep(parent string) {
	folders, _ := filepath.Glob(filepath.Join(parent, tempPrefix+"*"))
	for _, folder := range folders {
		info, err := os.Lstat(folder)
		if err != nil || !info.IsDir() || time.Since(info.ModTime()) < sweepAge {
			continue
		}
		mark, err := claim(folder)
		if err != nil {
			continue // in use, or another user's
		}
		_ = removeTemp(folder)
		_ = mark.Close()
	}
}
