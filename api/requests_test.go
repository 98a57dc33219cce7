package api

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"recto/api/operation"
	"recto/ocr/language"
	"recto/ocr/ocrtest"
)

const analyze = "/vision/v3.2/read/analyze"

func TestEveryKindOfBodyIsTaken(t *testing.T) {
	s := serve(t, nil)
	for _, kind := range []string{
		"application/octet-stream", "image/png", "image/jpeg", "IMAGE/PNG; charset=utf-8", "application/pdf", "", "application/x-www-form-urlencoded",
		"application/octet-stream; charset=binary", "nonsense", "*/*",
	} {
		if a := s.ask(t, http.MethodPost, analyze, kind, letter); a.StatusCode != http.StatusAccepted {
			t.Errorf("Content-Type %q: %d %s", kind, a.StatusCode, a.body)
		}
	}
	for _, field := range []string{"Image", "file", "anything"} {
		kind, body := form(t, field, "scan.png", letter)
		a := s.ask(t, http.MethodPost, analyze, kind, body)
		if a.StatusCode != http.StatusAccepted {
			t.Errorf("form with %q: %d %s", field, a.StatusCode, a.body)
		}
	}
	if recent := s.operations.Recent(); recent[0].Name != "scan.png" {
		t.Errorf("the form's file is called %q", recent[0].Name)
	}
	chunked := s.ask(t, http.MethodPost, analyze, "application/octet-stream", "", func(r *http.Request) {
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(letter)), -1
	})
	if chunked.StatusCode != http.StatusAccepted {
		t.Errorf("chunked: %d %s", chunked.StatusCode, chunked.body)
	}
}

// form is a body with a text before its file.
func form(t *testing.T, field, name, content string) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if err := w.WriteField("note", "not the file"); err != nil {
		t.Fatal(err)
	}
	part, err := w.CreateFormFile(field, name)
	if err == nil {
		_, err = io.WriteString(part, content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.String()
}

func TestADocumentIsFetchedByItsURL(t *testing.T) {
	files := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/letter.png" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, letter)
	}))
	defer files.Close()
	s := serve(t, nil)
	for _, body := range []string{
		`{"url":"%s/letter.png"}`, "\xef\xbb\xbf" + `{"Url": " %s/letter.png "}`, `{'url':'%s/letter.png'}`, `{"url":"%s/letter.png","other":[1]}`,
	} {
		a := s.ask(t, http.MethodPost, analyze, "application/json; charset=utf-8", fmt.Sprintf(body, files.URL))
		if a.StatusCode != http.StatusAccepted {
			t.Errorf("%s: %d %s", body, a.StatusCode, a.body)
			continue
		}
		if result := s.end(t, a.Header.Get("Operation-Location")); !strings.Contains(result.body, "Dear Sir") {
			t.Errorf("%s: %s", body, result.body)
		}
	}
	for body, code := range map[string]string{
		`{"url":"` + files.URL + `/missing.png"}`: codeDownload, `{"url":"file:///etc/passwd"}`: codeImageURL, `{"url":"C:\\scans\\a.png"}`: codeImageURL,
		`{"url":"/home/me/a.png"}`: codeImageURL, `{"url":"data:image/png;base64,AAAA"}`: codeImageURL, `{"url":"http://169.254.169.254/latest"}`: codeDownload,
		`{"url":"http://10.0.0.1/a.png"}`: codeDownload, `{"url":""}`: codeImageURL, `{}`: codeImageURL, `{"source":"x"}`: codeImageURL,
		`[1]`: codeInvalidRequest, `{"url":`: codeInvalidRequest, ``: codeInvalidRequest, `{"url":7}`: codeInvalidRequest, `null`: codeImageURL,
	} {
		s.ask(t, http.MethodPost, analyze, "application/json", body).isError(t, http.StatusBadRequest, code)
	}
	s.ask(t, http.MethodPost, analyze, "application/json", `{"url":"`+strings.Repeat("x", maxJSON)+`"}`).isError(t, http.StatusRequestEntityTooLarge, codeInvalidRequest)
}

func TestBadDocumentsAreRefusedWithTheirCode(t *testing.T) {
	s := serve(t, nil)
	for _, tt := range []struct {
		kind, body string
		status     int
		code       string
	}{
		{"application/octet-stream", "", http.StatusBadRequest, codeInvalidRequest},
		{"application/octet-stream", "just some words", http.StatusBadRequest, codeFormat},
		{"application/octet-stream", `{"url":"http://localhost/a.png"}`, http.StatusBadRequest, codeFormat},
		{"application/x-www-form-urlencoded", "a=b", http.StatusUnsupportedMediaType, codeMedia},
		{"text/plain", letter, http.StatusUnsupportedMediaType, codeMedia},
		{"text/html; charset=utf-8", letter, http.StatusUnsupportedMediaType, codeMedia},
		{"application/xml", "<a/>", http.StatusUnsupportedMediaType, codeMedia},
		{"image/heic", "\x00\x00\x00\x18ftypheic....", http.StatusBadRequest, codeUnsupportedFile},
		{"image/jpeg", small, http.StatusBadRequest, codeDimension},
		{"application/pdf", locked, http.StatusBadRequest, codeImage},
		{"image/png", broken, http.StatusBadRequest, codeImage},
		{"image/png", "\x89PNG\r\n\x1a\n unknown to the engine", http.StatusBadRequest, codeFormat},
		{"image/png", letter + strings.Repeat("x", 1<<20), http.StatusRequestEntityTooLarge, codeImageSize},
		{"multipart/form-data", letter, http.StatusBadRequest, codeInvalidRequest},
		{"multipart/form-data; boundary=x", "--x\r\n\r\nno file\r\n--x--\r\n", http.StatusBadRequest, codeInvalidRequest},
		{"multipart/form-data; boundary=x", "broken", http.StatusBadRequest, codeInvalidRequest},
	} {
		for _, path := range []string{analyze, "/vision/v3.2/read/syncAnalyze", "/vision/v2.0/read/core/asyncBatchAnalyze", "/vision/v2.0/read/core/Analyze"} {
			a := s.ask(t, http.MethodPost, path, tt.kind, tt.body)
			a.isError(t, tt.status, tt.code)
			if tt.code == codeDimension && !strings.Contains(a.body, "49 × 800") {
				t.Errorf("the measured size is not told: %s", a.body)
			}
		}
	}
	kind, padded := form(t, "file", "a.png", letter)
	if a := s.ask(t, http.MethodPost, analyze, kind, strings.Repeat("before the form\r\n", 1<<17)+padded, func(r *http.Request) { r.ContentLength = -1 }); a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a form with too much around its file: %d %s", a.StatusCode, a.body)
	}
	if a := s.ask(t, http.MethodPost, analyze, "image/png", letter+strings.Repeat("x", 1<<20), func(r *http.Request) { r.ContentLength = -1 }); a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large and chunked: %d %s", a.StatusCode, a.body)
	}
}

func TestAPackedBodyIsRefused(t *testing.T) {
	s := serve(t, nil)
	s.ask(t, http.MethodPost, analyze, "image/png", letter, func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }).
		isError(t, http.StatusUnsupportedMediaType, codeMedia)
}

func TestASynchronousReadingThatFailsSaysFailed(t *testing.T) {
	s := serve(t, nil)
	for _, path := range []string{"/vision/v3.2/read/syncAnalyze", "/vision/v2.0/read/core/Analyze"} {
		if a := s.post(t, path, unread); a.StatusCode != http.StatusOK || a.body != `{"status":"Failed"}` {
			t.Errorf("%s: %d %s", path, a.StatusCode, a.body)
		}
	}
	location := s.post(t, analyze, unread).Header.Get("Operation-Location")
	if a := s.end(t, location); a.StatusCode != http.StatusOK || !strings.Contains(a.body, `"failed"`) {
		t.Errorf("polled: %d %s", a.StatusCode, a.body)
	}
}

func TestTheQueryIsUnderstoodAndCheckedAs3Documents(t *testing.T) {
	s := serve(t, nil)
	pages := func(query string) string {
		a := s.post(t, "/vision/v3.2/read/syncAnalyze?"+query, book)
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %d %s", query, a.StatusCode, a.body)
		}
		got := ""
		for n, word := range []string{"one", "two", "three", "four", "five"} {
			if strings.Contains(a.body, word) && strings.Contains(a.body, fmt.Sprintf(`"page":%d,`, n+1)) {
				got += fmt.Sprint(n + 1)
			}
		}
		return got
	}
	for query, want := range map[string]string{
		"": "12345", "pages=2": "2", "pages=1,3": "13", "pages=1-2": "12", "pages=4-": "45", "pages=-2": "12", "pages=2-4,1-3": "1234",
		"pages=1%2C5": "15", "pages=1&pages=3-4": "134", "PAGES=3": "3", "pages=": "12345", "pages=5-9": "5", "Pages=1+2": "12", "pages=1,+3": "13",
		"overload=stream&api-version=7&language=&readingOrder=": "12345", "readingOrder=NATURAL&language=EN-us&model-version=2021-09-30-preview": "12345",
	} {
		if got := pages(query); got != want {
			t.Errorf("?%s reads pages %s, want %s", query, got, want)
		}
	}
	for query, code := range map[string]string{
		"pages=0": codePageRange, "pages=3-1": codePageRange, "pages=abc": codePageRange, "pages=1%3B2": codePageRange, "pages=1;2": codePageRange, "pages=1,,2": codePageRange,
		"pages=99999999999999999999": codePageRange, "pages=6": codePageRange, "pages=7-9": codePageRange, "pages=" + strings.Repeat("1,", 1200) + "1": codePageRange,
		"language=xx": codeLanguage, "language=klingon": codeLanguage, "language=en,de": codeLanguage, "readingOrder=random": codeReadingOrder,
		"model-version=newest": codeBadArgument, "modelVersion=1": codeBadArgument, "pages=%zz": codeBadArgument,
	} {
		for _, path := range []string{analyze, "/vision/v3.2/read/syncAnalyze"} {
			s.post(t, path+"?"+query, book).isError(t, http.StatusBadRequest, code)
		}
	}
	for _, l := range language.Container() {
		if a := s.post(t, analyze+"?language="+url.QueryEscape(l.Code), letter); a.StatusCode != http.StatusAccepted {
			t.Errorf("language %s: %d %s", l.Code, a.StatusCode, a.body)
		}
	}
	if a := s.post(t, "/vision/v2.0/read/core/asyncBatchAnalyze?mode=Handwritten&language=xx", letter); a.StatusCode != http.StatusAccepted {
		t.Errorf("2.0 has no query, and answers %d %s", a.StatusCode, a.body)
	}
}

func TestErrorsOfTheWayAreJSONToo(t *testing.T) {
	s := serve(t, nil)
	for _, path := range []string{"/nowhere", "/vision", "/vision/v3.2/read/analyze/more", "/recto", "/recto/home/missing.js", "/recto/home/..", "/recto/home/.", "/recto/home", "/swagger/nothing", "/swagger/..", "/records", "/favicon.ico", "//", "/vision//v3.2/read/analyze"} {
		s.get(t, path).isError(t, http.StatusNotFound, codeNotFound)
	}
	for path, method := range map[string]string{analyze: http.MethodGet, "/vision/v2.0/read/core/Analyze": http.MethodPut, "/ready": http.MethodPost,
		"/vision/v3.2/read/operations/" + operation.NewID(): http.MethodDelete, "/": http.MethodPost, "/status": "BREW"} {
		a := s.ask(t, method, path, "", "")
		a.isError(t, http.StatusMethodNotAllowed, codeInvalidRequest)
		if a.Header.Get("Allow") == "" {
			t.Errorf("%s %s: no Allow header", method, path)
		}
	}
	s.get(t, "/vision/v3.2/read/analyzeResults/"+operation.NewID()).isError(t, http.StatusNotFound, codeNotFound)
	s.get(t, "/vision/v2.0/read/operations/"+operation.NewID()).isError(t, http.StatusNotFound, codeNotFound)
	s.get(t, "/vision/v3.2/read/operations/not-an-id").isError(t, http.StatusBadRequest, codeBadArgument)
}

func TestABodyThatStallsIsGivenUp(t *testing.T) {
	s := serve(t, nil)
	s.handler.pace = pace{pause: 50 * time.Millisecond, grace: time.Hour, rate: 1}
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n\x89PNG", analyze); err != nil {
		t.Fatal(err)
	}
	reply, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(reply), "HTTP/1.1 408") || !strings.Contains(string(reply), `"requestId"`) {
		t.Errorf("a stalled body got %q, %v", reply, err)
	}
}

func TestAFormThatDoesNotEndIsGivenUp(t *testing.T) {
	s := serve(t, nil)
	s.handler.pace = pace{pause: 50 * time.Millisecond, grace: time.Hour, rate: 1}
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	kind, body := form(t, "file", "a.png", letter)
	if _, err := fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", analyze, kind, len(body)+100, body); err != nil {
		t.Fatal(err)
	}
	reply, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(reply), "HTTP/1.1 408") || s.operations.Active() != 0 {
		t.Errorf("a form without its end got %q, %v", reply, err)
	}
}

func TestARefusalIsSeenByAClientThatSendsEverythingFirst(t *testing.T) {
	s := serve(t, nil)
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const size = 20 << 20
	if _, err := fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n", analyze, size); err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for sent := 0; sent < size && err == nil; sent += len(block) {
		_, err = conn.Write(block)
	}
	reply, errRead := io.ReadAll(conn)
	if err != nil || errRead != nil || !strings.HasPrefix(string(reply), "HTTP/1.1 413") {
		t.Errorf("sent with %v; got %.60q, %v, want a 413", err, reply, errRead)
	}
}

func TestAClientThatGoesAwayLeavesNothing(t *testing.T) {
	s := serve(t, nil)
	for _, sent := range []string{
		"POST " + analyze + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n\x89PNG",
		fmt.Sprintf("POST /vision/v3.2/read/syncAnalyze HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s", len(hung), hung),
	} {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, sent); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(sent, "sync") {
			ocrtest.Await(t, "it is being read", func() bool { return s.operations.Active() == 1 })
		}
		if err := conn.Close(); err != nil {
			t.Fatal(err)
		}
		ocrtest.Await(t, "the request ends", func() bool { return s.operations.Active() == 0 })
	}
}
