package searchable

import (
	"bytes"
	"compress/zlib"

	"recto/render"
)

// packed is the raster without loss: a bit a pixel where all are black or
// white, a byte where all are grey, else three.
func packed(r render.Raster) *picture {
	bits, colors, space, row := 8, 3, "/DeviceRGB", rgbRow
	switch kindOf(r) {
	case bilevel:
		bits, colors, space, row = 1, 1, "/DeviceGray", bitRow
	case grey:
		colors, space, row = 1, "/DeviceGray", greyRow
	}
	d := dict{"/Filter": "/FlateDecode", "/BitsPerComponent": bits, "/ColorSpace": space}
	stride := (r.Width*colors*bits + 7) / 8
	buffer := make([]byte, 1+stride)
	before := make([]byte, stride)
	up := bits == 8
	if up { // each row as its difference to the one above it
		d["/DecodeParms"] = dict{"/Predictor": 15, "/Colors": colors, "/BitsPerComponent": bits, "/Columns": r.Width}
		buffer[0] = 2
	}
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	pixels := r.Width * r.Channels
	now := make([]byte, stride)
	for y := range r.Height {
		row(now, r.Pix[y*pixels:(y+1)*pixels], r.Channels)
		line := now
		if up {
			for i, v := range now {
				buffer[1+i] = v - before[i]
			}
			line = buffer
		}
		_, _ = w.Write(line) // a bytes.Buffer takes all
		now, before = before, now
	}
	_ = w.Close()
	return &picture{dict: d, data: b.Bytes(), width: r.Width, height: r.Height}
}

// kind is what the pixels of a raster need.
type kind int

const (
	bilevel kind = iota
	grey
	coloured
)

func kindOf(r render.Raster) kind {
	found := bilevel
	for i := 0; i+r.Channels <= len(r.Pix); i += r.Channels {
		v := r.Pix[i]
		if r.Channels == 4 && (r.Pix[i+1] != v || r.Pix[i+2] != v) {
			return coloured
		}
		if v != 0 && v != 255 {
			found = grey
		}
	}
	return found
}

func bitRow(to, from []byte, channels int) {
	clear(to)
	for x := 0; x*channels < len(from); x++ {
		if from[x*channels] != 0 {
			to[x/8] |= 0x80 >> (x % 8)
		}
	}
}

func greyRow(to, from []byte, channels int) {
	for x := range to {
		to[x] = from[x*channels]
	}
}

func rgbRow(to, from []byte, channels int) {
	for x := 0; x*channels < len(from); x++ {
		copy(to[3*x:3*x+3], from[x*channels:])
	}
}
