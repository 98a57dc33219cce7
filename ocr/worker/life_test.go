//go:build linux

package worker

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

func TestChildrenEndWithTheirParent(t *testing.T) {
	told, temp := newFIFO(t), t.TempDir()
	parent := exec.CommandContext(t.Context(), os.Args[0])
	parent.Env = append(os.Environ(), roleEnv+"=parent", "RECTO_TEST_TEMP="+temp, "RECTO_TEST_PATH=grandchild "+told.name)
	parent.Stderr = t.Output()
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	fromChild := told.listen(t)
	child, grandchild := readPID(t, fromChild), readPID(t, fromChild)
	if left, _ := filepath.Glob(filepath.Join(temp, tempPrefix+"*", "child-*", "of-the-engine")); len(left) != 1 {
		t.Errorf("the engine's temp files are %v, want one in the child's own folder", left)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait()
	awaitEOF(t, fromChild, fmt.Sprintf("child %d and grandchild %d", child, grandchild))
	// The spare, which holds no pipe of ours, may be the last to go.
	ocrtest.Await(t, "temp folders are removed", func() bool {
		left, _ := os.ReadDir(temp)
		return len(left) == 0
	})
}

// awaitEOF waits until no process holds the other end any more.
func awaitEOF(t *testing.T, r *bufio.Reader, who string) {
	t.Helper()
	gone := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, r)
		gone <- err
	}()
	select {
	case err := <-gone:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(ocrtest.Patience):
		t.Fatalf("%s still run", who)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	p := newPool(t, "main", Options{Size: 2})
	hung := newFIFO(t)
	mustRead(t, p, "spill")
	if _, err := p.Info(t.Context(), "ok", ""); err != nil {
		t.Fatal(err)
	}
	errs := make(chan error, 4)
	var wg sync.WaitGroup
	start := func(path string) {
		wg.Go(func() {
			_, err := p.Recognize(t.Context(), ocr.Request{Path: path})
			errs <- err
		})
	}
	start("grandchild " + hung.name)
	r := hung.listen(t)
	readPID(t, r)
	readPID(t, r)
	for range 3 {
		start("hang")
	}
	ocrtest.Await(t, "pages run and wait", func() bool { s := p.Stats(); return s.Running == 2 && s.Waiting == 2 })
	var closing sync.WaitGroup
	for range 2 {
		closing.Go(func() {
			if err := p.Close(); err != nil {
				t.Errorf("Close() = %v", err)
			}
		})
	}
	closing.Wait()
	awaitEOF(t, r, "children of a closed pool")
	wg.Wait()
	for range cap(errs) {
		if err := <-errs; !errors.Is(err, ocr.ErrClosed) {
			t.Errorf("Recognize = %v, want %v", err, ocr.ErrClosed)
		}
	}
	if _, err := read(t, p, "ok"); !errors.Is(err, ocr.ErrClosed) {
		t.Errorf("Recognize after Close = %v, want %v", err, ocr.ErrClosed)
	}
}

func TestOnlyTheParentEndsAChild(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	pid := mustRead(t, p, "ok").Width
	for _, signal := range []unix.Signal{unix.SIGINT, unix.SIGTERM, unix.SIGHUP} {
		if err := unix.Kill(-pid, signal); err != nil {
			t.Fatal(err)
		}
		if page := mustRead(t, p, "ok"); page.Width != pid {
			t.Errorf("%v ended child %d", signal, pid)
		}
	}
}

func TestAChildHasItsOwnTempFolderAndGroupAndLowPriorityOnceItReads(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	page := mustRead(t, p, "spill")
	if dir := filepath.Dir(page.Language); dir != p.temp {
		t.Errorf("temp folder of the child is in %s, want %s", dir, p.temp)
	}
	if pgid, err := unix.Getpgid(page.Width); err != nil || pgid != page.Width {
		t.Errorf("process group of child %d is %d, %v", page.Width, pgid, err)
	}
	wantNiceness(t, page.Width, niceness)
	environ, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", page.Width))
	if err != nil || !strings.Contains(string(environ), "\x00OMP_THREAD_LIMIT=1\x00") {
		t.Errorf("OMP_THREAD_LIMIT=1 is not in the child's environment (%v)", err)
	}
}

// TestAChildThatDrawsForTheWindowGivesWayToNobody: it must be as quick while
// all others read.
func TestAChildThatDrawsForTheWindowGivesWayToNobody(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	mustRead(t, p, "ok")
	info, err := p.Info(t.Context(), "ok", "")
	if err != nil {
		t.Fatal(err)
	}
	own, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
	if err != nil {
		t.Fatal(err)
	}
	wantNiceness(t, info.Pages[0].Width, 20-own)
}

// wantNiceness checks all threads of a process.
func wantNiceness(t *testing.T, pid, want int) {
	t.Helper()
	threads, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	for _, thread := range threads {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/stat", pid, thread.Name()))
		if err != nil {
			continue // it has just ended
		}
		// The 19th field is the niceness; the 2nd, in brackets, may hold spaces.
		_, fields, _ := strings.Cut(string(stat), ") ")
		if nice := strings.Fields(fields)[16]; nice != strconv.Itoa(want) {
			t.Errorf("niceness of thread %s is %s, want %d", thread.Name(), nice, want)
		}
	}
}
