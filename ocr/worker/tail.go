package worker

import (
	"io"
	"strings"
	"sync"
)

// keepStderr is how much of the start, and how much of the end, of what a
// child says on stderr during one request is kept, in bytes. The start names
// the reason when a Go program dies, the end when a C++ one does.
const keepStderr = 8 << 10

// tail keeps the start and the end of a stream.
type tail struct {
	mu      sync.Mutex
	first   []byte
	last    []byte
	skipped int
}

// fill copies r into the tail until it ends.
func (t *tail) fill(r io.Reader) {
	buf := make([]byte, 4<<10)
	for {
		n, err := r.Read(buf)
		t.add(buf[:n])
		if err != nil {
			return
		}
	}
}

func (t *tail) add(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := min(len(b), keepStderr-len(t.first))
	t.first = append(t.first, b[:n]...)
	t.last = append(t.last, b[n:]...)
	if over := len(t.last) - keepStderr; over > 0 {
		t.skipped += over
		t.last = t.last[:copy(t.last, t.last[over:])]
	}
}

// reset forgets everything: a new request begins.
func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.first, t.last, t.skipped = t.first[:0], t.last[:0], 0
}

// String is what was kept, with a mark where something was left out.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	gap := ""
	if t.skipped > 0 {
		gap = "\n[…]\n"
	}
	return strings.ToValidUTF8(string(t.first)+gap+string(t.last), "\uFFFD")
}

// memorySigns are what programs say on stderr when they get no more memory:
// the Go runtime, the C++ library, Leptonica, and C programs with perror.
var memorySigns = []string{
	"out of memory",
	"cannot allocate memory",
	"cannot map pages in arena",
	"std::bad_alloc",
	"malloc fail",
	"calloc fail",
	"realloc fail",
	"memory allocation failed",
	"pthread_create failed",
	"failed to create new os thread",
}

// saysMemory reports whether a child's last words show want of memory.
func saysMemory(stderr string) bool {
	stderr = strings.ToLower(stderr)
	for _, sign := range memorySigns {
		if strings.Contains(stderr, sign) {
			return true
		}
	}
	return false
}
