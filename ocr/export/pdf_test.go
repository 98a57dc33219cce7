package export

import (
	"context"
	"errors"
	"io"
	"iter"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
)

// source writes PDFs of scan.tif.
func source() *ocrtest.Fake {
	return &ocrtest.Fake{Documents: map[string]ocrtest.Document{"scan.tif": {PDFResult: ocr.PDFResult{Signed: true}}}}
}

// writePDF writes the pages of scan.tif.
func writePDF(t *testing.T, w io.Writer, by ocr.PDFWriter, told func(ocr.PDFResult), pages ...ocr.Page) error {
	t.Helper()
	writer := NewPDF(t.Context(), w, by, ocr.PDFRequest{Path: "scan.tif"}, told)
	for _, page := range pages {
		if err := writer.Page(page); err != nil {
			t.Fatal(err)
		}
	}
	err := writer.Close()
	if writer.Page(ocr.Page{}) == nil {
		t.Error("a page after Close was taken")
	}
	return err
}

func TestASearchablePDFIsWrittenOverItsSource(t *testing.T) {
	second := ocrtest.Text("two")
	second.Number, second.DPIX = 3, math.NaN()
	path := filepath.Join(t.TempDir(), "out.pdf")
	var told ocr.PDFResult
	err := WriteFile(path, true, func(w io.Writer) error {
		return writePDF(t, w, source(), func(r ocr.PDFResult) { told = r }, ocrtest.Text("one"), second)
	})
	if got, _ := os.ReadFile(path); err != nil || string(got) != "%PDF of scan.tif\n1 one\n4 two\n" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if !told.Signed {
		t.Errorf("told of %+v, want what the writer answered", told)
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("the folder holds %v", left)
	}
}

func TestAPDFForAStreamIsCopied(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	var stream strings.Builder
	if err := writePDF(t, &stream, source(), nil, ocrtest.Text("one")); err != nil || stream.String() != "%PDF of scan.tif\n1 one\n" {
		t.Errorf("the stream got %q, %v", stream.String(), err)
	}
	stream.Reset()
	if err := writePDF(t, &stream, source(), nil); err != nil || stream.Len() > 0 {
		t.Errorf("without a page the stream got %q, %v", stream.String(), err)
	}
	if left, _ := os.ReadDir(temp); len(left) != 0 {
		t.Errorf("temp files left: %v", left)
	}
}

// halfway fails when it has begun to write.
type halfway struct{}

func (halfway) WritePDF(_ context.Context, req ocr.PDFRequest, _ iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	return ocr.PDFResult{}, errors.Join(os.WriteFile(req.Target, []byte("half"), 0o600), render.ErrDamaged)
}

func TestAPDFThatFailsLeavesNothing(t *testing.T) {
	folder, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	write := func(w io.Writer) error { return writePDF(t, w, halfway{}, nil, ocrtest.Text("one")) }
	if err := WriteFile(filepath.Join(folder, "out.pdf"), false, write); !errors.Is(err, render.ErrDamaged) {
		t.Errorf("WriteFile = %v, want %v", err, render.ErrDamaged)
	}
	var stream strings.Builder
	if err := write(&stream); !errors.Is(err, render.ErrDamaged) || stream.Len() > 0 {
		t.Errorf("the stream got %q, %v", stream.String(), err)
	}
	for _, dir := range []string{folder, temp} {
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("files left: %v", left)
		}
	}
}

func TestPagesThatWaitForTheirPDFArePacked(t *testing.T) {
	var lines []string
	for range 100 {
		lines = append(lines, "ten words of a line that is long enough here")
	}
	w := NewPDF(t.Context(), io.Discard, source(), ocr.PDFRequest{Path: "scan.tif"}, nil)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	page := ocrtest.Text(lines...)
	if err := w.Page(page); err != nil {
		t.Fatal(err)
	}
	before := heap()
	for range 20 {
		if err := w.Page(page); err != nil {
			t.Fatal(err)
		}
	}
	if after := heap(); after > before+20*20<<10 {
		t.Errorf("20 pages of 1,000 words are held in %d kB", (after-before)>>10)
	}
	runtime.KeepAlive(w)
}
