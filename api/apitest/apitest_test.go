package apitest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/wire"
)

const (
	id       = "a527d445-8a74-4482-8cb3-c98a65ec7ef9"
	location = "http://localhost:5000/vision/v3.2/read/operations/" + id
	errorOf  = `{"code":%[1]q,"message":"no","requestId":"1","error":{"code":%[1]q,"message":"no"}}`
)

func checker(t *testing.T) *Checker {
	t.Helper()
	return New(t, os.DirFS("../../assets/openapi"), "../../testdata/specs")
}

// verdict is what Check thinks of an answer.
func verdict(t *testing.T, c *Checker, method, path string, status int, header map[string]string, body string) error {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, "http://localhost:5000"+path, nil)
	resp := &http.Response{StatusCode: status, Header: http.Header{}}
	if body != "" {
		resp.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	for name, value := range header {
		resp.Header.Set(name, value)
	}
	return c.check(req, resp, []byte(body))
}

// pages are as odd as pages get: none, blank, without words, in inches, with
// and without language and style, turned.
func pages() []ocr.Page {
	box := ocr.Rect(1, 2, 30, 40)
	word := []ocr.Word{{Text: "a", Quad: box, Confidence: 0.99}, {Text: "<", Quad: box, Confidence: 0.1}, {Text: "", Quad: box, Confidence: 7}}
	return []ocr.Page{
		{Number: 0, Width: 100, Height: 50, Unit: ocr.UnitPixel, Angle: 2.12434, Lines: []ocr.Line{
			{Quad: box, Words: word, Style: &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.96}},
			{Quad: box, Words: word, Style: &ocr.Style{Name: ocr.StyleOther, Confidence: 0.746}, Language: "es"}, {Quad: box},
		}},
		{Number: 3, Width: 2550, Height: 3300, DPIX: 300, DPIY: 300, Unit: ocr.UnitInch, Angle: 180, Language: "de", Lines: []ocr.Line{{Quad: box, Words: word}}},
		{Number: 4, Width: 10, Height: 10, Unit: ocr.UnitPixel, Angle: -0.00001},
	}
}

func document32(t *testing.T) string {
	t.Helper()
	return written(t, wire.V32, wire.Succeeded, pages()...)
}

func written(t *testing.T, v wire.Version, state wire.State, pages ...ocr.Page) string {
	t.Helper()
	var b bytes.Buffer
	now := time.Date(2021, 2, 4, 6, 32, 8, 275270600, time.UTC)
	err := wire.WriteDocument(&b, v, wire.Envelope{State: state, Created: now, Updated: now}, func(yield func(ocr.Page, error) bool) {
		for _, page := range pages {
			if !yield(page, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// segments are path segments of every version that there is.
func segments() []string {
	return []string{
		"v2.0", "v2.0-preview", "v2.1", "v3.0", "v3.1", "v3.1-preview.1", "v3.1-preview.2",
		"v3.2-preview.1", "v3.2-preview.2", "v3.2-preview.3", "v3.2", "V3.2",
	}
}

func TestDocumentsOfEveryVersionFitRectosAndMicrosoftsSpecification(t *testing.T) {
	c := checker(t)
	for _, segment := range segments() {
		v, ok := wire.ParseVersion(segment)
		if !ok {
			t.Fatal(segment)
		}
		sync := "syncAnalyze"
		if v.Is2() {
			sync = "core/Analyze"
		}
		for state, pages := range map[wire.State][]ocr.Page{wire.NotStarted: nil, wire.Running: nil, wire.Failed: nil, wire.Succeeded: pages()} {
			body := written(t, v, state, pages...)
			for _, collection := range []string{"operations", "analyzeResults"} {
				path := "/vision/" + segment + "/read/" + collection + "/" + id
				if err := verdict(t, c, "GET", path, 200, nil, body); err != nil {
					t.Errorf("%s, state %d: %v\n%s", path, state, err, body)
				}
			}
			if state == wire.Succeeded {
				if err := verdict(t, c, "POST", "/vision/"+segment+"/read/"+sync, 200, nil, body); err != nil {
					t.Errorf("%s of %s: %v", sync, segment, err)
				}
			}
		}
		if err := verdict(t, c, "GET", "/vision/"+segment+"/read/operations/"+id, 200, nil, written(t, v, wire.Succeeded)); err != nil {
			t.Errorf("%s without pages: %v", segment, err)
		}
		if err := verdict(t, c, "POST", "/vision/"+segment+"/read/"+sync, 200, nil, wire.SyncFailure); err != nil {
			t.Errorf("failure of %s: %v", segment, err)
		}
	}
}

func TestADocumentOfAnotherGenerationIsFound(t *testing.T) {
	c := checker(t)
	for _, segment := range segments() {
		v, _ := wire.ParseVersion(segment)
		for _, other := range []wire.Version{wire.V20, wire.V30, wire.V31Preview, wire.V31, wire.V32Preview, wire.V32} {
			body := written(t, other, wire.Succeeded, pages()...)
			if body == written(t, v, wire.Succeeded, pages()...) {
				continue
			}
			if err := verdict(t, c, "GET", "/vision/"+segment+"/read/operations/"+id, 200, nil, body); err == nil {
				t.Errorf("%s took the document of %s", segment, other)
			}
		}
	}
}

func TestASpoiledDocumentIsFound(t *testing.T) {
	c := checker(t)
	sound := document32(t)
	const path = "/vision/v3.2/read/analyzeResults/" + id
	for name, change := range map[string][2]string{
		"a null list of words":     {`"words":[]`, `"words":null`},
		"a null list of lines":     {`"lines":[]`, `"lines":null`},
		"no lines":                 {`,"lines":[]`, ``},
		"no model version":         {`"modelVersion":"` + wire.ModelVersion + `",`, ``},
		"a model version in words": {wire.ModelVersion, "newest"},
		"a capital status":         {`"succeeded"`, `"Succeeded"`},
		"a status that is not":     {`"succeeded"`, `"done"`},
		"angle 400":                {`"angle":2.1243`, `"angle":400`},
		"angle 180":                {`"angle":-180`, `"angle":180`},
		"a box of seven":           {`"boundingBox":[1,2,`, `"boundingBox":[2,`},
		"a box of words":           {`"boundingBox":[1,`, `"boundingBox":["1",`},
		"page 0":                   {`"page":1`, `"page":0`},
		"a page in words":          {`"page":1`, `"page":"1"`},
		"half a page":              {`"page":1`, `"page":1.5`},
		"a unit that is not":       {`"pixel"`, `"px"`},
		"a null language":          {`"language":"de"`, `"language":null`},
		"an empty language":        {`"language":"de"`, `"language":""`},
		"a null appearance":        {`,"text":""`, `,"text":"","appearance":null`},
		"confidence in words":      {`"confidence":0.99`, `"confidence":"High"`},
		"confidence of 99":         {`"confidence":0.99`, `"confidence":99`},
		"six decimals":             {`.2752706+00:00`, `.275270+00:00`},
		"a Z":                      {`.2752706+00:00`, `.2752706Z`},
		"no time":                  {`"createdDateTime":"2021-02-04T06:32:08.2752706+00:00",`, ``},
		"another version":          {`"3.2.0"`, `"3.1.0"`},
		"an error member":          {`{"status"`, `{"error":"out of memory","status"`},
		"a flat appearance":        {`{"style":{"name":"handwriting","confidence":0.96}}`, `{"style":"handwriting","styleConfidence":0.96}`},
		"a byte that is no UTF-8":  {`"text":"a"`, "\"text\":\"\xff\""},
		"a cut off document":       {`]}}`, ``},
		"a byte order mark":        {`{"status"`, "\ufeff{\"status\""},
	} {
		spoiled := strings.Replace(sound, change[0], change[1], 1)
		if spoiled == sound {
			t.Errorf("%s: nothing was spoiled in\n%s", name, sound)
		} else if err := verdict(t, c, "GET", path, 200, nil, spoiled); err == nil {
			t.Errorf("%s was not found", name)
		}
	}
	if err := verdict(t, c, "GET", path, 200, nil, sound); err != nil {
		t.Error(err)
	}
}

func TestASpoiledDocumentOf2IsFound(t *testing.T) {
	c := checker(t)
	sound := written(t, wire.V20, wire.Succeeded, pages()...)
	for name, change := range map[string][2]string{
		"a small status":        {`"Succeeded"`, `"succeeded"`},
		"an orientation of 360": {`"clockwiseOrientation":180`, `"clockwiseOrientation":360`},
		"a negative one":        {`"clockwiseOrientation":180`, `"clockwiseOrientation":-180`},
		"confidence as number":  {`"Low"`, `0.1`},
		"a null confidence":     {`"Low"`, `null`},
		"times":                 {`{"status"`, `{"createdDateTime":"2021-02-04T06:32:08Z","status"`},
		"null results":          {`"lines":[]`, `"lines":null`},
	} {
		spoiled := strings.Replace(sound, change[0], change[1], 1)
		if spoiled == sound {
			t.Errorf("%s: nothing was spoiled in\n%s", name, sound)
		} else if err := verdict(t, c, "GET", "/vision/v2.0/read/operations/"+id, 200, nil, spoiled); err == nil {
			t.Errorf("%s was not found", name)
		}
	}
}

// header makes the headers of an answer.
func header(pairs ...string) map[string]string {
	h := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		h[pairs[i]] = pairs[i+1]
	}
	return h
}

func TestSoundAnswersPassAndOthersDoNot(t *testing.T) {
	c := checker(t)
	notFound, badRange := fmt.Sprintf(errorOf, "NotFound"), fmt.Sprintf(errorOf, "InvalidPageRange")
	there, json := header("Operation-Location", location), header("Content-Type", "application/json")
	html := header("Content-Type", "text/html; charset=utf-8")
	for _, tt := range []struct {
		method, path string
		status       int
		header       map[string]string
		body         string
		sound        bool
	}{
		{"POST", "/vision/v3.2/read/analyze", 202, there, "", true},
		{"POST", "/VISION/v3.2-preview.7/Read/Analyze/", 202, there, "", true},
		{"POST", "/vision/v2.0/read/core/asyncBatchAnalyze", 202, there, "", true},
		{"POST", "/vision/v3.2/read/analyze", 202, nil, "", false},
		{"POST", "/vision/v3.2/read/analyze", 202, there, "{}", false},
		{"POST", "/vision/v3.2/read/analyze", 200, there, "", false},
		{"POST", "/vision/v3.2/read/analyze", 307, there, "", false},
		{"POST", "/vision/v3.2/read/analyze", 202, header("Operation-Location", location+"?a=b"), "", false},
		{"POST", "/vision/v3.2/read/analyze", 202, header("Operation-Location", location+"/"), "", false},
		{"POST", "/vision/v3.2/read/analyze", 202, header("Operation-Location", "/vision/v3.2/read/operations/"+id), "", false},
		{"POST", "/vision/v3.2/read/analyze", 202, header("Operation-Location", strings.ToUpper(location)), "", false},
		{"POST", "/vision/v3.2/read/analyze", 400, nil, badRange, true},
		{"POST", "/vision/v3.2/read/syncAnalyze", 415, nil, badRange, true},
		{"POST", "/vision/v3.2/read/syncAnalyze", 418, nil, badRange, true},
		{"POST", "/vision/v3.2/read/syncAnalyze", 500, nil, "", false},
		{"POST", "/vision/v3.2/read/analyze", 400, nil, `{"error":{"code":"a","message":"b"}}`, false},
		{"POST", "/vision/v3.2/read/analyze", 400, nil, `{"code":"a","message":"b","requestId":"c"}`, false},
		{"POST", "/vision/v3.2/read/analyze", 400, html, "Bad Request", false},
		{"POST", "/vision/v3.2/read/analyze", 400, header("Content-Type", "application/problem+json"), badRange, false},
		{"POST", "/vision/v3.2/read/analyze", 400, json, strings.Replace(badRange, `"InvalidPageRange"`, `""`, 1), false},
		{"GET", "/vision/v3.2/read/operations/" + id, 404, nil, notFound, true},
		{"GET", "/vision/v3.2/read/operations/" + id, 202, nil, document32(t), false},
		{"GET", "/vision/v3.2/read/operations/x", 400, nil, badRange, true},
		{"GET", "/vision/v3.2/read/analyze", 405, nil, notFound, true},
		{"GET", "/vision/v3.2/read/analyze", 404, nil, notFound, false},
		{"GET", "/vision/v3.2/read/analyze", 405, html, "<h1>405</h1>", false},
		{"POST", "/vision/v3.2/analyze", 404, nil, notFound, true},
		{"POST", "/vision/v9/read/analyze", 404, nil, notFound, true},
		{"POST", "/vision/v9/read/analyze", 202, there, "", false},
		{"GET", "/vision", 404, nil, notFound, true},
		{"GET", "/etc/passwd", 200, nil, "root", false},
		{"GET", "/nothing", 404, html, "404 page not found", false},
		{"GET", "/", 200, html, "<html>", true},
		{"GET", "/", 200, nil, "{}", false},
		{"HEAD", "/nothing", 404, nil, "", true},
		{"GET", "/ready", 200, nil, `{"service":"computervisionread","ready":"ready","message":"Api is ready.."}`, true},
		{"GET", "/ready", 503, nil, `{"service":"computervisionread","ready":"notReady","message":"Loading."}`, true},
		{"GET", "/ready", 200, nil, `{"service":"computervisionread","ready":true,"message":""}`, false},
		{"GET", "/status", 200, nil, `{"service":"computervisionread","apiStatus":"Valid","apiStatusMessage":"Api Key is valid, no action needed."}`, true},
		{"GET", "/status", 200, nil, `{"service":"computervisionread","apiStatus":"valid","apiStatusMessage":""}`, false},
		{"GET", "/ContainerLiveness", 200, nil, `{"service":"computervisionread","status":"alive"}`, true},
		{"GET", "/ContainerLiveness", 200, header("Content-Type", "text/plain"), "OK", false},
		{"GET", "/recto/home/home.css", 200, header("Content-Type", "text/css; charset=utf-8"), "a{}", true},
		{"GET", "/swagger/", 200, html, "<html>", true},
		{"GET", "/swagger/index.html", 200, html, "<html>", true},
		{"GET", "/swagger/swagger-ui.css", 200, header("Content-Type", "text/css; charset=utf-8"), "a{}", true},
		{"GET", "/swagger/swagger-ui.css", 200, header("Content-Type", "application/wasm"), "a{}", false},
		{"OPTIONS", "/ready", 204, nil, "", false},
		{"GET", "/swagger/vision-v3.2-read/swagger.json", 200, nil, `{"openapi":"3.0.3","info":{},"paths":{}}`, true},
		{"GET", "/records/usage-logs/", 200, nil, `{"apiType":"read","serviceName":"read","meters":[]}`, true},
		{"GET", "/records/usage-logs/03/2025", 200, nil, `{"apiType":"a","serviceName":"b","meters":[{"name":"c","quantity":256345435}]}`, true},
		{"GET", "/records/usage-logs/13/2025", 400, nil, badRange, true},
		{"GET", "/records/usage-logs", 200, nil, `{"apiType":"read","serviceName":"read","meters":null}`, false},
		{"GET", "/recto/v1/languages", 200, nil, `[{"code":"de","name":"German"}]`, true},
		{"GET", "/recto/v1/languages", 200, nil, `null`, false},
		{"GET", "/recto/v1/operations/" + id + "/pages/1.png?width=300", 200, header("Content-Type", "image/png"), "\x89PNG", true},
		{"GET", "/recto/v1/operations/" + id + "/pages/1.png", 200, html, "<img>", false},
		{"GET", "/recto/v1/operations/" + id + "/pages/1.png", 404, nil, notFound, true},
	} {
		err := verdict(t, c, tt.method, tt.path, tt.status, tt.header, tt.body)
		if tt.sound && err != nil {
			t.Errorf("%s %s %d %v %s: %v", tt.method, tt.path, tt.status, tt.header, tt.body, err)
		} else if !tt.sound && err == nil {
			t.Errorf("%s %s %d %v %s passed", tt.method, tt.path, tt.status, tt.header, tt.body)
		}
	}
}

// recorder is a test that may fail.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestADocumentThatIsMissingFailsTheTest(t *testing.T) {
	c := New(t, os.DirFS("../../assets/openapi"), "../../testdata/specs")
	c.own[wire.V20] = func() (*document, error) { return load(os.DirFS(t.TempDir()), "vision-v2.0-preview-read") }
	c.microsoft[wire.V31] = func() (*document, error) { return loadSpec(t.TempDir(), "Ocr-v3.1.json") }
	for _, segment := range []string{"v2.0", "v3.1"} {
		v, _ := wire.ParseVersion(segment)
		path := "/vision/" + segment + "/read/operations/" + id
		if err := verdict(t, c, "GET", path, 200, nil, written(t, v, wire.Running)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v, want a missing file", segment, err)
		}
	}
}

func TestCheckFailsTheTest(t *testing.T) {
	c := checker(t)
	for body, want := range map[string]bool{document32(t): false, `{"status":"Succeeded"}`: true} {
		r := &recorder{TB: t}
		req := httptest.NewRequestWithContext(t.Context(), "GET", "/vision/v3.2/read/operations/"+id, nil)
		resp := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}}
		c.Check(r, req, resp, []byte(body))
		if r.failed != want {
			t.Errorf("failed = %v, want %v for %s", r.failed, want, body)
		}
	}
}
