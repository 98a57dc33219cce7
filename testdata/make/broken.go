package main

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/jpeg"
	"image/png"
)

// broken writes the files that cannot be opened, or not whole.
func (m *maker) broken() {
	s := label("Cut off in the middle")
	var j, p bytes.Buffer
	m.check(jpeg.Encode(&j, s.Gray, &jpeg.Options{Quality: 90}))
	m.check(png.Encode(&p, s.Gray))
	document := plain()
	m.write(m.made, "truncated.jpg", j.Bytes()[:j.Len()*6/10])
	m.write(m.made, "truncated.png", p.Bytes()[:p.Len()*6/10])
	m.write(m.made, "truncated.pdf", document[:len(document)/4])
	m.write(m.made, "empty.png", nil)
	m.write(m.made, "text.png", []byte("This is a text and no picture, whatever its name says.\n"))
	m.write(m.made, "huge.png", header(100000, 100000, nil))
	m.write(m.made, "zero.png", header(0, 0, nil))
	m.write(m.made, "bomb.png", header(30000, 30000, zeros(30000*(1+30000/8))))
	m.write(m.made, "bomb.pdf", bomb(30000))
	m.write(m.made, "no-pages.pdf", newBooklet().file(""))
	m.write(m.made, "broken-page.pdf", brokenPage())
}

// header is a PNG of one bit a pixel with the given size and data, its check
// sums in order.
func header(width, height uint32, data []byte) []byte {
	out := []byte("\x89PNG\r\n\x1a\n")
	chunk := func(name string, body []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
		start := len(out)
		out = append(append(out, name...), body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[start:]))
	}
	size := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)
	chunk("IHDR", append(size, 1, 0, 0, 0, 0))
	if data == nil {
		data = zeros(1)
	}
	chunk("IDAT", data)
	chunk("IEND", nil)
	return out
}

// zeros is count zero bytes, packed.
func zeros(count int) []byte { return packed(make([]byte, count)) }

// packed is data in zlib's format; writing to memory does not fail.
func packed(data []byte) []byte {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		panic("make: " + err.Error())
	}
	if _, err := w.Write(data); err != nil {
		panic("make: " + err.Error())
	}
	if err := w.Close(); err != nil {
		panic("make: " + err.Error())
	}
	return b.Bytes()
}

// bomb is a page with a grey picture of side × side pixels, packed twice.
func bomb(side int) []byte {
	b := newBooklet()
	image := b.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [/FlateDecode /FlateDecode]", side, side),
		string(packed(zeros(side*side))))
	content := b.stream("", "400 0 0 400 10 100 cm /I Do")
	b.pages = append(b.pages, b.add("<< /Type /Page /Parent %d 0 R %s /Contents %d 0 R /Resources << /XObject << /I %d 0 R >> >> >>", b.tree, a5, content, image))
	return b.file("")
}

// brokenPage is three pages of which the second is none.
func brokenPage() []byte {
	b := newBooklet()
	b.page(a5, show(24, 40, 520, "The first page is whole"))
	b.pages = append(b.pages, b.add("(this is no page)"))
	b.page(a5, show(24, 40, 520, "The third page is whole"))
	return b.file("")
}
