package export

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/ocr"
)

// about is a document that tells all it can.
var about = Document{
	Name: `a "scan" & more.tif`, Language: "en", Version: "1.2.3",
	Created: time.Date(2025, time.November, 24, 12, 30, 0, 0, time.FixedZone("CET", 3600)),
}

// wordAt is a word of the given ink: x to right, y to bottom.
func wordAt(text string, x, y, right, bottom, confidence float64) ocr.Word {
	return ocr.Word{Text: text, Quad: ocr.Rect(x, y, right, bottom), Confidence: confidence}
}

// lineOf is a line of upright words.
func lineOf(block int, words ...ocr.Word) ocr.Line {
	var quads []ocr.Quad
	for _, w := range words {
		quads = append(quads, w.Quad)
	}
	return ocr.Line{Block: block, Words: words, Quad: ocr.Around(quads, 0)}
}

// sample is a document of three pages: print, slanted handwriting and turned
// text on the first, nothing on the second, a page of a PDF as the fourth (the
// third failed).
func sample() []ocr.Page {
	corrected := wordAt("Hello,", 60, 100, 120, 124, 1)
	corrected.Corrected = true
	hand := ocr.Line{
		Block: 1, Language: "de", Style: &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.875},
		Words: []ocr.Word{
			{Text: "schräg", Quad: ocr.Slanted(60, 200, 160, 240, 8), Confidence: 0.4},
			{Text: "<b>", Quad: ocr.Slanted(170, 215, 260, 255, 8), Confidence: 0.123},
		},
	}
	hand.Quad = ocr.Around([]ocr.Quad{hand.Words[0].Quad, hand.Words[1].Quad}, 8)
	turned := ocr.Line{Block: 2, Words: []ocr.Word{{Text: "up", Quad: ocr.Slanted(500, 300, 530, 400, -90), Confidence: 0.9}}}
	turned.Quad = turned.Words[0].Quad
	print := lineOf(0, corrected, wordAt("world", 130, 100, 190, 118, 0.9876))
	print.Style = &ocr.Style{Name: ocr.StyleOther, Confidence: 1}
	return []ocr.Page{
		{
			Width: 600, Height: 800, Unit: ocr.UnitPixel, Angle: 0.5, Language: "en",
			Lines: []ocr.Line{print, hand, turned, lineOf(0, wordAt("日本", 60, 700, 100, 720, 0.8), wordAt("語", 100, 700, 120, 720, 0.7))},
		},
		{Number: 1, Width: 600, Height: 800, Unit: ocr.UnitPixel, Lines: []ocr.Line{}},
		{
			Number: 3, Width: 2480, Height: 3508, DPIX: 300, DPIY: 300, Unit: ocr.UnitInch,
			Lines: []ocr.Line{lineOf(0, wordAt("שלום", 2000, 300, 2300, 360, 0.6), wordAt("עולם", 1700, 300, 1980, 360, 0.5))},
		},
	}
}

// hostile is a page whose words are what writers trip over.
func hostile() ocr.Page {
	page := ocr.Page{Width: 1000, Height: 1000, Unit: ocr.UnitPixel, Language: `x"><y`}
	for i, text := range []string{
		"\x00\x01\x1f", "]]>", "-->", "<!--", "&amp;", `"quoted"`, "'single'", "a|b", "=cmd()", "+1", "-x", "@sum", "\t=1", "a\nb\r\nc",
		"\xff\xfe", "\xed\xa0\x80", "\ufffe\uffff", "\u202eabc\u202c", "\u2028", "👩‍👩‍👧", "# no", "1.", "***", "![x](y)", "<script>", "", " ",
	} {
		y := float64(10 + 30*i)
		page.Lines = append(page.Lines, lineOf(i, wordAt(text, 10, y, 100, y+20, 2), wordAt("next", 110, y, 150, y+14, -1)))
	}
	return page
}

// written is the document of the pages in format f.
func written(t *testing.T, f Format, doc Document, pages ...ocr.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Pages(&b, f, doc, pages); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// isGolden fails unless got is what lies in testdata under that name; with
// RECTO_WRITE_GOLDEN set it also writes it there, to be looked at.
func isGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	want, err := os.ReadFile(path)
	if err == nil && string(want) == got {
		return
	}
	fresh := filepath.Join(t.TempDir(), name)
	if os.Getenv("RECTO_WRITE_GOLDEN") != "" {
		fresh = path
	}
	if err := os.WriteFile(fresh, []byte(got), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s differs (%v); got\n%s", path, err, got)
}

// xmllint fails unless the text is well-formed XML. It skips the test where the
// program is not installed.
func xmllint(t *testing.T, text string) {
	t.Helper()
	program, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint (libxml2-utils) is not installed")
	}
	cmd := exec.CommandContext(t.Context(), program, "--noout", "--nonet", "-")
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("xmllint: %v\n%s", err, out)
	}
}
