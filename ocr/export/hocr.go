package export

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strings"

	"recto/ocr"
)

// hocrWriter writes hOCR 1.2 as XHTML: ocr_page, ocr_carea (a stretch of one
// block's lines), ocr_par, ocr_line and ocrx_word. What a page holds stands in
// these properties of the title attribute:
//
//	ocr_page   image "NAME" (%22, %3B and %25 for ", ; and %); bbox 0 0 W H; ppageno N (from 0); scan_res X Y (dpi, where known), and
//	           x_dpi X Y where these are no whole numbers;
//	           x_unit inch (a page of a PDF); x_angle A (the page's angle, degrees clockwise, where not 0)
//	ocr_carea  bbox; x_block B (the number of the engine's block)
//	ocr_line   bbox; baseline SLOPE OFFSET, or for text that is turned by more than 45° textangle A
//	           (degrees counter-clockwise); x_size S (the line's height in pixels);
//	           x_style NAME C (handwriting or other, confidence in percent, where computed)
//	ocrx_word  bbox; x_wconf C (percent, one decimal); x_corrected 1 (a person gave the text)
//
// Lines and words whose quad is more than its bbox carry x_quad X0 Y0 … X3 Y3
// too: the corners clockwise from the text's own top left. (The standard's poly
// excludes bbox.) Places are whole pixels; bbox is cut to the page. Languages
// are lang attributes: of the document, the page, the line.
type hocrWriter struct {
	w      io.Writer
	doc    Document
	begun  bool
	closed bool
}

const hocrHead = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"%s>
 <head>
  <title>%s</title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="%s"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_lang ocrp_dir"/>
%s </head>
 <body>
`

func (h *hocrWriter) Page(page ocr.Page) error {
	if h.closed {
		return errClosed
	}
	var b bytes.Buffer
	if !h.begun {
		h.begun = true
		h.head(&b)
	}
	p := hocrPage{&b, page, page.Number + 1}
	p.write(h.doc.Name)
	_, err := h.w.Write(b.Bytes())
	return err
}

func (h *hocrWriter) Close() error {
	if h.closed || !h.begun {
		h.closed = true
		return nil
	}
	h.closed = true
	_, err := io.WriteString(h.w, " </body>\n</html>\n")
	return err
}

func (h *hocrWriter) head(b *bytes.Buffer) {
	more := ""
	if h.doc.Language != "" {
		more += `  <meta name="ocr-langs" content="` + escaped(h.doc.Language) + "\"/>\n"
	}
	if !h.doc.Created.IsZero() {
		more += `  <meta name="dcterms.created" content="` + timestamp(h.doc.Created) + "\"/>\n"
	}
	fmt.Fprintf(b, hocrHead, lang(h.doc.Language), escaped(h.doc.Name), escaped(strings.TrimSpace("Recto "+h.doc.Version)), more)
}

// hocrPage is one page while it is written; number is what its ids begin with.
type hocrPage struct {
	out    *bytes.Buffer
	page   ocr.Page
	number int
}

func (p hocrPage) write(name string) {
	var title []string
	if name != "" {
		title = append(title, "image "+quoted(name))
	}
	title = append(title, fmt.Sprintf("bbox 0 0 %d %d", p.page.Width, p.page.Height), fmt.Sprintf("ppageno %d", p.page.Number))
	if p.page.DPIX > 0 && p.page.DPIY > 0 {
		title = append(title, fmt.Sprintf("scan_res %.0f %.0f", p.page.DPIX, p.page.DPIY))
		if math.Round(p.page.DPIX) != p.page.DPIX || math.Round(p.page.DPIY) != p.page.DPIY {
			title = append(title, "x_dpi "+decimal(p.page.DPIX, 6)+" "+decimal(p.page.DPIY, 6))
		}
	}
	if p.page.Unit == ocr.UnitInch {
		title = append(title, "x_unit inch")
	}
	if p.page.Angle != 0 {
		title = append(title, "x_angle "+decimal(p.page.Angle, 4))
	}
	fmt.Fprintf(p.out, "  <div class=\"ocr_page\" id=\"page_%d\"%s title='%s'>\n", p.number, lang(p.page.Language), titled(title))
	line, par := 0, 0
	for i, block := range blocks(p.page) {
		fmt.Fprintf(p.out, "   <div class=\"ocr_carea\" id=\"block_%d_%d\" title='%s; x_block %d'>\n",
			p.number, i+1, p.box(block.bounds()), block.number)
		for _, paragraph := range block.paragraphs(0) {
			par++
			p.paragraph(paragraph.lines, par, &line)
		}
		p.out.WriteString("   </div>\n")
	}
	p.out.WriteString("  </div>\n")
}

func (p hocrPage) paragraph(lines []ocr.Line, number int, line *int) {
	dir := ""
	if rightToLeft(lines[0]) {
		dir = ` dir="rtl"`
	}
	around := block{lines: lines}
	fmt.Fprintf(p.out, "    <p class=\"ocr_par\" id=\"par_%d_%d\"%s title='%s'>\n", p.number, number, dir, p.box(around.bounds()))
	for _, l := range lines {
		*line++
		p.line(l, *line)
	}
	p.out.WriteString("    </p>\n")
}

func (p hocrPage) line(line ocr.Line, number int) {
	title := p.places(line.Quad)
	if angle := line.Quad.Angle(); math.Abs(angle) <= 45 {
		left, _, _, bottom := line.Quad.Bounds()
		from, to := baseline(line)
		slope := 0.0
		if to.X > from.X {
			slope = (to.Y - from.Y) / (to.X - from.X)
		}
		offset := from.Y + slope*(left-from.X) - bottom
		title = append(title, "baseline "+decimal(slope, 4)+" "+decimal(offset, 0))
	} else {
		title = append(title, "textangle "+decimal(math.Mod(360-angle, 360), 2))
	}
	title = append(title, "x_size "+decimal(height(line.Quad), 1))
	if line.Style != nil {
		title = append(title, "x_style "+escaped(string(line.Style.Name))+" "+percent(line.Style.Confidence))
	}
	fmt.Fprintf(p.out, "     <span class=\"ocr_line\" id=\"line_%d_%d\"%s title='%s'>", p.number, number, lang(line.Language), titled(title))
	for i, word := range line.Words {
		if i > 0 && ocr.Spaced(line.Words[i-1].Text, word.Text) {
			p.out.WriteString(" ")
		}
		title := append(p.places(word.Quad), "x_wconf "+percent(word.Confidence))
		if word.Corrected {
			title = append(title, "x_corrected 1")
		}
		fmt.Fprintf(p.out, "<span class=\"ocrx_word\" id=\"word_%d_%d_%d\" title='%s'>%s</span>",
			p.number, number, i+1, titled(title), escaped(word.Text))
	}
	p.out.WriteString("</span>\n")
}

// places are the properties that tell where a quad is.
func (p hocrPage) places(q ocr.Quad) []string {
	list := []string{p.box(q.Bounds())}
	if whole := q.Map(wholePixels); whole != ocr.Rect(p.cut(q.Bounds())) {
		quad := "x_quad"
		for _, corner := range whole {
			quad += " " + decimal(corner.X, 0) + " " + decimal(corner.Y, 0)
		}
		list = append(list, quad)
	}
	return list
}

// box is the bbox with the given edges.
func (p hocrPage) box(left, top, right, bottom float64) string {
	left, top, right, bottom = p.cut(left, top, right, bottom)
	return fmt.Sprintf("bbox %.0f %.0f %.0f %.0f", left, top, right, bottom)
}

// cut are the edges as whole pixels of the page.
func (p hocrPage) cut(left, top, right, bottom float64) (l, t, r, b float64) {
	on := func(v float64, most int) float64 { return float64(min(max(pixel(v), 0), most)) }
	return on(left, p.page.Width), on(top, p.page.Height), on(right, p.page.Width), on(bottom, p.page.Height)
}

// titled is the value of a title attribute in single quotes, as properties have
// double ones.
func titled(properties []string) string { return strings.Join(properties, "; ") }

// quoted is a string in a property: quotes and semicolons, which would end it
// early, stand as %22 and %3B, and the percent sign as %25.
func quoted(s string) string {
	return `"` + escaped(strings.NewReplacer(`"`, "%22", ";", "%3B", "%", "%25").Replace(s)) + `"`
}
