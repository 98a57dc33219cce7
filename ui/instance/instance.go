// Package instance lets one window serve a display: a second start hands its
// files to the window that runs, and ends.
package instance

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// patience is how long a second start waits for the window that runs. A window
// that hangs must not keep its user from opening another.
const patience = 2 * time.Second

// pause is the time between two tries.
const pause = 50 * time.Millisecond

// Place is where the starts of one user on one display meet.
type Place struct {
	// Folder holds lock and socket. It must be the user's own: who can write
	// there can hand files over.
	Folder string

	// Display tells the screens of a user apart.
	Display string

	// Patience bounds the wait for a running window; 0 means two seconds.
	Patience time.Duration
}

// Here is the place of this process: in folder, for the display that the
// environment names.
func Here(folder string) Place {
	display := os.Getenv("DISPLAY")
	if display == "" {
		display = os.Getenv("WAYLAND_DISPLAY")
	}
	return Place{Folder: folder, Display: strings.TrimSuffix(display, ".0")}
}

func (p Place) path(suffix string) string {
	return filepath.Join(p.Folder, "recto-"+url.PathEscape(p.Display)+suffix)
}

// First is the window that others hand their files to. Its owner calls Serve,
// and Close at the end.
type First struct {
	lock     *flock.Flock
	listener net.Listener
}

// Open hands files, which are absolute paths, to the window that runs, and
// reports handed; or it becomes the first itself. It is neither, with an error
// that says why, where the running window does not answer in time or the place
// cannot be used: then a window of one's own is the way on.
func Open(ctx context.Context, p Place, files []string) (first *First, handed bool, err error) {
	if p.Patience == 0 {
		p.Patience = patience
	}
	ctx, cancel := context.WithTimeout(ctx, p.Patience)
	defer cancel()
	if err := own(p.Folder); err != nil {
		return nil, false, fmt.Errorf("single window: %w", err)
	}
	lock := flock.New(p.path(".lock"), flock.SetPermissions(0o600))
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		locked, err := lock.TryLock()
		if err != nil {
			return nil, false, fmt.Errorf("single window: %w", err)
		}
		if locked {
			first, err := listen(ctx, p, lock)
			return first, false, err
		}
		if err = hand(ctx, p, files); err == nil {
			return nil, true, nil
		}
		// The other may just be starting or ending, so it is tried again.
		select {
		case <-ctx.Done():
			return nil, false, fmt.Errorf("hand files to the running window: %w", err)
		case <-tick.C:
		}
	}
}

// own makes the folder, and refuses one that others can write to.
func own(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	info, err := os.Stat(folder)
	if err == nil && info.Mode().Perm()&0o022 != 0 {
		err = fmt.Errorf("others can write to %q", folder)
	}
	return err
}

// listen opens the socket. One that is there belongs to a process that was
// killed: who lives holds the lock.
func listen(ctx context.Context, p Place, lock *flock.Flock) (*First, error) {
	path := p.path(".sock")
	err := os.Remove(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		_ = lock.Unlock()
		return nil, fmt.Errorf("single window: %w", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		_ = lock.Unlock()
		return nil, fmt.Errorf("single window: %w", err)
	}
	return &First{lock: lock, listener: listener}, nil
}

// Close lets another become the first. It may be called before Serve returned,
// and on nil.
func (f *First) Close() error {
	if f == nil {
		return nil
	}
	// The socket goes first: the next one makes its own once it has the lock.
	err := f.listener.Close()
	if errors.Is(err, net.ErrClosed) { // Serve ended before
		err = nil
	}
	return errors.Join(err, f.lock.Unlock())
}
