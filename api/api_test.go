package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"recto/api/apitest"
	"recto/api/fetch"
	"recto/api/operation"
	"recto/api/usage"
	"recto/ocr/ocrtest"
	"recto/render"
)

// Documents by their bytes: the first ones tell the format, the fake engine
// goes by all of them.
const (
	letter = "\x89PNG\r\n\x1a\n a letter"
	book   = "%PDF-1.7 a book"
	small  = "\xff\xd8\xff a small one"
	locked = "%PDF-1.7 a locked one"
	broken = "\x89PNG\r\n\x1a\n a broken one"
	unread = "\x89PNG\r\n\x1a\n nobody can read it"
	hung   = "\x89PNG\r\n\x1a\n it hangs"
)

func documents() map[string]ocrtest.Document {
	tiny := ocrtest.TextDocument("tiny")
	tiny.Pages[0].Page.Width = 49
	bad := ocrtest.TextDocument("bad")
	bad.Pages[0].Err = render.ErrPage
	hang := ocrtest.TextDocument("never")
	hang.Pages[0].Wait = make(chan struct{})
	return map[string]ocrtest.Document{
		letter: ocrtest.TextDocument("Dear Sir or Madam"),
		book:   ocrtest.TextDocument("page one", "page two", "page three", "page four", "page five"),
		small:  tiny, locked: {Err: render.ErrPassword}, broken: {Err: render.ErrTruncated}, unread: bad, hung: hang,
	}
}

// server is the API over real HTTP; every answer to it is checked.
type server struct {
	*httptest.Server
	handler    *Handler
	operations *operation.Service
	checker    *apitest.Checker
}

func serve(t *testing.T, change func(*Options)) *server {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	records, err := usage.Open(t.TempDir(), log)
	if err != nil {
		t.Fatal(err)
	}
	operations := operation.Open(operation.Options{
		Folder: t.TempDir(), Engine: &ocrtest.Contents{Documents: documents()}, Usage: records, InFlight: 2, Log: log,
	})
	docs := os.DirFS("../assets/openapi")
	o := Options{
		Operations: operations, Usage: records, Fetch: fetch.New(fetch.Options{MaxBytes: 1 << 20}),
		Docs: docs, Home: os.DirFS("../assets/home"), Loopback: true, MaxBody: 1 << 20, Log: log,
	}
	if change != nil {
		change(&o)
	}
	s := &server{handler: New(o), operations: operations, checker: apitest.New(t, docs, "../testdata/specs")}
	s.Server = httptest.NewServer(s.handler)
	t.Cleanup(func() {
		s.Close()
		operations.Close(0)
		if err := records.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// answer is what the server said.
type answer struct {
	*http.Response
	body string
}

// ask sends a request and checks the answer against the specifications.
func (s *server) ask(t *testing.T, method, path, kind, body string, change ...func(*http.Request)) answer {
	t.Helper()
	url := path
	if strings.HasPrefix(path, "/") {
		url = s.URL + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	for _, f := range change {
		f(req)
	}
	return s.send(t, req)
}

func (s *server) send(t *testing.T, req *http.Request) answer {
	t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	s.checker.Check(t, req, resp, text)
	return answer{resp, string(text)}
}

func (s *server) get(t *testing.T, path string) answer {
	t.Helper()
	return s.ask(t, http.MethodGet, path, "", "")
}

func (s *server) post(t *testing.T, path, document string) answer {
	t.Helper()
	return s.ask(t, http.MethodPost, path, "application/octet-stream", document)
}

// end polls an operation to its end.
func (s *server) end(t *testing.T, location string) (last answer) {
	t.Helper()
	ocrtest.Await(t, location, func() bool {
		last = s.get(t, location)
		word := strings.ToLower(last.body)
		return last.StatusCode != http.StatusOK || strings.Contains(word, `"status":"succeeded"`) || strings.Contains(word, `"status":"failed"`)
	})
	return last
}

// isError fails unless the answer is that error, in the form that clients of
// all versions read.
func (a answer) isError(t *testing.T, status int, code string) {
	t.Helper()
	var body errorBody
	decoder := json.NewDecoder(strings.NewReader(a.body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&body); err != nil {
		t.Errorf("%s %s: body %q: %v", a.Request.Method, a.Request.URL, a.body, err)
		return
	}
	if a.StatusCode != status || body.Code != code || body.Error.Code != code || body.Message == "" || body.Error.Message != body.Message || len(body.RequestID) != 36 {
		t.Errorf("%s %s: %d %s, want %d %s", a.Request.Method, a.Request.URL, a.StatusCode, a.body, status, code)
	}
	if kind := a.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
		t.Errorf("%s: error of type %q", a.Request.URL, kind)
	}
}

func TestADocumentIsSubmittedPolledAndRead(t *testing.T) {
	s := serve(t, nil)
	a := s.post(t, "/vision/v3.2/read/analyze?model-version=latest&readingOrder=basic", letter)
	location := a.Header.Get("Operation-Location")
	if a.StatusCode != http.StatusAccepted || a.body != "" || !strings.HasPrefix(location, s.URL+"/vision/v3.2/read/operations/") || a.Header.Get("Location") != "" {
		t.Fatalf("submit: %d %q, at %q", a.StatusCode, a.body, location)
	}
	id := location[len(location)-36:]
	if parsed, ok := operation.ParseID(id); !ok || parsed != id {
		t.Errorf("the operation's id is %q", id)
	}
	polled := s.end(t, location)
	if !strings.Contains(polled.body, `"Dear Sir or Madam"`) || !strings.Contains(polled.body, `"modelVersion":`) {
		t.Errorf("result %s", polled.body)
	}
	for _, same := range []string{"/vision/v3.2/read/analyzeResults/" + id, "/VISION/V3.2/Read/AnalyzeResults/" + strings.ToUpper(id) + "/"} {
		if other := s.get(t, same); other.body != polled.body {
			t.Errorf("%s answers otherwise: %s", same, other.body)
		}
	}
	if head := s.ask(t, http.MethodHead, location, "", ""); head.StatusCode != http.StatusOK || head.body != "" {
		t.Errorf("HEAD: %d %q", head.StatusCode, head.body)
	}
}

func TestEveryVersionAnswersInItsOwnForm(t *testing.T) {
	s := serve(t, nil)
	for segment, want := range map[string]string{
		"v2.0": `"recognitionResults"`, "v2.1": `"clockwiseOrientation"`, "v3.0": `"3.0.0"`, "v3.1": `"3.1.0"`,
		"v3.1-preview.2": `"appearance"`, "v3.2-preview.1": `"readResults"`, "v3.2-preview.3": `"modelVersion"`, "v3.2": `"3.2.0"`,
	} {
		submit, now := "/read/analyze", "/read/syncAnalyze"
		if strings.HasPrefix(segment, "v2") {
			submit, now = "/read/core/asyncBatchAnalyze", "/read/core/Analyze"
		}
		a := s.post(t, "/vision/"+segment+submit, letter)
		location := a.Header.Get("Operation-Location")
		if !strings.HasPrefix(location, s.URL+"/vision/"+segment+"/read/operations/") {
			t.Errorf("%s: %d, at %q", segment, a.StatusCode, location)
			continue
		}
		if polled := s.end(t, location); !strings.Contains(polled.body, want) {
			t.Errorf("%s polled: %s, want %s in it", segment, polled.body, want)
		}
		if at := s.post(t, "/vision/"+segment+now, letter); at.StatusCode != http.StatusOK || !strings.Contains(at.body, want) {
			t.Errorf("%s at once: %d %s, want %s in it", segment, at.StatusCode, at.body, want)
		}
	}
	for _, path := range []string{
		"/vision/v1.0/read/analyze", "/vision/v3.3/read/analyze", "/vision/v4/read/analyze", "/vision/v3.2/read", "/vision/v3.2/ocr",
		"/vision/v3.2/read/core/asyncBatchAnalyze", "/vision/v2.0/read/analyze", "/visionvision/v3.2/read/analyze",
	} {
		s.ask(t, http.MethodPost, path, "application/octet-stream", letter).isError(t, http.StatusNotFound, codeNotFound)
	}
}

func TestOperationLocationIsTheNameTheClientUsed(t *testing.T) {
	s := serve(t, func(o *Options) { o.AllowedHosts, o.AnalyzeResults = []string{"*"}, true })
	for _, tt := range []struct {
		host, proto, forwarded, want string
	}{
		{"vision.example:5000", "", "", "http://vision.example:5000/vision/v3.2/read/analyzeResults/"},
		{"localhost:5001", "https", "ocr.example, inner", "https://ocr.example/vision/v3.2/read/analyzeResults/"},
		{"[::1]:5000", "", `"><script>`, "http://[::1]:5000/vision/v3.2/read/analyzeResults/"},
		{"localhost", "gopher", "a/b", "http://localhost/vision/v3.2/read/analyzeResults/"},
	} {
		a := s.ask(t, http.MethodPost, "/vision/v3.2/read/analyze", "image/png", letter, func(r *http.Request) {
			r.Host = tt.host
			r.Header.Set("X-Forwarded-Proto", tt.proto)
			r.Header.Set("X-Forwarded-Host", tt.forwarded)
		})
		if got := a.Header.Get("Operation-Location"); !strings.HasPrefix(got, tt.want) {
			t.Errorf("asked as %q (%s, %s): %q, want %q…", tt.host, tt.proto, tt.forwarded, got, tt.want)
		}
	}
}

func TestAPageOfAnOperationCanBeSeen(t *testing.T) {
	s := serve(t, nil)
	location := s.post(t, "/vision/v3.2/read/analyze", book).Header.Get("Operation-Location")
	id := location[len(location)-36:]
	s.end(t, location)
	picture := s.get(t, "/recto/v1/operations/"+id+"/pages/2.png?width=300")
	if picture.StatusCode != http.StatusOK || !bytes.HasPrefix([]byte(picture.body), []byte("\x89PNG")) {
		t.Errorf("picture: %d, %d bytes", picture.StatusCode, len(picture.body))
	}
	for _, path := range []string{id + "/pages/6.png", id + "/pages/0.png", id + "/pages/x.png", operation.NewID() + "/pages/1.png", "x/pages/1.png"} {
		s.get(t, "/recto/v1/operations/"+path).isError(t, http.StatusNotFound, codeNotFound)
	}
	s.get(t, "/recto/v1/operations/"+id+"/pages/1.png?width=wide").isError(t, http.StatusBadRequest, codeBadArgument)
}
