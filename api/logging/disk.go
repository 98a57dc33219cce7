package logging

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/DeRuina/timberjack"
)

const (
	// maxWaiting is how many records may wait for the disk; more are lost
	// before the server waits.
	maxWaiting = 4096

	// closeWait is how long close waits for a disk that does not answer.
	closeWait = 5 * time.Second

	// maxFiles is how many files are kept beside the current one, so that logs
	// do not take the room of usage records.
	maxFiles = 100
)

// newJSON writes records as lines of JSON. Times are in UTC, levels are the
// words of the container's keys.
func newJSON(out io.Writer) slog.Handler {
	return slog.NewJSONHandler(out, &slog.HandlerOptions{
		Level: slog.Level(-1 << 31),
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			if isLevel(groups, a) {
				_, word := names(a.Value.Any().(slog.Level))
				return slog.String(a.Key, word)
			}
			if len(groups) == 0 && a.Key == slog.TimeKey && a.Value.Kind() == slog.KindTime {
				return slog.Time(a.Key, a.Value.Time().UTC())
			}
			return a
		},
	})
}

// disk writes lines to a file that rolls over, from a goroutine of its own, so
// that a disk that is full, slow or gone never holds up who logs.
type disk struct {
	waiting chan []byte
	quit    chan struct{} // closed by close
	done    chan struct{} // closed when all is written
	once    sync.Once
	wait    time.Duration

	lost   atomic.Int64 // lines that had no room to wait, or could not be written
	report func(text string, a ...any)

	// Of the goroutine alone.
	file    *timberjack.Logger
	torn    bool // the file ends within a line
	failing bool // the last line could not be written
	closed  error
}

// newDisk starts writing to path. Trouble goes to report, once at its
// beginning and once at its end.
func newDisk(path string, maxMB int, report func(string, ...any), wait time.Duration) *disk {
	if maxMB < 1 {
		// As much as timberjack can count in bytes, and more than any disk.
		maxMB = math.MaxInt32
	}
	d := &disk{
		waiting: make(chan []byte, maxWaiting), quit: make(chan struct{}), done: make(chan struct{}),
		wait: wait, report: report,
		file: &timberjack.Logger{Filename: path, MaxSize: maxMB, MaxBackups: maxFiles, FileMode: 0o600},
	}
	go d.run()
	return d
}

// Write never waits and never fails.
func (d *disk) Write(line []byte) (int, error) {
	select {
	case <-d.quit:
		d.lost.Add(1)
	default:
		select {
		case d.waiting <- append([]byte(nil), line...):
		default:
			d.lost.Add(1)
		}
	}
	return len(line), nil
}

// close writes what waits and closes the file. It is an error where the disk
// does not answer in time, or records were lost.
func (d *disk) close() error {
	d.once.Do(func() { close(d.quit) })
	timer := time.NewTimer(d.wait)
	defer timer.Stop()
	select {
	case <-d.done:
	case <-timer.C:
		return errors.New("close log: the disk does not answer")
	}
	if n := d.lost.Load(); n > 0 {
		return errors.Join(d.closed, fmt.Errorf("close log: %d records were not written", n))
	}
	return d.closed
}

func (d *disk) run() {
	defer close(d.done)
	for {
		select {
		case line := <-d.waiting:
			d.write(line)
		case <-d.quit:
			for {
				select {
				case line := <-d.waiting:
					d.write(line)
					continue
				default:
				}
				d.closed = d.file.Close()
				return
			}
		}
	}
}

func (d *disk) write(line []byte) {
	if d.torn {
		line = append([]byte("\n"), line...)
	}
	n, err := d.file.Write(line)
	if n > 0 {
		d.torn = n < len(line)
	}
	if err != nil {
		d.lost.Add(1)
		if !d.failing {
			d.failing = true
			d.report("log file cannot be written, the log goes on without it", "file", d.file.Filename, "error", err)
		}
		return
	}
	if d.failing {
		d.failing = false
		d.report("log file is written again", "file", d.file.Filename, "records lost", d.lost.Load())
	}
}
