package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestForeignHostNamesAreRefusedOnLoopback(t *testing.T) {
	s := serve(t, func(o *Options) { o.AllowedHosts = []string{"ocr.lan"} })
	asked := func(host string) answer {
		return s.ask(t, http.MethodGet, "/status", "", "", func(r *http.Request) { r.Host = host })
	}
	for _, host := range []string{"localhost", "LOCALHOST:5000", "127.0.0.1:80", "127.9.9.9", "[::1]:5000", "app.localhost:5000", "ocr.lan:5000", "OCR.lan", "localhost."} {
		if a := asked(host); a.StatusCode != http.StatusOK {
			t.Errorf("Host %q: %d %s", host, a.StatusCode, a.body)
		}
	}
	for _, host := range []string{"evil.example", "evil.example:5000", "localhost.evil.example", "10.0.0.1", "0.0.0.0", "[fe80::1]", "notlocalhost"} {
		asked(host).isError(t, http.StatusForbidden, codeInvalidRequest)
	}
	open := serve(t, func(o *Options) { o.Loopback = false })
	if a := open.ask(t, http.MethodGet, "/status", "", "", func(r *http.Request) { r.Host = "ocr.example" }); a.StatusCode != http.StatusOK {
		t.Errorf("bound to all addresses: %d", a.StatusCode)
	}
}

func origin(name string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Origin", name)
		r.Header.Set("Sec-Fetch-Site", "cross-site")
	}
}

func preflight(r *http.Request) { r.Header.Set("Access-Control-Request-Method", "POST") }

func TestPagesOfOtherOriginsAreKeptOutUnlessTheyAreAllowed(t *testing.T) {
	closed := serve(t, nil)
	a := closed.ask(t, http.MethodPost, analyze, "application/octet-stream", letter, origin("http://evil.example"))
	a.isError(t, http.StatusForbidden, codeInvalidRequest)
	closed.ask(t, http.MethodOptions, analyze, "", "", origin("http://evil.example"), preflight).isError(t, http.StatusMethodNotAllowed, codeInvalidRequest)
	for name := range a.Header {
		if strings.HasPrefix(name, "Access-Control") {
			t.Errorf("without configured origins there is %s", name)
		}
	}
	allowed := serve(t, func(o *Options) { o.AllowedOrigins = []string{"http://app.example"} })
	check := func(method, from string, status int, allow string, change ...func(*http.Request)) {
		t.Helper()
		a := allowed.ask(t, method, analyze, "application/octet-stream", letter, append(change, origin(from))...)
		if a.StatusCode != status || a.Header.Get("Access-Control-Allow-Origin") != allow {
			t.Errorf("%s from %s: %d, allows %q; want %d and %q", method, from, a.StatusCode, a.Header.Get("Access-Control-Allow-Origin"), status, allow)
		}
		if allow != "" && !strings.Contains(a.Header.Get("Access-Control-Expose-Headers"), "Operation-Location") {
			t.Errorf("%s: Operation-Location is not exposed", method)
		}
	}
	check(http.MethodPost, "http://app.example", http.StatusAccepted, "http://app.example")
	check(http.MethodOptions, "http://app.example", http.StatusNoContent, "http://app.example", preflight)
	check(http.MethodPost, "http://evil.example", http.StatusForbidden, "")
	check(http.MethodOptions, "http://evil.example", http.StatusMethodNotAllowed, "", preflight)
}

func TestAPageOfTheServersOwnMayAskWhateverTheSpellingOfThePort(t *testing.T) {
	s := serve(t, nil)
	for host, from := range map[string]string{"localhost:80": "http://localhost", "localhost": "http://localhost:80", "localhost:5000": "http://localhost:5000"} {
		a := s.ask(t, http.MethodPost, analyze, "application/octet-stream", letter, func(r *http.Request) {
			r.Host = host
			r.Header.Set("Origin", from)
		})
		if a.StatusCode != http.StatusAccepted {
			t.Errorf("Host %s, Origin %s: %d %s", host, from, a.StatusCode, a.body)
		}
	}
	s.ask(t, http.MethodPost, analyze, "application/octet-stream", letter, func(r *http.Request) {
		r.Host = "localhost:5000"
		r.Header.Set("Origin", "http://localhost:3000")
	}).isError(t, http.StatusForbidden, codeInvalidRequest)
}

func TestWhereAKeyIsNeededDocumentsNeedItAndProbesDoNot(t *testing.T) {
	s := serve(t, func(o *Options) { o.Key = "secret" })
	for path, method := range map[string]string{
		analyze: http.MethodPost, "/vision/v2.0/read/core/Analyze": http.MethodPost, "/vision/v3.2/read/syncAnalyze": http.MethodPost,
		"/vision/v3.2/read/operations/a527d445-8a74-4482-8cb3-c98a65ec7ef9":     http.MethodGet,
		"/recto/v1/operations/a527d445-8a74-4482-8cb3-c98a65ec7ef9/pages/1.png": http.MethodGet, "/records/usage-logs": http.MethodGet,
	} {
		for _, key := range []string{"", "secre", "secret2", "Secret"} {
			s.ask(t, method, path, "image/png", letter, func(r *http.Request) { r.Header.Set("Ocp-Apim-Subscription-Key", key) }).
				isError(t, http.StatusUnauthorized, "401")
		}
	}
	if a := s.ask(t, http.MethodPost, analyze, "image/png", letter, func(r *http.Request) { r.Header.Set("ocp-apim-subscription-key", "secret") }); a.StatusCode != http.StatusAccepted {
		t.Errorf("with the key: %d %s", a.StatusCode, a.body)
	}
	for _, path := range []string{"/", "/ready", "/status", "/ContainerLiveness", "/swagger", "/swagger/vision-v3.2-read/swagger.json", "/recto/v1/languages"} {
		if a := s.get(t, path); a.StatusCode != http.StatusOK {
			t.Errorf("%s without a key: %d", path, a.StatusCode)
		}
	}
}

func TestTheServiceRoutesAnswerAsTheContainersDo(t *testing.T) {
	s := serve(t, nil)
	for path, want := range map[string]string{
		"/ready":             `{"service":"computervisionread","ready":"ready","message":"Api is ready.."}`,
		"/Status/":           `{"service":"computervisionread","apiStatus":"Valid","apiStatusMessage":"Api Key is valid, no action needed."}`,
		"/ContainerLiveness": `{"service":"computervisionread","status":"alive"}`,
	} {
		if a := s.get(t, path); a.StatusCode != http.StatusOK || a.body != want {
			t.Errorf("%s: %d %s, want %s", path, a.StatusCode, a.body, want)
		}
	}
	for path, want := range map[string]string{
		"/": "<title>", "/recto/home/home.js": "import", "/swagger": "swagger", "/swagger/index.html": "swagger",
		"/swagger/vision-v3.2-read/swagger.json": `"Analyze"`, "/swagger/vision-v2.0-preview-read/swagger.json": `"asyncBatchAnalyze"`,
	} {
		if a := s.get(t, path); a.StatusCode != http.StatusOK || !strings.Contains(a.body, want) {
			t.Errorf("%s: %d, without %q: %.200s", path, a.StatusCode, want, a.body)
		}
	}
	part := s.ask(t, http.MethodGet, "/recto/home/home.js", "", "", func(r *http.Request) { r.Header.Set("Range", "bytes=99999999-") })
	if part.StatusCode != http.StatusOK {
		t.Errorf("a part that cannot be: %d", part.StatusCode)
	}
	if policy := s.get(t, "/").Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the home page's policy is %q", policy)
	}
}

func TestReadySaysWhyNot(t *testing.T) {
	sick := serve(t, func(o *Options) { o.Ready = func(context.Context) error { return errors.New("no engine") } })
	a := sick.get(t, "/ready")
	if a.StatusCode != http.StatusServiceUnavailable || !strings.Contains(a.body, `"ready":"notReady"`) || strings.Contains(a.body, "no engine") {
		t.Errorf("%d %s", a.StatusCode, a.body)
	}
}

func TestUsageIsCountedByPageAndMonth(t *testing.T) {
	s := serve(t, nil)
	if a := s.get(t, "/records/usage-logs"); !strings.Contains(a.body, `"meters":[]`) {
		t.Errorf("before the first page: %s", a.body)
	}
	s.end(t, s.post(t, analyze+"?pages=1-3", book).Header.Get("Operation-Location"))
	s.post(t, "/vision/v3.2/read/syncAnalyze", letter)
	s.post(t, "/vision/v2.0/read/core/Analyze", letter)
	now := time.Now().UTC()
	for _, path := range []string{"/records/usage-logs", "/records/usage-logs/", "/records/usage-logs/" + now.Format("01/2006"), "/records/usage-logs/" + now.Format("1/2006")} {
		a := s.get(t, path)
		if a.StatusCode != http.StatusOK || !strings.Contains(a.body, `"quantity":4`) || !strings.Contains(a.body, `"quantity":1`) {
			t.Errorf("%s: %d %s, want 4 pages of 3.2 and 1 of 2.0", path, a.StatusCode, a.body)
		}
	}
	if a := s.get(t, "/records/usage-logs/03/2019"); a.StatusCode != http.StatusOK || !strings.Contains(a.body, `"meters":[]`) {
		t.Errorf("a month without records: %d %s", a.StatusCode, a.body)
	}
	for _, month := range []string{"13/2026", "0/2026", "x/2026", "03/26", "-1/2026", "3/20266"} {
		s.get(t, "/records/usage-logs/"+month).isError(t, http.StatusBadRequest, codeBadArgument)
	}
}
