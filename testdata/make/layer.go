package main

import (
	"fmt"
	"image"
	"strings"
)

// layers is a page for each kind of text that a PDF may hold.
func layers() []byte {
	b := newBooklet()
	paragraph := func(y float64) string { return lines(12, 40, y, 60, aboutReading) }
	visible := show(24, 40, 530, "Text that is already there") + paragraph(490)
	b.page(a5, visible)
	b.page("/MediaBox [0 0 595 420] /Rotate 90", "0 1 -1 0 595 0 cm\n"+strings.ReplaceAll(visible, "Text that", "Turned text that"))
	b.page(a5, "0 1 -1 0 420 0 cm\n"+show(20, 60, 300, "Text that runs up the page")+show(14, 60, 260, "beside what stands upright")+
		"0 -1 1 0 0 420 cm\n")
	// Fonts whose letters look like themselves and claim to be others.
	b.pageWith(a5, b.claiming("/F", func(code int) int { return 'a' + (code*7+3)%26 }), visible)
	b.pageWith(a5, b.claiming("/F", func(code int) int { return 0xe000 + code }), visible)
	// Pictures.
	picture := b.picture(label("Only the picture says this").Gray)
	b.pageWith(a5, b.holding(picture), visible+"q 300 0 0 75 40 60 cm /P Do Q\n")
	b.pageWith(a5, b.holding(picture), "q 340 0 0 85 40 400 cm /P Do Q\n3 Tr\n"+
		show(24, 50, 430, "Junk under a picture")+show(14, 50, 410, "that nobody can see there"))
	// White on white, beside what shows.
	b.page(a5, visible+"1 g "+show(14, 40, 60, "Nobody sees white ink"))
	return b.file("")
}

// lines sets a text in lines of up to so many letters.
func lines(size, x, y float64, letters int, text string) string {
	var content strings.Builder
	line := ""
	for word := range strings.FieldsSeq(text) {
		if len(line)+len(word) > letters {
			content.WriteString(show(size, x, y, line))
			y, line = y-1.4*size, ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return content.String() + show(size, x, y, line)
}

// pageWith is page with resources of its own.
func (b *booklet) pageWith(entries, resources, content string) {
	stream := b.stream("", content)
	b.pages = append(b.pages, b.add("<< /Type /Page /Parent %d 0 R %s /Contents %d 0 R /Resources << %s >> >>",
		b.tree, entries, stream, resources))
}

// claiming is resources with a font whose letters mean what to makes of them.
func (b *booklet) claiming(name string, to func(code int) int) string {
	var table strings.Builder
	table.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n" +
		"1 begincodespacerange <00> <FF> endcodespacerange\n")
	for code := 'A'; code <= 'z'; code++ {
		fmt.Fprintf(&table, "1 beginbfchar <%02X> <%04X> endbfchar\n", code, to(int(code)))
	}
	table.WriteString("endcmap end end")
	unicode := b.stream("", table.String())
	font := b.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode %d 0 R >>", unicode)
	return fmt.Sprintf("/Font << %s %d 0 R >>", name, font)
}

// holding is resources with the booklet's font and a picture.
func (b *booklet) holding(picture int) string {
	return fmt.Sprintf("/Font << /F %d 0 R >> /XObject << /P %d 0 R >>", b.font, picture)
}

// picture is an image of one byte a pixel.
func (b *booklet) picture(g *image.Gray) int {
	bounds := g.Bounds()
	var pix []byte
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		pix = append(pix, g.Pix[g.PixOffset(bounds.Min.X, y):][:bounds.Dx()]...)
	}
	return b.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
		bounds.Dx(), bounds.Dy()), string(packed(pix)))
}
