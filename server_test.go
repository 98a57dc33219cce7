package main

import (
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"recto/ocr/ocrtest"
	"recto/ui"
)

const (
	letter = "\x89PNG\r\n\x1a\n a letter"
	slow   = "\x89PNG\r\n\x1a\n it takes its time"
)

// driven is a switch under test, with folders of its own.
type driven struct {
	*apiSwitch
	port int

	// release lets the slow document be read.
	release chan struct{}
}

func drive(t *testing.T) *driven {
	t.Helper()
	t.Cleanup(xdg.Reload) // after the variables are as before
	for _, name := range []string{"XDG_DATA_HOME", "XDG_STATE_HOME"} {
		t.Setenv(name, t.TempDir())
	}
	xdg.Reload()
	d := &driven{release: make(chan struct{}), port: freePort(t)}
	return d.again(t)
}

// again is the switch of the next window on the same folders.
func (d *driven) again(t *testing.T) *driven {
	t.Helper()
	late := ocrtest.TextDocument("late news", "more of them")
	late.Pages[1].Wait = d.release
	engine := &ocrtest.Contents{Documents: map[string]ocrtest.Document{letter: ocrtest.TextDocument("Dear Sir"), slow: late}}
	next := &driven{apiSwitch: newAPISwitch(engine, slog.New(slog.NewTextHandler(t.Output(), nil))), port: d.port, release: d.release}
	t.Cleanup(func() {
		if err := next.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
	return next
}

func (d *driven) start(t *testing.T) {
	t.Helper()
	if err := d.Start(t.Context(), ui.APIOptions{Port: d.port}); err != nil {
		t.Fatal(err)
	}
}

// freePort is one that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	l := listener(t)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func listener(t *testing.T) net.Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// ask sends a request; status 0 is no answer.
func ask(t *testing.T, method, url, body string, header ...string) (status int, text, location string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "scanner/7 (test)")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error(), ""
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(content), resp.Header.Get("Operation-Location")
}

// send sends a document and gives its operation's address.
func (d *driven) send(t *testing.T, body string) string {
	t.Helper()
	status, text, location := ask(t, http.MethodPost, d.State().Address+"/vision/v3.2/read/analyze", body, "Content-Type", "image/png")
	if status != http.StatusAccepted {
		t.Fatalf("%d %s", status, text)
	}
	return location
}

// untilSays polls until the operation's document holds the text.
func untilSays(t *testing.T, location, want string) {
	t.Helper()
	ocrtest.Await(t, location+" says "+want, func() bool {
		_, text, _ := ask(t, http.MethodGet, location, "")
		return strings.Contains(text, want)
	})
}

// stop runs Stop beside the test.
func (d *driven) stop(t *testing.T, finish bool) <-chan error {
	t.Helper()
	stopped := make(chan error, 1)
	go func() { stopped <- d.Stop(t.Context(), finish) }()
	return stopped
}

func awaitStop(t *testing.T, stopped <-chan error) {
	t.Helper()
	select {
	case err := <-stopped:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(ocrtest.Patience):
		t.Fatal("Stop does not return")
	}
}

func TestTheSwitchReadsADocumentAndGivesItToTheWindow(t *testing.T) {
	d := drive(t)
	if state := d.State(); state.Address != "" || len(state.Requests) != 0 {
		t.Fatalf("off: %+v", state)
	}
	d.start(t)
	d.start(t) // once more is no error
	location := d.send(t, letter)
	untilSays(t, location, "Dear Sir")
	ocrtest.Await(t, "the page is counted", func() bool { return d.State().PagesThisMonth == 1 })
	document, err := d.Document(t.Context(), d.State().Requests[0].ID)
	if err != nil || len(document.Pages) != 1 || !strings.Contains(document.Pages[0].Text(), "Dear Sir") {
		t.Errorf("document %+v, error %v", document, err)
	}
	if _, err := d.Document(t.Context(), "nothing-of-the-kind"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an unknown operation gives %v", err)
	}
}

func TestTheSwitchListsRequestsAsTheyCome(t *testing.T) {
	d := drive(t)
	d.start(t)
	location := d.send(t, letter)
	untilSays(t, location, "Dear Sir")
	if status, _, _ := ask(t, http.MethodPost, d.State().Address+"/vision/v2.0/read/core/asyncBatchAnalyze", "no picture", "Content-Type", "image/png"); status != http.StatusBadRequest {
		t.Errorf("garbage gives %d", status)
	}
	ocrtest.Await(t, "all has ended", func() bool { return d.State().Active == 0 })
	got := d.State().Requests
	for i, r := range got {
		if r.Duration <= 0 || time.Since(r.Time) > time.Hour {
			t.Errorf("request %d came at %v and took %v", i, r.Time, r.Duration)
		}
		got[i].Duration, got[i].Time = 0, time.Time{}
	}
	want := []ui.APIRequest{
		{Client: "scanner/7", Version: "2.0", State: ui.APIRefused},
		{ID: location[strings.LastIndex(location, "/")+1:], Client: "scanner/7", Version: "3.2", Pages: 1, PagesRead: 1, State: ui.APIRead},
	}
	if !slices.Equal(got, want) {
		t.Errorf("requests %+v, want %+v", got, want)
	}
}

func TestTheSwitchAsksForTheKey(t *testing.T) {
	d := drive(t)
	if err := d.Start(t.Context(), ui.APIOptions{Port: d.port, Key: "sesame"}); err != nil {
		t.Fatal(err)
	}
	address := d.State().Address + "/vision/v3.2/read/syncAnalyze"
	for key, want := range map[string]int{"": http.StatusUnauthorized, "Sesame": http.StatusUnauthorized, "sesame": http.StatusOK} {
		if got, _, _ := ask(t, http.MethodPost, address, letter, "Content-Type", "image/png", "Ocp-Apim-Subscription-Key", key); got != want {
			t.Errorf("the key %q gives %d, want %d", key, got, want)
		}
	}
}

func TestABusyPortIsToldAsSuch(t *testing.T) {
	l := listener(t)
	d := drive(t)
	d.port = l.Addr().(*net.TCPAddr).Port
	if err := d.Start(t.Context(), ui.APIOptions{Port: d.port}); !errors.Is(err, syscall.EADDRINUSE) {
		t.Fatalf("on a busy port: %v", err)
	}
	if state := d.State(); state.Address != "" {
		t.Errorf("it listens on %s", state.Address)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	d.start(t)
}

func TestFinishingReadsToTheEndAndLetsTheResultBeFetched(t *testing.T) {
	d := drive(t)
	d.fetchTime = time.Hour
	d.start(t)
	location := d.send(t, slow)
	stopped := d.stop(t, true)
	ocrtest.Await(t, "no new document is taken", func() bool {
		status, _, _ := ask(t, http.MethodPost, d.State().Address+"/vision/v3.2/read/analyze", letter, "Content-Type", "image/png")
		return status == http.StatusServiceUnavailable
	})
	if !d.State().Stopping || d.State().Active != 1 {
		t.Errorf("while it finishes: %+v", d.State())
	}
	close(d.release)
	untilSays(t, location, "more of them")
	select {
	case err := <-stopped:
		t.Errorf("the results cannot be fetched any more; Stop gave %v", err)
	default:
	}
	awaitStop(t, d.stop(t, false)) // and nobody has to wait for that
	awaitStop(t, stopped)
	if status, _, _ := ask(t, http.MethodGet, location, ""); status != 0 || d.State().Address != "" || d.State().Stopping {
		t.Errorf("off: status %d, %+v", status, d.State())
	}
}

func TestFinishingEndsByItself(t *testing.T) {
	d := drive(t)
	d.fetchTime = time.Millisecond
	d.start(t)
	d.send(t, slow)
	close(d.release)
	awaitStop(t, d.stop(t, true))
	if r := d.State().Requests; len(r) != 1 || r[0].State != ui.APIRead || r[0].PagesRead != 2 {
		t.Errorf("requests %+v", r)
	}
}

func TestWithoutWorkTheSwitchIsOffAtOnce(t *testing.T) {
	d := drive(t)
	d.fetchTime = time.Hour
	d.start(t)
	awaitStop(t, d.stop(t, true))
	awaitStop(t, d.stop(t, false)) // off already
}

func TestCancellingEndsOperationsAsFailed(t *testing.T) {
	d := drive(t)
	d.start(t)
	location := d.send(t, slow)
	awaitStop(t, d.stop(t, false))
	if r := d.State().Requests; len(r) != 1 || r[0].State != ui.APICancelled {
		t.Errorf("requests %+v", r)
	}
	d.start(t)
	untilSays(t, location, `"failed"`)
}

func TestRequestsAndDocumentsStayWhileTheAPIIsOff(t *testing.T) {
	d := drive(t)
	d.start(t)
	untilSays(t, d.send(t, letter), "Dear Sir")
	awaitStop(t, d.stop(t, true))
	off := d.State().Requests
	if len(off) != 1 || off[0].State != ui.APIRead {
		t.Fatalf("requests %+v", off)
	}
	if document, err := d.Document(t.Context(), off[0].ID); err != nil || len(document.Pages) != 1 {
		t.Errorf("document %+v, error %v", document, err)
	}
	d.start(t)
	untilSays(t, d.send(t, letter), "Dear Sir")
	if r := d.State().Requests; len(r) != 2 || r[1].ID != off[0].ID || r[0].Time.Before(r[1].Time) {
		t.Errorf("requests after the next start %+v", r)
	}
}

func TestADocumentStaysWhereItWasWhenItsOperationEnds(t *testing.T) {
	d := drive(t)
	d.start(t)
	location := d.send(t, slow)
	var during ui.APIDocument
	ocrtest.Await(t, "its first page is read", func() bool {
		var err error
		if during, err = d.Document(t.Context(), d.State().Requests[0].ID); err != nil {
			t.Fatal(err)
		}
		return len(during.Pages) == 1
	})
	close(d.release)
	untilSays(t, location, "more of them")
	after, err := d.Document(t.Context(), d.State().Requests[0].ID)
	if err != nil || len(after.Pages) != 2 || after.Path != during.Path {
		t.Errorf("%d pages at %s, before at %s, error %v", len(after.Pages), after.Path, during.Path, err)
	}
	if err := os.RemoveAll(d.folder); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(during.Path); string(content) != slow {
		t.Errorf("at %s lies %q, error %v", during.Path, content, err)
	}
}

func TestAClosedWindowLeavesItsWorkForTheNext(t *testing.T) {
	d := drive(t)
	d.start(t)
	var locations []string
	for range 3 {
		locations = append(locations, d.send(t, slow))
	}
	if err := d.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	close(d.release)
	next := d.again(t)
	next.start(t)
	for _, location := range locations {
		untilSays(t, location, "more of them")
	}
	requests := next.State().Requests
	if len(requests) != 3 || requests[0].Time.Before(requests[1].Time) || requests[1].Time.Before(requests[2].Time) {
		t.Errorf("requests, the newest first: %+v", requests)
	}
}

func TestRequestsAreJoinedByTheirOperations(t *testing.T) {
	at := func(second int) time.Time { return time.Date(2026, 1, 2, 3, 4, second, 0, time.UTC) }
	now := []ui.APIRequest{{ID: "b", Time: at(2), State: ui.APIRead}, {ID: "a", Time: at(5)}, {Time: at(4), State: ui.APIRefused}}
	past := []ui.APIRequest{{Time: at(3), State: ui.APIRefused}, {ID: "b", Time: at(2), State: ui.APIReading}, {ID: "c", Time: at(1)}}
	var got []string
	for _, r := range newestFirst(now, past) {
		got = append(got, r.ID+r.Time.Format(":5"))
	}
	if want := "a:5 :4 :3 b:2 c:1"; strings.Join(got, " ") != want {
		t.Errorf("joined %v, want %s", got, want)
	}
	if got := newestFirst(now, make([]ui.APIRequest, 2*maxRequests)); len(got) != maxRequests || got[0].ID != "a" {
		t.Errorf("%d requests, the first %+v", len(got), got[0])
	}
}
