package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

// server is a real `recto serve` with folders of its own.
type server struct {
	cmd     *exec.Cmd
	address string
	temp    string
	log     *bytes.Buffer // everything it says
	done    chan struct{} // closed when its log has ended
}

// folders are what several servers may share.
type folders struct{ shared, output string }

func newFolders(t *testing.T) folders { return folders{t.TempDir(), t.TempDir()} }

var listening = regexp.MustCompile(`Now listening on: (http://\S+)`)

// serve starts a server on a free port. It is stopped with the test, which
// fails if a child or a temp file is left then.
func serve(t *testing.T, f folders, args ...string) *server {
	t.Helper()
	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	args = append([]string{"serve", "Eula=accept", "Recto:Container=false", "Recto:Port=0", "Mounts:Shared=" + f.shared, "Mounts:Output=" + f.output}, args...)
	return startServer(t, exec.CommandContext(untilStopped(t), bin, args...))
}

// untilStopped is a context that outlives the test's own, which ends before the
// servers are told to stop.
func untilStopped(t *testing.T) context.Context { return context.WithoutCancel(t.Context()) }

func startServer(t *testing.T, cmd *exec.Cmd) *server {
	t.Helper()
	s := &server{cmd: cmd, temp: t.TempDir(), log: &bytes.Buffer{}, done: make(chan struct{})}
	cmd.Env = append(os.Environ(), "TMPDIR="+s.temp, "XDG_CONFIG_HOME="+t.TempDir(), "DISPLAY=", "WAYLAND_DISPLAY=")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	found := make(chan string, 1)
	go func() {
		defer close(s.done)
		defer close(found)
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			fmt.Fprintln(s.log, lines.Text())
			if m := listening.FindStringSubmatch(lines.Text()); m != nil {
				found <- m[1]
			}
		}
	}()
	t.Cleanup(func() { s.stop(t) })
	select {
	case s.address = <-found:
	case <-time.After(time.Minute):
	}
	if s.address == "" {
		_ = cmd.Process.Kill()
		<-s.done
		t.Fatalf("the server does not listen: %s", s.log)
	}
	return s
}

// stop ends the server as a service manager does, and checks what it left.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if s.cmd.ProcessState != nil {
		return
	}
	children := childrenOf(t, s.cmd.Process.Pid)
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	watchdog := time.AfterFunc(time.Minute, func() { _ = s.cmd.Process.Kill() })
	defer watchdog.Stop()
	<-s.done
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the server ended with %v: %s", err, s.log)
	}
	s.checkLeft(t, children)
}

// kill ends the server without a warning, as kill -9 and the want of memory do.
func (s *server) kill(t *testing.T) {
	t.Helper()
	children := childrenOf(t, s.cmd.Process.Pid)
	if err := s.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-s.done
	_ = s.cmd.Wait() // killed
	for _, pid := range children {
		waitUntil(t, "its children end", func() bool { return isGone(pid) })
	}
}

func (s *server) checkLeft(t *testing.T, children []string) {
	t.Helper()
	for _, pid := range children {
		if !isGone(pid) {
			t.Errorf("child %s is left", pid)
		}
	}
	if left, err := os.ReadDir(s.temp); err != nil || len(left) > 0 {
		t.Errorf("temp files are left: %v, %v", left, err)
	}
}

func isGone(pid string) bool {
	stat, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	return err != nil || strings.Contains(string(stat), ") Z ")
}

// waitUntil asks again and again, with a breath between.
func waitUntil(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(3 * time.Minute); !ok(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not in time", what)
		}
	}
}

// reply is what a server answered.
type reply struct {
	status int
	header http.Header
	body   string
}

func (s *server) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	r := s.ask(t, http.MethodGet, path, nil)
	return r.status, r.body
}

func (s *server) post(t *testing.T, path, file string) reply {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s.ask(t, http.MethodPost, path, content)
}

func (s *server) ask(t *testing.T, method, path string, content []byte) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.address+path, bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, string(text)}
}

// submit posts a file and gives the path of its operation.
func (s *server) submit(t *testing.T, path, file string) string {
	t.Helper()
	r := s.post(t, path, file)
	location := r.header.Get("Operation-Location")
	if r.status != http.StatusAccepted || !strings.HasPrefix(location, s.address) {
		t.Fatalf("%s to %s: %d %s, at %q", file, path, r.status, r.body, location)
	}
	return strings.TrimPrefix(location, s.address)
}

// result polls an operation to its end.
func (s *server) result(t *testing.T, operation string) string {
	t.Helper()
	body := ""
	waitUntil(t, operation+" ends", func() bool {
		var status int
		if status, body = s.get(t, operation); status != http.StatusOK {
			t.Fatalf("%s: %d %s", operation, status, body)
		}
		word := strings.ToLower(body)
		return strings.Contains(word, `"status":"succeeded"`) || strings.Contains(word, `"status":"failed"`)
	})
	return body
}

// text32 is what a 3.2 result holds, as lines and as pages.
func text32(t *testing.T, body string) (lines string, pages []wire.ReadResult) {
	t.Helper()
	var result wire.ReadOperationResult
	if err := json.Unmarshal([]byte(body), &result); err != nil || result.AnalyzeResult == nil {
		t.Fatalf("no result in %.300s: %v", body, err)
	}
	var b strings.Builder
	for _, page := range result.AnalyzeResult.ReadResults {
		for _, line := range page.Lines {
			b.WriteString(line.Text + "\n")
		}
	}
	return b.String(), result.AnalyzeResult.ReadResults
}

func TestServeReadsPicturesAndDocumentsForPrograms(t *testing.T) {
	s := serve(t, newFolders(t))
	if status, body := s.get(t, "/ready"); status != http.StatusOK || !strings.Contains(body, `"ready":"ready"`) {
		t.Errorf("ready: %d %s", status, body)
	}
	lines, pages := text32(t, s.result(t, s.submit(t, "/vision/v3.2/read/analyze?readingOrder=natural", "testdata/made/print.png")))
	if e := ocrtest.Characters(truth(t, "made/print.gt.txt"), lines); e.Rate() > 0.01 || pages[0].Unit != "pixel" {
		t.Errorf("print.png: character error %.3f, unit %s\n%s", e.Rate(), pages[0].Unit, lines)
	}
	at := s.post(t, "/vision/v3.2/read/syncAnalyze?pages=2-3", "testdata/made/five.pdf").body
	if _, pages := text32(t, at); len(pages) != 2 || pages[0].Number != 2 || pages[1].Unit != "inch" {
		t.Errorf("pages 2-3 of five.pdf: %.300s", at)
	}
	if old := s.result(t, s.submit(t, "/vision/v2.0/read/core/asyncBatchAnalyze", "testdata/real/receipt.jpg")); !strings.Contains(old, `"recognitionResults":[{"page":1`) {
		t.Errorf("2.0: %.300s", old)
	}
	// A page read over HTTP is the page that the command line reads.
	direct := readPages(t, "--reading-order", "natural", "testdata/made/print.png")
	if !reflect.DeepEqual(direct, pages) {
		t.Errorf("over HTTP\n%v\non the command line\n%v", pages, direct)
	}
	if _, usage := s.get(t, "/records/usage-logs/"); !strings.Contains(usage, `"quantity":3`) {
		t.Errorf("usage: %s", usage)
	}
}

func TestServeWithoutTheEULAOrWithBadValuesDoesNotStart(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{nil, 3, "Eula=accept"},
		{[]string{"Eula=maybe"}, 3, "Eula=accept"},
		{[]string{"Eula=accept", "Recto:Port=99999"}, 2, "Recto:Port"},
		{[]string{"Eula=accept", "Recto:RequireKey=true"}, 2, "ApiKey"},
	} {
		out := recto(t, append([]string{"serve"}, tt.args...)...)
		if out.code != tt.code || !strings.Contains(out.stderr, tt.says) {
			t.Errorf("serve %v: exit %d, %q; want %d and %q", tt.args, out.code, out.stderr, tt.code, tt.says)
		}
	}
	if out := recto(t, "serve", "--help"); out.code != 0 || !strings.Contains(out.stdout, "Recto:Port") {
		t.Errorf("serve --help: exit %d, %q", out.code, out.stdout)
	}
}

func TestABusyPortIsNamed(t *testing.T) {
	s := serve(t, newFolders(t))
	port := s.address[strings.LastIndex(s.address, ":")+1:]
	out := recto(t, "serve", "Eula=accept", "Recto:Port="+port, "Mounts:Shared="+t.TempDir(), "Mounts:Output="+t.TempDir())
	if out.code != 1 || !strings.Contains(out.stderr, port) || !strings.Contains(out.stderr, "in use") {
		t.Errorf("exit %d, %q, want 1 and that port %s is in use", out.code, out.stderr, port)
	}
}

func TestALicenceIsWrittenReadAndChecked(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a licence")
	out := recto(t, "serve", "eula=accept", "Billing=https://example.org", "apikey=0123", "DownloadLicense=True", "Mounts:License="+folder)
	if out.code != 0 || !strings.Contains(out.stdout, "Mounts:Output") {
		t.Fatalf("download: exit %d, %q %q", out.code, out.stdout, out.stderr)
	}
	serve(t, newFolders(t), "Mounts:License="+folder).stop(t)
	file := filepath.Join(folder, "license.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	run := func() outcome {
		return recto(t, "serve", "Eula=accept", "Recto:Port=0", "Mounts:License="+folder, "Mounts:Output="+t.TempDir())
	}
	for i := 0; i < len(text); i += len(text)/7 + 1 {
		spoiled := bytes.Clone(text)
		spoiled[i] ^= 1
		if err := os.WriteFile(file, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		if out := run(); out.code != 12 && out.code != 13 || strings.Count(strings.TrimSpace(out.stderr), "\n") != 0 {
			t.Errorf("byte %d changed: exit %d, %q, want 12 and one line", i, out.code, out.stderr)
		}
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if out := run(); out.code != 10 || out.stderr == "" {
		t.Errorf("missing: exit %d, %q, want 10", out.code, out.stderr)
	}
}
