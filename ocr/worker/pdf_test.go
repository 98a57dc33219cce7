//go:build linux

package worker

import (
	"context"
	"errors"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// WritePDF does what the first word of the path says and writes the languages
// of the pages, a line each, to the target. The result has their number as
// Pages, the process number as Words, and Signed where Force was asked for.
func (s *script) WritePDF(_ context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	verb, arg, _ := strings.Cut(req.Path, " ")
	result := ocr.PDFResult{Words: os.Getpid(), Signed: req.Force}
	var text strings.Builder
	for page, err := range pages {
		if err != nil {
			return result, err
		}
		result.Pages++
		text.WriteString(page.Language + "\n")
	}
	if err := s.play(verb, arg, 0); err != nil {
		return result, err
	}
	return result, os.WriteFile(req.Target, []byte(text.String()), 0o600)
}

// pagesIn yields a page for each language.
func pagesIn(languages ...string) iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		for i, l := range languages {
			if !yield(ocr.Page{Number: i, Language: l}, nil) {
				return
			}
		}
	}
}

// mustSpoolNothing fails where pages that were handed over are left.
func mustSpoolNothing(t *testing.T, p *Pool) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(p.temp, "pages-*")); len(left) > 0 {
		t.Errorf("files of pages left: %v", left)
	}
}

func TestAPDFIsWrittenInAChildWithAllPagesInOrder(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	target := filepath.Join(t.TempDir(), "bytes \xff.pdf")
	result, err := p.WritePDF(t.Context(), ocr.PDFRequest{Path: "ok", Target: target, Force: true}, pagesIn("de", "en", "fr"))
	if err != nil || result.Pages != 3 || !result.Signed || result.Words == os.Getpid() {
		t.Errorf("WritePDF = %+v, %v, want 3 pages, forced, of another process than %d", result, err, os.Getpid())
	}
	if got, _ := os.ReadFile(target); string(got) != "de\nen\nfr\n" {
		t.Errorf("the child got the pages %q, want de, en, fr", got)
	}
	mustSpoolNothing(t, p)
}

func TestPagesOfALongDocumentNeedNotFitIntoARecord(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	long := strings.Repeat("x", 1<<20)
	languages := make([]string, maxRecord>>20+1)
	for i := range languages {
		languages[i] = long
	}
	target := filepath.Join(t.TempDir(), "long.pdf")
	result, err := p.WritePDF(t.Context(), ocr.PDFRequest{Path: "ok", Target: target}, pagesIn(languages...))
	if err != nil || result.Pages != len(languages) {
		t.Errorf("WritePDF = %+v, %v, want %d pages", result, err, len(languages))
	}
}

func TestCancelKillsTheChildThatWritesAPDF(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	ctx, cancel := context.WithCancel(t.Context())
	pipe := newFIFO(t)
	ended := make(chan error, 1)
	go func() {
		_, err := p.WritePDF(ctx, ocr.PDFRequest{Path: "hang " + pipe.name, Target: filepath.Join(t.TempDir(), "x.pdf")}, pagesIn("de"))
		ended <- err
	}()
	r := pipe.listen(t)
	readPID(t, r)
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("WritePDF = %v, want %v", err, context.Canceled)
	}
	if _, err := r.ReadByte(); err == nil { // the pipe ends with the child
		t.Error("the child goes on writing")
	}
	mustSpoolNothing(t, p)
}

func TestWhyAPDFWasNotWrittenComesBackAsItself(t *testing.T) {
	p := newPool(t, "serve", Options{Size: 1})
	for path, want := range map[string]error{
		"crash": ocr.ErrCrash, "broken": render.ErrPage, "no-memory": ocr.ErrMemory, "garbage": ocr.ErrProtocol,
	} {
		_, err := p.WritePDF(t.Context(), ocr.PDFRequest{Path: path, Target: filepath.Join(t.TempDir(), "x.pdf")}, pagesIn("de"))
		if !errors.Is(err, want) {
			t.Errorf("WritePDF(%q) = %v, want %v", path, err, want)
		}
	}
	mustSpoolNothing(t, p)
}

func TestPagesThatEndInAnErrorWriteNothing(t *testing.T) {
	p := newPool(t, "main", Options{Size: 1})
	target := filepath.Join(t.TempDir(), "x.pdf")
	stopped := errors.New("reading stopped")
	_, err := p.WritePDF(t.Context(), ocr.PDFRequest{Path: "ok", Target: target}, func(yield func(ocr.Page, error) bool) {
		if yield(ocr.Page{DPIX: math.NaN()}, nil) { // no page is refused for its numbers
			yield(ocr.Page{}, stopped)
		}
	})
	if _, there := os.Stat(target); !errors.Is(err, stopped) || there == nil {
		t.Errorf("WritePDF = %v, target %v; want %v and no target", err, there, stopped)
	}
	mustSpoolNothing(t, p)
}
