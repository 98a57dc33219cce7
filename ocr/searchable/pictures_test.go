package searchable

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// raster is a picture of a width × height with each pixel as paint says.
func raster(width, height, channels int, paint func(x, y int) color.RGBA) *render.Raster {
	r := &render.Raster{Width: width, Height: height, Channels: channels, PageWidth: width, PageHeight: height}
	for y := range height {
		for x := range width {
			c := paint(x, y)
			if channels == 1 {
				r.Pix = append(r.Pix, c.R)
			} else {
				r.Pix = append(r.Pix, c.R, c.G, c.B, 255)
			}
		}
	}
	return r
}

func corners(x, y int) color.RGBA {
	switch { // red top left, green top right, blue bottom left
	case x < 40 && y < 20:
		return color.RGBA{R: 255, A: 255}
	case x >= 40 && y < 20:
		return color.RGBA{G: 255, A: 255}
	case x < 40:
		return color.RGBA{B: 255, A: 255}
	}
	return color.RGBA{R: 255, G: 255, B: 255, A: 255}
}

// info is a page of pixels at 96 dpi.
func info(width, height int) render.PageInfo {
	return render.PageInfo{Width: width, Height: height, WidthPt: float64(width) * .75, HeightPt: float64(height) * .75}
}

// shown are the pixels of a PDF's page at a resolution, in RGB.
func shown(t *testing.T, path string, dpi int) image.Image {
	t.Helper()
	needs(t, "pdftoppm")
	img, err := png.Decode(strings.NewReader(output(t, "pdftoppm", "-png", "-r", strconv.Itoa(dpi), "-singlefile", path)))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// kept is the one picture in a PDF.
func kept(t *testing.T, path string) image.Image {
	t.Helper()
	needs(t, "pdfimages")
	prefix := filepath.Join(t.TempDir(), "picture")
	output(t, "pdfimages", "-png", path, prefix)
	file, err := os.Open(prefix + "-000.png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// turnedJPEG is the picture of corners as it is stored under an EXIF
// orientation, and a whole JPEG of it.
func turnedJPEG(t *testing.T, orientation int) []byte {
	t.Helper()
	width, height := 80, 40
	if orientation >= 5 {
		width, height = height, width
	}
	stored := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range 40 {
		for x := range 80 {
			at := [9]image.Point{{}, {X: x, Y: y}, {X: 79 - x, Y: y}, {X: 79 - x, Y: 39 - y}, {X: x, Y: 39 - y},
				{X: y, Y: x}, {X: y, Y: 79 - x}, {X: 39 - y, Y: 79 - x}, {X: 39 - y, Y: x}}[orientation]
			stored.Set(at.X, at.Y, corners(x, y))
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stored, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08"), 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0, 0, 0, 0, 0)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return bytes.Join([][]byte{b.Bytes()[:2], segment, exif, b.Bytes()[2:]}, nil)
}

func TestAJPEGIsKeptAsItIsAndShownUpright(t *testing.T) {
	needs(t, "qpdf", "pdftotext", "pdftoppm")
	for orientation := 1; orientation <= 8; orientation++ {
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			data := turnedJPEG(t, orientation)
			doc := pictures{format: "jpeg", info: []render.PageInfo{info(80, 40)}, pages: []*render.Raster{nil}}
			path, result := mustWrite(t, doc, ocr.PDFRequest{Path: save(t, "photo.jpg", data)}, page(80, 40))
			if result.Pages != 1 {
				t.Errorf("result = %+v, want a page", result)
			}
			if written, _ := os.ReadFile(path); !bytes.Contains(written, data) {
				t.Error("the JPEG's bytes are not in the PDF")
			}
			img := shown(t, path, 96)
			for _, at := range []image.Point{{X: 20, Y: 10}, {X: 60, Y: 10}, {X: 20, Y: 30}, {X: 60, Y: 30}} {
				r, g, b, _ := img.At(at.X, at.Y).RGBA()
				want := corners(at.X, at.Y)
				for i, v := range []uint32{r, g, b} {
					if d := int(v>>8) - int([]uint8{want.R, want.G, want.B}[i]); d < -40 || d > 40 {
						t.Fatalf("at %v is %d %d %d, want %v", at, r>>8, g>>8, b>>8, want)
					}
				}
			}
		})
	}
}

func TestPicturesAreKeptWithoutLossInFewBits(t *testing.T) {
	needs(t, "qpdf", "pdftotext", "pdfimages")
	for name, tt := range map[string]struct {
		channels int
		paint    func(x, y int) color.RGBA
		space    string
		bits     string
	}{
		"bilevel":                   {1, func(x, y int) color.RGBA { return grey8(255 * ((x*y + x) % 2)) }, "/DeviceGray", "1"},
		"black and white in colour": {4, func(x, y int) color.RGBA { return grey8(255 * ((x + y) % 2)) }, "/DeviceGray", "1"},
		"grey":                      {1, func(x, y int) color.RGBA { return grey8(3 * x) }, "/DeviceGray", "8"},
		"grey in colour":            {4, func(x, y int) color.RGBA { return grey8(2*x + y) }, "/DeviceGray", "8"},
		"colour":                    {4, corners, "/DeviceRGB", "8"},
	} {
		t.Run(name, func(t *testing.T) {
			r := raster(76, 40, tt.channels, tt.paint)
			doc := pictures{format: "bmp", info: []render.PageInfo{info(76, 40)}, pages: []*render.Raster{r}}
			path, _ := mustWrite(t, doc, ocr.PDFRequest{Path: save(t, "p.bmp", []byte("BM"))}, page(76, 40))
			written, _ := os.ReadFile(path)
			if !bytes.Contains(written, []byte("/BitsPerComponent "+tt.bits+"/ColorSpace "+tt.space)) {
				t.Errorf("the picture is not kept as %s of %s bits", tt.space, tt.bits)
			}
			img := kept(t, path)
			for y := range 40 {
				for x := range 76 {
					got, _, _, _ := img.At(x, y).RGBA()
					if want := tt.paint(x, y).R; uint8(got>>8) != want {
						t.Fatalf("at %d, %d is %d, want %d", x, y, got>>8, want)
					}
				}
			}
		})
	}
}

func grey8(v int) color.RGBA { return color.RGBA{uint8(v), uint8(v), uint8(v), 255} }

func TestAPNGWithoutOpacityIsKeptAsItIs(t *testing.T) {
	needs(t, "qpdf", "pdftotext", "pdfimages")
	colours := color.Palette{color.RGBA{R: 200, A: 255}, color.RGBA{B: 200, A: 255}, color.RGBA{G: 90, A: 255}}
	paletted := image.NewPaletted(image.Rect(0, 0, 52, 32), colours)
	for i := range paletted.Pix {
		paletted.Pix[i] = uint8(i % 3)
	}
	deep := image.NewGray16(paletted.Rect)
	clear := image.NewNRGBA(paletted.Rect)
	for name, tt := range map[string]struct {
		img  image.Image
		kept bool
	}{"palette": {paletted, true}, "16 bits": {deep, true}, "opacity": {clear, false}} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			if err := png.Encode(&b, tt.img); err != nil {
				t.Fatal(err)
			}
			drawn := raster(52, 32, 4, corners)
			doc := pictures{format: "png", info: []render.PageInfo{info(52, 32)}, pages: []*render.Raster{drawn}}
			path, _ := mustWrite(t, doc, ocr.PDFRequest{Path: save(t, "p.png", b.Bytes())}, page(52, 32))
			r, g, bl, _ := kept(t, path).At(31, 7).RGBA()
			want := drawn.Image().At(31, 7)
			if tt.kept {
				want = tt.img.At(31, 7)
			}
			if wr, wg, wb, _ := want.RGBA(); r>>8 != wr>>8 || g>>8 != wg>>8 || bl>>8 != wb>>8 {
				t.Errorf("a pixel is %d %d %d, want %v", r>>8, g>>8, bl>>8, want)
			}
			if original := originalPNG(b.Bytes()); (original != nil) != tt.kept {
				t.Errorf("kept as it is: %v, want %v", original != nil, tt.kept)
			}
			if damaged := originalPNG(b.Bytes()[:b.Len()-20]); damaged != nil {
				t.Error("a PNG without its end is kept as it is")
			}
		})
	}
}

func TestAPageOfPicturesHasItsTrueSize(t *testing.T) {
	needs(t, "qpdf", "pdftotext", "pdfinfo")
	white := func(int, int) color.RGBA { return grey8(255) }
	for _, tt := range []struct {
		info render.PageInfo
		want string
	}{
		{render.PageInfo{Width: 200, Height: 100, WidthPt: 48, HeightPt: 24}, "/MediaBox [0 0 48 24]"},
		{render.PageInfo{Width: 200, Height: 100, WidthPt: 150, HeightPt: 75}, "/MediaBox [0 0 150 75]"},
		{render.PageInfo{Width: 200, Height: 100, WidthPt: 36000, HeightPt: 18000}, "/MediaBox [0 0 12000 6000]/Parent"},
		{render.PageInfo{}, "/MediaBox [0 0 150 75]"},
	} {
		doc := pictures{format: "bmp", info: []render.PageInfo{tt.info}, pages: []*render.Raster{raster(200, 100, 1, white)}}
		path, _ := mustWrite(t, doc, ocr.PDFRequest{Path: save(t, "p.bmp", []byte("BM"))}, page(200, 100, "word"))
		if written, _ := os.ReadFile(path); !bytes.Contains(written, []byte(tt.want)) {
			t.Errorf("the page of %+v has not %s", tt.info, tt.want)
		}
		if got := strings.TrimSpace(output(t, "pdftotext", path, "-")); got != "word" {
			t.Errorf("text = %q", got)
		}
	}
}

func TestPagesOfAPictureDocumentKeepTheirPlaces(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	white := raster(600, 800, 1, func(int, int) color.RGBA { return grey8(255) })
	size := info(600, 800)
	doc := pictures{format: "tiff", info: []render.PageInfo{size, size, size, size}, pages: []*render.Raster{white, nil, white, white}}
	second, third := page(600, 800, "second"), page(600, 800, "third")
	second.Number, third.Number = 1, 2
	req := ocr.PDFRequest{Path: save(t, "p.tif", []byte("II"))}
	path, result := mustWrite(t, doc, req, second, third)
	if want := (ocr.PDFResult{Pages: 4, WithText: 2, Words: 2, Blank: 1}); result != want {
		t.Errorf("result = %+v, want %+v", result, want)
	}
	if got := output(t, "pdftotext", path, "-"); got != "\fsecond\n\n\fthird\n\n\f\f" {
		t.Errorf("text = %q", got)
	}
	if _, _, err := write(t, doc, req, third, second); !errors.Is(err, render.ErrNoPage) {
		t.Errorf("pages in falling order give %v, want %v", err, render.ErrNoPage)
	}
	alone := pictures{format: "bmp", info: []render.PageInfo{size}, pages: []*render.Raster{nil}}
	if _, _, err := write(t, alone, req, page(600, 800, "x")); !errors.Is(err, render.ErrPage) {
		t.Errorf("a document whose only page is broken gives %v, want %v", err, render.ErrPage)
	}
	_, err := (&Writer{Renderer: doc}).WritePDF(t.Context(), ocr.PDFRequest{Path: req.Path, Target: "/dev/full"}, sequence(nil))
	if !errors.Is(err, render.ErrTemp) {
		t.Errorf("a full disk gives %v, want %v", err, render.ErrTemp)
	}
}

func TestADrawnPageIsKeptSmall(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	seed := uint32(1)
	noise := raster(900, 900, 4, func(int, int) color.RGBA {
		seed = seed*1664525 + 1013904223
		return color.RGBA{uint8(seed >> 24), uint8(seed >> 16), uint8(seed >> 8), 255}
	})
	noise.Vector = true
	doc := pictures{format: "epub", info: []render.PageInfo{{WidthPt: 400, HeightPt: 400}}, pages: []*render.Raster{noise}}
	path, _ := mustWrite(t, doc, ocr.PDFRequest{Path: save(t, "b.epub", []byte("PK"))}, page(900, 900, "word"))
	written, _ := os.ReadFile(path)
	if !bytes.Contains(written, []byte("/DCTDecode")) || !bytes.Contains(written, []byte("/MediaBox [0 0 400 400]")) {
		t.Error("a drawn page full of colours is no JPEG of its own size")
	}
}

func TestCancelEndsTheWritingAndLeavesNothing(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	size := info(10, 10)
	white := raster(10, 10, 1, func(int, int) color.RGBA { return grey8(255) })
	for path, doc := range map[string]pictures{
		onePage(t, "", ""):             {},
		save(t, "p.tif", []byte("II")): {format: "tiff", info: []render.PageInfo{size, size}, pages: []*render.Raster{white, white}},
	} {
		temp := t.TempDir()
		t.Setenv("TMPDIR", temp)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := (&Writer{Renderer: doc}).WritePDF(ctx, ocr.PDFRequest{Path: path, Target: save(t, "out.pdf", nil)}, func(yield func(ocr.Page, error) bool) {
			cancel()
			yield(page(10, 10, "x"), nil)
		})
		if left, _ := os.ReadDir(temp); !errors.Is(err, context.Canceled) || len(left) > 0 {
			t.Errorf("WritePDF(%q) = %v, left %v; want %v and nothing", path, err, left, context.Canceled)
		}
	}
}
