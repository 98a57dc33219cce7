package searchable

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/bep/imagemeta"
)

// spaces are the colour spaces of PNG's colour types without opacity, and how
// many numbers a pixel has in each; a palette is told by its chunk.
var spaces = map[byte]struct {
	space  any
	colors int
}{0: {"/DeviceGray", 1}, 2: {"/DeviceRGB", 3}, 3: {palette(nil), 1}}

// originalPNG takes a whole PNG without opacity and interlacing: PDF knows its
// packing, rows with predictors in one zlib stream (ISO 32000-2, 7.4.4.4).
func originalPNG(data []byte) *picture {
	const headerEnd = 33
	if len(data) < headerEnd || string(data[12:16]) != "IHDR" {
		return nil
	}
	width, height := int(binary.BigEndian.Uint32(data[16:])), int(binary.BigEndian.Uint32(data[20:]))
	depth, kind, interlaced := int(data[24]), data[25], data[28] != 0
	layout, known := spaces[kind]
	if !known || interlaced {
		return nil
	}
	packed, colours, ok := pngChunks(data)
	if !ok || !unpacksTo(packed, (1+(width*layout.colors*depth+7)/8)*height) {
		return nil
	}
	if kind == 3 {
		if len(colours) == 0 {
			return nil
		}
		layout.space = palette(colours)
	}
	return &picture{
		dict: dict{
			"/Filter": "/FlateDecode", "/BitsPerComponent": depth, "/ColorSpace": layout.space,
			"/DecodeParms": dict{"/Predictor": 15, "/Colors": layout.colors, "/BitsPerComponent": depth, "/Columns": width},
		},
		data: packed, width: width, height: height, orientation: orientation(data, imagemeta.PNG),
	}
}

// pngChunks are the packed rows and the palette; ok is false for a file that is
// damaged or has opacity.
func pngChunks(data []byte) (packed, colours []byte, ok bool) {
	const signature = 8
	for at := signature; at+12 <= len(data); {
		length := int(binary.BigEndian.Uint32(data[at:]))
		if length < 0 || length > len(data)-at-12 {
			return nil, nil, false
		}
		name, body := string(data[at+4:at+8]), data[at+8:at+8+length]
		if crc32.ChecksumIEEE(data[at+4:at+8+length]) != binary.BigEndian.Uint32(data[at+8+length:]) {
			return nil, nil, false
		}
		switch name {
		case "tRNS":
			return nil, nil, false
		case "PLTE":
			colours = body[:len(body)/3*3]
		case "IDAT":
			packed = append(packed, body...)
		}
		at += 12 + length
	}
	return packed, colours, true
}

// unpacksTo reports whether the zlib stream is whole and holds size bytes.
func unpacksTo(packed []byte, size int) bool {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return false
	}
	n, err := io.Copy(io.Discard, io.LimitReader(r, int64(size)+1))
	return err == nil && n == int64(size)
}
