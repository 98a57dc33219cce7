// Package usage keeps the records of pages that were read, one append-only
// file of JSON lines for each month, and sums them.
//
// A page counts once whatever is repeated after a crash: its record's key is
// operation and page. Records are unique by construction, except those of an
// operation that was taken up again; these say so (Record.Again), so that
// only they need looking up and sums hold no keys of others in memory.
package usage

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	// MeterRead3 is the meter of the versions 3.x of Read.
	MeterRead3 = "CognitiveServices.ComputerVision.Container.Read"
	// MeterRead2 is the meter of the versions 2.x.
	MeterRead2 = "CognitiveServices.ComputerVision.Container.BatchRead"
)

const (
	// maxLine is the length of the longest record in bytes, line feed included:
	// a block that file systems append at once.
	maxLine = 4096
	// maxQuantity keeps the sums of any file within int64.
	maxQuantity = 1<<31 - 1
	// syncDelay is how long a record may be in memory only, should power fail.
	syncDelay = time.Second
)

// ErrClosed is what Add returns after Close.
var ErrClosed = errors.New("usage records are closed")

// Record is one page that was read.
type Record struct {
	Time      time.Time `json:"time"` // its month in UTC names the file
	Operation string    `json:"operation"`
	Page      int       `json:"page"`     // from 1
	API       string    `json:"api"`      // such as vision-v3.2-read
	Meter     string    `json:"meter"`    // MeterRead3 or MeterRead2
	Quantity  int       `json:"quantity"` // pages, not negative
	// Again marks a page whose record may be there already: all pages of an
	// operation that is resumed after a crash, and a page whose Add failed.
	Again bool `json:"again,omitempty"`
}

// Book is the records under one folder. It is safe for many goroutines, and
// for several processes on one folder.
type Book struct {
	dir string
	log *slog.Logger

	writing sync.Mutex          // guards the fields below
	files   map[string]*os.File // by name; written to since the last sync
	timer   *time.Timer         // runs while files is not empty
	closed  bool

	syncing sync.Mutex // held while files are synced
	sync    func(*os.File) error
	write   func(f *os.File, line []byte) (int, error)

	reading sync.Mutex
	sums    *ledger // guarded by reading
}

// Open creates the folder dir/usage, for its owner only as operation ids are
// secrets, and returns the records in it. log gets a line where records are
// unreadable; nil means nowhere. Nothing runs until the first Add.
func Open(dir string, log *slog.Logger) (*Book, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	dir = filepath.Join(dir, "usage")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open usage records: %w", err)
	}
	return &Book{
		dir: dir, log: log, files: make(map[string]*os.File),
		sync:  (*os.File).Sync,
		write: (*os.File).Write,
		sums:  newLedger(dir, log),
	}, nil
}

// Add appends a record. It is on disk within about a second, and seen by Total
// and Month at once. After an error (a full disk, say) the record may be
// there or not: add it anew with Again.
func (b *Book) Add(r Record) error {
	if err := r.check(); err != nil {
		return fmt.Errorf("add usage record: %w", err)
	}
	r.Time = r.Time.UTC()
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("add usage record: %w", err)
	}
	line = append(line, '\n')
	if len(line) > maxLine {
		return fmt.Errorf("add usage record: %d bytes long, more than %d", len(line), maxLine)
	}
	b.writing.Lock()
	defer b.writing.Unlock()
	if b.closed {
		return ErrClosed
	}
	f, err := b.file(r.Time.Format(monthLayout) + suffix)
	if err != nil {
		return fmt.Errorf("add usage record: %w", err)
	}
	if err := b.appendLine(f, line); err != nil {
		return fmt.Errorf("add usage record: %w", err)
	}
	return nil
}

func (r *Record) check() error {
	switch {
	case r.Time.Year() < 1 || r.Time.Year() > 9999 || r.Time.IsZero():
		return errors.New("no time")
	case r.Operation == "":
		return errors.New("no operation")
	case r.Page < 1:
		return fmt.Errorf("page %d, want 1 or more", r.Page)
	case r.Meter == "":
		return errors.New("no meter")
	case r.Quantity < 0 || r.Quantity > maxQuantity:
		return fmt.Errorf("quantity %d, want 0 to %d", r.Quantity, maxQuantity)
	}
	return nil
}

// file opens a month's file; it is closed when it has been synced, so that a
// file which somebody moves away is not written to for long.
func (b *Book) file(name string) (*os.File, error) {
	if f, ok := b.files[name]; ok {
		return f, nil
	}
	f, err := os.OpenFile(filepath.Join(b.dir, name), os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	b.files[name] = f
	if b.timer == nil {
		b.timer = time.AfterFunc(syncDelay, b.syncInBackground)
	}
	return f, nil
}

func (b *Book) syncInBackground() {
	if err := b.flush(); err != nil {
		b.log.Error("usage records are not safe on disk", "error", err)
	}
}

// flush syncs and closes all files that were written to. Adds go on meanwhile.
func (b *Book) flush() error {
	b.syncing.Lock()
	defer b.syncing.Unlock()
	b.writing.Lock()
	files := b.files
	b.files = make(map[string]*os.File)
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
	b.writing.Unlock()
	if len(files) == 0 {
		return nil
	}
	var failed error
	for _, f := range files {
		failed = errors.Join(failed, b.sync(f), f.Close())
	}
	return errors.Join(failed, b.syncFolder())
}

// syncFolder makes the entries of new files safe.
func (b *Book) syncFolder() error {
	folder, err := os.Open(b.dir)
	if err != nil {
		return err
	}
	return errors.Join(b.sync(folder), folder.Close())
}

// Close syncs what was added. Add is refused from then on; sums still work.
func (b *Book) Close() error {
	b.writing.Lock()
	b.closed = true
	b.writing.Unlock()
	if err := b.flush(); err != nil {
		return fmt.Errorf("close usage records: %w", err)
	}
	return nil
}

// Total sums all records.
func (b *Book) Total() (Sums, error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	sums, err := b.sums.total()
	if err != nil {
		return nil, fmt.Errorf("sum usage records: %w", err)
	}
	return sums, nil
}

// Month sums the records of a month (in UTC). A month without records has
// empty sums.
func (b *Book) Month(year int, month time.Month) (Sums, error) {
	b.reading.Lock()
	defer b.reading.Unlock()
	sums, err := b.sums.month(fmt.Sprintf("%04d-%02d", year, int(month)))
	if err != nil {
		return nil, fmt.Errorf("sum usage records: %w", err)
	}
	return sums, nil
}
