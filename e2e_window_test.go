package main_test

import (
	"context"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"recto/ui/uitest/screen"
)

// desk is a screen for windows of the test's own.
type desk struct {
	*screen.Screen
	t *testing.T
}

// newDesk starts a screen; where a program for it is missing, the test is
// skipped.
func newDesk(t *testing.T) *desk {
	t.Helper()
	if missing := screen.Missing("pcmanfm", "dbus-daemon"); len(missing) > 0 {
		t.Skipf("not installed: %v", missing)
	}
	s, err := screen.New(context.WithoutCancel(t.Context()), 1280, 860, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &desk{s, t}
}

// recto starts the window and waits until it has a title.
func (d *desk) recto(title string, args ...string) *exec.Cmd {
	d.t.Helper()
	bin, err := builtRecto()
	if err != nil {
		d.t.Fatal(err)
	}
	c := d.Command(bin, args...)
	c.Stderr = os.Stderr
	if err := d.Start(c); err != nil {
		d.t.Fatal(err)
	}
	d.until(title)
	return c
}

// until waits until a window has the title.
func (d *desk) until(title string) {
	d.t.Helper()
	if !d.has(title, 60*time.Second) {
		d.t.Fatalf("no window got the title %q; there are: %q", title, d.Titles())
	}
}

// has reports whether a window gets the title in time.
func (d *desk) has(title string, wait time.Duration) bool {
	return d.Until(wait, func() bool { return slices.Contains(d.Titles(), title) }) == nil
}

// copies puts a file's content on the clipboard.
func (d *desk) copies(form, path string) {
	d.t.Helper()
	if err := d.Copy(form, path); err != nil {
		d.t.Fatal(err)
	}
}

// picture writes a small white page.
func picture(t *testing.T, path string) {
	t.Helper()
	page := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range page.Pix {
		page.Pix[i] = 0xff
	}
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, page); err != nil {
		t.Fatal(err)
	}
}

func TestTheRealWindowGetsPagesInEveryWay(t *testing.T) {
	s := newDesk(t)
	folder := t.TempDir()
	for _, name := range []string{"first.png", "second.png", "third.png", "fourth.png"} {
		picture(t, filepath.Join(folder, name))
	}
	dropped := t.TempDir()
	picture(t, filepath.Join(dropped, "dropped.png"))
	s.recto("first.png – Recto", filepath.Join(folder, "first.png"))

	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	second := s.Command(bin, "second.png")
	second.Dir = folder
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("the second start: %v, %s", err, out)
	}
	s.until("second.png – Recto")

	s.copies("image/png", filepath.Join(folder, "third.png"))
	s.Key("ctrl+v")
	s.until("Pasted picture – Recto")

	list := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(list, []byte("copy\nfile://"+folder+"/third.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.copies("x-special/gnome-copied-files", list)
	s.Key("ctrl+v")
	s.until("third.png – Recto")

	if err := os.WriteFile(list, []byte("\""+folder+"/fourth.png\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.copies("UTF8_STRING", list)
	s.Key("ctrl+v")
	s.until("fourth.png – Recto")

	s.drop(dropped)
}

// drop drags the only file of a folder out of a file manager onto the window.
// The place of its icon is that of the manager's usual look.
func (d *desk) drop(folder string) {
	d.t.Helper()
	d.Do("search", "--name", "Recto$", "windowsize", "600", "500", "windowmove", "660", "300")
	if err := d.Start(d.Command("pcmanfm", "--no-desktop", folder)); err != nil {
		d.t.Fatal(err)
	}
	name := filepath.Base(folder)
	d.until(name)
	d.Do("search", "--name", "^"+name+"$", "windowmove", "--sync", "10", "20", "windowactivate", "--sync")
	for try := range 5 {
		d.Do("sleep", "1") // the icons come a moment after the window
		d.Drag(image.Pt(215+10*try, 135), image.Pt(900, 560))
		if d.has("dropped.png – Recto", 5*time.Second) {
			return
		}
	}
	d.t.Fatal("the window did not take the drop")
}

// A signal may come while the window is still being made.
func TestTheRealWindowEndsWheneverItIsAsked(t *testing.T) {
	s := newDesk(t)
	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	for after := range 6 {
		c := s.Command(bin)
		c.Stderr = os.Stderr
		if err := s.Start(c); err != nil {
			t.Fatal(err)
		}
		_ = s.Until(time.Duration(after)*300*time.Millisecond, func() bool { return false })
		if err := s.End(c); err != nil {
			t.Error(err)
		}
	}
}

func TestACrashOfTheRealWindowLeavesAReportAndNoLock(t *testing.T) {
	s := newDesk(t)
	page := filepath.Join(t.TempDir(), "page.png")
	picture(t, page)
	window := s.recto("page.png – Recto", page)
	if err := window.Process.Signal(syscall.SIGQUIT); err != nil { // Go dies of it as of a bug
		t.Fatal(err)
	}
	_ = window.Wait()
	reports, _ := filepath.Glob(filepath.Join(s.Folder("state"), "recto", "crash-*.txt"))
	if len(reports) != 1 {
		t.Fatalf("%d reports", len(reports))
	}
	if text, err := os.ReadFile(reports[0]); err != nil || !strings.Contains(string(text), "goroutine 1") {
		t.Errorf("the report is %.300s, %v", text, err)
	}
	s.recto("page.png – Recto", page)
}
