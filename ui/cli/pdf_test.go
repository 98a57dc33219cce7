package cli

import (
	"os"
	"path/filepath"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

func TestASearchablePDFOfEachDocumentIsWritten(t *testing.T) {
	dir := t.TempDir()
	signed := ocrtest.TextDocument("text")
	signed.PDFResult = ocr.PDFResult{Signed: true, Encrypted: true, Blank: 2}
	o := run(t, files("a.pdf", signed, "b.jpg", ocrtest.TextDocument("more")), "read", "--format", "pdf", "-o", dir, "a.pdf", "b.jpg")
	o.is(t, exitDone, "")
	o.says(t, "a.pdf: The document is signed.", "a.pdf: The PDF is locked", "empty in the PDF: 2.")
	for name, want := range map[string]string{"a.ocr.pdf": "%PDF of a.pdf\n1 text\n", "b.ocr.pdf": "%PDF of b.jpg\n1 more\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v", name, got, err)
		}
	}
}

func TestTheEndingPDFMeansASearchableOne(t *testing.T) {
	target := filepath.Join(t.TempDir(), "out.pdf")
	run(t, files("b.jpg", ocrtest.TextDocument("more")), "read", "-o", target, "b.jpg").is(t, exitDone, "")
	if got, err := os.ReadFile(target); err != nil || string(got) != "%PDF of b.jpg\n1 more\n" {
		t.Errorf("it holds %q, %v", got, err)
	}
	run(t, files("b.jpg", ocrtest.TextDocument("more")), "read", "--format", "pdf", "b.jpg").is(t, exitDone, "%PDF of b.jpg\n1 more\n")
}
