// Package uitest is what the window's tests share: a stand-in for the user
// interface's goroutine, and scripted documents.
package uitest

import (
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// Loop stands for the user interface's goroutine, which is the test's own.
type Loop chan func()

// NewLoop makes a loop that 4,096 functions may wait in.
func NewLoop() Loop { return make(Loop, 4096) }

// Post lets f wait for its turn.
func (l Loop) Post(f func()) { l <- f }

// Until runs what is posted until done, which is asked first and after each.
func (l Loop) Until(t testing.TB, what string, done func() bool) {
	t.Helper()
	deadline := time.After(ocrtest.Patience)
	for !done() {
		select {
		case f := <-l:
			f()
		case <-deadline:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// Turn runs one posted function, if any comes soon, and reports false: for
// conditions that come true without a post.
func (l Loop) Turn() bool {
	select {
	case f := <-l:
		f()
	case <-time.After(time.Millisecond):
		l.Post(func() {})
	}
	return false
}

// Drain runs what is posted already.
func (l Loop) Drain() {
	for {
		select {
		case f := <-l:
			f()
		default:
			return
		}
	}
}

// DocOf is a scripted document whose pages each hold one line.
func DocOf(lines ...string) ocrtest.Document { return ocrtest.TextDocument(lines...) }

// Held is doc with every page held back until the returned channel is closed
// or sent to.
func Held(doc ocrtest.Document) (ocrtest.Document, chan struct{}) {
	release := make(chan struct{})
	for i := range doc.Pages {
		doc.Pages[i].Wait = release
	}
	return doc, release
}

// Reads are the requests that reached the engine for a path, by page.
func Reads(f *ocrtest.Fake, path string) map[int][]ocr.Request {
	byPage := map[int][]ocr.Request{}
	for _, req := range f.Reads() {
		if req.Path == path {
			byPage[req.Page] = append(byPage[req.Page], req)
		}
	}
	return byPage
}
