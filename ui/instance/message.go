package instance

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
)

// maxMessage bounds what one start may hand over, in bytes. A command line
// takes no more than 2 MiB, which grow by a third on their way.
const maxMessage = 4 << 20

// maxAtOnce is how many starts are heard at once.
const maxAtOnce = 16

// message is what a start says: its files as bytes, for a path need not be
// UTF-8.
type message struct {
	Files [][]byte `json:"files"`
}

// The conversation: a start sends its message, the window asks whether it is
// still there, the start says so, and the window tells when it took the files.
// Who went meanwhile has a window of its own, and must not be served twice.
const (
	asked = "still there?\n"
	here  = "here\n"
	taken = "taken\n"
)

// hand sends files to the window that runs, and waits until it took them.
func hand(ctx context.Context, p Place, files []string) error {
	m := message{Files: make([][]byte, len(files))}
	for i, file := range files {
		m.Files[i] = []byte(file)
	}
	text, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if len(text) > maxMessage {
		return fmt.Errorf("%d bytes of file names are too many", len(text))
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", p.path(".sock"))
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	lines := bufio.NewReader(conn)
	if _, err := conn.Write(append(text, '\n')); err != nil {
		return err
	}
	if err := expect(lines, asked); err != nil {
		return err
	}
	if _, err := io.WriteString(conn, here); err != nil {
		return err
	}
	return expect(lines, taken)
}

// expect reads the line that must come next.
func expect(lines *bufio.Reader, want string) error {
	got, err := lines.ReadSlice('\n')
	if err == nil && string(got) != want {
		err = fmt.Errorf("%q where %q was expected", got, want)
	}
	return err
}

// Request is what another start asks of the window: to show itself, and to
// open files, which may be none.
type Request struct {
	// Files are absolute paths, of any bytes.
	Files []string

	state *atomic.Int32
	done  chan struct{}
}

// The states of a request.
const (
	waiting int32 = iota
	accepted
	abandoned
)

// Take reports whether the window is to do what is asked: true once, and false
// where the other has given up and opened a window of its own. It is called
// when the window really gets to it, on the goroutine that a hang would stop.
func (r Request) Take() bool {
	if !r.state.CompareAndSwap(waiting, accepted) {
		return false
	}
	close(r.done)
	return true
}

// Serve calls deliver for every start that asks, on a goroutine of its own,
// until ctx ends or Close; it returns when none of them runs. Deliver passes
// the request on and does not wait.
func (f *First) Serve(ctx context.Context, deliver func(Request)) {
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(ctx, func() { _ = f.listener.Close() })
	defer stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	slots := make(chan struct{}, maxAtOnce)
	for {
		conn, err := f.listener.Accept()
		if err != nil {
			return
		}
		select {
		case slots <- struct{}{}:
		default:
			_ = conn.Close()
			continue
		}
		wg.Go(func() {
			defer func() { <-slots }()
			hear(ctx, conn, deliver)
		})
	}
}

// hear holds one conversation. Nobody waits longer than patience for its end.
func hear(ctx context.Context, conn net.Conn, deliver func(Request)) {
	defer conn.Close()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	lines := bufio.NewReader(io.LimitReader(conn, maxMessage))
	text, err := lines.ReadBytes('\n')
	var m message
	if err != nil || json.Unmarshal(text, &m) != nil {
		return
	}
	if _, err := io.WriteString(conn, asked); err != nil || expect(lines, here) != nil {
		return
	}
	r := Request{state: &atomic.Int32{}, done: make(chan struct{})}
	for _, file := range m.Files {
		r.Files = append(r.Files, string(file))
	}
	gone := make(chan struct{})
	go func() { // ends with the connection
		defer close(gone)
		_, _ = lines.ReadByte()
	}()
	deliver(r)
	select {
	case <-r.done:
	case <-gone:
	case <-ctx.Done():
	}
	if !r.state.CompareAndSwap(waiting, abandoned) {
		_, _ = io.WriteString(conn, taken)
	}
	_ = conn.Close()
	<-gone
}
