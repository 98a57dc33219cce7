package export

import (
	"archive/zip"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"recto/ocr"
)

// docxWriter writes a document for Word and LibreOffice (docs/adr/0013):
// paragraphs and headings as the page has them, one page of the document for
// each page that was read, handwriting in italics, languages for the spelling
// check. Lines flow into each other unless their end was meant. The pages are
// packed as they come, so that what was packed reaches the file with delay.
type docxWriter struct {
	w    io.Writer
	doc  Document
	zip  *zip.Writer
	body io.Writer // word/document.xml

	pages         int
	width, height int // of the paper, in twentieths of a point
	closed        bool
}

// The paper where the pages do not tell theirs: A4, in twentieths of a point.
// Word takes no side above 22 inches.
const (
	paperWidth, paperHeight = 11906, 16838
	perInch                 = 1440
	longestPaper            = 22 * perInch
)

func (d *docxWriter) Page(page ocr.Page) error {
	if d.closed {
		return errClosed
	}
	if d.zip == nil {
		if err := d.begin(page); err != nil {
			return err
		}
	}
	var b strings.Builder
	list := paragraphs(page)
	if len(list) == 0 {
		list = []paragraph{{}} // a blank page keeps its place
	}
	for i, p := range list {
		docxParagraph(&b, p, page.Language, i == 0 && d.pages > 0)
	}
	d.pages++
	_, err := io.WriteString(d.body, b.String())
	return err
}

func (d *docxWriter) Close() error {
	if d.closed || d.zip == nil {
		d.closed = true
		return nil
	}
	d.closed = true
	if _, err := fmt.Fprintf(d.body, docxTail, d.width, d.height); err != nil {
		return err
	}
	return d.zip.Close()
}

// begin writes all parts but the text, which is the last as it grows.
func (d *docxWriter) begin(first ocr.Page) error {
	d.width, d.height = paperWidth, paperHeight
	if first.Unit == ocr.UnitInch && first.DPIX > 0 && first.DPIY > 0 {
		w, h := float64(first.Width)/first.DPIX*perInch, float64(first.Height)/first.DPIY*perInch
		if min(w, h) >= perInch && max(w, h) <= longestPaper {
			d.width, d.height = int(math.Round(w)), int(math.Round(h))
		}
	}
	d.zip = zip.NewWriter(d.w)
	language := xmlLanguage(d.doc.Language)
	if language == "" {
		language = "en"
	}
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRelations},
		{"docProps/core.xml", fmt.Sprintf(docxProperties, escaped(d.doc.Name), docxCreated(d.doc.Created))},
		{"docProps/app.xml", docxApplication},
		{"word/_rels/document.xml.rels", docxTextRelations},
		{"word/styles.xml", fmt.Sprintf(docxStyles, language)},
		{"word/document.xml", docxHead},
	} {
		w, err := d.zip.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: docxTime(d.doc.Created)})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, part.text); err != nil {
			return err
		}
		d.body = w
	}
	return nil
}

// docxTime is when the parts say they were made: a time that ZIP can hold.
func docxTime(created time.Time) time.Time {
	if created.IsZero() {
		return time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	return created.UTC()
}

func docxCreated(created time.Time) string {
	if created.IsZero() {
		return ""
	}
	return `<dcterms:created xsi:type="dcterms:W3CDTF">` + timestamp(created) + `</dcterms:created>`
}

// docxParagraph writes one paragraph; newPage has it begin a page.
func docxParagraph(b *strings.Builder, p paragraph, language string, newPage bool) {
	b.WriteString("<w:p><w:pPr>")
	if p.level > 0 {
		fmt.Fprintf(b, `<w:pStyle w:val="Heading%d"/>`, p.level)
	}
	if newPage {
		b.WriteString("<w:pageBreakBefore/>")
	}
	if len(p.lines) > 0 && rightToLeft(p.lines[0]) {
		b.WriteString("<w:bidi/>")
	}
	b.WriteString("</w:pPr>")
	for i, line := range p.lines {
		text := printable(line.Text())
		switch {
		case i == len(p.lines)-1:
		case p.level == 0 && p.breaks[i]:
			text += "\n"
		case ocr.Spaced(text, p.lines[i+1].Text()):
			text += " "
		}
		if line.Language == "" {
			line.Language = language
		}
		docxRun(b, line, text)
	}
	b.WriteString("</w:p>\n")
}

// docxRun writes the line's text; a line feed at its end is a break.
func docxRun(b *strings.Builder, line ocr.Line, text string) {
	b.WriteString("<w:r><w:rPr>")
	if handwritten(line) {
		b.WriteString("<w:i/><w:iCs/>")
	}
	if rightToLeft(line) {
		b.WriteString("<w:rtl/>")
	}
	if isLanguage(line.Language) {
		fmt.Fprintf(b, `<w:lang w:val="%s" w:eastAsia="%[1]s" w:bidi="%[1]s"/>`, line.Language)
	}
	b.WriteString("</w:rPr>")
	text, broken := strings.CutSuffix(text, "\n")
	b.WriteString(`<w:t xml:space="preserve">` + escaped(text) + "</w:t>")
	if broken {
		b.WriteString("<w:br/>")
	}
	b.WriteString("</w:r>")
}
