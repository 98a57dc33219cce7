package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// documents writes the PDFs and the other kinds of documents.
func (m *maker) documents() {
	m.form()
	m.write(m.made, "rotated.pdf", rotated())
	m.write(m.made, "small-type.pdf", smallType())
	m.write(m.made, "layers.pdf", layers())
	m.write(m.raw, "plain.pdf", plain())
	m.write(m.raw, "many.pdf", many(5000))
	m.write(m.made, "drawing.svg", []byte(drawing))
	m.comic()
	m.ebook()
}

const a5 = "/MediaBox [0 0 420 595]"

// plain is two pages of vector type, which make.sh locks.
func plain() []byte {
	b := newBooklet()
	b.page(a5, show(24, 40, 520, "Behind the lock")+show(14, 40, 470, "The password opens this page."))
	b.page(a5, show(24, 40, 520, "The second page")+show(14, 40, 470, "Both were locked away."))
	return b.file("")
}

// many is a document of count pages with one content.
func many(count int) []byte {
	b := newBooklet()
	stream := b.stream("", show(14, 20, 60, "One of very many"))
	for range count {
		b.pages = append(b.pages, b.add("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 200 100] /Contents %d 0 R /Resources << /Font << /F %d 0 R >> >> >>",
			b.tree, stream, b.font))
	}
	return b.file("")
}

// smallType is a page of 5-point type, which 300 dpi leave few pixels.
func smallType() []byte {
	b := newBooklet()
	var content strings.Builder
	y, line := 540.0, ""
	for word := range strings.FieldsSeq(aboutReading + " " + aboutPaper) {
		if len(line)+len(word) > 110 {
			content.WriteString(show(5, 40, y, line))
			y, line = y-8, ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	content.WriteString(show(5, 40, y, line))
	b.page(a5, content.String())
	return b.file("")
}

// rotated is pages that a viewer shows upright although they are turned, cut
// or scaled in the file.
func rotated() []byte {
	b := newBooklet()
	const x0, y0, x1, y1 = -60, 30, 340, 330 // the crop box
	for _, p := range []struct{ turn, matrix string }{
		{"0", fmt.Sprintf("1 0 0 1 %d %d cm\n", x0, y0)},
		{"90", fmt.Sprintf("0 1 -1 0 %d %d cm\n", x1, y0)},
		{"180", fmt.Sprintf("-1 0 0 -1 %d %d cm\n", x1, y1)},
		{"270", fmt.Sprintf("0 -1 1 0 %d %d cm\n", x0, y1)},
	} {
		b.page(fmt.Sprintf("/MediaBox [-100 -50 500 450] /CropBox [%d %d %d %d] /Rotate %s", x0, y0, x1, y1, p.turn),
			p.matrix+show(20, 30, 150, "Turned by "+p.turn+" degrees")+show(12, 30, -20, "Outside the crop box"))
	}
	b.page("/MediaBox [0 0 200 150] /UserUnit 2", show(10, 15, 75, "Two points to the unit"))
	b.page("/MediaBox [0 0 400 300] /CropBox [-200 -200 900 900]", show(20, 30, 150, "Cropped beyond its edge"))
	b.page("/MediaBox [400 300 0 0]", show(20, 30, 150, "Corners in odd order"))
	return b.file("")
}

// form is a form as people send it back: the answer is a field's value without
// a picture of its own, the tick is a state, and notes lie over the page.
func (m *maker) form() {
	b := newBooklet()
	on := b.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20]",
		"2 w 3 10 m 8 4 l 17 17 l S")
	off := b.stream("/Type /XObject /Subtype /Form /BBox [0 0 20 20]", "")
	stamp := b.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 140 40] /Resources << /Font << /F %d 0 R >> >>", b.font),
		"1 0 0 RG 1 0 0 rg 2 w 1 1 138 38 re S "+show(20, 14, 13, "RECEIVED"))
	note := b.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 200 24] /Resources << /Font << /F %d 0 R >> >>", b.font),
		show(14, 4, 7, "Call back on Monday"))
	hidden := b.stream(fmt.Sprintf("/Type /XObject /Subtype /Form /BBox [0 0 200 24] /Resources << /Font << /F %d 0 R >> >>", b.font),
		show(14, 4, 7, "Invisible ink"))
	page := len(b.objects) + 7 // behind five notes and the content
	name := b.add("<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Ada Lovelace) /DA (/F 14 Tf 0 g) /Rect [140 470 360 494] /F 4 /P %d 0 R >>", page)
	tick := b.add("<< /Type /Annot /Subtype /Widget /FT /Btn /T (agree) /V /Yes /AS /Yes /AP << /N << /Yes %d 0 R /Off %d 0 R >> >> /Rect [140 430 160 450] /F 4 /P %d 0 R >>", on, off, page)
	seal := b.add("<< /Type /Annot /Subtype /Stamp /Rect [240 330 380 370] /F 4 /AP << /N %d 0 R >> >>", stamp)
	memo := b.add("<< /Type /Annot /Subtype /FreeText /Contents (Call back on Monday) /DA (/F 14 Tf 0 g) /Rect [40 280 240 304] /F 4 /AP << /N %d 0 R >> >>", note)
	gone := b.add("<< /Type /Annot /Subtype /FreeText /Contents (Invisible ink) /DA (/F 14 Tf 0 g) /Rect [40 240 240 264] /F 2 /AP << /N %d 0 R >> >>", hidden)
	b.page(a5+" /Annots "+refs([]int{name, tick, seal, memo, gone}),
		show(24, 40, 530, "Application form")+show(14, 40, 476, "Your name")+
			"0.5 w 140 470 220 24 re S 140 430 20 20 re S\n"+show(14, 40, 434, "I agree"))
	if b.pages[0] != page {
		panic("make: the page of the form is another object")
	}
	m.write(m.made, "form.pdf", b.file(fmt.Sprintf(
		"/AcroForm << /Fields %s /NeedAppearances true /DA (/F 0 Tf 0 g) /DR << /Font << /F %d 0 R >> >> >>",
		refs([]int{name, tick}), b.font)))
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="120" viewBox="0 0 400 120">
<rect width="400" height="120" fill="white"/>
<text x="20" y="70" font-family="Helvetica" font-size="26">Drawn with vectors</text>
</svg>
`

// comic is a CBZ: a zip of pictures, in the order of their names.
func (m *maker) comic() {
	m.zip("comic.cbz", []part{
		{"01.png", m.encoded("First picture of two")},
		{"02.png", m.encoded("Second picture of two")},
	})
}

// encoded is a label as PNG.
func (m *maker) encoded(words string) string {
	m.png(m.raw, "part.png", bilevel(label(words).Gray))
	data, err := os.ReadFile(filepath.Join(m.raw, "part.png"))
	m.check(err)
	return string(data)
}

// ebook is the smallest EPUB that readers open.
func (m *maker) ebook() {
	m.zip("book.epub", []part{
		{"mimetype", "application/epub+zip"},
		{"META-INF/container.xml", `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`},
		{"book.opf", `<package version="2.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title><dc:identifier id="id">recto-book</dc:identifier><dc:language>en</dc:language></metadata>
<manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="one"/></spine></package>`},
		{"one.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head><body><h1>A book that flows</h1><p>` + aboutDoubt + `</p></body></html>`},
	})
}

// part is a file in an archive.
type part struct{ name, data string }

func (m *maker) zip(name string, parts []part) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		// Stored, since an EPUB's first file must be.
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Store})
		m.check(err)
		if err == nil {
			_, err = w.Write([]byte(p.data))
			m.check(err)
		}
	}
	m.check(z.Close())
	m.write(m.made, name, b.Bytes())
}
