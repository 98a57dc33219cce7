package instance

import (
	"bufio"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// childPlace makes the test binary a first window that does nothing more.
const childPlace = "RECTO_TEST_INSTANCE"

func TestMain(m *testing.M) {
	if folder := os.Getenv(childPlace); folder != "" {
		first, _, err := Open(context.Background(), Place{Folder: folder, Display: ":0"}, nil)
		if err != nil || first == nil {
			os.Exit(1)
		}
		_, _ = os.Stdout.WriteString("first\n")
		_, _ = io.ReadAll(os.Stdin)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func place(t *testing.T) Place {
	t.Helper()
	folder, err := os.MkdirTemp("", "instance") //nolint:usetesting // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return Place{Folder: folder, Display: ":0", Patience: 5 * time.Second}
}

// open makes the first of a place, and serves until the test ends.
func open(t *testing.T, p Place, deliver func(Request)) *First {
	t.Helper()
	first, handed, err := Open(t.Context(), p, nil)
	if err != nil || handed || first == nil {
		t.Fatalf("Open = %v, %v, %v; want the first", first, handed, err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); first.Serve(t.Context(), deliver) }()
	t.Cleanup(func() { _ = first.Close(); <-ended })
	return first
}

func dial(t *testing.T, p Place) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "unix", p.path(".sock"))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestSecondStartHandsItsFilesOver(t *testing.T) {
	p := place(t)
	got := make(chan []string, 1)
	open(t, p, func(r Request) {
		if r.Take() {
			got <- r.Files
		}
		if r.Take() {
			t.Error("a request was taken twice")
		}
	})
	for _, files := range [][]string{{"/a b.pdf", "/\xff\xfe.png"}, nil} {
		first, handed, err := Open(t.Context(), p, files)
		if first != nil || !handed || err != nil {
			t.Fatalf("Open = %v, %v, %v; want handed", first, handed, err)
		}
		if arrived := <-got; !slices.Equal(arrived, files) {
			t.Errorf("arrived %q, want %q", arrived, files)
		}
	}
}

func TestAHungWindowIsNotWaitedFor(t *testing.T) {
	p := place(t)
	late := make(chan Request, 1)
	open(t, p, func(r Request) { late <- r })
	p.Patience = 200 * time.Millisecond
	first, handed, err := Open(t.Context(), p, []string{"/a"})
	if first != nil || handed || err == nil {
		t.Fatalf("Open = %v, %v, %v; want an error", first, handed, err)
	}
	r := <-late
	for deadline := time.After(10 * time.Second); r.state.Load() == waiting; {
		select {
		case <-deadline:
			t.Fatal("nobody saw that the other gave up")
		default:
		}
	}
	if r.Take() {
		t.Error("the window took files whose start has opened its own")
	}
}

func TestAWindowThatServesNobodyIsNotWaitedFor(t *testing.T) {
	p := place(t)
	first, _, err := Open(t.Context(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.Patience = 200 * time.Millisecond
	if other, handed, err := Open(t.Context(), p, []string{"/a"}); other != nil || handed || err == nil {
		t.Fatalf("Open = %v, %v, %v; want an error", other, handed, err)
	}
	// What waited in line is gone, and is not delivered.
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		first.Serve(ctx, func(Request) { t.Error("an abandoned start was delivered") })
	}()
	p.Patience = 5 * time.Second
	conn := dial(t, p)
	_, _ = io.WriteString(conn, "[]\n") // heard after the one before it
	_, _ = io.ReadAll(conn)
	cancel()
	<-ended
	if err := first.lock.Unlock(); err != nil {
		t.Error(err)
	}
}

func TestSocketOfAKilledWindowIsTakenOver(t *testing.T) {
	p := place(t)
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childPlace+"="+p.Folder)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := child.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "first\n" {
		t.Fatalf("child said %q, %v", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	if _, err := os.Stat(p.path(".sock")); err != nil {
		t.Fatalf("the killed child left no socket: %v", err)
	}
	open(t, p, func(r Request) { r.Take() })
	if _, handed, err := Open(t.Context(), p, []string{"/a"}); !handed {
		t.Errorf("the new first was not found: %v", err)
	}
}

func TestOneOfManyStartsIsTheFirst(t *testing.T) {
	p := place(t)
	var wg sync.WaitGroup
	firsts := make(chan *First, 20)
	for range 20 {
		wg.Go(func() {
			first, handed, err := Open(t.Context(), p, []string{"/a"})
			switch {
			case first != nil:
				firsts <- first
				go first.Serve(t.Context(), func(r Request) { r.Take() })
			case !handed:
				t.Errorf("neither first nor handed: %v", err)
			}
		})
	}
	wg.Wait()
	if len(firsts) != 1 {
		t.Errorf("%d are the first", len(firsts))
	}
	for range len(firsts) {
		_ = (<-firsts).Close()
	}
}

func TestDisplaysAreApart(t *testing.T) {
	p := place(t)
	open(t, p, func(r Request) { r.Take() })
	p.Display = "host/1:2.0"
	open(t, p, func(r Request) { r.Take() })
}

func TestTheNextWindowFollowsOneThatEnded(t *testing.T) {
	p := place(t)
	if err := open(t, p, func(Request) {}).Close(); err != nil {
		t.Fatal(err)
	}
	open(t, p, func(Request) {})
}

func TestSocketIsItsUsersAlone(t *testing.T) {
	p := place(t)
	open(t, p, func(Request) {})
	for _, suffix := range []string{".sock", ".lock"} {
		info, err := os.Stat(p.path(suffix))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want 0600", suffix, info.Mode(), err)
		}
	}
	if err := os.Chmod(p.Folder, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Open(t.Context(), p, nil); err == nil {
		t.Error("a folder that others can write to was used")
	}
}

func TestUnusablePlacesGiveAnError(t *testing.T) {
	long := filepath.Join(t.TempDir(), strings.Repeat("x", 120))
	for _, folder := range []string{"/proc/nothing", long} {
		if first, handed, err := Open(t.Context(), Place{Folder: folder, Display: ":0"}, nil); err == nil || first != nil || handed {
			t.Errorf("Open in %q = %v, %v, %v; want an error", folder, first, handed, err)
		}
	}
}

func TestNonsenseOnTheSocketHarmsNothing(t *testing.T) {
	p := place(t)
	open(t, p, func(r Request) { r.Take() })
	for _, text := range []string{"", "nonsense\n", `{"files":["!"]}` + "\n", strings.Repeat("x", maxMessage+10)} {
		conn := dial(t, p)
		_, _ = io.WriteString(conn, text)
		_ = conn.(*net.UnixConn).CloseWrite()
		if answer, _ := io.ReadAll(conn); strings.Contains(string(answer), taken) {
			t.Errorf("%.20q was taken", text)
		}
		_ = conn.Close()
	}
	if _, handed, err := Open(t.Context(), p, []string{"/a"}); !handed {
		t.Errorf("afterwards: %v", err)
	}
	if err := hand(t.Context(), p, []string{strings.Repeat("x", maxMessage)}); err == nil {
		t.Error("a message without end was sent")
	}
}

func TestArgumentsNameFilesAndTheKindOfWindow(t *testing.T) {
	t.Chdir("/")
	for _, tt := range []struct {
		args, files []string
		own         bool
	}{
		{nil, nil, false},
		{[]string{"a", "file:///b%20c"}, []string{"/a", "/b c"}, false},
		{[]string{NewWindow}, nil, true},
		{[]string{NewWindow, "--", NewWindow}, []string{"/" + NewWindow}, true},
		{[]string{"a", NewWindow}, []string{"/a", "/" + NewWindow}, false},
	} {
		files, own := Arguments(tt.args)
		if !slices.Equal(files, tt.files) || own != tt.own {
			t.Errorf("Arguments(%q) = %q, %v; want %q, %v", tt.args, files, own, tt.files, tt.own)
		}
	}
}
