package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"recto/render"
)

// stdinName is the file name that means the standard input.
const stdinName = "-"

// spoolStreams copies the standard input and pipes into files that only the
// user may read: a worker could not open them, or not a second time. What
// cannot be copied costs its document; the error is that of ctx. remove deletes
// the copies; it is never nil.
func spoolStreams(ctx context.Context, stdin io.Reader, documents []*document) (remove func(), err error) {
	var copies []string
	remove = func() {
		for _, path := range copies {
			_ = os.Remove(path) // the folder is swept anyway
		}
	}
	for _, doc := range documents {
		open := func() (io.Reader, error) { return os.Open(doc.path) } // closed by the process's end
		switch {
		case doc.err != nil:
			continue
		case doc.path == stdinName:
			open = func() (io.Reader, error) { return stdin, nil }
		case !isStream(doc.path):
			continue
		}
		path, err := spool(ctx, open)
		if ctx.Err() != nil {
			return remove, ctx.Err()
		}
		if err != nil {
			doc.err = err
			continue
		}
		doc.path = path
		copies = append(copies, path)
	}
	return remove, nil
}

// isStream reports whether path is a pipe, as the shell's <(…) is one, or
// stands for an open file of this process, which in a worker is another.
func isStream(path string) bool {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return false
	}
	folder := filepath.Dir(path)
	return info.Mode()&fs.ModeNamedPipe != 0 || path == "/dev/stdin" || folder == "/dev/fd" || folder == "/proc/self/fd"
}

// spool is the path of a copy of what open opens. Nothing is left when it
// returns an error.
func spool(ctx context.Context, open func() (io.Reader, error)) (path string, err error) {
	f, err := os.CreateTemp("", "recto-stdin-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("copy the input: %w: %w", render.ErrTemp, err)
	}
	copied := make(chan error, 1)
	go func() {
		r, err := open()
		if err == nil {
			_, err = io.Copy(f, r)
		}
		copied <- errors.Join(err, f.Close())
	}()
	select {
	case err = <-copied:
	case <-ctx.Done():
		// A read of a terminal, and the opening of a pipe, cannot be called
		// back; the goroutine ends with the input or with the process.
		err = ctx.Err()
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("copy the input: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}
