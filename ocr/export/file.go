package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// LongestName is the longest file name, in bytes, that WriteFile writes to: the
// 255 of common file systems less what its temp file's name has besides.
const LongestName = 255 - len(".") - len("9223372036854775807")

// newFileMode are the permissions of a new file, before the umask.
const newFileMode = 0o666

// WriteFile gives write a file that appears at path, whole and synced to disk,
// when write returns nil, and leaves nothing behind when it returns an error
// or panics. An existing file keeps its permissions; behind a symbolic link it
// is the target that is replaced. With noClobber an existing path is an error
// that holds fs.ErrExist, also where it comes into being meanwhile. What is
// there and is neither file nor folder (a pipe, /dev/null) is written to as is.
func WriteFile(path string, noClobber bool, write func(io.Writer) error) error {
	if err := writeFile(path, noClobber, write); err != nil {
		return fmt.Errorf("write %q: %w", path, err)
	}
	return nil
}

func writeFile(path string, noClobber bool, write func(io.Writer) error) error {
	if noClobber {
		if _, err := os.Lstat(path); err == nil {
			return fs.ErrExist
		}
	} else if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil {
		switch {
		case info.IsDir():
			return errors.New("there is a folder of that name")
		case !info.Mode().IsRegular():
			return writeInto(path, write)
		}
	}
	pending, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)),
		renameio.WithPermissions(newFileMode), renameio.WithExistingPermissions())
	if err != nil {
		return err
	}
	defer func() { _ = pending.Cleanup() }() // nothing to do once it is in place
	b := bufio.NewWriter(pending)
	if err := write(onDisk{b, pending.Name()}); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if noClobber {
		return place(pending, path)
	}
	return pending.CloseAtomicallyReplace()
}

// onDisk is the writer of a file that nobody else sees yet. Who writes nothing
// may have a program write the file at path instead, without replacing it.
type onDisk struct {
	io.Writer
	path string
}

// place gives the finished file its name unless that is taken. A hard link
// never replaces; where the file system has none, an empty file made for us
// alone claims the name first.
func place(pending *renameio.PendingFile, path string) error {
	if err := pending.Sync(); err != nil {
		return err
	}
	err := os.Link(pending.Name(), path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	claim, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, newFileMode)
	if err != nil {
		return err
	}
	_ = claim.Close() // it is empty: nothing can be lost
	if err := pending.CloseAtomicallyReplace(); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// writeInto writes to what path already is.
func writeInto(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriter(w)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}
