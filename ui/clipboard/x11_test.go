package clipboard

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"recto/ocr/ocrtest"
)

// display starts an X server for the test; without one, the test is skipped.
func display(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"Xvfb", "xclip"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.CommandContext(context.WithoutCancel(t.Context()), "Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "640x480x24")
	server.ExtraFiles = []*os.File{write}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Process.Signal(syscall.SIGTERM); _ = server.Wait() })
	_ = write.Close()
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

// copyTo has xclip own the display's clipboard, and gives its process, which
// stays until something else is copied.
func copyTo(t *testing.T, display, form string, content []byte) *exec.Cmd {
	t.Helper()
	file := filepath.Join(t.TempDir(), "content")
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	owned := owners(t, display)
	before := owned()
	owner := exec.CommandContext(context.WithoutCancel(t.Context()), "xclip", "-verbose", "-display", display, "-selection", "clipboard", "-target", form, "-in", file)
	told, err := owner.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = owner.Process.Kill(); _ = owner.Wait() })
	lines := bufio.NewScanner(told)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Waiting for") {
			// It says so before the server has heard of it.
			ocrtest.Await(t, "xclip owns the clipboard", func() bool { now := owned(); return now != 0 && now != before })
			return owner
		}
	}
	t.Fatal("xclip did not take the clipboard")
	return nil
}

// owners tells which window owns the display's clipboard, 0 for none.
func owners(t *testing.T, display string) func() xproto.Window {
	t.Helper()
	conn, err := xgb.NewConnDisplay(display)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	const name = "CLIPBOARD"
	atom, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		t.Fatal(err)
	}
	return func() xproto.Window {
		reply, err := xproto.GetSelectionOwner(conn, atom.Atom).Reply()
		if err != nil {
			t.Fatal(err)
		}
		return reply.Owner
	}
}

func within(t *testing.T, wait time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	t.Cleanup(cancel)
	return ctx
}

func TestPicturesOfEverySizeArrive(t *testing.T) {
	d := display(t)
	random := rand.NewChaCha8([32]byte{})
	for _, size := range []int{1, 5, 4 << 10, 1<<20 + 3, 20<<20 + 1} {
		picture := make([]byte, size)
		_, _ = random.Read(picture)
		copyTo(t, d, "image/png", picture)
		got, err := Read(within(t, time.Minute), d)
		if err != nil || !bytes.Equal(got.Picture, picture) || got.Extension != ".png" {
			t.Errorf("Read of %d bytes = %d bytes, %q, %v", size, len(got.Picture), got.Extension, err)
		}
	}
}

func TestFilesAndTextArrive(t *testing.T) {
	d := display(t)
	copyTo(t, d, "x-special/gnome-copied-files", []byte("copy\nfile:///a%20b.pdf"))
	if got, err := Read(within(t, time.Minute), d); err != nil || got.Files != "copy\nfile:///a%20b.pdf" {
		t.Errorf("Read = %+v, %v", got, err)
	}
	copyTo(t, d, "UTF8_STRING", []byte("Grüße"))
	if got, err := Read(within(t, time.Minute), d); err != nil || got.Text != "Grüße" {
		t.Errorf("Read = %+v, %v", got, err)
	}
}

func TestAnEmptyClipboardHoldsNothing(t *testing.T) {
	got, err := Read(within(t, time.Minute), display(t))
	if err != nil || got.Files+got.Text+string(got.Picture) != "" {
		t.Errorf("Read = %+v, %v", got, err)
	}
}

func TestAProgramThatHangsIsNotWaitedFor(t *testing.T) {
	d := display(t)
	owner := copyTo(t, d, "image/png", []byte("picture"))
	if err := owner.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var stopped syscall.WaitStatus
	if _, err := syscall.Wait4(owner.Process.Pid, &stopped, syscall.WUNTRACED, nil); err != nil || !stopped.Stopped() {
		t.Fatalf("xclip goes on: %v, %v", stopped, err)
	}
	if _, err := Read(within(t, 200*time.Millisecond), d); !errors.Is(err, ErrSilent) {
		t.Errorf("Read = %v, want ErrSilent", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, d); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want cancelled", err)
	}
}

func TestWithoutADisplayThereIsNoClipboard(t *testing.T) {
	t.Setenv("DISPLAY", "")
	for _, d := range []string{"", ":9999", fmt.Sprintf(":%d", 1<<30), "nonsense"} {
		if _, err := Read(within(t, time.Minute), d); !errors.Is(err, ErrUnavailable) {
			t.Errorf("Read of %q = %v, want ErrUnavailable", d, err)
		}
	}
}
