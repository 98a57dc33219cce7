package fitz

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"

	"recto/render"
	"recto/render/leptonica"
)

// picture is a file with one picture: JPEG, PNG, GIF, BMP, WebP, PNM.
type picture struct {
	path          string
	data          []byte
	format        string
	width, height int // as stored
	orientation   int // EXIF, 1 to 8
	dpiX, dpiY    float64

	decoded image.Image // kept between drawings of the same page
}

func openPicture(file *os.File, format string) (*picture, error) {
	data, err := io.ReadAll(io.NewSectionReader(file, 0, 1<<62))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", render.ErrUnreadable)
	}
	p := &picture{path: file.Name(), data: data, format: format}
	if p.width, p.height, err = sizeOf(data, format); err != nil {
		return nil, fmt.Errorf("read picture header: %w", err)
	}
	if err := render.CheckSize(p.width, p.height, int64(len(data))); err != nil {
		return nil, fmt.Errorf("open picture: %w", err)
	}
	meta := readMeta(data, format)
	p.orientation = meta.orientation
	p.dpiX, p.dpiY = render.TrustDPI(meta.dpiX, meta.dpiY)
	if p.turned() {
		p.dpiX, p.dpiY = p.dpiY, p.dpiX
	}
	return p, nil
}

// sizeOf reads the size from the header, by Go's decoders or else Leptonica.
func sizeOf(data []byte, format string) (width, height int, err error) {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err == nil {
		return config.Width, config.Height, nil
	}
	if w, h, ok := leptonica.Size(data); ok {
		return w, h, nil
	}
	if err := zeroSize(data); err != nil {
		return 0, 0, err
	}
	if endsEarly(data, format) {
		return 0, 0, render.ErrTruncated
	}
	return 0, 0, render.ErrDamaged
}

// zeroSize tells a header that claims no pixels, which decoders refuse like any
// other nonsense, from real nonsense.
func zeroSize(data []byte) error {
	if len(data) > 24 && bytes.HasPrefix(data, []byte("\x89PNG")) &&
		(bytes.Equal(data[16:20], make([]byte, 4)) || bytes.Equal(data[20:24], make([]byte, 4))) {
		return render.ErrNoPixels
	}
	return nil
}

// endsEarly reports whether a picture's file lacks the end that its format
// asks for.
func endsEarly(data []byte, format string) bool {
	end := data[max(0, len(data)-64):]
	switch format {
	case "jpeg":
		return !bytes.Contains(end, []byte("\xff\xd9"))
	case "png":
		return !bytes.Contains(end, []byte("IEND"))
	case "gif":
		return !bytes.Contains(end, []byte(";"))
	case "webp":
		return uint64(binary.LittleEndian.Uint32(data[4:]))+8 > uint64(len(data))
	case "bmp":
		return uint64(binary.LittleEndian.Uint32(data[2:])) > uint64(len(data))
	}
	return false
}

func (p *picture) turned() bool { return p.orientation >= 5 }

// size is as viewers show the picture.
func (p *picture) size() (width, height int) {
	if p.turned() {
		return p.height, p.width
	}
	return p.width, p.height
}

func (p *picture) info() (render.Info, error) {
	w, h := p.size()
	return render.Info{Format: p.format, Pages: []render.PageInfo{pictureInfo(w, h, p.dpiX, p.dpiY)}}, nil
}

func pictureInfo(width, height int, dpiX, dpiY float64) render.PageInfo {
	if dpiX == 0 || dpiY == 0 {
		dpiX, dpiY = 96, 96
	}
	return render.PageInfo{
		WidthPt: float64(width) / dpiX * 72, HeightPt: float64(height) / dpiY * 72,
		Width: width, Height: height,
	}
}

func (p *picture) draw(_ context.Context, req render.Request) (render.Raster, error) {
	if req.Page != 0 {
		return render.Raster{}, render.ErrNoPage
	}
	w, h := p.size()
	whole := fitted(w, h, req.MaxWidth, req.MaxHeight)
	clip, err := clipped(req.Clip, whole)
	if err != nil {
		return render.Raster{}, err
	}
	need := source(image.Pt(w, h), whole, clip)
	raster, err := p.part(need, req.Grey)
	if err != nil {
		return render.Raster{}, err
	}
	raster.PageWidth, raster.PageHeight = w, h
	raster.DPIX, raster.DPIY = p.dpiX, p.dpiY
	return scaled(raster, cut{need.Min, image.Pt(w, h)}, whole, clip), nil
}

// part is what is shown of the picture at r.
func (p *picture) part(r image.Rectangle, grey bool) (render.Raster, error) {
	w, h := p.size()
	img, err := p.decode(grey)
	switch {
	case err != nil && endsEarly(p.data, p.format):
		return render.Raster{}, fmt.Errorf("decode picture: %w", render.ErrTruncated)
	case err != nil:
		whole, err := p.fallback(grey)
		if err != nil || whole.Width != p.width || whole.Height != p.height {
			return render.Raster{}, fmt.Errorf("decode picture: %w", render.ErrDamaged)
		}
		return cropped(orient(whole, p.orientation), r), nil
	}
	type cuttable interface {
		SubImage(r image.Rectangle) image.Image
	}
	if c, ok := img.(cuttable); ok && r != image.Rect(0, 0, w, h) {
		img = c.SubImage(stored(p.orientation, r, w, h).Add(img.Bounds().Min))
		return orient(fromImage(img, grey), p.orientation), nil
	}
	return cropped(orient(fromImage(img, grey), p.orientation), r), nil
}

// decode is the picture by Go's decoders.
func (p *picture) decode(grey bool) (image.Image, error) {
	if p.decoded != nil {
		return p.decoded, nil
	}
	img, _, err := image.Decode(bytes.NewReader(p.data))
	// A person who zooms asks for the same picture again; the reading side
	// asks once.
	if err == nil && !grey {
		p.decoded = img
	}
	return img, err
}

// fallback decodes what Go's decoders do not know: rare JPEG with MuPDF, since
// Leptonica's calls would end in MuPDF's copy of libjpeg, which is of another
// version and ends the process; the rest with Leptonica.
func (p *picture) fallback(grey bool) (render.Raster, error) {
	if p.format == "jpeg" {
		return muPicture(p.path, p.format, 0, p.width, p.height, grey)
	}
	return leptonica.Decode(p.data, 0, grey)
}

func (p *picture) close() {}
