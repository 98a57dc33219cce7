// Package swagger serves Swagger UI, which lies in the program and asks nothing
// of the network, and the OpenAPI documents that it shows.
package swagger

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"strings"
	"time"
)

// page is index.html, which holds no script of its own, and index.js, which
// starts Swagger UI with the documents to choose from.
//
//go:embed index.html index.js
var page embed.FS

// root is where the handler is served.
const root = "/swagger"

// policy lets the page load what lies beside it and nothing else. Swagger UI
// sets styles of its own and draws its icons from data URLs.
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// file is something to serve: its bytes, possibly packed with gzip.
type file struct {
	contentType string
	content     []byte
	packed      bool
	tag         string // of the content, quoted as HTTP wants it
}

// UI is Swagger UI as an http.Handler for GET and HEAD.
type UI struct {
	files map[string]file // by path below root, in lower case; "" is the page
}

// Handler serves /swagger, /swagger/ and /swagger/index.html (the page),
// /swagger/NAME/swagger.json (the OpenAPI documents, see Document) and what
// the page needs, whatever the letter case and with or without a slash at the
// end. It panics where docs lacks one of Names.
func Handler(docs fs.FS) *UI {
	u := &UI{files: map[string]file{}}
	u.add("", "text/html; charset=utf-8", mustRead(page, "index.html"), false)
	u.files["/index.html"] = u.files[""]
	u.add("/index.js", "text/javascript; charset=utf-8", mustRead(page, "index.js"), false)
	for name, contentType := range assetTypes() {
		content, packed := asset(name)
		u.add("/"+name, contentType, content, packed)
	}
	for _, name := range Names() {
		content, err := Document(docs, name)
		if err != nil {
			panic("swagger: " + err.Error())
		}
		u.add("/"+name+"/swagger.json", "application/json; charset=utf-8", content, false)
	}
	return u
}

func (u *UI) add(path, contentType string, content []byte, packed bool) {
	sum := sha256.Sum256(content)
	u.files[path] = file{contentType, content, packed, `"` + hex.EncodeToString(sum[:8]) + `"`}
}

// Has reports whether there is something at the path, so that others can say in
// their own way that there is not.
func (u *UI) Has(path string) bool {
	_, ok := u.find(path)
	return ok
}

func (u *UI) find(path string) (f file, ok bool) {
	below, isBelow := strings.CutPrefix(strings.ToLower(strings.TrimSuffix(path, "/")), root)
	f, ok = u.files[below]
	return f, ok && isBelow
}

// ServeHTTP answers with what is at the path.
func (u *UI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := u.find(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	f.serve(w, r)
}

func (f file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", f.contentType)
	header.Set("Content-Security-Policy", policy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cache-Control", "no-cache")
	content := f.content
	tag := f.tag
	if f.packed {
		header.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			header.Set("Content-Encoding", "gzip")
		} else {
			content = unpack(content)
			tag = strings.TrimSuffix(tag, `"`) + `-plain"`
		}
	}
	header.Set("ETag", tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

func mustRead(files fs.FS, name string) []byte {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		panic("swagger: " + err.Error())
	}
	return content
}
