//go:build linux

package worker

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"recto/ocr"
	"recto/render"
)

// roleEnv makes the test binary a child instead of running tests.
const roleEnv = "RECTO_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleEnv) {
	case "":
		os.Exit(m.Run())
	case "serve": // its engine can write to the pipe, past Serve
		if err := Serve(context.Background(), os.Stdin, os.Stdout, scripted()); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case "main":
		os.Exit(Main(func() (Engines, error) { return scripted(), nil }))
	case "no engines":
		os.Exit(Main(func() (Engines, error) { return Engines{}, errors.New("no data folder") }))
	case "dies":
		os.Exit(3)
	case "says nothing":
		select {}
	case "parent":
		runParent()
	case "raster":
		sendRasters()
	}
}

func scripted() Engines {
	s := &script{}
	return Engines{Recognizer: s, Renderer: s, Describer: s, PDFWriter: s}
}

// script is an engine that does what the first word of a path says, with the
// second as its argument.
type script struct{ read int }

// Recognize answers a page whose Width is the child's process number, whose
// DPIX is how many pages it has read, and whose Language is its temp folder.
func (s *script) Recognize(_ context.Context, req ocr.Request) (ocr.Page, error) {
	s.read++
	verb, arg, _ := strings.Cut(req.Path, " ")
	if err := s.play(verb, arg, req.Page); err != nil {
		return ocr.Page{}, err
	}
	return ocr.Page{Number: req.Page, Width: os.Getpid(), DPIX: float64(s.read), Language: os.Getenv("TMPDIR")}, nil
}

// play does what the verb says and returns where that lets it.
func (s *script) play(verb, arg string, page int) error {
	for _, verbs := range []map[string]func(){s.pipeVerbs(), endVerbs(), waitVerbs(arg)} {
		if do, ok := verbs[verb]; ok {
			do()
			return nil
		}
	}
	if err, ok := errorVerbs()[verb]; ok {
		return err
	}
	switch verb {
	case "ok":
	case "crash-once":
		if _, err := os.Stat(arg); err != nil {
			must(os.WriteFile(arg, nil, 0o600))
			crash()
		}
	case "log":
		appendLine(arg, strconv.Itoa(page))
	case "spill":
		must(os.WriteFile(filepath.Join(os.TempDir(), "spill"), make([]byte, 1<<20), 0o600))
	default:
		panic("script without a verb: " + verb)
	}
	return nil
}

// pipeVerbs write to stdout, which is the pipe for a child that only serves.
func (s *script) pipeVerbs() map[string]func() {
	answer := func(text string) func() {
		return func() {
			fmt.Print(text)
			select {}
		}
	}
	return map[string]func(){
		"noise":       func() { fmt.Print("Warning: library\nmore noise, no end of line\x1e{\"id\":cut off") },
		"printf":      func() { _, _ = syscall.Write(1, []byte("\x1e{\"id\":1,\"page\":{\"width\":1}}\n")) },
		"garbage":     answer("\x1e<html>\n"),
		"wrong-id":    answer("\x1e{\"id\":77,\"page\":{}}\n"),
		"empty-reply": answer(fmt.Sprintf("\x1e{\"id\":%d}\n", s.read)),
		"huge":        func() { pour("\x1e\"") },
		"huge-noise":  func() { pour("x") },
	}
}

// endVerbs end the process.
func endVerbs() map[string]func() {
	return map[string]func(){
		"crash": crash,
		"kill": func() {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		},
		"exit": func() { os.Exit(0) },
		"eat":  eat,
		"bad-alloc": func() {
			fmt.Fprintln(os.Stderr, "terminate called after throwing an instance of 'std::bad_alloc'")
			crash()
		},
	}
}

// waitVerbs tell through the named pipe arg that they are under way.
func waitVerbs(arg string) map[string]func() {
	return map[string]func(){
		"wait": func() { tell(arg) }, // until someone reads the pipe
		"wait-twice": func() {
			tell(arg)
			tell(arg + "2")
		},
		"hang": func() {
			tell(arg)
			spin()
		},
		"grandchild": func() {
			startGrandchild(arg)
			spin()
		},
	}
}

func errorVerbs() map[string]error {
	return map[string]error{
		"no-language":  fmt.Errorf("read: %w", &ocr.LanguageError{Language: "xx", Package: "tesseract-ocr-xxx"}),
		"too-large":    fmt.Errorf("open: %w", &render.TooLargeError{Width: 100_000, Height: 3}),
		"broken":       fmt.Errorf("draw: %w", render.ErrPage),
		"no-memory":    fmt.Errorf("grow: %w", ocr.ErrMemory),
		"not-a-number": errors.New("an error without a code"),
	}
}

// crash ends the process as an assertion in C does.
func crash() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGABRT)
	select {}
}

// spin hangs as C code does: no context reaches it.
func spin() {
	for i := 0; ; i++ {
		if i < 0 {
			i = 0
		}
	}
}

// Info answers the path and the password, quoted, as Format.
func (s *script) Info(_ context.Context, path, password string) (render.Info, error) {
	verb, arg, _ := strings.Cut(path, " ")
	err := s.play(verb, arg, 0)
	return render.Info{Format: fmt.Sprintf("%q %q", path, password), Pages: []render.PageInfo{{Width: os.Getpid()}}}, err
}

// Render draws pixels that count up; a path "lie" announces more than it may,
// and one "wait-twice PIPE" waits.
func (s *script) Render(_ context.Context, req render.Request) (render.Raster, error) {
	if req.Path == "lie" {
		fmt.Printf("\x1e{\"id\":1,\"raster\":{\"width\":%d,\"height\":2,\"channels\":1}}\n", render.MaxPixels)
		select {}
	}
	if pipe, ok := strings.CutPrefix(req.Path, "wait-twice "); ok {
		tell(pipe)
		tell(pipe + "2")
	}
	r := render.Raster{Width: req.MaxWidth, Height: req.MaxHeight, Channels: 4}
	r.Pix = make([]byte, 4*r.Width*r.Height)
	for i := range r.Pix {
		r.Pix[i] = byte(i * 7)
	}
	if req.Path == "short" {
		r.Pix = r.Pix[1:]
	}
	return r, nil
}

func (s *script) Describe(context.Context) (ocr.EngineInfo, error) {
	return ocr.EngineInfo{Packs: []string{"eng"}}, nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// tell writes the process number into the named pipe, whose other end the test
// reads, and keeps it open: its end is the end of the process.
func tell(fifo string) *os.File {
	if fifo == "" {
		return nil
	}
	f, err := os.OpenFile(fifo, os.O_WRONLY, 0)
	must(err)
	_, err = fmt.Fprintln(f, os.Getpid())
	must(err)
	return f
}

func appendLine(name, line string) {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	must(err)
	_, err = fmt.Fprintln(f, line)
	must(errors.Join(err, f.Close()))
}

// pour writes 100 MB after first and then hangs.
func pour(first string) {
	_, _ = os.Stdout.WriteString(first)
	megabyte := bytes.Repeat([]byte{'y'}, 1<<20)
	for range 100 {
		_, _ = os.Stdout.Write(megabyte)
	}
	select {}
}

func eat() {
	var eaten [][]byte
	for {
		b := make([]byte, 16<<20)
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		eaten = append(eaten, b)
		runtime.KeepAlive(eaten)
	}
}

// startGrandchild starts a program that holds the named pipe, and has told its
// process number there after the child's own.
func startGrandchild(fifo string) {
	f := tell(fifo)
	cmd := exec.CommandContext(context.Background(), "sleep", "3600")
	cmd.ExtraFiles = []*os.File{f}
	must(cmd.Start())
	must(os.WriteFile(filepath.Join(os.TempDir(), "of-the-engine"), []byte("x"), 0o600))
	_, err := fmt.Fprintln(f, cmd.Process.Pid)
	must(err)
}

// runParent reads, in a pool of its own, the page that its environment names.
func runParent() {
	p, err := New(Options{
		Command: []string{os.Args[0]},
		Env:     []string{roleEnv + "=main"},
		Memory:  -1,
		TempDir: os.Getenv("RECTO_TEST_TEMP"),
		Log:     slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	must(err)
	_, err = p.Recognize(context.Background(), ocr.Request{Path: os.Getenv("RECTO_TEST_PATH")})
	panic(fmt.Sprint("the page ended: ", err))
}

// fifo is a named pipe that children tell through.
type fifo struct{ name string }

func newFIFO(t testing.TB) fifo {
	name := filepath.Join(t.TempDir(), "fifo")
	if err := errors.Join(syscall.Mkfifo(name, 0o600), syscall.Mkfifo(name+"2", 0o600)); err != nil {
		t.Fatal(err)
	}
	return fifo{name}
}

// release lets a child go that waits for the second pipe, dead or alive.
func (f fifo) release(t testing.TB) {
	r, err := os.OpenFile(f.name+"2", os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
}

// listen waits for a child that tells, and returns what it says.
func (f fifo) listen(t testing.TB) *bufio.Reader {
	r, err := os.Open(f.name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return bufio.NewReader(r)
}

func readPID(t testing.TB, r *bufio.Reader) int {
	line, err := r.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return pid
}
