package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// maxPasted is how many pictures may be pasted within a minute.
const maxPasted = 1000

// KeepPasted writes a pasted picture into folder, which is made where it is
// missing, and gives the file's path. It is called by when it was pasted
// ("Pasted 2026-11-24 23-31.png"; another of that minute gets a number) and
// readable by its user alone. The bytes are not looked into. No file is
// replaced.
func KeepPasted(folder string, picture []byte, extension string, at time.Time) (path string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("keep pasted picture: %w", err)
	}
	name := "Pasted " + at.Format("2006-01-02 15-04")
	for i := 1; i <= maxPasted; i++ {
		number := ""
		if i > 1 {
			number = fmt.Sprintf(" (%d)", i)
		}
		path = filepath.Join(folder, name+number+extension)
		err = writeNew(path, picture)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", fmt.Errorf("keep pasted picture: %w", err)
	}
	return path, nil
}

// writeNew writes a file that is not there yet, whole or not at all.
func writeNew(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Close()); err != nil {
		os.Remove(path)
	}
	return err
}
