package usage

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
)

// fullKey names the folder for a test binary whose files may not grow.
const fullKey = "RECTO_TEST_USAGE_FULL_DIR"

// sizeLimit is where files end in that process, in the midst of a record.
const sizeLimit = 10_000

// TestFullChild fills a month's file until the system refuses to write more.
func TestFullChild(t *testing.T) {
	dir := os.Getenv(fullKey)
	if dir == "" {
		t.Skip("run by another test")
	}
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: sizeLimit, Max: sizeLimit}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	b := open(t, dir)
	taken, failed := int64(0), 0
	for n := 1; failed < 3; n++ {
		switch err := b.Add(page("full", n)); {
		case err == nil:
			taken++
		case errors.Is(err, syscall.EFBIG):
			failed++
		default:
			t.Fatal(err)
		}
	}
	wantPages(t, b, taken)
}

func TestWhatTheSystemWroteInPartIsSkippedAndClosed(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullChild$")
	cmd.Env = append(os.Environ(), fullKey+"="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	content, err := os.ReadFile(file(dir))
	if err != nil || len(content) != sizeLimit || content[sizeLimit-1] == '\n' {
		t.Fatalf("the file has %d bytes (%v), want %d with a torn end", len(content), err, sizeLimit)
	}
	b := open(t, dir)
	before, err := b.Total()
	if err != nil || before.Pages() == 0 {
		t.Fatalf("Total() = %v, %v; want pages", before, err)
	}
	add(t, b, again(page("full", int(before.Pages())+1)))
	wantPages(t, b, before.Pages()+1)
}
