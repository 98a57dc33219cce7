package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// What a parent tells its child through the environment.
const (
	envTemp   = "RECTO_WORKER_TEMP"   // the child's own folder, inside the pool's
	envMemory = "RECTO_WORKER_MEMORY" // bytes of RLIMIT_DATA; absent for no limit
	envKeen   = "RECTO_WORKER_KEEN"   // "1" where the child keeps its priority
)

const (
	// startTimeout bounds the time from the start of a child to its hello.
	startTimeout = 30 * time.Second

	// drainTimeout is how long a dead child's pipes are read on. What it wrote
	// is there at once; a grandchild that escaped may hold them open for ever.
	drainTimeout = 500 * time.Millisecond
)

// child is a running worker process. One goroutine at a time exchanges records
// with it; kill may be called by any.
type child struct {
	cmd  *exec.Cmd
	temp string
	in   *os.File // its stdin
	out  *os.File // its stdout
	r    *recordReader
	log  *slog.Logger

	stderr   tail
	oomKills int // of the system, when the child started

	generation int // of the pool's tunings, when the child started

	mu     sync.Mutex // guards reaped against kill
	reaped bool
	killed atomic.Bool   // by us
	gone   chan struct{} // closed when the process and its temp folder are no more

	pages int    // requests answered
	path  string // the document it had last
	next  uint64 // ID of the last request
}

// start runs a child and waits for its hello.
func (p *Pool) start(ctx context.Context) (*child, error) {
	temp, err := os.MkdirTemp(p.temp, "child-")
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	tuning, generation := p.tuning, p.generation
	p.mu.Unlock()
	c := &child{temp: temp, log: p.log, gone: make(chan struct{}), oomKills: oomKills(), generation: generation}
	// No context ends it: kill takes what it has started along.
	c.cmd = exec.CommandContext(context.WithoutCancel(ctx), p.command[0], p.command[1:]...)
	c.cmd.Env = p.childEnv(temp, tuning)
	separate(c.cmd)
	stderr, err := c.spawn()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(temp))
	}
	p.started.Add(1)
	p.wg.Go(func() { c.attend(stderr) })
	if err := c.awaitHello(ctx); err != nil {
		c.discard()
		return nil, fmt.Errorf("%w (%v): %s", err, c.cmd.ProcessState, &c.stderr)
	}
	p.ready.Store(true)
	c.log.Debug("worker started", "pid", c.cmd.Process.Pid)
	return c, nil
}

// childEnv is the environment of a child with the given temp folder.
func (p *Pool) childEnv(temp string, t Tuning) []string {
	env := append(os.Environ(),
		// libgomp reads it once, when it is loaded: pages are the parallelism.
		"OMP_THREAD_LIMIT=1",
		// A thread's stack counts 8 MB against RLIMIT_DATA, and a child works
		// on one page at a time.
		"GOMAXPROCS=2",
		"TMPDIR="+temp, "TMP="+temp, "TEMP="+temp, envTemp+"="+temp,
	)
	if t.Memory > 0 {
		env = append(env, envMemory+"="+strconv.FormatInt(t.Memory, 10))
	}
	if t.Keen {
		env = append(env, envKeen+"=1")
	}
	return append(env, p.env...)
}

// spawn starts the process with three pipes and returns the end of its stderr.
func (c *child) spawn() (stderr *os.File, err error) {
	var files []*os.File
	pipe := func() (r, w *os.File) {
		if err != nil {
			return nil, nil
		}
		if r, w, err = os.Pipe(); err == nil {
			files = append(files, r, w)
		}
		return r, w
	}
	childIn, in := pipe()
	out, childOut := pipe()
	stderr, childErr := pipe()
	if err == nil {
		c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = childIn, childOut, childErr
		err = c.cmd.Start()
	}
	if err != nil {
		for _, f := range files {
			_ = f.Close()
		}
		return nil, err
	}
	for _, f := range []*os.File{childIn, childOut, childErr} {
		_ = f.Close()
	}
	c.in, c.out = in, out
	c.r = newRecordReader(out, c.onNoise)
	return stderr, nil
}

func (c *child) onNoise(head []byte, n int) {
	c.log.Info("noise on a worker's stdout", "pid", c.cmd.Process.Pid, "bytes", n, "head", string(head))
}

// attend collects the child's stderr and, when it has ended, what is left of it.
func (c *child) attend(stderr *os.File) {
	var reading sync.WaitGroup
	said := &relay{log: c.log.With("worker", c.cmd.Process.Pid)}
	reading.Go(func() { c.stderr.fill(io.TeeReader(stderr, said)) })
	awaitExit(c.cmd)
	c.mu.Lock()
	killGroup(c.cmd.Process)
	_ = c.cmd.Wait()
	c.reaped = true
	c.mu.Unlock()
	reapGroup(c.cmd.Process.Pid)

	deadline := time.Now().Add(drainTimeout)
	_ = c.out.SetReadDeadline(deadline)
	_ = stderr.SetReadDeadline(deadline)
	reading.Wait()
	_ = stderr.Close()
	if err := removeTemp(c.temp); err != nil {
		c.log.Warn("a worker's temp folder stays", "error", err)
	}
	close(c.gone)
}

// kill ends the child and all that it started, and does not wait for that.
func (c *child) kill() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.reaped {
		c.killed.Store(true)
		killGroup(c.cmd.Process)
	}
}

// discard kills the child and returns when nothing of it is left.
func (c *child) discard() {
	c.kill()
	<-c.gone
	_ = c.in.Close()
	_ = c.out.Close()
}

// alive reports whether the process still runs, as far as is known.
func (c *child) alive() bool {
	select {
	case <-c.gone:
		return false
	default:
		return true
	}
}

// awaitHello is nil when the child is ready for requests.
func (c *child) awaitHello(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	stop := context.AfterFunc(ctx, c.kill)
	defer stop()
	var h hello
	if err := c.r.read(&h); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("wait for a worker's hello: %w", err)
	}
	switch {
	case h.Failure != nil:
		return h.Failure.err()
	case h.Version != protocolVersion:
		return fmt.Errorf("worker speaks version %d, not %d", h.Version, protocolVersion)
	}
	return nil
}

// exchange sends one request and returns its reply. When ctx ends, the child
// has grace left to answer before it is killed. After an error, or a kill, the
// child is of no use and must be discarded.
func (c *child) exchange(ctx context.Context, req request, grace time.Duration) (reply, error) {
	answered, settled := make(chan struct{}), make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(settled)
		select {
		case <-answered:
		case <-time.After(grace):
			c.kill()
		}
	})
	rep, err := c.ask(req)
	close(answered)
	if !stop() {
		<-settled
	}
	return rep, err
}

func (c *child) ask(req request) (rep reply, err error) {
	c.next++
	req.ID = c.next
	c.path = string(req.Path)
	c.stderr.reset()
	if err := (recordWriter{c.in}).write(req, nil); err != nil {
		return rep, err
	}
	if err := c.r.read(&rep); err != nil {
		return rep, err
	}
	if err := rep.check(req); err != nil {
		return rep, err
	}
	if rep.Raster != nil {
		n, err := rasterBytes(*rep.Raster)
		if err != nil {
			return rep, err
		}
		if rep.Raster.Pix, err = c.r.raw(n); err != nil {
			return rep, err
		}
	}
	c.pages++
	return rep, nil
}

// removeTemp removes a child's temp folder, also while a dying process may
// still write into it: under the new name its paths lead nowhere.
func removeTemp(temp string) error {
	dying := filepath.Join(filepath.Dir(temp), "dying-"+filepath.Base(temp))
	if err := os.Rename(temp, dying); err != nil {
		dying = temp
	}
	err := os.RemoveAll(dying)
	for try := 0; err != nil && try < 3; try++ {
		err = os.RemoveAll(dying)
	}
	return err
}
