package main_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/google/uuid"
)

// pagesBooked is how many pages the usage records of a server count.
func (s *server) pagesBooked(t *testing.T) int {
	t.Helper()
	_, body := s.get(t, "/records/usage-logs")
	var sum, n int
	for rest := body; ; {
		_, after, found := strings.Cut(rest, `"quantity":`)
		if !found {
			return sum
		}
		if _, err := fmt.Sscanf(after, "%d", &n); err != nil {
			t.Fatal(err)
		}
		sum += n
		rest = after
	}
}

func TestKillNineLosesNoAcceptedOperation(t *testing.T) {
	f := newFolders(t)
	phases := map[string]func(t *testing.T, s *server, operation string){
		"queued": func(*testing.T, *server, string) {},
		"reading": func(t *testing.T, s *server, operation string) {
			waitUntil(t, "it runs", func() bool { _, body := s.get(t, operation); return !strings.Contains(body, "notStarted") })
		},
		"writing": func(t *testing.T, _ *server, operation string) {
			waitUntil(t, "pages are written", func() bool {
				pages, _ := filepath.Glob(filepath.Join(f.shared, "recto", "*", filepath.Base(operation), "pages", "*.json"))
				return len(pages) > 0
			})
		},
	}
	accepted := 0
	for name, until := range phases {
		t.Run(name, func(t *testing.T) {
			s := serve(t, f)
			var operations []string
			for range 3 {
				operations = append(operations, s.submit(t, "/vision/v3.2/read/analyze", "testdata/made/five.pdf"))
			}
			accepted += len(operations)
			until(t, s, operations[0])
			upload := halfAnUpload(t, s)
			s.kill(t)
			_ = upload.Close() // the other side is gone
			next := serve(t, f)
			for _, operation := range operations {
				body := next.result(t, operation)
				if _, pages := text32(t, body); len(pages) != 5 {
					t.Errorf("%s has %d pages after the kill, want 5", operation, len(pages))
				}
			}
			if booked := next.pagesBooked(t); booked != 5*accepted {
				t.Errorf("%d pages were booked for %d documents of five", booked, accepted)
			}
			uploads, _ := filepath.Glob(filepath.Join(f.shared, "recto", "incoming", "*", "*"))
			if len(uploads) > 0 {
				t.Errorf("half an upload is left: %v", uploads)
			}
		})
	}
}

// halfAnUpload begins to send a document.
func halfAnUpload(t *testing.T, s *server) net.Conn {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprint(conn, "POST /vision/v3.2/read/analyze HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n\x89PNG\r\n\x1a\n"); err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestTwoServersOnOneFolderAnswerForEachOther(t *testing.T) {
	f := newFolders(t)
	a, b := serve(t, f), serve(t, f)
	var operations []string
	for range 4 {
		operations = append(operations, a.submit(t, "/vision/v3.2/read/analyze", "testdata/made/five.pdf"))
	}
	status, body := b.get(t, operations[3])
	if status != http.StatusOK || !strings.Contains(body, `"createdDateTime"`) {
		t.Errorf("the other server says %d %s", status, body)
	}
	if _, pages := text32(t, b.result(t, operations[0])); len(pages) != 5 {
		t.Errorf("read by one, asked at the other: %d pages, want 5", len(pages))
	}
	a.kill(t)
	for _, operation := range operations {
		if _, pages := text32(t, b.result(t, operation)); len(pages) != 5 {
			t.Errorf("after the death of the first: %d pages, want 5", len(pages))
		}
	}
	if booked := b.pagesBooked(t); booked != 20 {
		t.Errorf("%d pages were booked, want 20", booked)
	}
}

func TestSIGTERMKeepsWhatIsNotReadForTheNextStart(t *testing.T) {
	f := newFolders(t)
	s := serve(t, f)
	operation := s.submit(t, "/vision/v3.2/read/analyze?pages=1-60", "testdata/made/many.pdf")
	waitUntil(t, "it runs", func() bool { _, body := s.get(t, operation); return !strings.Contains(body, "notStarted") })
	s.stop(t) // checks exit code, children and temp files
	next := serve(t, f)
	if _, pages := text32(t, next.result(t, operation)); len(pages) != 60 {
		t.Errorf("after the restart %d pages came, want 60", len(pages))
	}
}

func TestASecondSIGTERMHurriesTheEnd(t *testing.T) {
	f := newFolders(t)
	s := serve(t, f, "Recto:StopSeconds=600")
	operation := s.submit(t, "/vision/v3.2/read/analyze?pages=1", "testdata/real/letter-hand.jpg")
	waitUntil(t, "it runs", func() bool { _, body := s.get(t, operation); return !strings.Contains(body, "notStarted") })
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	s.stop(t) // the second one; it checks the exit code and what is left
	uploads, _ := filepath.Glob(filepath.Join(f.shared, "recto", "incoming", "*"))
	if len(uploads) > 0 {
		t.Errorf("folders of uploads are left: %v", uploads)
	}
}

// onDisk starts a server whose folder of operations lies on a disk of its own,
// mounted with the given options.
func onDisk(t *testing.T, options string) *server {
	t.Helper()
	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	if err := exec.CommandContext(t.Context(), "unshare", "-rm", "true").Run(); err != nil {
		t.Skip("no disk can be mounted here:", err)
	}
	script := fmt.Sprintf(`mount -t tmpfs -o %s tmpfs %q && exec %q serve Eula=accept Recto:Container=false Recto:Port=0 Mounts:Shared=%[2]q Mounts:Output=%[4]q`,
		options, t.TempDir(), bin, t.TempDir())
	return startServer(t, exec.CommandContext(untilStopped(t), "unshare", "-rm", "sh", "-c", script))
}

func TestAFullDiskIsAnAnswerAndNoHang(t *testing.T) {
	s := onDisk(t, "size=400k")
	var full, taken int
	var operations []string
	for range 12 {
		r := s.post(t, "/vision/v3.2/read/analyze", "testdata/real/receipt.jpg")
		switch {
		case r.status == http.StatusAccepted:
			taken++
			operations = append(operations, strings.TrimPrefix(r.header.Get("Operation-Location"), s.address))
		case r.status == http.StatusTooManyRequests && strings.Contains(r.body, "StorageException") && r.header.Get("Retry-After") != "":
			full++
		default:
			t.Errorf("on a full disk: %d %s", r.status, r.body)
		}
	}
	if full == 0 || taken == 0 {
		t.Errorf("%d taken, %d refused: the disk should hold some, not all", taken, full)
	}
	for _, operation := range operations {
		s.result(t, operation)
	}
	if r := s.post(t, "/vision/v3.2/read/syncAnalyze", "testdata/real/form-typed.pdf"); r.status != http.StatusTooManyRequests {
		t.Errorf("at once, on a full disk: %d %.200s", r.status, r.body)
	}
}

func TestAReadOnlyFolderIsAnAnswerAndNoHang(t *testing.T) {
	s := onDisk(t, "ro")
	for _, path := range []string{"/vision/v3.2/read/analyze", "/vision/v3.2/read/syncAnalyze", "/vision/v2.0/read/core/Analyze"} {
		if r := s.post(t, path, "testdata/real/receipt.jpg"); r.status != http.StatusInternalServerError || !strings.Contains(r.body, "StorageException") {
			t.Errorf("%s on a read-only disk: %d %s", path, r.status, r.body)
		}
	}
	if status, body := s.get(t, "/ready"); status != http.StatusServiceUnavailable || !strings.Contains(body, "notReady") {
		t.Errorf("ready: %d %s", status, body)
	}
}

func TestAHeaderThatDoesNotEndIsGivenUp(t *testing.T) {
	s := serve(t, newFolders(t))
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(s.address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprint(conn, "POST /vision/v3.2/read/analyze HTTP/1.1\r\nHost: localhost\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	// It ends when the server closes the connection, or never.
	if text, err := io.ReadAll(conn); err != nil && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("the connection gave %q, %v", text, err)
	}
}

func TestTenThousandUnknownOperationsAreNotFound(t *testing.T) {
	s := serve(t, newFolders(t))
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for range 1000 {
				if status, body := s.get(t, "/vision/v3.2/read/analyzeResults/"+uuid.NewString()); status != http.StatusNotFound || !strings.Contains(body, `"code":"NotFound"`) {
					t.Errorf("an unknown operation: %d %s", status, body)
					return
				}
			}
		})
	}
	wg.Wait()
}

// oddFiles are the broken and strange ones of the project and, where they are
// there, those of the measuring data.
func oddFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/made/*.*")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir("../shared/data/f_robustness", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryOddFileGetsAnAnswer(t *testing.T) {
	f := newFolders(t)
	s := serve(t, f, "Recto:PageTimeoutSeconds=60")
	statuses := map[int]int{}
	for _, file := range oddFiles(t) {
		r := s.post(t, "/vision/v3.2/read/syncAnalyze?pages=1", file)
		statuses[r.status]++
		switch body := r.body; r.status {
		case http.StatusOK:
			if !strings.HasPrefix(body, `{"status":"succeeded"`) && body != `{"status":"Failed"}` {
				t.Errorf("%s: %.200s", file, body)
			}
		case http.StatusBadRequest:
			if !strings.Contains(body, `"requestId"`) || strings.Contains(body, "/") && strings.Contains(body, s.temp) {
				t.Errorf("%s: %s", file, body)
			}
		default:
			t.Errorf("%s: %d %.300s", file, r.status, body)
		}
	}
	t.Logf("answers: %v", statuses)
	if left, _ := filepath.Glob(filepath.Join(f.shared, "recto", "incoming", "*", "*")); len(left) > 0 {
		t.Errorf("uploads are left: %v", left)
	}
	if status, body := s.get(t, "/ready"); status != http.StatusOK {
		t.Errorf("afterwards the server is not ready: %d %s", status, body)
	}
}
