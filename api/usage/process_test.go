package usage

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// childKey names the folder for a test binary that is started again, as
// another process on it.
const childKey = "RECTO_TEST_USAGE_DIR"

// TestChild is what such a process does: it adds pages until it is killed, or
// as many as it is told, and prints each number once it is recorded.
func TestChild(t *testing.T) {
	dir := os.Getenv(childKey)
	if dir == "" {
		t.Skip("run by other tests")
	}
	b := open(t, dir)
	operation := fmt.Sprint("process", os.Getpid())
	for n := 1; n <= 2000; n++ {
		add(t, b, page(operation, n))
		fmt.Println(n)
	}
}

// child starts such a process; its output has a line for each page.
func child(t *testing.T, dir string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestChild$")
	cmd.Env = append(os.Environ(), childKey+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

func TestSeveralProcessesShareAFolder(t *testing.T) {
	dir := t.TempDir()
	first, lines := child(t, dir)
	second, more := child(t, dir)
	for lines.Scan() && more.Scan() {
	}
	for lines.Scan() {
	}
	for more.Scan() {
	}
	if err := first.Wait(); err != nil {
		t.Fatal(err)
	}
	if err := second.Wait(); err != nil {
		t.Fatal(err)
	}
	wantPages(t, open(t, dir), 4000)
}

func TestAKilledProcessLosesNoPageItRecorded(t *testing.T) {
	dir := t.TempDir()
	cmd, lines := child(t, dir)
	acknowledged := int64(0)
	for acknowledged < 200 && lines.Scan() {
		acknowledged++
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		acknowledged++
	}
	cmd.Wait() //nolint:errcheck // it was killed
	b := open(t, dir)
	got, err := b.Total()
	// One page may be recorded whose line was not printed any more.
	if extra := got.Pages() - acknowledged; err != nil || acknowledged < 200 || extra < 0 || extra > 1 {
		t.Errorf("%d pages were acknowledged, %d are summed (%v)", acknowledged, got.Pages(), err)
	}
	// The operation is taken up again, from its start.
	for n := range got.Pages() + 5 {
		add(t, b, again(page(fmt.Sprint("process", cmd.Process.Pid), int(n)+1)))
	}
	wantPages(t, b, got.Pages()+5)
}

// BenchmarkSum sums 1,000,000 records, 100 of them repeated, and looks once
// more with nothing new.
func BenchmarkSum(b *testing.B) {
	const records = 1_000_000
	dir := b.TempDir()
	open(b, dir) // makes the folder
	f, err := os.Create(file(dir))
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriterSize(f, 1<<20)
	for n := range records {
		repeated := ""
		if n >= records-100 {
			repeated = `,"again":true`
		}
		_, _ = fmt.Fprintf(out, `{"time":"2026-11-24T12:00:00.123456789Z","operation":"7c2b2c1e-5d5f-4c3a-9d6e-%012d","page":%d,`+
			`"api":"vision-v3.2-read","meter":"%s","quantity":1%s}`+"\n", n/10%50_000, n%10+n/500_000*10+1, MeterRead3, repeated)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		book, err := Open(dir, nil)
		if err != nil {
			b.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		wantPages(b, book, records)
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapSys)/(1<<20), "MB-heap") // of the whole process
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/(1<<20), "MB-kept")
	}
}
