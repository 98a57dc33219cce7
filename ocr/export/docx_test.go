package export

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"recto/ocr"
)

// parts are the files in a DOCX document by name; each is well-formed XML.
func parts(t *testing.T, text string) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
		for d := xml.NewDecoder(strings.NewReader(string(content))); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
	return all
}

// docxText is the text as a reader shows it: a line for each paragraph, with its
// style and the start of a page before it and [ ] around italics.
func docxText(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	var italic bool
	d := xml.NewDecoder(strings.NewReader(parts(t, text)["word/document.xml"]))
	for {
		token, err := d.Token()
		if err != nil {
			return b.String()
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			italic = name == "i" || italic && name != "r"
			switch {
			case name == "pStyle":
				b.WriteString(token.Attr[0].Value + ": ")
			case name == "t" && italic:
				b.WriteString("[")
			}
			b.WriteString(map[string]string{"pageBreakBefore": "\f", "br": "/"}[name])
		case xml.EndElement:
			switch {
			case token.Name.Local == "t" && italic:
				b.WriteString("]")
			case token.Name.Local == "p":
				b.WriteString("\n")
			}
		case xml.CharData:
			b.WriteString(strings.Trim(string(token), "\n"))
		}
	}
}

func TestDOCXHasParagraphsHeadingsAndPages(t *testing.T) {
	got := docxText(t, written(t, FormatDOCX, about, titled4(), ocr.Page{}, sample()[0]))
	want := "Heading1: A Large Title\nHeading2: A Heading # 1 #\n" +
		"The first line of a text that runs on to the second, which is as long as this is and ends.\n" +
		"An indented line starts the next that there are two.\n" +
		"- far below:/Its end was meant, for there is room\n" +
		"\f\n\fHello, world\n[schräg <b>]\nup\n日本語\n"
	if got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestDOCXTellsDirectionLanguageTitleAndTime(t *testing.T) {
	all := parts(t, written(t, FormatDOCX, about, sample()...))
	for part, want := range map[string]string{
		"word/document.xml": `<w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>`,
		"word/styles.xml":   `<w:lang w:val="en"/>`,
		"docProps/core.xml": `<dc:title>a &#34;scan&#34; &amp; more.tif</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">2025-11-24T11:30:00Z<`,
	} {
		if !strings.Contains(all[part], want) {
			t.Errorf("%s lacks %s:\n%s", part, want, all[part])
		}
	}
	if !strings.Contains(all["word/document.xml"], `<w:i/><w:iCs/><w:lang w:val="de" `) {
		t.Error("the German handwriting has no language of its own")
	}
}

func TestDOCXPaperIsThatOfThePDFElseA4(t *testing.T) {
	letter := ocr.Page{Width: 2550, Height: 3300, DPIX: 300, DPIY: 300, Unit: ocr.UnitInch}
	poster := letter
	poster.Width = 9000
	for _, tt := range []struct {
		page ocr.Page
		want string
	}{{letter, `w:w="12240" w:h="15840"`}, {poster, `w:w="11906" w:h="16838"`}, {ocr.Page{Width: 10, Height: 10, Unit: ocr.UnitPixel}, `w:w="11906" w:h="16838"`}} {
		if got := parts(t, written(t, FormatDOCX, Document{}, tt.page))["word/document.xml"]; !strings.Contains(got, tt.want) {
			t.Errorf("%d × %d: %s, want %s", tt.page.Width, tt.page.Height, got, tt.want)
		}
	}
}

func TestDOCXHoldsHostileTextAsText(t *testing.T) {
	got := docxText(t, written(t, FormatDOCX, Document{Name: "\x00<"}, hostile()))
	for _, want := range []string{"]]>", "-->", "<script>", "&amp;", "=cmd()", "a b  c", "\ufffd"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
}

func TestDOCXOfATimeThatZipCannotHoldIsStillWritten(t *testing.T) {
	for _, year := range []int{1, 1900, 2500} {
		doc := Document{Created: time.Date(year, 1, 2, 3, 4, 5, 0, time.UTC)}
		parts(t, written(t, FormatDOCX, doc, sample()...))
	}
}
