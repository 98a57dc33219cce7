package worker

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"recto/ocr"
)

// Main is the worker role of a program: it sets this process up as a child,
// builds the engines and serves the parent on stdin and stdout until that ends.
// It returns the exit status. Whatever else writes to stdout reaches stderr.
func Main(build func() (Engines, error)) int {
	// The parent decides when its children end: a signal that goes to all
	// processes of a service must not cost it the pages under way. SIGPIPE
	// would end the child before it could clean up behind its parent.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)

	in, out, err := ownPipes()
	if err != nil {
		fmt.Fprintln(os.Stderr, "set up worker:", err)
		return 1
	}
	if err := limitMemory(os.Getenv(envMemory)); err != nil {
		fmt.Fprintln(os.Stderr, "limit memory:", err)
	}
	nameProcess()
	engines, err := build()
	if err != nil {
		// The text is for the log of the parent.
		err = fmt.Errorf("start engines: %w: %w", ocr.ErrEngine, err)
		_ = recordWriter{out}.write(hello{Version: protocolVersion, Failure: toFailure(err)}, nil)
		return 1
	}
	if os.Getenv(envKeen) == "" {
		engines.yield = sync.OnceFunc(yieldToOthers)
	}
	if err := Serve(context.Background(), parentReader{in, endWithParent}, out, engines); err != nil {
		fmt.Fprintln(os.Stderr, "serve:", err)
		return 1
	}
	return 0
}

// parentReader calls gone when the parent has closed the pipe or is dead.
type parentReader struct {
	io.Reader
	gone func()
}

func (r parentReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil {
		r.gone()
	}
	return n, err
}

// endWithParent removes what this child made and ends it with all that it has
// started, whatever its other threads are doing.
func endWithParent() {
	if temp := os.Getenv(envTemp); temp != "" {
		_ = removeTemp(temp)
		// The pool's own folder goes with the last child: until then it is
		// not empty.
		if root := filepath.Dir(temp); strings.HasPrefix(filepath.Base(root), tempPrefix) {
			_ = os.Remove(root)
		}
		endGroup()
	}
	os.Exit(0)
}

// limitMemory bounds the memory of this process to so many bytes; "" does not.
func limitMemory(bytes string) error {
	if bytes == "" {
		return nil
	}
	limit, err := strconv.ParseInt(bytes, 10, 64)
	if err != nil {
		return err
	}
	// The collector works harder before the heap of Go alone fills half.
	debug.SetMemoryLimit(limit / 2)
	return limitData(uint64(limit))
}
