// Package apitest is for tests: it checks answers of the API against Recto's
// own OpenAPI documents and against Microsoft's.
package apitest

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"recto/ocr/wire"
)

// Checker holds the documents. Each is read when it is needed first. It may be
// used by many goroutines at once.
type Checker struct {
	own       map[wire.Version]func() (*document, error)
	microsoft map[wire.Version]func() (*document, error)
}

// New makes a Checker of Recto's documents in docs (see package swagger) and
// of Microsoft's in the folder specsDir. It ends the test where the documents
// of 3.2 cannot be read; a test that meets another that cannot, fails in Check.
func New(t testing.TB, docs fs.FS, specsDir string) *Checker {
	t.Helper()
	c := &Checker{own: map[wire.Version]func() (*document, error){}, microsoft: map[wire.Version]func() (*document, error){}}
	for v, name := range ownNames() {
		c.own[v] = sync.OnceValues(func() (*document, error) { return load(docs, name) })
	}
	for v, name := range specNames() {
		c.microsoft[v] = sync.OnceValues(func() (*document, error) { return loadSpec(specsDir, name) })
	}
	if _, err := c.own[wire.V32](); err != nil {
		t.Fatal(err)
	}
	if _, err := c.microsoft[wire.V32](); err != nil {
		t.Fatal(err)
	}
	return c
}

// Check fails the test unless the answer to req, which resp and its whole body
// are, fits Recto's own document of the version that the path names, and
// Microsoft's where it knows the route. What no document knows has to be
// refused, with 404 or 405 and the error body. The body of resp is not read.
func (c *Checker) Check(t testing.TB, req *http.Request, resp *http.Response, body []byte) {
	t.Helper()
	if err := c.check(req, resp, body); err != nil {
		const most = 2000
		text := string(body)
		if len(text) > most {
			text = text[:most] + "…"
		}
		t.Errorf("%s %s answers %d, which is not as documented: %v\n%s", req.Method, req.URL.Path, resp.StatusCode, err, text)
	}
}

func (c *Checker) check(req *http.Request, resp *http.Response, body []byte) error {
	if err := sound(req, resp, body); err != nil {
		return err
	}
	if req.Method == http.MethodOptions && req.Header.Get("Access-Control-Request-Method") != "" {
		return nil // a browser's question, which no document describes
	}
	a := answer{req, resp, body}
	version, rest, isVision := split(req.URL.Path)
	if version == "" {
		own, err := c.own[wire.V32]()
		switch {
		case err != nil:
			return err
		case isVision:
			return own.refused(a, http.StatusNotFound)
		}
		return own.check(a, clean(req.URL.Path))
	}
	own, err := c.own[version]()
	if err != nil {
		return err
	}
	if err := own.check(a, own.prefix+rest); err != nil {
		return fmt.Errorf("recto's document: %w", err)
	}
	method, path, ok := specRoute(version, rest, a)
	if !ok || isSyncFailure(rest, a) {
		return nil
	}
	spec, err := c.microsoft[version]()
	if err != nil {
		return err
	}
	a.req = req.WithContext(req.Context()) // a copy
	a.req.Method = method
	if err := spec.check(a, path); err != nil {
		return fmt.Errorf("document %s of Microsoft: %w", specNames()[version], err)
	}
	return nil
}

// sound is what all answers have to be, whatever their document says.
func sound(req *http.Request, resp *http.Response, body []byte) error {
	contentType := resp.Header.Get("Content-Type")
	switch {
	case resp.StatusCode/100 == 3 && resp.StatusCode != http.StatusNotModified:
		return errors.New("clients do not follow redirects")
	case resp.StatusCode == http.StatusAccepted && len(body) > 0:
		return errors.New("an accepted request is answered without a body")
	case resp.StatusCode >= 400 && req.Method != http.MethodHead && len(body) == 0:
		return errors.New("an error without a body breaks clients")
	case strings.HasPrefix(contentType, "application/json") && !utf8.Valid(body):
		return errors.New("the body is not UTF-8")
	}
	return nil
}

// split takes /vision/VERSION/REST apart; the rest is cleaned and begins with
// a slash, and the version is "" where it is unknown.
func split(path string) (v wire.Version, rest string, isVision bool) {
	below, ok := strings.CutPrefix(clean(path), "/vision/")
	if !ok {
		return "", "", false
	}
	segment, rest, _ := strings.Cut(below, "/")
	v, _ = wire.ParseVersion(segment)
	return v, "/" + rest, true
}

// clean is a path as routes are compared: in lower case, without the slash at
// its end.
func clean(path string) string {
	path = strings.ToLower(path)
	if path == "/" {
		return path
	}
	return strings.TrimSuffix(path, "/")
}

// isSyncFailure reports whether the answer is the one failure of the
// synchronous routes, which Microsoft's documents do not know.
func isSyncFailure(rest string, a answer) bool {
	return isSync(rest) && a.resp.StatusCode == http.StatusOK && strings.TrimSpace(string(a.body)) == wire.SyncFailure
}

func isSync(rest string) bool { return rest == "/read/syncanalyze" || rest == "/read/core/analyze" }

// ownNames are Recto's documents by the version whose answers they describe.
func ownNames() map[wire.Version]string {
	return map[wire.Version]string{
		wire.V20: "vision-v2.0-preview-read", wire.V21: "vision-v2.1-read",
		wire.V30: "vision-v3.0-preview-read", wire.V31: "vision-v3.1-read", wire.V31Preview: "vision-v3.1-preview-read",
		wire.V32Preview: "vision-v3.2-preview-read", wire.V32: "vision-v3.2-read",
	}
}
