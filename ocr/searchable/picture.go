package searchable

import (
	"bytes"
	"context"
	"errors"
	"image/jpeg"
	"os"

	"github.com/bep/imagemeta"

	"recto/render"
)

// picture is an image object, and how it must be turned to stand upright.
type picture struct {
	dict          dict
	data          []byte
	width, height int // pixels, as stored
	orientation   int // EXIF, 1 to 8; 0 for upright
}

func (p *picture) put(s sink) (ref string, err error) {
	ref = s.reserve()
	p.dict["/Type"], p.dict["/Subtype"] = "/XObject", "/Image"
	p.dict["/Width"], p.dict["/Height"] = p.width, p.height
	if space, ok := p.dict["/ColorSpace"].(palette); ok {
		table := s.reserve()
		if err := putDeflated(s, table, nil, space); err != nil {
			return "", err
		}
		p.dict["/ColorSpace"] = []any{"/Indexed", "/DeviceRGB", len(space)/3 - 1, table}
	}
	return ref, s.putStream(ref, p.dict, p.data)
}

// palette is the colours of an indexed picture, three bytes each.
type palette []byte

// picture is the page's picture: the file's own bytes where a PDF can hold them
// unchanged, else its pixels packed again without loss; a vector page is drawn
// at the resolution that it is read at, as JPEG.
func (a *album) picture(ctx context.Context, index int) (*picture, error) {
	if len(a.info.Pages) == 1 {
		if pic := original(a.req.Path, a.info.Format); pic != nil {
			return pic, nil
		}
	}
	raster, err := a.writer.Renderer.Render(ctx, render.Request{Path: a.req.Path, Password: a.req.Password, Page: index})
	if err != nil {
		return nil, err
	}
	pic := packed(raster)
	if !raster.Vector || len(pic.data) < smallEnough {
		return pic, nil
	}
	return photographed(raster)
}

// smallEnough is up to how many bytes a drawn page is kept without loss.
const smallEnough = 256 << 10

// original is the file's own picture; nil where a PDF cannot hold it as it is.
func original(path, format string) *picture {
	if format != "jpeg" && format != "png" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	if format == "png" {
		return originalPNG(data)
	}
	return originalJPEG(data)
}

// originalJPEG takes a whole JPEG of 8 bits that is coded as PDF knows it:
// baseline or progressive, by Huffman's codes.
func originalJPEG(data []byte) *picture {
	components, adobe, ok := jpegHeader(data)
	if !ok {
		return nil
	}
	// Broken data would show differently in every viewer.
	if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
		return nil
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	d := dict{"/Filter": "/DCTDecode", "/BitsPerComponent": 8, "/ColorSpace": "/DeviceRGB"}
	switch components {
	case 1:
		d["/ColorSpace"] = "/DeviceGray"
	case 4:
		d["/ColorSpace"] = "/DeviceCMYK"
		if adobe { // its inks are stored as what they leave white
			d["/Decode"] = []any{1, 0, 1, 0, 1, 0, 1, 0}
		}
	}
	return &picture{dict: d, data: data, width: config.Width, height: config.Height, orientation: orientation(data, imagemeta.JPEG)}
}

// jpegHeader walks the segments to the frame's header (ITU-T T.81, B.2.2); adobe
// is true where an APP14 segment of Adobe's stands before it.
func jpegHeader(data []byte) (components int, adobe, ok bool) {
	for at := 2; at+10 <= len(data) && data[at] == 0xff; {
		marker := data[at+1]
		if marker == 0xff { // fill byte
			at++
			continue
		}
		length := int(data[at+2])<<8 | int(data[at+3])
		switch marker {
		case 0xee:
			adobe = adobe || bytes.HasPrefix(data[at+4:], []byte("Adobe"))
		case 0xc0, 0xc1, 0xc2:
			components = int(data[at+9])
			return components, adobe, data[at+4] == 8 && (components == 1 || components == 3 || components == 4)
		case 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf, 0xda:
			return 0, false, false
		}
		at += 2 + length
	}
	return 0, false, false
}

// orientation is that of the picture's EXIF, 1 where there is none.
func orientation(data []byte, format imagemeta.ImageFormat) int {
	found := 1
	_, _ = imagemeta.Decode(imagemeta.Options{ // damaged EXIF is no EXIF
		R: bytes.NewReader(data), ImageFormat: format, Sources: imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Namespace == "IFD0" && tag.Tag == "Orientation" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if value, ok := tag.Value.(uint16); ok && value >= 1 && value <= 8 {
				found = int(value)
			}
			return nil
		},
	})
	return found
}

// photographed is the raster as JPEG.
func photographed(r render.Raster) (*picture, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, r.Image(), &jpeg.Options{Quality: 85}); err != nil {
		return nil, errors.Join(render.ErrPage, err)
	}
	space := "/DeviceRGB"
	if r.Channels == 1 {
		space = "/DeviceGray"
	}
	return &picture{
		dict: dict{"/Filter": "/DCTDecode", "/BitsPerComponent": 8, "/ColorSpace": space},
		data: b.Bytes(), width: r.Width, height: r.Height,
	}, nil
}
