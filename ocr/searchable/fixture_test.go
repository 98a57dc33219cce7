package searchable

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// needs skips a test where a program is missing that it stands on.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
}

// output is what a program prints; it fails the test where that fails.
func output(t *testing.T, program string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", program, args, err, &stderr)
	}
	return string(out)
}

// makePDF writes the objects, numbered from 1, as a PDF whose first is the
// catalog; a "stream …" after a dictionary becomes its data.
func makePDF(t *testing.T, objects ...string) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = b.Len()
		if head, data, ok := strings.Cut(object, "stream "); ok {
			head = strings.TrimSuffix(strings.TrimSpace(head), ">>")
			object = fmt.Sprintf("%s /Length %d >>\nstream\n%s\nendstream", head, len(data), data)
		}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	path := filepath.Join(t.TempDir(), "source.pdf")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// onePage is a PDF of one page with these entries of its dictionary, and a
// grey square and what else content paints on it.
func onePage(t *testing.T, entries, content string) string {
	t.Helper()
	return makePDF(t,
		"<</Type /Catalog /Pages 2 0 R>>",
		"<</Type /Pages /Kids [3 0 R] /Count 1>>",
		"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> "+entries+">>",
		"<<>> stream .5 g 10 10 20 20 re f "+content,
		"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
	)
}

// pictures is a renderer of a document of given rasters, nil for pages that
// are broken; a PDF where there are none.
type pictures struct {
	format string
	pages  []*render.Raster
	info   []render.PageInfo
}

func (p pictures) Info(_ context.Context, path, _ string) (render.Info, error) {
	if _, err := os.Stat(path); err != nil {
		return render.Info{}, render.ErrNotFound
	}
	if p.format == "" {
		return render.Info{Format: "pdf"}, nil
	}
	return render.Info{Format: p.format, Pages: p.info}, nil
}

func (p pictures) Render(_ context.Context, req render.Request) (render.Raster, error) {
	if p.pages[req.Page] == nil {
		return render.Raster{}, render.ErrPage
	}
	return *p.pages[req.Page], nil
}

// write writes a searchable PDF into a folder of the test and is its path.
func write(t *testing.T, renderer pictures, req ocr.PDFRequest, pages ...ocr.Page) (string, ocr.PDFResult, error) {
	t.Helper()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	req.Target = filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(req.Target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := (&Writer{Renderer: renderer}).WritePDF(t.Context(), req, sequence(pages))
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("temp files left: %v", left)
	}
	return req.Target, result, err
}

// mustWrite is write of a PDF that qpdf finds nothing to say against.
func mustWrite(t *testing.T, renderer pictures, req ocr.PDFRequest, pages ...ocr.Page) (string, ocr.PDFResult) {
	t.Helper()
	path, result, err := write(t, renderer, req, pages...)
	if err != nil {
		t.Fatalf("WritePDF(%q) = %v", req.Path, err)
	}
	output(t, "qpdf", "--check", "--password="+req.Password, path)
	return path, result
}

func sequence(pages []ocr.Page) iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		for _, page := range pages {
			if !yield(page, nil) {
				return
			}
		}
	}
}

// page is a page of width × height pixels with these lines; their words stand
// beside each other, 10 pixels a character, 5 between words, 20 high.
func page(width, height int, lines ...string) ocr.Page {
	p := ocr.Page{Width: width, Height: height, Unit: ocr.UnitPixel}
	for i, text := range lines {
		x, y := 30.0, 40+30*float64(i)
		line := ocr.Line{}
		for _, w := range strings.Fields(text) {
			end := x + 10*float64(len([]rune(w)))
			line.Words = append(line.Words, ocr.Word{Text: w, Quad: ocr.Rect(x, y, end, y+20), Confidence: 1})
			x = end + 5
		}
		line.Quad = ocr.Rect(30, y, x-5, y+20)
		p.Lines = append(p.Lines, line)
	}
	return p
}
