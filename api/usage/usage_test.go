package usage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

var november = time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)

// page is a record of one page.
func page(operation string, n int) Record {
	return Record{Time: november, Operation: operation, Page: n, API: "vision-v3.2-read", Meter: MeterRead3, Quantity: 1}
}

func again(r Record) Record {
	r.Again = true
	return r
}

// open opens the records in dir, and closes them with the test.
func open(t testing.TB, dir string) *Book {
	t.Helper()
	b, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

func add(t testing.TB, b *Book, records ...Record) {
	t.Helper()
	for _, r := range records {
		if err := b.Add(r); err != nil {
			t.Fatalf("Add(%+v) = %v", r, err)
		}
	}
}

func wantPages(t testing.TB, b *Book, want int64) {
	t.Helper()
	if got, err := b.Total(); err != nil || got.Pages() != want {
		t.Errorf("Total() = %v, %v; want %d pages", got, err, want)
	}
}

func wantMonth(t testing.TB, b *Book, month time.Month, want int64) {
	t.Helper()
	if got, err := b.Month(2026, month); err != nil || got.Pages() != want {
		t.Errorf("Month(2026, %v) = %v, %v; want %d pages", month, got, err, want)
	}
}

// file is November's file under dir.
func file(dir string) string { return filepath.Join(dir, "usage", "2026-11.jsonl") }

// spoil appends text to November's file.
func spoil(t *testing.T, dir, text string) {
	t.Helper()
	f, err := os.OpenFile(file(dir), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestPagesAreSummedByMeterAndMonth(t *testing.T) {
	b := open(t, t.TempDir())
	wantPages(t, b, 0)
	old := page("b", 1)
	old.Meter, old.Quantity = MeterRead2, 3
	// The last moment of October in New York is November in UTC.
	late := page("c", 1)
	late.Time = time.Date(2026, time.October, 31, 23, 0, 0, 0, time.FixedZone("", -5*3600))
	december := page("d", 1)
	december.Time = november.AddDate(0, 1, 0)
	add(t, b, page("a", 1), page("a", 2), old, late, december)

	total, err := b.Total()
	if want := (Sums{{MeterRead2, 3}, {MeterRead3, 4}}); err != nil || fmt.Sprint(total) != fmt.Sprint(want) {
		t.Errorf("Total() = %v, %v; want %v", total, err, want)
	}
	wantMonth(t, b, time.October, 0)
	wantMonth(t, b, time.November, 6)
	wantMonth(t, b, time.December, 1)
	add(t, b, page("a", 3))
	wantMonth(t, b, time.November, 7)
	wantPages(t, b, 8)
}

func TestAPageCountsOnceWhateverIsRepeated(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	next := again(page("a", 2))
	next.Time = november.AddDate(0, 1, 0)
	other := again(page("a", 3))
	other.Time = next.Time
	add(t, b, page("a", 1), page("a", 2), page("b", 1))
	wantPages(t, b, 3)
	add(t, b, again(page("a", 1)), next, other, other)
	wantPages(t, b, 4)
	wantMonth(t, b, time.November, 3)
	wantMonth(t, b, time.December, 1)
	add(t, b, other, next, again(page("a", 3)), again(page("b", 1)), again(page("b", 2)), again(page("b", 2)))
	wantMonth(t, b, time.December, 1)
	wantMonth(t, b, time.November, 4)

	// Asked afresh, and for the later month first.
	b = open(t, dir)
	wantMonth(t, b, time.December, 0) // Page 3 of a stands in November, too.
	wantMonth(t, b, time.November, 5)
	wantPages(t, b, 5)
}

func TestRecordsOfOtherProcessesAreSeen(t *testing.T) {
	dir := t.TempDir()
	b, other := open(t, dir), open(t, dir)
	add(t, other, page("a", 1))
	wantPages(t, b, 1)
	add(t, other, again(page("a", 1)), page("b", 1))
	wantPages(t, b, 2)
	add(t, b, page("c", 1))
	wantPages(t, other, 3)
}

func TestATornLineIsSkippedAndClosedByTheNextRecord(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	add(t, b, page("a", 1))
	spoil(t, dir, `{"time":"2026-11-24T12:00:00Z","operation":"a","pa`)
	wantPages(t, b, 1)
	add(t, b, page("a", 2), page("a", 3))
	wantPages(t, b, 3)
	spoil(t, dir, "\x00\x00\x00")
	add(t, b, page("a", 4))
	wantPages(t, b, 4)
	wantPages(t, open(t, dir), 4)
}

func TestATornLineThatAppearsInBetweenCostsNoRecord(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	torn := 0
	b.write = func(f *os.File, line []byte) (int, error) {
		if torn++; torn == 1 {
			spoil(t, dir, `{"time":"2026`) // Another process, after our look at the end.
		}
		return f.Write(line)
	}
	add(t, b, page("a", 1), page("a", 2))
	wantPages(t, b, 2)
}

func TestUnreadableLinesAreSkippedWithOneLogLine(t *testing.T) {
	dir := t.TempDir()
	var log bytes.Buffer
	b, err := Open(dir, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	add(t, b, page("a", 1))
	good := `{"time":"2026-11-24T12:00:00Z","operation":"z","page":%s,"api":"x","meter":"m","quantity":%s,"new":[{}]}` + "\n"
	spoil(t, dir, "\n\r\nnonsense\n[]\nnull\n{}\n"+fmt.Sprintf(good, "0", "1")+fmt.Sprintf(good, "1", "-1")+fmt.Sprintf(good, "1", "9e18")+
		fmt.Sprintf(good, "1", `"1"`)+fmt.Sprintf(good, "2", "1")+strings.Repeat("x", 1<<20)+"\n"+fmt.Sprintf(good, "3", "1"))
	wantPages(t, b, 3)
	wantPages(t, b, 3)
	if text := log.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "lines=9") {
		t.Errorf("the log says %q, want one line about 9", text)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
}

func TestAFileThatShrankOrIsGoneIsReadAfresh(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	december := page("d", 1)
	december.Time = november.AddDate(0, 1, 0)
	add(t, b, page("a", 1), page("a", 2), december, again(page("a", 2)), again(page("a", 3)))
	wantPages(t, b, 4)
	if err := b.flush(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(file(dir))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file(dir), int64(bytes.IndexByte(content, '\n')+1)); err != nil {
		t.Fatal(err)
	}
	wantPages(t, b, 2)
	add(t, b, again(page("a", 2)))
	wantPages(t, b, 3)
	if err := errors.Join(b.flush(), os.Remove(file(dir))); err != nil {
		t.Fatal(err)
	}
	wantPages(t, b, 1)
	wantMonth(t, b, time.November, 0)
	wantMonth(t, b, time.December, 1)
}

func TestAFullDiskIsAnErrorAndNothingIsCorrupted(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	add(t, b, page("a", 1))
	b.write = func(f *os.File, line []byte) (int, error) {
		n, err := f.Write(line[:len(line)/2])
		return n, errors.Join(err, syscall.ENOSPC)
	}
	for range 3 {
		if err := b.Add(page("a", 2)); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("Add = %v, want %v", err, syscall.ENOSPC)
		}
	}
	wantPages(t, b, 1)
	b.write = (*os.File).Write
	add(t, b, again(page("a", 2)), page("b", 1))
	wantPages(t, b, 3)
}

func TestBadRecordsAreRefused(t *testing.T) {
	b := open(t, t.TempDir())
	for name, change := range map[string]func(*Record){
		"time": func(r *Record) { r.Time = time.Time{} }, "operation": func(r *Record) { r.Operation = "" },
		"page": func(r *Record) { r.Page = 0 }, "meter": func(r *Record) { r.Meter = "" },
		"quantity": func(r *Record) { r.Quantity = -1 }, "long": func(r *Record) { r.API = strings.Repeat("x", maxLine) },
	} {
		r := page("a", 1)
		change(&r)
		if err := b.Add(r); err == nil {
			t.Errorf("a record with a bad %s is taken", name)
		}
	}
	add(t, b, page("line\nfeed\u2028", 1))
	wantPages(t, b, 1)
}

func TestRecordsAreSyncedWithinASecondAndAtClose(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		b, err := Open(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		var synced atomic.Int32
		b.sync = func(f *os.File) error { synced.Add(1); return f.Sync() }
		want := func(n int32, when string) {
			t.Helper()
			if got := synced.Load(); got != n {
				t.Errorf("%s: %d syncs, want %d", when, got, n)
			}
		}
		add(t, b, page("a", 1), page("a", 2))
		want(0, "at once")
		<-time.After(syncDelay)
		synctest.Wait()
		want(2, "a second later, the file and its folder")
		<-time.After(time.Hour)
		want(2, "an hour without records")
		add(t, b, page("a", 3))
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		want(4, "after Close")
		if err := b.Add(page("a", 4)); !errors.Is(err, ErrClosed) {
			t.Errorf("Add after Close = %v, want %v", err, ErrClosed)
		}
		wantPages(t, b, 3)
		if err := b.Close(); err != nil {
			t.Errorf("second Close = %v", err)
		}
	})
}

func TestManyGoroutinesAddAndSum(t *testing.T) {
	dir := t.TempDir()
	books := []*Book{open(t, dir), open(t, dir)}
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			for n := range 100 {
				if err := books[i%2].Add(page(fmt.Sprint("operation", i), n+1)); err != nil {
					t.Error(err)
				}
				if n%25 == 0 {
					if _, err := books[(i+1)%2].Total(); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	wantPages(t, books[0], 1600)
	wantPages(t, books[1], 1600)
}

func TestTheReportHasTheDocumentedShape(t *testing.T) {
	for _, tt := range []struct {
		sums Sums
		want string
	}{
		{nil, `{"apiType":"computervisionread","serviceName":"computervisionread","meters":[]}`},
		{Sums{{MeterRead3, 253}}, `{"apiType":"computervisionread","serviceName":"computervisionread",` +
			`"meters":[{"name":"CognitiveServices.ComputerVision.Container.Read","quantity":253}]}`},
	} {
		if got, err := json.Marshal(tt.sums.Report()); err != nil || string(got) != tt.want {
			t.Errorf("report of %v = %s, %v; want %s", tt.sums, got, err, tt.want)
		}
	}
}

func TestMonthsOfPathsAreParsedStrictly(t *testing.T) {
	for _, month := range []string{"3", "03"} {
		if m, y, err := ParseMonth(month, "2024"); m != time.March || y != 2024 || err != nil {
			t.Errorf("ParseMonth(%q, 2024) = %v, %v, %v", month, m, y, err)
		}
	}
	for _, bad := range [][2]string{
		{"13", "2024"}, {"0", "2024"}, {"00", "2024"}, {"003", "2024"}, {"-1", "2024"}, {"+3", "2024"}, {"", "2024"}, {"march", "2024"}, {"3.", "2024"},
		{"٣", "2024"}, {"0x3", "2024"}, {"3", "24"}, {"3", "02024"}, {"3", "-024"}, {"3", "+024"}, {"3", "0000"}, {"3", ""}, {"3", "year"},
		{"3", "20 4"}, {"3", strings.Repeat("2", 1000)}, {strings.Repeat("1", 1000), "2024"}, {"1_", "2024"},
	} {
		if m, y, err := ParseMonth(bad[0], bad[1]); err == nil {
			t.Errorf("ParseMonth(%.20q, %.20q) = %v, %v, want an error", bad[0], bad[1], m, y)
		}
	}
}
