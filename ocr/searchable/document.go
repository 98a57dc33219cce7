package searchable

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// document writes a PDF of our own, object by object: nothing is kept of them
// but their places. It is a sink. An error of the writer below is reported by
// the call that meets it or by finish.
type document struct {
	w       *bufio.Writer
	at      int64
	offsets []int64 // by object number less 1; 0 for one that was not put
	tree    string  // reference of the page tree
	kids    []any
}

func newDocument(w io.Writer) *document {
	d := &document{w: bufio.NewWriterSize(w, 64<<10)}
	d.tree = d.reserve()
	d.write([]byte("%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")) // UserUnit came with 1.6
	return d
}

func (d *document) write(b []byte) {
	n, _ := d.w.Write(b) // the writer keeps its error for Flush
	d.at += int64(n)
}

func (d *document) reserve() string {
	d.offsets = append(d.offsets, 0)
	return fmt.Sprintf("%d 0 R", len(d.offsets))
}

func (d *document) begin(ref string) {
	var number int
	_, _ = fmt.Sscan(ref, &number) // a reference of ours
	d.offsets[number-1] = d.at
	d.write(fmt.Appendf(nil, "%d 0 obj\n", number))
}

func (d *document) put(ref string, value dict) error {
	d.begin(ref)
	var b bytes.Buffer
	writePDF(&b, value)
	b.WriteString("\nendobj\n")
	d.write(b.Bytes())
	return nil
}

func (d *document) putStream(ref string, value dict, data []byte) error {
	d.begin(ref)
	value["/Length"] = len(data)
	var b bytes.Buffer
	writePDF(&b, value)
	b.WriteString("\nstream\n")
	d.write(b.Bytes())
	d.write(data)
	d.write([]byte("\nendstream\nendobj\n"))
	return nil
}

// page adds a page, whose parent is d.tree.
func (d *document) page(page dict) error {
	ref := d.reserve()
	d.kids = append(d.kids, ref)
	return d.put(ref, page)
}

// finish writes what holds the objects together.
func (d *document) finish() error {
	catalog := d.reserve()
	_ = d.put(d.tree, dict{"/Type": "/Pages", "/Kids": d.kids, "/Count": len(d.kids)})
	_ = d.put(catalog, dict{"/Type": "/Catalog", "/Pages": d.tree}) // both reported below
	start := d.at
	d.write(fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(d.offsets)+1))
	for _, at := range d.offsets {
		state := 'n'
		if at == 0 {
			state = 'f'
		}
		d.write(fmt.Appendf(nil, "%010d 00000 %c \n", at, state))
	}
	d.write(fmt.Appendf(nil, "trailer\n<</Root %s /Size %d>>\nstartxref\n%d\n%%%%EOF\n", catalog, len(d.offsets)+1, start))
	return d.w.Flush()
}
