package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"os"
	"strings"
)

// pdf is a PDF that grows object by object. Object 1 is the catalogue and
// object 2 the list of pages, which finish writes.
type pdf struct {
	out     bytes.Buffer
	offsets map[int]int
	kids    strings.Builder
	pages   int
	last    int // number of the last object
}

func newPDF() *pdf {
	p := &pdf{offsets: map[int]int{}, last: 2}
	p.out.WriteString("%PDF-1.4\n")
	return p
}

// add appends an object, with a stream where that is not nil, and returns its
// number.
func (p *pdf) add(dictionary string, stream []byte) int {
	p.last++
	p.put(p.last, dictionary, stream)
	return p.last
}

func (p *pdf) put(number int, dictionary string, stream []byte) {
	p.offsets[number] = p.out.Len()
	fmt.Fprintf(&p.out, "%d 0 obj\n%s\n", number, dictionary)
	if stream != nil {
		p.out.WriteString("stream\n")
		p.out.Write(stream)
		p.out.WriteString("\nendstream\n")
	}
	p.out.WriteString("endobj\n")
}

// packed appends a stream, packed, whose dictionary has those entries.
func (p *pdf) packed(entries string, stream []byte) (number int, err error) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(stream); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	return p.add(fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>", entries, packed.Len()), packed.Bytes()), nil
}

// page appends a page of that size in points.
func (p *pdf) page(widthPt, heightPt float64, contents int, resources string) {
	number := p.add(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << %s >> >>",
		widthPt, heightPt, contents, resources), nil)
	fmt.Fprintf(&p.kids, "%d 0 R ", number)
	p.pages++
}

// save writes what is still missing, and the file.
func (p *pdf) save(path string) error {
	p.put(1, "<< /Type /Catalog /Pages 2 0 R >>", nil)
	p.put(2, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", p.pages, p.kids.String()), nil)
	start := p.out.Len()
	fmt.Fprintf(&p.out, "xref\n0 %d\n0000000000 65535 f \n", p.last+1)
	for number := 1; number <= p.last; number++ {
		fmt.Fprintf(&p.out, "%010d 00000 n \n", p.offsets[number])
	}
	fmt.Fprintf(&p.out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", p.last+1, start)
	return os.WriteFile(path, p.out.Bytes(), 0o600)
}

// writePDF writes a PDF of one page for each picture, as scanners do: as large
// as the picture is at dpi.
func writePDF(path string, dpi float64, sheets []*image.Gray) error {
	p := newPDF()
	for _, sheet := range sheets {
		width, height := sheet.Rect.Dx(), sheet.Rect.Dy()
		widthPt, heightPt := float64(width)*72/dpi, float64(height)*72/dpi
		picture, err := p.packed(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8",
			width, height), sheet.Pix)
		if err != nil {
			return err
		}
		content := fmt.Appendf(nil, "%.2f 0 0 %.2f 0 0 cm /P Do", widthPt, heightPt)
		p.page(widthPt, heightPt, p.add(fmt.Sprintf("<< /Length %d >>", len(content)), content),
			fmt.Sprintf("/XObject << /P %d 0 R >>", picture))
	}
	return p.save(path)
}

// bookWords is what the pages of a book are set from.
var bookWords = strings.Fields("the of and a to in is you that it he was for on are as with his they at be this have from or one had by " +
	"word but not what all were we when your can said there use an each which she do how their if will up other about out many then them " +
	"these so some her would make like him into time has look two more write go see number no way could people my than first water been")

// writeBook writes a PDF of that many A4 pages, each set with 400 words of
// its own and its number.
func writeBook(path string, pages int) error {
	p := newPDF()
	font := p.add("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>", nil)
	for n := range pages {
		var text bytes.Buffer
		fmt.Fprintf(&text, "BT /F 42 Tf 60 760 Td (Page %d) Tj /F 12 Tf 15 TL 0 -30 Td\n", n+1)
		for line := range 40 {
			text.WriteByte('(')
			for word := range 10 {
				text.WriteString(bookWords[(n*7+line*13+word*(n+3))%len(bookWords)])
				text.WriteByte(' ')
			}
			text.WriteString(") Tj T*\n")
		}
		text.WriteString("ET")
		content, err := p.packed("", text.Bytes())
		if err != nil {
			return err
		}
		p.page(595, 842, content, fmt.Sprintf("/Font << /F %d 0 R >>", font))
	}
	return p.save(path)
}
