package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
)

// pictures draws one small line of words in the kinds of PNG, JPEG and GIF.
func (m *maker) pictures() {
	m.orientations()
	m.png(m.made, "grey16.png", grey16(label("Sixteen bits of grey")))
	m.png(m.made, "rgb16.png", rgb16(label("Sixteen bits of colour")))
	m.png(m.made, "palette.png", palette(label("Letters from a palette"), color.RGBA{250, 240, 220, 255}))
	m.png(m.made, "palette-clear.png", palette(label("Clear palette paper"), color.RGBA{}))
	m.png(m.made, "alpha.png", alpha(label("Black ink on nothing")))
	m.png(m.made, "bit1.png", bilevel(label("One bit is enough").Gray))
	m.gif()
	for _, name := range []string{"webp", "webp-alpha", "bmp", "cmyk", "progressive", "lzw", "jpegtiff", "deep", "cmyktiff", "tiles", "g3"} {
		m.png(m.raw, name+".png", label(words[name]).Gray)
	}
	m.png(m.raw, "clear.png", alpha(label(words["webp-alpha"])))
}

// words are what the pictures say that make.sh turns into other formats.
var words = map[string]string{
	"webp":        "The web has pictures",
	"webp-alpha":  "Ink without any paper",
	"bmp":         "A bitmap from Windows",
	"cmyk":        "Four inks make a print",
	"progressive": "First blurred then sharp",
	"lzw":         "Page one is packed",
	"jpegtiff":    "Page two is a photograph",
	"deep":        "Page three is deep",
	"cmyktiff":    "Page four has four inks",
	"tiles":       "Page five is tiled",
	"g3":          "Lines run after lines",
}

// orientations writes the same upright picture eight times, stored as each
// EXIF orientation says.
func (m *maker) orientations() {
	upright := newSheet(640, 400, 150)
	upright.line(upright.face(bold, 20), 50, 110, "Top left corner")
	upright.line(upright.face(regular, 14), 50, 200, "This picture has been turned")
	upright.line(upright.face(regular, 14), 50, 260, "and is shown upright again.")
	m.write(m.made, "exif.gt.txt", upright.text())
	m.write(m.made, "exif.boxes.json", upright.boxes())
	for orientation := 1; orientation <= 8; orientation++ {
		var b bytes.Buffer
		m.check(jpeg.Encode(&b, stored(upright.Gray, orientation), &jpeg.Options{Quality: 80}))
		m.write(m.made, fmt.Sprintf("exif-%d.jpg", orientation), withOrientation(b.Bytes(), orientation))
	}
}

// stored is how a camera stores the upright picture under an orientation
// (EXIF 2.3, tag 0x0112): row 0 and column 0 of it lie where the tag says.
func stored(upright *image.Gray, orientation int) *image.Gray {
	w, h := upright.Rect.Dx(), upright.Rect.Dy()
	sw, sh := w, h
	if orientation >= 5 {
		sw, sh = h, w
	}
	out := image.NewGray(image.Rect(0, 0, sw, sh))
	for y := range h {
		for x := range w {
			sx, sy := x, y
			switch orientation {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, w-1-x
			case 7:
				sx, sy = h-1-y, w-1-x
			case 8:
				sx, sy = h-1-y, x
			}
			out.SetGray(sx, sy, upright.GrayAt(x, y))
		}
	}
	return out
}

// withOrientation puts an EXIF segment with one tag behind the JPEG's start.
func withOrientation(file []byte, orientation int) []byte {
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01" + // big endian, one entry at 8
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00" + // 0x0112, a short
		"\x00\x00\x00\x00") // no further directory
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	out := append([]byte{}, file[:2]...)
	out = append(append(out, segment...), exif...)
	return append(out, file[2:]...)
}

func grey16(s *sheet) image.Image {
	out := image.NewGray16(s.Bounds())
	for y := range s.Rect.Max.Y {
		for x := range s.Rect.Max.X {
			// Ink at 5 % of full light, paper at 90 %: low bytes that matter.
			out.SetGray16(x, y, color.Gray16{uint16(3277 + int(s.GrayAt(x, y).Y)*55705/255)})
		}
	}
	return out
}

func rgb16(s *sheet) image.Image {
	out := image.NewRGBA64(s.Bounds())
	for y := range s.Rect.Max.Y {
		for x := range s.Rect.Max.X {
			v := int(s.GrayAt(x, y).Y)
			out.SetRGBA64(x, y, color.RGBA64{uint16(v * 250), uint16(v * 240), uint16(0x3333 + v*180), 0xffff})
		}
	}
	return out
}

// palette is blue ink on the given paper in four colours.
func palette(s *sheet, paper color.RGBA) image.Image {
	ink := color.RGBA{20, 30, 110, 255}
	p := image.NewPaletted(s.Bounds(), color.Palette{ink, color.RGBA{90, 95, 150, 255}, color.RGBA{190, 190, 210, 255}, paper})
	for i, v := range s.Pix {
		p.Pix[i] = v >> 6
	}
	return p
}

// alpha is black everywhere: only the opacity draws the letters.
func alpha(s *sheet) image.Image {
	out := image.NewNRGBA(s.Bounds())
	for i, v := range s.Pix {
		out.Pix[4*i+3] = 255 - v
	}
	return out
}

// gif is an animation of which the first frame counts.
func (m *maker) gif() {
	var b bytes.Buffer
	frame := func(words string) *image.Paletted {
		return palette(label(words), color.RGBA{255, 255, 255, 255}).(*image.Paletted)
	}
	m.check(gif.EncodeAll(&b, &gif.GIF{
		Image: []*image.Paletted{frame("The first frame counts"), frame("Never mind the second")},
		Delay: []int{50, 50},
	}))
	m.write(m.made, "frames.gif", b.Bytes())
}
