package usage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// errTorn is returned when another process wrote into a record.
var errTorn = errors.New("another process wrote into the record")

// appendLine appends one record with one write. A line that a crash or a full
// disk left without its end is closed first. Other processes append without a
// lock, so the record is read back: had one of them left a torn line between
// our look and our write, ours would have become a part of it.
func (b *Book) appendLine(f *os.File, line []byte) error {
	for range 3 {
		end, err := f.Seek(0, io.SeekEnd)
		if err != nil {
			return err
		}
		closed, err := endsLine(f, end)
		if err != nil {
			return err
		}
		record := line
		if !closed {
			record = append([]byte{'\n'}, line...)
		}
		n, err := b.write(f, record)
		switch {
		case err != nil:
			return err
		case n < len(record):
			return io.ErrShortWrite
		}
		whole, err := isWhole(f, line)
		if err != nil || whole {
			return err
		}
	}
	return errTorn
}

// endsLine says whether the byte before offset ends a line, as the start of a
// file does. It may see the half of what another process is just writing:
// then an empty line comes to stand in the file, which is no harm.
func endsLine(f *os.File, offset int64) (bool, error) {
	if offset == 0 {
		return true, nil
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], offset-1); err != nil {
		return false, fmt.Errorf("read the last byte: %w", err)
	}
	return last[0] == '\n', nil
}

// isWhole says whether line stands as a line of its own where the last write
// to f ended, which the file's offset tells.
func isWhole(f *os.File, line []byte) (bool, error) {
	end, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return false, err
	}
	start := end - int64(len(line))
	if start < 0 {
		return false, nil
	}
	written := make([]byte, len(line))
	if _, err := f.ReadAt(written, start); err != nil {
		return false, fmt.Errorf("read the record back: %w", err)
	}
	if !bytes.Equal(written, line) {
		return false, nil
	}
	return endsLine(f, start)
}
