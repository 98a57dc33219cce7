package main

import (
	"bytes"
	"fmt"
	"strings"
)

// pdf gathers the objects of a document; object n is the n-th added, from 1.
type pdf struct{ objects []string }

// add gives the number of the new object.
func (p *pdf) add(format string, args ...any) int {
	p.objects = append(p.objects, fmt.Sprintf(format, args...))
	return len(p.objects)
}

// stream adds a stream with the given entries of its dictionary.
func (p *pdf) stream(entries, data string) int {
	return p.add("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// set replaces an object that was added before its content was known.
func (p *pdf) set(n int, format string, args ...any) { p.objects[n-1] = fmt.Sprintf(format, args...) }

// refs writes objects as an array of references.
func refs(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		fmt.Fprintf(&b, "%d 0 R ", n)
	}
	return "[ " + b.String() + "]"
}

// bytes is the file, with object root as its catalogue.
func (p *pdf) bytes(root int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
	at := make([]int, len(p.objects))
	for i, object := range p.objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, root, xref)
	return b.Bytes()
}

// booklet is a document under the making: a page tree whose pages share a font.
type booklet struct {
	pdf
	font, tree int
	pages      []int
}

func newBooklet() *booklet {
	b := &booklet{}
	b.font = b.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	b.tree = b.add("")
	return b
}

// page adds a page; entries are its boxes and whatever else it has.
func (b *booklet) page(entries, content string) {
	stream := b.stream("", content)
	b.pages = append(b.pages, b.add("<< /Type /Page /Parent %d 0 R %s /Contents %d 0 R /Resources << /Font << /F %d 0 R >> >> >>",
		b.tree, entries, stream, b.font))
}

// file closes the tree; catalogue are further entries of the document.
func (b *booklet) file(catalogue string) []byte {
	b.set(b.tree, "<< /Type /Pages /Kids %s /Count %d >>", refs(b.pages), len(b.pages))
	return b.bytes(b.add("<< /Type /Catalog /Pages %d 0 R %s >>", b.tree, catalogue))
}

// show is the operators that set words at x, y in points.
func show(size, x, y float64, words string) string {
	return fmt.Sprintf("BT /F %g Tf %g %g Td (%s) Tj ET\n", size, x, y, words)
}
