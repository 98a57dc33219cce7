package ui

import (
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// loop stands for the user interface's goroutine, which is the test's own.
type loop chan func()

func newLoop() loop { return make(loop, 4096) }

func (l loop) post(f func()) { l <- f }

// until runs what is posted until done, which is asked first and after each.
func (l loop) until(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for !done() {
		select {
		case f := <-l:
			f()
		case <-deadline:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// drain runs what is posted already.
func (l loop) drain() {
	for {
		select {
		case f := <-l:
			f()
		default:
			return
		}
	}
}

// docOf is a scripted document whose pages each hold one line.
func docOf(lines ...string) ocrtest.Document { return ocrtest.TextDocument(lines...) }

// held is doc with every page held back until the returned channel is closed
// or sent to.
func held(doc ocrtest.Document) (ocrtest.Document, chan struct{}) {
	release := make(chan struct{})
	for i := range doc.Pages {
		doc.Pages[i].Wait = release
	}
	return doc, release
}

// reads are the requests that reached the engine for a path, by page.
func reads(f *ocrtest.Fake, path string) map[int][]ocr.Request {
	byPage := map[int][]ocr.Request{}
	for _, req := range f.Reads() {
		if req.Path == path {
			byPage[req.Page] = append(byPage[req.Page], req)
		}
	}
	return byPage
}
