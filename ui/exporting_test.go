package ui

import (
	"bytes"
	"context"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// scribe is a PDFWriter that writes the text of the pages.
type scribe struct{ result ocr.PDFResult }

func (s scribe) WritePDF(_ context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	var text strings.Builder
	for page, err := range pages {
		if err != nil {
			return s.result, err
		}
		text.WriteString(page.Text())
	}
	return s.result, os.WriteFile(req.Target, []byte(text.String()), 0o600)
}

// export chooses in the dialog, saves, and waits until all is written.
func (r *tried) export(t *testing.T, s scope, format export.Format, target string) {
	t.Helper()
	r.start("export")
	r.pick(t, s, format)
	if target != "" {
		r.exporting.target.SetText(target)
	}
	r.press(t, "Save")
	r.untilWritten(t)
}

func (r *tried) pick(t *testing.T, s scope, format export.Format) {
	t.Helper()
	e := r.exporting
	i, j := slices.Index(e.scopes, s), slices.Index(e.formats, format)
	if i < 0 || j < 0 {
		t.Fatalf("scope %d of %v, format %s of %v", s, e.scopes, format, e.formats)
	}
	e.scope.SetSelectedIndex(i)
	e.format.SetSelectedIndex(j)
}

func (r *tried) untilWritten(t *testing.T) {
	t.Helper()
	r.loop.Until(t, "all is written", func() bool { return !r.exporter.busy() })
}

func TestEveryFormatIsWrittenBesideTheDocument(t *testing.T) {
	doc := uitest.DocOf("one two\nthree", "unread", "four")
	doc.Pages[1].Err = ocr.ErrCrash
	path := filepath.Join(t.TempDir(), "scan.pdf")
	r := try(t, map[string]ocrtest.Document{path: doc})
	r.open(t, path)
	for _, format := range r.formats() {
		r.start("export")
		r.pick(t, scopeDocument, format)
		want := strings.TrimSuffix(path, ".pdf") + format.Extension()
		if got := r.exporting.target.Text; got != want {
			t.Errorf("%s suggests %q, want %q", format, got, want)
		}
		r.press(t, "Save")
		r.untilWritten(t)
		if format == export.FormatPNG {
			want = strings.TrimSuffix(want, ".png") + "-3.png"
		}
		if info, err := os.Stat(want); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", want, err)
		}
		if !strings.Contains(r.status.said, "Wrote") || r.said() != "Page 2 was not read." && r.trouble != "" {
			t.Errorf("%s: said %q, trouble %q", format, r.status.said, r.trouble)
		}
	}
	var expected bytes.Buffer
	for _, number := range []int{0, 2} {
		expected.WriteString(doc.Pages[number].Page.Text() + export.PageBreak)
	}
	got, err := os.ReadFile(strings.TrimSuffix(path, ".pdf") + ".txt")
	if err != nil || !strings.HasPrefix(expected.String(), strings.TrimRight(string(got), "\f")) || len(got) == 0 {
		t.Errorf("the text is %q, %v; want %q", got, err, expected.String())
	}
}

func TestTheScopeSaysHowMuchIsWritten(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a.pdf"), filepath.Join(folder, "b.pdf")
	r := try(t, map[string]ocrtest.Document{a: uitest.DocOf("one two three", "four"), b: uitest.DocOf("five")})
	r.open(t, a, b)
	r.session.Select(ocr.Span{First: ocr.Mark{Line: 0, Word: 1}, Last: ocr.Mark{Line: 0, Word: 2}})
	r.export(t, scopeSelection, export.FormatText, "")
	r.export(t, scopePage, export.FormatText, filepath.Join(folder, "page.txt"))
	out := filepath.Join(folder, "out")
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	r.export(t, scopeAll, export.FormatText, out)
	for file, want := range map[string]string{"a-1.txt": "two three\n", "page.txt": "one two three\n", "out/a.txt": "one two three\n\ffour\n", "out/b.txt": "five\n"} {
		if got, err := os.ReadFile(filepath.Join(folder, file)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", file, got, err, want)
		}
	}
}

func TestExportAsksBeforeItReplaces(t *testing.T) {
	folder := t.TempDir()
	path, out := filepath.Join(folder, "scan.png"), filepath.Join(folder, "scan.txt")
	if err := os.WriteFile(out, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := try(t, map[string]ocrtest.Document{path: uitest.DocOf("text")})
	r.open(t, path)
	r.start("export")
	r.press(t, "Save")
	r.untilWritten(t)
	r.press(t, "No")
	if got, _ := os.ReadFile(out); string(got) != "mine" {
		t.Fatalf("after No the file holds %q", got)
	}
	r.start("export")
	r.press(t, "Save")
	r.untilWritten(t)
	r.press(t, "Yes")
	r.untilWritten(t)
	if got, _ := os.ReadFile(out); string(got) != "text\n" {
		t.Errorf("after Yes the file holds %q", got)
	}
}

func TestExportThatFailsSaysSo(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a.png": uitest.DocOf("text")})
	r.open(t, "/a.png")
	r.export(t, scopePage, export.FormatText, filepath.Join(t.TempDir(), "none", "a.txt"))
	if !strings.Contains(r.said(), "a.txt was not written.") {
		t.Errorf("the window says %q", r.said())
	}
}

func TestANameThatAPersonTypedStays(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "scan.pdf")
	r := try(t, map[string]ocrtest.Document{path: uitest.DocOf("text", "more")})
	r.open(t, path)
	r.start("export")
	r.pick(t, scopePage, export.FormatText)
	if got := filepath.Base(r.exporting.target.Text); got != "scan-1.txt" {
		t.Errorf("a page of two suggests %q", got)
	}
	r.exporting.target.SetText(filepath.Join(folder, "mine.txt"))
	r.pick(t, scopeDocument, export.FormatHOCR)
	if got := filepath.Base(r.exporting.target.Text); got != "mine.txt" {
		t.Errorf("another format made %q of the name", got)
	}
}

func TestAnExportIsOfTheDocumentThatItWasAskedFor(t *testing.T) {
	folder := t.TempDir()
	a, b := filepath.Join(folder, "a.png"), filepath.Join(folder, "b.png")
	r := try(t, map[string]ocrtest.Document{a: uitest.DocOf("text of a"), b: uitest.DocOf("text of b")})
	r.open(t, a)
	r.start("export")
	r.pick(t, scopeDocument, export.FormatText)
	target := r.exporting.target.Text
	r.open(t, b) // another start handed it over
	r.press(t, "Save")
	r.untilWritten(t)
	if text, err := os.ReadFile(target); err != nil || string(text) != "text of a\n" {
		t.Errorf("%s holds %q, %v", target, text, err)
	}
}

func TestAnExportCanBeCancelled(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a.png": uitest.DocOf("text")})
	r.open(t, "/a.png")
	began := make(chan struct{})
	r.exporter.publish = holding(began)
	r.start("export")
	r.exporting.target.SetText(filepath.Join(t.TempDir(), "a.txt"))
	r.press(t, "Save")
	r.loop.Until(t, "the export began", func() bool { return len(r.exporter.running) == 1 })
	<-began
	if !strings.Contains(r.said(), "Writing a.txt") {
		t.Errorf("while it is written the window says %q", r.said())
	}
	r.press(t, "Cancel")
	r.untilWritten(t)
	if !strings.Contains(r.status.said, "cancelled") || r.trouble != "" {
		t.Errorf("said %q, trouble %q", r.status.said, r.trouble)
	}
}
