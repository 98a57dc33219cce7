package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// stdinName is the file name that means the standard input.
const stdinName = "-"

// spoolStdin copies the standard input into a file that only the user may
// read, where one of the documents is the standard input. remove deletes the
// copy; it is never nil.
func spoolStdin(ctx context.Context, stdin io.Reader, documents []*document) (remove func(), err error) {
	for _, doc := range documents {
		if doc.path != stdinName || doc.err != nil {
			continue
		}
		path, err := spool(ctx, stdin)
		if err != nil {
			return func() {}, err
		}
		doc.path = path
		return func() { _ = os.Remove(path) }, nil // the folder is swept anyway
	}
	return func() {}, nil
}

// spool is the path of a copy of r. Nothing is left when it returns an error.
func spool(ctx context.Context, r io.Reader) (path string, err error) {
	f, err := os.CreateTemp("", "recto-stdin-*") // mode 0600
	if err != nil {
		return "", fmt.Errorf("copy the standard input: %w", err)
	}
	copied := make(chan error, 1)
	go func() {
		_, err := io.Copy(f, r)
		copied <- errors.Join(err, f.Close())
	}()
	select {
	case err = <-copied:
	case <-ctx.Done():
		// A read of a terminal cannot be called back; the goroutine ends with
		// the input or with the process.
		err = ctx.Err()
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("copy the standard input: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}
