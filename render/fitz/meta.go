package fitz

import (
	"bytes"
	"encoding/binary"

	"github.com/bep/imagemeta"
)

// meta is what a picture's file says beside its pixels. The resolution is as
// claimed, 0 where nothing is said.
type meta struct {
	orientation int // EXIF, 1 to 8
	dpiX, dpiY  float64
}

// inch is 2.54 cm, 0.0254 m.
const (
	cmPerInch = 2.54
	mPerInch  = 0.0254
)

func readMeta(data []byte, format string) meta {
	m := meta{orientation: 1}
	switch format {
	case "jpeg":
		m.readJFIF(data)
		m.readEXIF(data, imagemeta.JPEG)
	case "png":
		m.readPHYs(data)
		m.readEXIF(data, imagemeta.PNG)
	case "webp":
		m.readEXIF(data, imagemeta.WebP)
	case "bmp":
		m.readBMP(data)
	}
	return m
}

// readEXIF takes the orientation, and the resolution where no other part of the
// file gave one. Damaged EXIF is no reason not to show a picture.
func (m *meta) readEXIF(data []byte, format imagemeta.ImageFormat) {
	unit, x, y := 2.0, 0.0, 0.0
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: format, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Namespace == "IFD0" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			value := number(tag.Value)
			switch tag.Tag {
			case "Orientation":
				if value >= 1 && value <= 8 {
					m.orientation = int(value)
				}
			case "XResolution":
				x = value
			case "YResolution":
				y = value
			case "ResolutionUnit":
				unit = value
			}
			return nil
		},
	})
	if m.dpiX != 0 || x == 0 || y == 0 {
		return
	}
	if unit == 3 {
		x, y = x*cmPerInch, y*cmPerInch
	}
	m.dpiX, m.dpiY = x, y
}

// number is a tag's value whatever type it came in, 0 for none.
func number(value any) float64 {
	switch v := value.(type) {
	case uint8:
		return float64(v)
	case uint16:
		return float64(v)
	case uint32:
		return float64(v)
	case int:
		return float64(v)
	case float64:
		return v
	case interface{ Float64() float64 }:
		return v.Float64()
	}
	return 0
}

// readJFIF reads the density of the APP0 segment (ITU-T T.871, 10.1).
func (m *meta) readJFIF(data []byte) {
	if len(data) < 18 || string(data[2:4]) != "\xff\xe0" || string(data[6:11]) != "JFIF\x00" {
		return
	}
	x, y := float64(binary.BigEndian.Uint16(data[14:])), float64(binary.BigEndian.Uint16(data[16:]))
	switch data[13] {
	case 1:
		m.dpiX, m.dpiY = x, y
	case 2:
		m.dpiX, m.dpiY = x*cmPerInch, y*cmPerInch
	}
}

// readPHYs reads the pHYs chunk, which stands before the pixels (PNG 11.3.4.3).
func (m *meta) readPHYs(data []byte) {
	for at := 8; at+12 <= len(data); {
		length := int(binary.BigEndian.Uint32(data[at:]))
		kind := string(data[at+4 : at+8])
		if kind == "IDAT" || length < 0 || length > len(data)-at-12 {
			return
		}
		if kind == "pHYs" && length == 9 && data[at+16] == 1 {
			m.dpiX = float64(binary.BigEndian.Uint32(data[at+8:])) * mPerInch
			m.dpiY = float64(binary.BigEndian.Uint32(data[at+12:])) * mPerInch
			return
		}
		at += 12 + length
	}
}

// readBMP reads pixels per metre of the BITMAPINFOHEADER.
func (m *meta) readBMP(data []byte) {
	if len(data) < 46 || binary.LittleEndian.Uint32(data[14:]) < 40 {
		return
	}
	m.dpiX = float64(int32(binary.LittleEndian.Uint32(data[38:]))) * mPerInch
	m.dpiY = float64(int32(binary.LittleEndian.Uint32(data[42:]))) * mPerInch
}
