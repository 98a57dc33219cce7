package cli

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
	"recto/settings"
)

// failing is a document whose pages fail where an error is given.
func failing(errs ...error) ocrtest.Document {
	var doc ocrtest.Document
	for i, err := range errs {
		doc.Pages = append(doc.Pages, ocrtest.Result{Page: ocrtest.Text("page " + string(rune('1'+i))), Err: err})
	}
	return doc
}

// numbers are the pages of a JSON document as people count them.
func numbers(t *testing.T, text string) (status string, pages []int) {
	t.Helper()
	var doc struct {
		Status        string
		AnalyzeResult struct{ ReadResults []struct{ Page int } }
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	for _, page := range doc.AnalyzeResult.ReadResults {
		pages = append(pages, page.Page)
	}
	return doc.Status, pages
}

func TestTextOfAllFilesComesInOrderWithPageBreaks(t *testing.T) {
	engine := files("a.pdf", ocrtest.TextDocument("one", "two"), "b.png", ocrtest.TextDocument("three"))
	o := run(t, engine, "read", "a.pdf", "b.png")
	o.is(t, exitDone, "one\n\ftwo\n\fthree\n")
	if !engine.Closed() {
		t.Error("the engine was not closed")
	}
}

func TestChosenPagesKeepTheirNumbersAndAreCutAtTheEnd(t *testing.T) {
	engine := files("a.pdf", failing(nil, nil, nil, nil))
	o := run(t, engine, "read", "--format", "json", "--pages", "2,4-9", "a.pdf")
	if status, pages := numbers(t, o.stdout); o.code != exitDone || status != "succeeded" || !slices.Equal(pages, []int{2, 4}) {
		t.Errorf("exit code %d, %s, pages %v; want 0, succeeded, [2 4]", o.code, status, pages)
	}
	o = run(t, engine, "read", "--pages=-2", "a.pdf")
	o.is(t, exitDone, "page 1\n\fpage 2\n")
}

func TestPagesPastTheEndAreToldWithThePageCount(t *testing.T) {
	engine := files("a.pdf", failing(nil, nil), "b.png", failing(nil))
	o := run(t, engine, "read", "--pages", "5-", "a.pdf", "b.png")
	o.is(t, exitFailed, "")
	o.says(t, "a.pdf: The document has only 2 pages, ", "b.png: The document has only 1 page, ")
}

func TestAFailedPageIsNamedAndLeftOut(t *testing.T) {
	engine := files("a.pdf", failing(nil, render.ErrPage, nil))
	o := run(t, engine, "read", "--format", "json", "a.pdf")
	if status, pages := numbers(t, o.stdout); o.code != exitFailed || status != "succeeded" || !slices.Equal(pages, []int{1, 3}) {
		t.Errorf("exit code %d, %s, pages %v; want 1, succeeded, [1 3]", o.code, status, pages)
	}
	o.says(t, "a.pdf page 2: This page of the document is broken.")
}

func TestAFileThatCannotBeOpenedCostsOnlyItself(t *testing.T) {
	engine := files("b.png", ocrtest.TextDocument("text"))
	o := run(t, engine, "read", "a.png", "b.png", "c.png")
	o.is(t, exitFailed, "text\n")
	o.says(t, "a.png: There is no such file.", "c.png: There is no such file.")
}

func TestWithoutAnyPageJSONSaysFailedAndNoTextIsWritten(t *testing.T) {
	dir := t.TempDir()
	engine := files("a.pdf", failing(render.ErrPage, ocr.ErrTimeout))
	o := run(t, engine, "read", "--format", "json", "a.pdf")
	o.is(t, exitFailed, "{\n  \"status\": \"failed\"\n}\n")
	o = run(t, engine, "read", "--format", "json", "-o", dir, "a.pdf", "none.pdf")
	o.is(t, exitFailed, "")
	for _, name := range []string{"a.json", "none.json"} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.Contains(string(text), `"failed"`) {
			t.Errorf("%s holds %q, %v", name, text, err)
		}
	}
	o = run(t, engine, "read", "-o", dir+"/a.txt", "a.pdf")
	o.is(t, exitFailed, "")
	if _, err := os.Stat(dir + "/a.txt"); err == nil {
		t.Error("an empty text was written")
	}
}

func TestAMissingLanguageIsSaidOnceAndEndsTheRun(t *testing.T) {
	missing := &ocr.LanguageError{Language: "de", Package: "tesseract-ocr-deu"}
	engine := files("a.pdf", failing(missing, missing, missing, missing, missing, missing, missing, missing))
	o := run(t, engine, "read", "--language", "de", "--format", "json", "a.pdf", "-o", filepath.Join(t.TempDir(), "a.json"))
	o.is(t, exitFailed, "")
	if n := strings.Count(o.stderr, "sudo apt-get install tesseract-ocr-deu"); n != 1 {
		t.Errorf("said %d times: %q", n, o.stderr)
	}
	if n := len(engine.Reads()); n > 3 {
		t.Errorf("%d pages were tried", n)
	}
}

func TestTheEngineIsAskedForWhatTheUserWants(t *testing.T) {
	doc := ocrtest.TextDocument("secret")
	doc.Password = "open"
	engine := files("a.pdf", doc)
	env := envOf(engine)
	env.Settings.Languages, env.Settings.Workers, env.Settings.ReadingOrder = []string{"fr"}, 7, "natural"
	env.Settings.TextLayer = settings.TextLayerNever
	t.Setenv("RECTO_PASSWORD", "open")
	if o := runIn(t.Context(), env, "read", "a.pdf"); o.code != exitDone || o.options.Jobs != 7 {
		t.Errorf("exit code %d, %d jobs, stderr %q", o.code, o.options.Jobs, o.stderr)
	}
	t.Setenv("RECTO_PASSWORD", "")
	o := runIn(t.Context(), env, "read", "--password", "open", "--language", "de,en", "--reading-order", "basic", "--text-layer", "only", "-j", "2", "a.pdf")
	if o.code != exitDone || o.options.Jobs != 2 {
		t.Errorf("exit code %d, %d jobs, stderr %q", o.code, o.options.Jobs, o.stderr)
	}
	reads := engine.Reads()
	for i, want := range []ocr.Request{
		{Path: "a.pdf", Password: "open", Languages: []string{"fr"}, Order: ocr.OrderNatural, TextLayer: ocr.TextLayerNever},
		{Path: "a.pdf", Password: "open", Languages: []string{"de", "en"}, Order: ocr.OrderBasic, TextLayer: ocr.TextLayerOnly},
	} {
		got := reads[i]
		if got.Path != want.Path || got.Password != want.Password || !slices.Equal(got.Languages, want.Languages) || got.Order != want.Order || got.TextLayer != want.TextLayer {
			t.Errorf("request %d is %+v, want %+v", i, got, want)
		}
	}
	o = runIn(t.Context(), env, "read", "a.pdf")
	o.says(t, "a.pdf: The document is locked. Give its password")
}

func TestTheNextFileIsReadWhileTheFirstIsWaitedFor(t *testing.T) {
	first, second := ocrtest.TextDocument("one"), ocrtest.TextDocument("two")
	release := make(chan struct{})
	first.Pages[0].Wait = release
	engine := files("a.png", first, "b.png", second)
	engine.Started = make(chan ocr.Request)
	done := make(chan outcome)
	go func() { done <- run(t, engine, "read", "a.png", "b.png") }()
	begun := []string{(<-engine.Started).Path, (<-engine.Started).Path}
	if slices.Sort(begun); !slices.Equal(begun, []string{"a.png", "b.png"}) {
		t.Errorf("%v were begun before one was done", begun)
	}
	close(release)
	o := <-done
	o.is(t, exitDone, "one\n\ftwo\n")
}

func TestStoppingLeavesNoFileAndEndsTheEngine(t *testing.T) {
	for _, flag := range []string{"--quiet", "--no-clobber"} {
		dir := t.TempDir()
		doc := ocrtest.TextDocument("one", "never")
		doc.Pages[1].Wait = make(chan struct{})
		engine := files("a.pdf", doc)
		engine.Started = make(chan ocr.Request)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan outcome)
		go func() { done <- runIn(ctx, envOf(engine), "read", flag, "-o", filepath.Join(dir, "a.txt"), "a.pdf") }()
		<-engine.Started
		<-engine.Started
		stop()
		o := <-done
		o.is(t, exitStopped, "")
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
			t.Errorf("%s: the folder holds %v, %v", flag, entries, err)
		}
		if engine.Running() != 0 || !engine.Closed() {
			t.Errorf("%s: %d pages still running, engine closed %v", flag, engine.Running(), engine.Closed())
		}
	}
}

// pipe is a standard output whose reader goes away after a number of writes.
type pipe struct{ left int }

func (p *pipe) Write(b []byte) (int, error) {
	if p.left == 0 {
		return 0, &os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}
	}
	p.left--
	return len(b), nil
}

func TestAClosedPipeEndsTheRunQuietly(t *testing.T) {
	engine := files("a.pdf", failing(make([]error, 9)...))
	env := envOf(engine)
	env.Stdout = &pipe{left: 1}
	o := runIn(t.Context(), env, "read", "a.pdf")
	o.is(t, exitDone, "")
	if o.stderr != "" || len(engine.Reads()) == 9 {
		t.Errorf("stderr %q, %d pages were read", o.stderr, len(engine.Reads()))
	}
}

func TestAWriteErrorNamesTheFile(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("this system has no /dev/full")
	}
	o := run(t, files("a.pdf", ocrtest.TextDocument("one")), "read", "-o", "/dev/full", "a.pdf")
	o.is(t, exitFailed, "")
	o.says(t, "/dev/full: The disk is full.")
}

func TestALongDocumentIsReadWithAWarning(t *testing.T) {
	doc := ocrtest.TextDocument("one", "two")
	doc.Info.Warnings = []render.Code{render.ErrManyPages}
	engine := files("a.pdf", doc)
	o := run(t, engine, "read", "a.pdf")
	o.is(t, exitDone, "one\n\ftwo\n")
	o.says(t, "a.pdf: The document has more than 2000 pages")
	if o := run(t, engine, "read", "--pages", "1", "a.pdf"); strings.Contains(o.stderr, "more than") {
		t.Errorf("with a few pages chosen: %q", o.stderr)
	}
}

func TestNamesAreOpenedByteForByteAndShownWithoutHarm(t *testing.T) {
	const name = "bad\xff\xfe\x1b[2Jname.pdf"
	run(t, files(name, ocrtest.TextDocument("one")), "read", name).is(t, exitDone, "one\n")
	o := run(t, &ocrtest.Fake{}, "read", name)
	o.is(t, exitFailed, "")
	o.says(t, `"bad\xff\xfe\x1b[2Jname.pdf": There is no such file.`)
}
