package swagger

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func handler(t *testing.T) *UI {
	t.Helper()
	return Handler(os.DirFS("../../assets/openapi"))
}

// get asks for a path and gives the status and headers of the answer, and its
// body, unpacked.
func get(t *testing.T, h http.Handler, path string, headers ...string) (status int, header http.Header, text string) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	var body io.Reader = w.Body
	if w.Header().Get("Content-Encoding") == "gzip" {
		var err error
		if body, err = gzip.NewReader(body); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	all, err := io.ReadAll(body)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return w.Code, w.Header(), string(all)
}

func TestThePageStandsAtItsThreeAddressesInAnyLetterCase(t *testing.T) {
	h := handler(t)
	for _, path := range []string{"/swagger", "/swagger/", "/swagger/index.html", "/Swagger/Index.html", "/SWAGGER"} {
		status, header, body := get(t, h, path)
		if status != http.StatusOK || !strings.Contains(body, `id="swagger-ui"`) {
			t.Errorf("%s: %d %.80q", path, status, body)
		}
		if got := header.Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("%s is %q", path, got)
		}
	}
}

func TestEverythingThatThePageNamesIsThere(t *testing.T) {
	h := handler(t)
	_, _, page := get(t, h, "/swagger")
	_, _, script := get(t, h, "/swagger/index.js")
	named := regexp.MustCompile(`(?:src|href|url)(?:=|: )"([^"]*)"`).FindAllStringSubmatch(page+script, -1)
	types := map[string]string{"css": "text/css", "js": "text/javascript", "png": "image/png", "json": "application/json"}
	for _, name := range named {
		path := name[1]
		for _, encoding := range []string{"gzip, br", "identity", ""} {
			status, header, body := get(t, h, path, "Accept-Encoding", encoding)
			want := types[path[strings.LastIndex(path, ".")+1:]]
			got, _, _ := strings.Cut(header.Get("Content-Type"), ";")
			if status != http.StatusOK || got != want || body == "" {
				t.Errorf("%s: status %d, %q, %d bytes, want %q", path, status, got, len(body), want)
			}
			if strings.HasSuffix(path, ".js") && !strings.Contains(body, "SwaggerUI") {
				t.Errorf("%s with %q is no script of Swagger UI: %.60q", path, encoding, body)
			}
		}
	}
	if len(named) < 13 {
		t.Errorf("the page names %d files", len(named))
	}
}

func TestThePageAsksNothingOfTheNetwork(t *testing.T) {
	h := handler(t)
	outside := regexp.MustCompile(`(?i)(https?:)?//[a-z0-9]`)
	_, header, page := get(t, h, "/swagger")
	_, _, script := get(t, h, "/swagger/index.js")
	if found := outside.FindString(page + script); found != "" {
		t.Errorf("the page names %q", found)
	}
	if !strings.Contains(script, "validatorUrl: null") {
		t.Error("the page has its documents validated by another's server")
	}
	_, _, css := get(t, h, "/swagger/swagger-ui.css")
	for _, url := range regexp.MustCompile(`(url\(|@import)\s*["']?([^"')]{0,20})`).FindAllStringSubmatch(css, -1) {
		if !strings.HasPrefix(url[2], "data:") {
			t.Errorf("the style sheet loads %q", url[2])
		}
	}
	policy := header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self';"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %s", policy, want)
		}
	}
	if strings.Contains(policy, "http") || strings.Contains(policy, "*") {
		t.Errorf("policy %q lets the page out", policy)
	}
	if strings.Contains(page, "<script>") || regexp.MustCompile(`\son[a-z]+=`).MatchString(page) {
		t.Error("the page holds a script that its policy stops")
	}
}

func TestEveryDocumentOfTheContainersIsServed(t *testing.T) {
	h := handler(t)
	for _, name := range []string{"v3.2", "v2.0-preview", "v3.2-preview", "v3.1-preview", "v3.0-preview"} {
		path := "/swagger/vision-" + name + "-read/swagger.json"
		status, _, body := get(t, h, path)
		var document struct {
			OpenAPI string         `json:"openapi"`
			Paths   map[string]any `json:"paths"`
		}
		if err := json.Unmarshal([]byte(body), &document); err != nil || status != http.StatusOK {
			t.Fatalf("%s: %d, %v", path, status, err)
		}
		if !strings.HasPrefix(document.OpenAPI, "3.0.") || len(document.Paths) < 10 {
			t.Errorf("%s: OpenAPI %q with %d paths", path, document.OpenAPI, len(document.Paths))
		}
	}
	_, header, body := get(t, h, "/swagger/vision-v3.2-read/swagger.json")
	onDisk, err := os.ReadFile("../../assets/openapi/vision-v3.2-read.json")
	if err != nil {
		t.Fatal(err)
	}
	if body != string(onDisk) || header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("the document of 3.2 is %q and not as it was written", header.Get("Content-Type"))
	}
}

func TestNothingElseIsServed(t *testing.T) {
	h := handler(t)
	for _, path := range []string{
		"/", "/swaggerx", "/swagger/x", "/swagger/vision-v3.2-read", "/swagger/vision-v3.2-read.json", "/swagger/swagger-ui.css.gz",
		"/swagger/../swagger/x", "/swagger/../../etc/passwd", "/swagger/vision-v3.0-preview-read.patch/swagger.json", "/swagger/embed.go",
		"/swagger//", "/swagger/..%2fopenapi", "/swagger/%00", "/index.js", "/swagger/oauth2-redirect.html",
	} {
		if status, _, body := get(t, h, path); status != http.StatusNotFound || h.Has(path) {
			t.Errorf("%s: %d %.80q, has it: %v", path, status, body, h.Has(path))
		}
	}
}

func TestTheHeadIsSentAlone(t *testing.T) {
	h := handler(t)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodHead, "/swagger/swagger-ui.css", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 {
		t.Errorf("HEAD: %d with %d bytes", w.Code, w.Body.Len())
	}
}

func TestABrowserThatHasAFileIsNotSentItAgain(t *testing.T) {
	h := handler(t)
	for _, encoding := range []string{"gzip", "identity"} {
		_, first, _ := get(t, h, "/swagger/swagger-ui-bundle.js", "Accept-Encoding", encoding)
		tag := first.Get("ETag")
		again, _, body := get(t, h, "/swagger/swagger-ui-bundle.js", "Accept-Encoding", encoding, "If-None-Match", tag)
		if tag == "" || again != http.StatusNotModified || body != "" {
			t.Errorf("%s: tag %s, then %d", encoding, tag, again)
		}
	}
}

func TestGzipIsForThoseWhoTakeIt(t *testing.T) {
	h := handler(t)
	for accept, want := range map[string]string{
		"gzip": "gzip", "br, GZIP;q=0.5": "gzip", "deflate,gzip": "gzip",
		"": "", "gzip;q=0": "", "gzip; q=0.000": "", "br": "", "xgzip": "",
	} {
		_, header, _ := get(t, h, "/swagger/swagger-ui.css", "Accept-Encoding", accept)
		if got := header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q is answered with %q, want %q", accept, got, want)
		}
	}
}

func TestMergeIsTheMergePatchOfRFC7386(t *testing.T) {
	for _, tt := range []struct{ target, patch, want string }{
		{`{"a":"b"}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"b","b":"c"}`, `{"a":null}`, `{"b":"c"}`},
		{`{"a":["b"]}`, `{"a":"c"}`, `{"a":"c"}`},
		{`{"a":"c"}`, `{"a":["b"]}`, `{"a":["b"]}`},
		{`{"a":{"b":"c"}}`, `{"a":{"b":"d","c":null}}`, `{"a":{"b":"d"}}`},
		{`{"a":[{"b":"c"}]}`, `{"a":[1]}`, `{"a":[1]}`},
		{`["a","b"]`, `["c","d"]`, `["c","d"]`},
		{`{"a":"foo"}`, `null`, `null`},
		{`{"e":null}`, `{"a":1}`, `{"e":null,"a":1}`},
		{`[1,2]`, `{"a":"b","c":null}`, `{"a":"b"}`},
		{`{}`, `{"a":{"bb":{"ccc":null}}}`, `{"a":{"bb":{}}}`},
	} {
		var target, patch, want any
		if err := json.Unmarshal([]byte("["+tt.target+","+tt.patch+","+tt.want+"]"), &[]any{&target, &patch, &want}); err != nil {
			t.Fatal(err)
		}
		if got := merge(target, patch); !reflect.DeepEqual(got, want) {
			t.Errorf("merge(%s, %s) = %v, want %s", tt.target, tt.patch, got, tt.want)
		}
	}
}

func TestABrokenOrMissingDocumentIsAnErrorThatNamesIt(t *testing.T) {
	for name, docs := range map[string]fstest.MapFS{
		"nothing":     {},
		"no patch":    {"vision-v3.2-read.json": {Data: []byte("{}")}},
		"no JSON":     {"vision-v3.2-read.json": {Data: []byte("{")}, "vision-v3.1-read.patch.json": {Data: []byte("{}")}},
		"broken base": {"vision-v3.2-read.json": {Data: []byte("{}")}, "vision-v3.1-read.patch.json": {Data: []byte("[]")}},
	} {
		if _, err := Document(docs, "vision-v3.1-read"); err == nil || !strings.Contains(err.Error(), "vision-v3.1-read") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Document(os.DirFS("../../assets/openapi"), "../../go.mod"); err == nil {
		t.Error("a document outside the folder was read")
	}
}
