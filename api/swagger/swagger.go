// Package swagger serves Swagger UI, which lies in the program and asks nothing
// of the network, and the OpenAPI documents that it shows.
package swagger

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
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

// ui serves files by their paths below root, in lower case, "" being the page.
type ui struct{ files map[string]file }

// Handler serves /swagger, /swagger/ and /swagger/index.html (the page),
// /swagger/NAME/swagger.json (the OpenAPI documents, see Document) and what
// the page needs, whatever the letter case and with or without a slash at the
// end. It panics where docs lacks one of Names.
func Handler(docs fs.FS) http.Handler {
	u := ui{files: map[string]file{}}
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

func (u ui) add(path, contentType string, content []byte, packed bool) {
	sum := sha256.Sum256(content)
	u.files[path] = file{contentType, content, packed, `"` + hex.EncodeToString(sum[:8]) + `"`}
}

// ServeHTTP answers GET and HEAD.
func (u ui) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path, below := strings.CutPrefix(strings.ToLower(strings.TrimSuffix(r.URL.Path, "/")), root)
	f, ok := u.files[path]
	switch {
	case !ok || !below:
		refuse(w, http.StatusNotFound, "NotFound", "There is nothing at this address; Swagger UI is at "+root+".")
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "MethodNotAllowed", "This address can only be read: use GET.")
	default:
		f.serve(w, r)
	}
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

// refuse answers with the error body that all routes have.
func refuse(w http.ResponseWriter, status int, code, message string) {
	type inner struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	body, err := json.Marshal(struct {
		inner
		RequestID string `json:"requestId"`
		Error     inner  `json:"error"`
	}{inner{code, message}, requestID(), inner{code, message}})
	if err != nil {
		panic("swagger: " + err.Error()) // plain strings
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client is gone
}

func requestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func mustRead(files fs.FS, name string) []byte {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		panic("swagger: " + err.Error())
	}
	return content
}
