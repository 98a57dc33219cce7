package worker

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// niceness of a child that reads: the window stays smooth, and the children
// that draw for it quick.
const niceness = 10

// oomScore makes the kernel end a child before its parent when memory runs out.
const oomScore = "500"

// ownPipes moves stdin and stdout to files that only Serve knows and that no
// program started by an engine inherits. Then stdin reads nothing, and stdout
// is stderr, so that what C libraries print never reaches the pipe.
func ownPipes() (in, out *os.File, err error) {
	if in, err = moveAway(unix.Stdin, "requests"); err != nil {
		return nil, nil, err
	}
	if out, err = moveAway(unix.Stdout, "replies"); err != nil {
		return nil, nil, err
	}
	null, err := os.Open(os.DevNull)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = null.Close() }()
	return in, out, errors.Join(
		unix.Dup3(int(null.Fd()), unix.Stdin, 0),
		unix.Dup3(unix.Stderr, unix.Stdout, 0),
	)
}

// moveAway is a copy of a standard file under another number.
func moveAway(fd int, name string) (*os.File, error) {
	moved, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 3)
	if err != nil {
		return nil, fmt.Errorf("move %s: %w", name, err)
	}
	return os.NewFile(uintptr(moved), name), nil
}

// limitData bounds the private memory of this process and of those that it
// starts, each. It is not RLIMIT_AS, which counts the addresses that the Go
// runtime only reserves. A crash leaves no core file.
func limitData(bytes uint64) error {
	return errors.Join(
		unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: bytes, Max: bytes}),
		unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}),
	)
}

// nameProcess tells a child from its parent, for people and for the kernel.
func nameProcess() {
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte(oomScore), 0)
	_ = os.WriteFile("/proc/self/comm", []byte("recto-worker"), 0)
}

// yieldToOthers lowers the priority of every thread, best effort: what an
// engine starts later inherits it. Priorities are per thread on Linux.
func yieldToOthers() {
	done := map[int]bool{}
	for more := true; more; {
		more = false
		// Until no new thread appears: one may start another meanwhile.
		tasks, err := os.ReadDir("/proc/self/task")
		if err != nil {
			return
		}
		for _, task := range tasks {
			tid, err := strconv.Atoi(task.Name())
			if err != nil || done[tid] {
				continue
			}
			done[tid], more = true, true
			// The system call gives 20 − niceness.
			if now, err := unix.Getpriority(unix.PRIO_PROCESS, tid); err == nil && 20-now < niceness {
				_ = unix.Setpriority(unix.PRIO_PROCESS, tid, niceness)
			}
		}
	}
}

// endGroup kills this process and its children where it leads their group, as
// a child of a pool does.
func endGroup() {
	if pid := os.Getpid(); unix.Getpgrp() == pid {
		_ = unix.Kill(-pid, unix.SIGKILL)
	}
}
