package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"time"
)

// wrapper is what one writes in an afternoon instead: an HTTP server that runs
// the tesseract command for each request, as many at once as there are cores.
type wrapper struct {
	address string
	http    *http.Server
	turns   chan struct{}
	cpu     atomic.Int64 // of the commands that read a page, in nanoseconds
	ended   chan error
}

func startWrapper(ctx context.Context, jobs int) (*wrapper, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &wrapper{address: "http://" + listener.Addr().String(), turns: make(chan struct{}, jobs), ended: make(chan error, 1)}
	w.http = &http.Server{Handler: w, ReadHeaderTimeout: time.Minute}
	go func() { w.ended <- w.http.Serve(listener) }()
	return w, nil
}

// ServeHTTP answers with the text of the picture in the body.
func (w *wrapper) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	select {
	case w.turns <- struct{}{}:
	case <-r.Context().Done():
		return
	}
	defer func() { <-w.turns }()
	cmd := exec.CommandContext(r.Context(), "tesseract", "-", "stdout", "--dpi", "300", "-l", "eng")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdin = r.Body
	text, err := cmd.Output()
	if err != nil {
		http.Error(out, err.Error(), http.StatusInternalServerError)
		return
	}
	w.cpu.Add(int64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()))
	_, _ = out.Write(text) // a client that has gone cannot be told
}

func (w *wrapper) stop() error {
	err := w.http.Close()
	if served := <-w.ended; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, served)
	}
	return err
}

// read sends a scan and wants text.
func (w *wrapper) read(ctx context.Context, c client, scan []byte) error {
	_, text, err := c.post(ctx, "/", scan, http.StatusOK)
	if err == nil && strings.TrimSpace(string(text)) == "" {
		err = fmt.Errorf("the tesseract command read nothing")
	}
	return err
}
