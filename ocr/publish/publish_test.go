package publish

import (
	"context"
	"errors"
	"image/png"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ocr/overlay"
	"recto/render"
)

// scribe is a PDFWriter that writes the text of the pages, or fails.
type scribe struct{ err error }

func (s scribe) WritePDF(_ context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	text, n := "", 0
	for page, err := range pages {
		if err != nil {
			return ocr.PDFResult{}, err
		}
		text, n = text+page.Text(), n+1
	}
	if err := os.WriteFile(req.Target, []byte(text), 0o600); err != nil {
		return ocr.PDFResult{}, err
	}
	return ocr.PDFResult{Pages: n, WithText: n}, s.err
}

// jobOf is a job for two read pages of a scripted document.
func jobOf(t *testing.T, p *Publisher, format export.Format) Job {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	fake := &ocrtest.Fake{Documents: map[string]ocrtest.Document{"/in/scan.pdf": ocrtest.TextDocument("one", "two")}}
	*p = Publisher{Renderer: fake, PDF: scribe{}, Now: func() time.Time { return time.Unix(0, 0) }}
	job := Job{Path: "/in/scan.pdf", Format: format, Target: filepath.Join(t.TempDir(), "scan"+format.Extension()), Total: 12, Layers: overlay.Usual()}
	for page, err := range ocr.Pages(t.Context(), fake, ocr.Request{Path: "/in/scan.pdf"}, []int{0, 1}, 1) {
		if err != nil {
			t.Fatal(err)
		}
		job.Pages = append(job.Pages, page)
	}
	return job
}

func TestEveryFormatGivesFilesAndKeepsWhatIsThere(t *testing.T) {
	for _, format := range export.AllFormats() {
		var p Publisher
		job := jobOf(t, &p, format)
		result, err := p.Write(t.Context(), job)
		if err != nil || len(result.Files) == 0 {
			t.Errorf("%s: %v, %v", format, result.Files, err)
			continue
		}
		before := contents(t, result.Files)
		if n := len(strings.Join(before, "")); int64(n) != result.Bytes {
			t.Errorf("%s: %d bytes are told of %d", format, result.Bytes, n)
		}
		if taken := Taken(job); !slices.Equal(taken, result.Files) {
			t.Errorf("%s: taken %v, want %v", format, taken, result.Files)
		}
		if _, err := p.Write(t.Context(), job); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: a second time %v, want %v", format, err, fs.ErrExist)
		}
		job.Replace = true
		if _, err := p.Write(t.Context(), job); err != nil {
			t.Errorf("%s: replacing: %v", format, err)
		}
		if after := contents(t, result.Files); !slices.Equal(before, after) {
			t.Errorf("%s: the same pages gave other bytes", format)
		}
		if left, err := filepath.Glob(filepath.Join(os.TempDir(), "*")); err != nil || len(left) > 0 {
			t.Errorf("%s: %v is left, %v", format, left, err)
		}
	}
}

func contents(t *testing.T, files []string) []string {
	t.Helper()
	var all []string
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(content))
	}
	return all
}

func TestAnnotatedPicturesBearThePagesNumbers(t *testing.T) {
	var p Publisher
	job := jobOf(t, &p, export.FormatPNG)
	result, err := p.Write(t.Context(), job)
	folder := filepath.Dir(job.Target)
	if want := []string{filepath.Join(folder, "scan.read-01.png"), filepath.Join(folder, "scan.read-02.png")}; err != nil || !slices.Equal(result.Files, want) {
		t.Fatalf("files %v, %v; want %v", result.Files, err, want)
	}
	f, err := os.Open(result.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil || picture.Bounds().Dx() == 0 {
		t.Errorf("picture %v, %v", picture, err)
	}
}

func TestTheDocumentItselfIsNeverReplaced(t *testing.T) {
	var p Publisher
	job := jobOf(t, &p, export.FormatText)
	job.Path, job.Replace = filepath.Join(t.TempDir(), "letter.txt"), true
	job.Target = job.Path
	if err := os.WriteFile(job.Path, []byte("the document"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Write(t.Context(), job); !errors.Is(err, ErrSource) || contents(t, []string{job.Path})[0] != "the document" {
		t.Errorf("%v; the document holds %q", err, contents(t, []string{job.Path})[0])
	}
}

func TestAFailedPDFLeavesNothing(t *testing.T) {
	var p Publisher
	job := jobOf(t, &p, export.FormatPDF)
	p.PDF = scribe{err: render.ErrDamaged}
	if _, err := p.Write(t.Context(), job); !errors.Is(err, render.ErrDamaged) {
		t.Errorf("error %v", err)
	}
	for _, folder := range []string{filepath.Dir(job.Target), os.TempDir()} {
		if left, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(left) > 0 {
			t.Errorf("%v is left, %v", left, err)
		}
	}
}
