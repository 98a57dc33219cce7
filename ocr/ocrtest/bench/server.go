package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is a recto serve on a free port, with folders of its own.
type server struct {
	cmd     *exec.Cmd
	address string
	temp    string   // its TMPDIR, empty again when it has ended
	log     []string // what it said; read it when ended is closed
	ended   chan struct{}
}

// How long a server may take to listen and to end.
const (
	startTime = time.Minute
	stopTime  = time.Minute
)

var listening = regexp.MustCompile(`Now listening on: (http://\S+)`)

// serve starts a server. Whoever gets it stops it.
func (b *bench) serve(ctx context.Context) (*server, error) {
	folder, err := os.MkdirTemp(b.folder, "serve-")
	if err != nil {
		return nil, err
	}
	s := &server{temp: filepath.Join(folder, "temp"), ended: make(chan struct{})}
	if err := os.Mkdir(s.temp, 0o700); err != nil {
		return nil, err
	}
	s.cmd = exec.CommandContext(ctx, b.recto, "serve", "Eula=accept", "Recto:Port=0",
		"Recto:Workers="+strconv.Itoa(b.jobs), "Mounts:Shared="+folder, "Mounts:Output="+folder)
	s.cmd.Env = append(os.Environ(), "TMPDIR="+s.temp, "XDG_CONFIG_HOME="+folder)
	s.cmd.Cancel = func() error { return s.cmd.Process.Signal(syscall.SIGTERM) }
	s.cmd.WaitDelay = stopTime
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	found := make(chan string, 1)
	go func() {
		defer close(s.ended)
		defer close(found)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			s.note(lines.Text())
			if m := listening.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
			}
		}
	}()
	select {
	case s.address = <-found:
	case <-time.After(startTime):
	}
	if s.address == "" {
		_ = s.cmd.Process.Kill()
		<-s.ended
		return nil, fmt.Errorf("the server does not listen: %w: %s", s.cmd.Wait(), strings.Join(s.log, "\n"))
	}
	return s, nil
}

// maxLog is how many of its last lines are kept.
const maxLog = 50

func (s *server) note(line string) {
	if len(s.log) >= maxLog {
		s.log = append(s.log[:0], s.log[1:]...)
	}
	s.log = append(s.log, line)
}

func (s *server) pid() int { return s.cmd.Process.Pid }

// stop ends the server as a service manager does, and tells how long that
// took. It is an error where the server does not exit with 0, or leaves a
// child or a temporary file.
func (s *server) stop() (took time.Duration, err error) {
	children := childrenOf(s.pid())
	start := time.Now()
	err = s.cmd.Process.Signal(syscall.SIGTERM)
	watchdog := time.AfterFunc(stopTime, func() { _ = s.cmd.Process.Kill() })
	defer watchdog.Stop()
	<-s.ended
	err = errors.Join(err, s.cmd.Wait())
	took = time.Since(start)
	for _, pid := range children {
		if stat, gone := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); gone == nil && !strings.Contains(string(stat), ") Z ") {
			err = errors.Join(err, fmt.Errorf("child %d is left", pid))
		}
	}
	left, errTemp := os.ReadDir(s.temp)
	if err = errors.Join(err, errTemp); len(left) > 0 {
		err = errors.Join(err, fmt.Errorf("temporary files are left: %v", left))
	}
	if err != nil {
		err = fmt.Errorf("stop the server: %w\n%s", err, strings.Join(s.log, "\n"))
	}
	return took, err
}

// with runs what on a fresh server and stops it.
func (b *bench) with(ctx context.Context, what func(context.Context, *server) error) error {
	s, err := b.serve(ctx)
	if err != nil {
		return err
	}
	err = what(ctx, s)
	took, errStop := s.stop()
	if err == nil && errStop == nil {
		row("  SIGTERM to exit 0 with no child or file left, s", fmt.Sprintf("%.1f", took.Seconds()), "")
	}
	return errors.Join(err, errStop)
}
