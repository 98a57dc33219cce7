// Package screen is for tests of the real window: an X server of its own with a
// window manager, hands at its mouse and keyboard (xdotool), and eyes on it.
package screen

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// programs are what a screen stands on.
var programs = []string{"Xvfb", "openbox", "xdotool", "xclip"}

// Screen is an X server and the programs on it. Their settings, files and
// clipboard are nobody's: nothing of the user who runs them is seen or changed.
// One goroutine at a time may use it.
type Screen struct {
	Width, Height int // pixels

	ctx     context.Context
	folder  string
	env     []string
	started []*exec.Cmd
	display string
}

// Missing are the programs that a screen needs, beside those named, and that
// are not installed.
func Missing(others ...string) []string {
	return slices.DeleteFunc(slices.Concat(programs, others), func(name string) bool {
		_, err := exec.LookPath(name)
		return err == nil
	})
}

// New starts a screen. Windows whose class is bare have no frame and fill it;
// "" is none.
// The context ends what is done on it; Close ends it.
func New(ctx context.Context, width, height int, bare string) (*Screen, error) {
	folder, err := os.MkdirTemp("", "recto") // short, as a socket's path must be
	if err != nil {
		return nil, err
	}
	s := &Screen{Width: width, Height: height, ctx: ctx, folder: folder}
	if err := s.open(bare); err != nil {
		return nil, fmt.Errorf("open a screen: %w", errors.Join(err, s.Close()))
	}
	return s, nil
}

func (s *Screen) open(bare string) error {
	s.env = append(os.Environ(), "LANG=en_GB.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1", "HOME="+s.folder,
		"DBUS_SESSION_BUS_ADDRESS=unix:path="+s.folder+"/none", "XDG_RUNTIME_DIR="+s.folder)
	for _, kind := range []string{"config", "data", "state", "cache"} {
		s.env = append(s.env, "XDG_"+strings.ToUpper(kind)+"_HOME="+s.Folder(kind))
	}
	rules := filepath.Join(s.folder, "openbox.xml")
	text := rulesHead
	if bare != "" {
		text += fmt.Sprintf(rulesBare, bare)
	}
	if err := os.WriteFile(rules, []byte(text+rulesEnd), 0o600); err != nil {
		return err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	// The server chooses a free display and tells its number when it is ready.
	server := s.Command("Xvfb", "-displayfd", "3", "-nolisten", "tcp", "-screen", "0", fmt.Sprintf("%dx%dx24", s.Width, s.Height))
	server.ExtraFiles = []*os.File{write}
	err = s.Start(server)
	_ = write.Close()
	if err != nil {
		return err
	}
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return fmt.Errorf("start Xvfb: %w", err)
	}
	s.display = ":" + strings.TrimSpace(number)
	s.env = append(s.env, "DISPLAY="+s.display)
	return s.Start(s.Command("openbox", "--config-file", rules))
}

// rulesHead, rulesBare and rulesEnd are the window manager's configuration.
const (
	rulesHead = `<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<focus><focusNew>yes</focusNew></focus>
`
	rulesBare = `<applications><application class="%s"><decor>no</decor><maximized>yes</maximized></application></applications>
`
	rulesEnd = `</openbox_config>
`
)

// Folder is where the programs on the screen keep their "config", "data",
// "state" or "cache".
func (s *Screen) Folder(kind string) string { return filepath.Join(s.folder, kind) }

// Command is a program on the screen, not started yet.
func (s *Screen) Command(name string, args ...string) *exec.Cmd {
	c := exec.CommandContext(s.ctx, name, args...)
	c.Env = s.env
	return c
}

// Start starts a program, which Close ends.
func (s *Screen) Start(c *exec.Cmd) error {
	if err := c.Start(); err != nil {
		return err
	}
	s.started = append(s.started, c)
	return nil
}

// endWait is how long a program may take to end when it is asked.
const endWait = 20 * time.Second

// End asks a program to end, and waits until it did. One that does not is
// killed, which is an error; a Go program tells then what it was at.
func (s *Screen) End(c *exec.Cmd) error {
	if c.ProcessState != nil {
		return nil
	}
	_ = c.Process.Signal(syscall.SIGTERM)
	stubborn := time.AfterFunc(endWait, func() {
		_ = c.Process.Signal(syscall.SIGQUIT)
		time.AfterFunc(time.Second, func() { _ = c.Process.Kill() })
	})
	_ = c.Wait()
	if !stubborn.Stop() {
		return fmt.Errorf("%s did not end in %v", c.Path, endWait)
	}
	return nil
}

// Close ends what was started on the screen, the last first, and the screen. It
// names what had to be killed.
func (s *Screen) Close() error {
	var errs []error
	for _, c := range slices.Backward(s.started) {
		errs = append(errs, s.End(c))
	}
	return errors.Join(append(errs, os.RemoveAll(s.folder))...)
}

// errTimeout ends what does not come in time.
var errTimeout = errors.New("it did not come in time")

// Until asks again and again whether something has come, ten times a second,
// for as long as wait.
func (s *Screen) Until(wait time.Duration, come func() bool) error {
	beat := time.NewTicker(100 * time.Millisecond)
	defer beat.Stop()
	end := time.Now().Add(wait)
	for !come() {
		select {
		case <-s.ctx.Done():
			return s.ctx.Err()
		case <-beat.C:
		}
		if time.Now().After(end) {
			return errTimeout
		}
	}
	return nil
}
