package main_test

import (
	"bufio"
	"context"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is an X server with a window manager, for windows of the test's own.
type screen struct {
	t   *testing.T
	env []string
}

// newScreen starts a screen; where a program for it is missing, the test is
// skipped.
func newScreen(t *testing.T) *screen {
	t.Helper()
	for _, program := range []string{"Xvfb", "openbox", "xdotool", "xclip", "pcmanfm", "dbus-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	run, err := os.MkdirTemp("", "recto") //nolint:usetesting // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(run) })
	s := &screen{t: t, env: append(os.Environ(), "LANG=en_GB.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "XDG_RUNTIME_DIR="+run,
		"DBUS_SESSION_BUS_ADDRESS=unix:path="+run+"/none", "HOME="+t.TempDir())}
	for _, kind := range []string{"CONFIG", "DATA", "STATE", "CACHE"} {
		s.env = append(s.env, "XDG_"+kind+"_HOME="+t.TempDir())
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := s.command("Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "1280x860x24")
	server.ExtraFiles = []*os.File{write}
	s.start(server)
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb: %v", err)
	}
	s.env = append(s.env, "DISPLAY=:"+strings.TrimSpace(number))
	s.start(s.command("openbox"))
	return s
}

func (s *screen) command(name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(context.WithoutCancel(s.t.Context()), name, args...)
	c.Env = s.env
	return c
}

// start runs a program until the test ends.
func (s *screen) start(c *exec.Cmd) {
	s.t.Helper()
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
	})
}

// recto starts the window and waits until it has a title.
func (s *screen) recto(title string, args ...string) *exec.Cmd {
	s.t.Helper()
	bin, err := builtRecto()
	if err != nil {
		s.t.Fatal(err)
	}
	c := s.command(bin, args...)
	c.Stderr = os.Stderr
	s.start(c)
	s.until(title)
	return c
}

// until waits until a window has the title.
func (s *screen) until(title string) {
	s.t.Helper()
	if !s.has(title, 60*time.Second) {
		s.t.Fatalf("no window got the title %q; there are: %s", title, s.do("search", "--onlyvisible", "--name", "."))
	}
}

// has reports whether a window gets the title in time.
func (s *screen) has(title string, wait time.Duration) bool {
	ctx, cancel := context.WithTimeout(s.t.Context(), wait)
	defer cancel()
	c := exec.CommandContext(ctx, "xdotool", "search", "--sync", "--onlyvisible", "--name", "^"+strings.ReplaceAll(title, "–", ".*")+"$") // a dash is three bytes to some
	c.Env = s.env
	return c.Run() == nil
}

// do has xdotool do something, and gives what it says.
func (s *screen) do(args ...string) string {
	out, _ := s.command("xdotool", args...).CombinedOutput() // what goes wrong is seen in what does not come
	return string(out)
}

// copies puts a file's content on the clipboard.
func (s *screen) copies(form, path string) {
	s.t.Helper()
	// Its child, which holds the clipboard, would keep a pipe open.
	if err := s.command("xclip", "-selection", "clipboard", "-target", form, "-in", path).Run(); err != nil {
		s.t.Fatalf("xclip: %v", err)
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
	s := newScreen(t)
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
	second := s.command(bin, "second.png")
	second.Dir = folder
	if out, err := second.CombinedOutput(); err != nil {
		t.Fatalf("the second start: %v, %s", err, out)
	}
	s.until("second.png – Recto")

	s.copies("image/png", filepath.Join(folder, "third.png"))
	s.do("key", "--clearmodifiers", "ctrl+v")
	s.until("Pasted picture – Recto")

	list := filepath.Join(t.TempDir(), "list")
	if err := os.WriteFile(list, []byte("copy\nfile://"+folder+"/third.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.copies("x-special/gnome-copied-files", list)
	s.do("key", "--clearmodifiers", "ctrl+v")
	s.until("third.png – Recto")

	if err := os.WriteFile(list, []byte("\""+folder+"/fourth.png\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.copies("UTF8_STRING", list)
	s.do("key", "--clearmodifiers", "ctrl+v")
	s.until("fourth.png – Recto")

	s.drop(dropped)
}

// drop drags the only file of a folder out of a file manager onto the window.
// The place of its icon is that of the manager's usual look.
func (s *screen) drop(folder string) {
	s.t.Helper()
	s.do("search", "--name", "Recto$", "windowsize", "600", "500", "windowmove", "660", "300")
	s.start(s.command("pcmanfm", "--no-desktop", folder))
	name := filepath.Base(folder)
	s.until(name)
	s.do("search", "--name", "^"+name+"$", "windowmove", "--sync", "10", "20", "windowactivate", "--sync")
	const toX, toY = 900, 560
	for try := range 5 {
		// The icons come a moment after the window.
		x, y := 215+10*try, 135
		s.do("mousemove", strconv.Itoa(x), strconv.Itoa(y), "sleep", "1", "mousedown", "1", "sleep", "0.2")
		for i := 1; i <= 10; i++ {
			s.do("mousemove", strconv.Itoa(x+(toX-x)*i/10), strconv.Itoa(y+(toY-y)*i/10), "sleep", "0.05")
		}
		s.do("sleep", "0.5", "mouseup", "1")
		if s.has("dropped.png – Recto", 5*time.Second) {
			return
		}
	}
	s.t.Fatal("the window did not take the drop")
}

func TestACrashOfTheRealWindowLeavesAReportAndNoLock(t *testing.T) {
	s := newScreen(t)
	page := filepath.Join(t.TempDir(), "page.png")
	picture(t, page)
	window := s.recto("page.png – Recto", page)
	if err := window.Process.Signal(syscall.SIGQUIT); err != nil { // Go dies of it as of a bug
		t.Fatal(err)
	}
	_ = window.Wait()
	state := ""
	for _, variable := range s.env {
		if value, ok := strings.CutPrefix(variable, "XDG_STATE_HOME="); ok {
			state = value
		}
	}
	reports, _ := filepath.Glob(filepath.Join(state, "recto", "crash-*.txt"))
	if len(reports) != 1 {
		t.Fatalf("%d reports", len(reports))
	}
	if text, err := os.ReadFile(reports[0]); err != nil || !strings.Contains(string(text), "goroutine 1") {
		t.Errorf("the report is %.300s, %v", text, err)
	}
	s.recto("page.png – Recto", page)
}
