package serve

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/adrg/xdg"

	"recto/api/operation"
	"recto/ocr/ocrtest"
)

const (
	letter = "\x89PNG\r\n\x1a\n a letter"
	hung   = "\x89PNG\r\n\x1a\n it hangs"
)

// engine is scripted; its hung document is read when release is closed.
type engine struct {
	ocrtest.Contents
	closed bool
}

func (e *engine) Close() error {
	e.closed = true
	return nil
}

func newEngine(release <-chan struct{}) *engine {
	wait := ocrtest.TextDocument("late")
	wait.Pages[0].Wait = release
	return &engine{Contents: ocrtest.Contents{Documents: map[string]ocrtest.Document{letter: ocrtest.TextDocument("Dear Sir"), hung: wait}}}
}

// start is a server on a free port of loopback that leaves no goroutine.
func start(t *testing.T, e Engine, change func(*Options)) *Server {
	t.Helper()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	before := runtime.NumGoroutine()
	o := Options{
		Engine: e, Bind: []netip.Addr{netip.MustParseAddr("127.0.0.1")}, Folder: t.TempDir(), Output: t.TempDir(),
		Docs: os.DirFS("../../assets/openapi"), Home: os.DirFS("../../assets/home"), MaxBody: 1 << 20,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	if change != nil {
		change(&o)
	}
	s, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Stop(0)
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		ocrtest.Await(t, "the server's goroutines end", func() bool { return runtime.NumGoroutine() <= before })
	})
	return s
}

func listenOn(t *testing.T, network, address string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(t.Context(), network, address)
}

// ask sends a request and gives status, body and the operation's address.
func ask(t *testing.T, method, url, body string) (status int, text, location string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(content), resp.Header.Get("Operation-Location")
}

func TestBothLoopbackAddressesAnswerOnOnePort(t *testing.T) {
	s := start(t, newEngine(nil), func(o *Options) { o.Bind = append(o.Bind, netip.IPv6Loopback()) })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(s.Address(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	hosts := []string{"127.0.0.1"}
	if l, err := listenOn(t, "tcp6", "[::1]:0"); err == nil { // this machine has IPv6
		_ = l.Close()
		hosts = append(hosts, "::1")
	}
	for _, host := range hosts {
		if status, body, _ := ask(t, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/ready", ""); status != http.StatusOK {
			t.Errorf("%s: %d %s", host, status, body)
		}
	}
}

func TestAnAddressThatTheMachineLacksIsLeftOut(t *testing.T) {
	var log bytes.Buffer
	s := start(t, newEngine(nil), func(o *Options) {
		o.Bind = append(o.Bind, netip.MustParseAddr("2001:db8::7"))
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	if status, _, _ := ask(t, http.MethodGet, s.Address()+"/status", ""); status != http.StatusOK || !strings.Contains(log.String(), "2001:db8::7") {
		t.Errorf("status %d, log %s", status, log.String())
	}
}

func TestATakenPortIsTold(t *testing.T) {
	l, err := listenOn(t, "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = Start(t.Context(), Options{
		Engine: newEngine(nil), Bind: []netip.Addr{netip.MustParseAddr("127.0.0.1")}, Port: l.Addr().(*net.TCPAddr).Port,
		Folder: t.TempDir(), Output: t.TempDir(), Log: slog.New(slog.DiscardHandler),
	})
	if !errors.Is(err, syscall.EADDRINUSE) {
		t.Errorf("Start on a taken port = %v, want EADDRINUSE", err)
	}
}

func TestFinishAnswersPollsAndTakesNothingNew(t *testing.T) {
	release := make(chan struct{})
	s := start(t, newEngine(release), nil)
	_, _, location := ask(t, http.MethodPost, s.Address()+"/vision/v3.2/read/analyze", hung)
	finished := make(chan struct{})
	go func() {
		s.Finish(t.Context())
		close(finished)
	}()
	ocrtest.Await(t, "new documents are refused", func() bool {
		status, _, _ := ask(t, http.MethodPost, s.Address()+"/vision/v3.2/read/analyze", letter)
		return status == http.StatusServiceUnavailable
	})
	ocrtest.Await(t, "a poll while it finishes says that it runs", func() bool {
		status, body, _ := ask(t, http.MethodGet, location, "")
		return status == http.StatusOK && strings.Contains(body, "running")
	})
	close(release)
	<-finished
	if _, body, _ := ask(t, http.MethodGet, location, ""); !strings.Contains(body, `"late"`) {
		t.Errorf("after the end: %s", body)
	}
}

func TestStopLetsRunningPagesAndTheirAnswersEnd(t *testing.T) {
	release := make(chan struct{})
	s := start(t, newEngine(release), nil)
	var answered sync.WaitGroup
	var status int
	var body string
	answered.Go(func() { status, body, _ = ask(t, http.MethodPost, s.Address()+"/vision/v3.2/read/syncAnalyze", hung) })
	ocrtest.Await(t, "it is being read", func() bool {
		recent := s.Operations().Recent()
		return len(recent) == 1 && recent[0].State == operation.RequestReading
	})
	stopped := make(chan struct{})
	go func() {
		s.Stop(ocrtest.Patience)
		close(stopped)
	}()
	ocrtest.Await(t, "the server takes no more connections", func() bool {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.Replace(strings.TrimPrefix(s.Address(), "http://"), "localhost", "127.0.0.1", 1))
		if err == nil {
			_ = conn.Close()
		}
		return err != nil
	})
	close(release)
	answered.Wait()
	if status != http.StatusOK || !strings.Contains(body, `"late"`) {
		t.Errorf("the client that waited got %d %s", status, body)
	}
	<-stopped
}

// role plays `recto serve` until it listens, and then asks it to end.
func role(t *testing.T, e *engine, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	t.Cleanup(xdg.Reload) // after the variables have their values back
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"} {
		t.Setenv(name, t.TempDir())
	}
	xdg.Reload()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out bytes.Buffer
	errOut := &listener{found: cancel}
	code = Main(ctx, args, Env{
		Root: fstest.MapFS{}, Stdout: &out, Stderr: errOut, Version: "9.9",
		Docs: os.DirFS("../../assets/openapi"), Home: os.DirFS("../../assets/home"),
		NewEngine: func(int, time.Duration, int64, *slog.Logger) (ClosableEngine, error) { return e, nil },
	})
	return code, out.String(), errOut.String()
}

// listener calls found when the log says that the server listens.
type listener struct {
	mu    sync.Mutex
	text  bytes.Buffer
	found func()
}

func (l *listener) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	if bytes.Contains(l.text.Bytes(), []byte("Application started")) {
		l.found()
	}
	return len(p), nil
}

func (l *listener) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func TestTheRoleServesUntilItIsToldToEnd(t *testing.T) {
	e := newEngine(nil)
	code, _, log := role(t, e, "Eula=accept", "Recto:Port=0", "Mounts:Shared="+t.TempDir(), "Mounts:Output="+t.TempDir(), "Recto:Prot=1")
	if code != 0 || !e.closed {
		t.Errorf("exit %d, engine closed: %v\n%s", code, e.closed, log)
	}
	for _, want := range []string{"Now listening on: http://localhost:", "Application is shutting down", "Recto:Port", "No access control enabled"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %q:\n%s", want, log)
		}
	}
}

func TestTheRoleSaysWhyItDoesNotStart(t *testing.T) {
	empty := t.TempDir()
	l, err := listenOn(t, "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, taken, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 3, "Eula=accept"},
		{[]string{"Eula=accept", "Recto:MaxSide=1"}, 2, "Recto:MaxSide"},
		{[]string{"Eula=accept", "Recto:Languages=en,klingon"}, 2, "klingon"},
		{[]string{"Eula=accept", "DownloadLicense=True"}, 2, "Mounts:License"},
		{[]string{"Eula=accept", "Mounts:License=" + empty}, 10, "icence"},
		{[]string{"Eula=accept", "Logging:Disk:Format=json"}, 2, "Mounts:Output"},
		{[]string{"Eula=accept", "Recto:Port=" + taken, "Mounts:Output=" + empty, "Mounts:Shared=" + empty}, 1, "in use"},
	} {
		if code, _, log := role(t, newEngine(nil), tt.args...); code != tt.code || !strings.Contains(log, tt.says) {
			t.Errorf("serve %v: exit %d, %q; want %d and %q", tt.args, code, log, tt.code, tt.says)
		}
	}
}

func TestALicenceLetsTheRoleRunAndWarnsWithoutAnOutputFolder(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "licence")
	if code, out, log := role(t, newEngine(nil), "Eula=accept", "DownloadLicense=True", "Mounts:License="+folder); code != 0 || !strings.Contains(out, "Mounts:License=") {
		t.Fatalf("download: exit %d, %q %q", code, out, log)
	}
	code, _, log := role(t, newEngine(nil), "Eula=accept", "Recto:Port=0", "Mounts:License="+folder, "Mounts:Shared="+t.TempDir())
	if code != 0 || strings.Count(log, "Mounts:Output") != 1 {
		t.Errorf("run: exit %d, want one line about Mounts:Output:\n%s", code, log)
	}
}

func TestHelpAndVersionArePrinted(t *testing.T) {
	if code, out, _ := role(t, newEngine(nil), "--help"); code != 0 || !strings.Contains(out, "Recto:RequireKey") {
		t.Errorf("--help: exit %d, %q", code, out)
	}
	if code, out, _ := role(t, newEngine(nil), "--version"); code != 0 || out != "recto 9.9\n" {
		t.Errorf("--version: exit %d, %q", code, out)
	}
}
