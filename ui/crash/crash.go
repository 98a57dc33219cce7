// Package crash keeps what Go says when the window's process dies of a bug, so
// that the next start can tell of it. It knows no toolkit.
package crash

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// The names of a watch's files: a report, and the lock of who writes it.
const (
	prefix     = "crash-"
	suffix     = ".txt"
	lockSuffix = ".lock"
)

// headEnd ends the head of a report. What stands behind it is what Go said.
const headEnd = "----\n"

// MaxReport is how much of a report is read, in bytes.
const MaxReport = 1 << 20

// Watch is a process that leaves a report if it crashes.
type Watch struct {
	file *os.File
	lock *flock.Flock
}

// Report is what a process left that crashed.
type Report struct {
	// Path is the report's file, and Text what it says: version and system,
	// then the error and where each goroutine stood, MaxReport at most.
	Path, Text string

	// At is when it was written last.
	At time.Time
}

// Start has a fatal error of this process written into a file in folder as
// well, also one in C code. Version is Recto's own. It is called once.
func Start(folder, version string) (*Watch, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("watch for crashes: %w", err)
	}
	file, err := os.CreateTemp(folder, prefix+"*"+suffix)
	if err != nil {
		return nil, fmt.Errorf("watch for crashes: %w", err)
	}
	w := &Watch{file: file, lock: flock.New(file.Name()+lockSuffix, flock.SetPermissions(0o600))}
	_, err = w.lock.TryLock()
	if err == nil {
		_, err = fmt.Fprintf(file, "Recto %s, %s, %s/%s, started %s\n%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
			time.Now().Format(time.RFC3339), headEnd)
	}
	if err == nil {
		err = debug.SetCrashOutput(file, debug.CrashOptions{})
	}
	if err != nil {
		return nil, fmt.Errorf("watch for crashes: %w", errors.Join(err, w.Close()))
	}
	return w, nil
}

// Close ends the watch of a process that ends well. It may be called on nil.
func (w *Watch) Close() error {
	if w == nil {
		return nil
	}
	err := debug.SetCrashOutput(nil, debug.CrashOptions{})
	os.Remove(w.file.Name())
	return errors.Join(err, w.file.Close(), w.lock.Unlock(), os.Remove(w.lock.Path()))
}

// Reports are those in folder, the latest first. Files of processes that ended
// without a word, killed for one, are removed; those of processes that run are
// left alone.
func Reports(folder string) ([]Report, error) {
	paths, err := filepath.Glob(filepath.Join(folder, prefix+"*"+suffix))
	if err != nil {
		return nil, fmt.Errorf("crash reports: %w", err)
	}
	var reports []Report
	var errs []error
	for _, path := range paths {
		report, err := look(path)
		switch {
		case err != nil:
			errs = append(errs, err)
		case report.Text != "":
			reports = append(reports, report)
		}
	}
	slices.SortFunc(reports, func(a, b Report) int { return b.At.Compare(a.At) })
	return reports, errors.Join(errs...)
}

// look reads one report; its text is "" where there is nothing to tell.
func look(path string) (Report, error) {
	lock := flock.New(path+lockSuffix, flock.SetPermissions(0o600))
	locked, err := lock.TryLock()
	if err != nil || !locked {
		return Report{}, err
	}
	defer func() { _ = lock.Unlock(); os.Remove(lock.Path()) }()
	file, err := os.Open(path)
	if err != nil {
		return Report{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return Report{}, err
	}
	text, err := io.ReadAll(io.LimitReader(file, MaxReport))
	if err != nil {
		return Report{}, err
	}
	if _, said, _ := strings.Cut(string(text), headEnd); strings.TrimSpace(said) == "" {
		os.Remove(path)
		return Report{}, nil
	}
	return Report{Path: path, Text: string(text), At: info.ModTime()}, nil
}

// Forget removes a report.
func (r Report) Forget() error {
	if err := os.Remove(r.Path); err != nil {
		return fmt.Errorf("forget crash report: %w", err)
	}
	return nil
}
