package usage

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

const (
	monthLayout = "2006-01"
	suffix      = ".jsonl"
)

// fileName is the form of a month's file.
var fileName = regexp.MustCompile(`^(\d{4}-\d{2})\.jsonl$`)

// ledger sums the files of a folder. It remembers how far it read, and reads
// only what is new; it starts anew when a file shrank or was replaced.
type ledger struct {
	dir    string
	log    *slog.Logger
	months map[string]*month
	// resumed holds, for every operation with an Again record, the pages that
	// are counted.
	resumed map[string]map[int]bool
	// restarts counts how often all was forgotten.
	restarts int
}

// month is what was read of a file.
type month struct {
	file    os.FileInfo
	offset  int64 // behind the last line read
	sums    map[string]int64
	pending []Record // Again records that are not judged yet, in order
}

func newLedger(dir string, log *slog.Logger) *ledger {
	return &ledger{dir: dir, log: log, months: make(map[string]*month), resumed: make(map[string]map[int]bool)}
}

func (l *ledger) total() (Sums, error) {
	all := make(map[string]int64)
	names, err := l.bringUpToDate()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		for meter, quantity := range l.months[name].sums {
			all[meter] += quantity
		}
	}
	return sorted(all), nil
}

func (l *ledger) month(name string) (Sums, error) {
	if err := l.update(name); err != nil {
		return nil, err
	}
	if m := l.months[name]; m != nil && len(m.pending) > 0 {
		if _, err := l.bringUpToDate(); err != nil {
			return nil, err
		}
	}
	if m := l.months[name]; m != nil {
		return sorted(m.sums), nil
	}
	return Sums{}, nil
}

// bringUpToDate reads all months, judges their Again records, and returns the
// months' names in order.
func (l *ledger) bringUpToDate() ([]string, error) {
	for range 3 { // Once more where a file turns out to be gone or shorter.
		before := l.restarts
		entries, err := os.ReadDir(l.dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		names := slices.Collect(maps.Keys(l.months))
		for _, entry := range entries {
			if parts := fileName.FindStringSubmatch(entry.Name()); parts != nil {
				names = append(names, parts[1])
			}
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if err := l.update(name); err != nil {
				return nil, err
			}
		}
		if l.restarts == before {
			break
		}
	}
	names := slices.Sorted(maps.Keys(l.months))
	return names, l.settle(names)
}

// update reads what is new of a month; one without a file is not kept.
func (l *ledger) update(name string) error {
	known := l.months[name]
	f, err := os.Open(filepath.Join(l.dir, name+suffix))
	if errors.Is(err, fs.ErrNotExist) {
		if known != nil {
			l.restart()
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if known != nil && (!os.SameFile(known.file, info) || info.Size() < known.offset) {
		l.restart()
		known = nil
	}
	if known == nil {
		known = &month{sums: make(map[string]int64)}
		l.months[name] = known
	}
	known.file = info
	var unreadable int
	known.offset, unreadable, err = scan(f, known.offset, func(r *Record) {
		if r.Again {
			known.pending = append(known.pending, *r)
			return
		}
		known.sums[r.Meter] += int64(r.Quantity)
	})
	if unreadable > 0 {
		l.log.Warn("unreadable usage records are skipped", "month", name, "lines", unreadable)
	}
	return err
}

// restart forgets all: what was counted may have stood in a file that is gone.
func (l *ledger) restart() {
	clear(l.months)
	clear(l.resumed)
	l.restarts++
}

// settle counts each Again record whose page is not counted yet, in the month
// of the first.
func (l *ledger) settle(names []string) error {
	unknown := make(map[string]map[int]bool)
	for _, name := range names {
		for _, r := range l.months[name].pending {
			if l.resumed[r.Operation] == nil {
				unknown[r.Operation] = make(map[int]bool)
			}
		}
	}
	if len(unknown) > 0 {
		if err := l.lookUp(names, unknown); err != nil {
			return err
		}
		maps.Copy(l.resumed, unknown)
	}
	for _, name := range names {
		m := l.months[name]
		for _, r := range m.pending {
			if counted := l.resumed[r.Operation]; !counted[r.Page] {
				counted[r.Page] = true
				m.sums[r.Meter] += int64(r.Quantity)
			}
		}
		m.pending = nil
	}
	return nil
}

// lookUp finds the pages of operations that were counted before these were
// resumed. An operation is looked up once: from then on all its records are
// Again ones.
func (l *ledger) lookUp(names []string, operations map[string]map[int]bool) error {
	for _, name := range names {
		if err := l.lookUpIn(name, operations); err != nil {
			return err
		}
	}
	return nil
}

func (l *ledger) lookUpIn(name string, operations map[string]map[int]bool) error {
	f, err := os.Open(filepath.Join(l.dir, name+suffix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	_, _, err = scan(f, 0, func(r *Record) {
		if pages := operations[r.Operation]; pages != nil && !r.Again {
			pages[r.Page] = true
		}
	})
	return err
}

// scan calls each for every record from offset on, and returns the offset
// behind the last whole line and how many lines were no records. The record
// is valid during the call. A last line without its end is left for later.
func scan(f *os.File, offset int64, each func(*Record)) (end int64, unreadable int, err error) {
	if _, err := f.Seek(offset, io.SeekStart); err != nil {
		return offset, 0, err
	}
	var (
		in   = bufio.NewReaderSize(f, 64<<10)
		skip int64 // the length of what was read of a line beyond all bounds
		r    Record
	)
	for {
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			skip += int64(len(line))
			continue
		}
		if errors.Is(err, io.EOF) {
			return offset, unreadable, nil
		}
		if err != nil {
			return offset, unreadable, err
		}
		offset += skip + int64(len(line))
		long := skip > 0
		skip = 0
		text := bytes.TrimSpace(line)
		if len(text) == 0 && !long {
			continue
		}
		r = Record{}
		if long || json.Unmarshal(text, &r) != nil || r.check() != nil {
			unreadable++
			continue
		}
		each(&r)
	}
}
