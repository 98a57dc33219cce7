package main

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg"
	"image/png"
	"os"
	"path/filepath"

	xdraw "golang.org/x/image/draw"
)

// A4 at 300 dpi, in pixels.
const a4Width, a4Height = 2480, 3508

// scan is a document made of the fixtures: as a PDF whose pages are pictures,
// and as the same pictures in files of their own.
type scan struct {
	pdf      string
	pictures []string
}

// makeScan lays fixtures on A4 sheets of 300 dpi, two on each.
func makeScan(folder, testdata string, pages int) (scan, error) {
	names := []string{"made/print.png", "real/novel.png", "made/columns.png", "made/german.png", "real/languages.png"}
	var pictures []image.Image
	for _, name := range names {
		img, err := load(filepath.Join(testdata, name))
		if err != nil {
			return scan{}, err
		}
		pictures = append(pictures, img)
	}
	s := scan{pdf: filepath.Join(folder, "scan.pdf")}
	var sheets []*image.Gray
	for n := range pages {
		sheet := image.NewGray(image.Rect(0, 0, a4Width, a4Height))
		draw.Draw(sheet, sheet.Rect, image.White, image.Point{}, draw.Src)
		place(sheet, pictures[n%len(pictures)], 0)
		place(sheet, pictures[(n*3+1)%len(pictures)], 1)
		// No two sheets are alike, so that nothing can be remembered.
		sheet.SetGray(10+n, 10, color.Gray{Y: 0})
		path := filepath.Join(folder, fmt.Sprintf("page%02d.png", n+1))
		if err := save(path, sheet); err != nil {
			return scan{}, err
		}
		s.pictures = append(s.pictures, path)
		sheets = append(sheets, sheet)
	}
	return s, writePDF(s.pdf, 300, sheets)
}

// place fits a picture into the upper (0) or lower (1) half of a sheet.
func place(sheet *image.Gray, img image.Image, half int) {
	room := image.Rect(120, 100+half*a4Height/2, a4Width-120, (half+1)*a4Height/2-40)
	scale := min(float64(room.Dx())/float64(img.Bounds().Dx()), float64(room.Dy())/float64(img.Bounds().Dy()), 2)
	size := image.Pt(int(float64(img.Bounds().Dx())*scale), int(float64(img.Bounds().Dy())*scale))
	xdraw.CatmullRom.Scale(sheet, image.Rectangle{Min: room.Min, Max: room.Min.Add(size)}, img, img.Bounds(), draw.Over, nil)
}

func load(path string) (image.Image, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	img, _, err := image.Decode(bufio.NewReader(file))
	return img, err
}

func save(path string, img image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return png.Encode(file, img)
}

// writePDF writes a PDF of one page for each picture, as scanners do: as large
// as the picture is at dpi.
func writePDF(path string, dpi float64, sheets []*image.Gray) error {
	var out bytes.Buffer
	var offsets []int
	object := func(body string, stream []byte) {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\n", len(offsets), body)
		if stream != nil {
			out.WriteString("stream\n")
			out.Write(stream)
			out.WriteString("\nendstream\n")
		}
		out.WriteString("endobj\n")
	}
	out.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>", nil)
	kids := ""
	for n := range sheets {
		kids += fmt.Sprintf("%d 0 R ", 3+3*n)
	}
	object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [ %s] >>", len(sheets), kids), nil)
	for n, sheet := range sheets {
		first := 3 + 3*n
		widthPt, heightPt := float64(sheet.Rect.Dx())*72/dpi, float64(sheet.Rect.Dy())*72/dpi
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << /XObject << /P %d 0 R >> >> >>",
			widthPt, heightPt, first+1, first+2), nil)
		content := fmt.Appendf(nil, "%.2f 0 0 %.2f 0 0 cm /P Do", widthPt, heightPt)
		object(fmt.Sprintf("<< /Length %d >>", len(content)), content)
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		if _, err := z.Write(sheet.Pix); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>",
			sheet.Rect.Dx(), sheet.Rect.Dy(), packed.Len()), packed.Bytes())
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return os.WriteFile(path, out.Bytes(), 0o600)
}

// place620 puts a line of words on a small sheet.
func place620(sheet *image.Gray, img image.Image) {
	at := image.Pt(40, 60)
	draw.Draw(sheet, image.Rectangle{Min: at, Max: at.Add(img.Bounds().Size())}, img, img.Bounds().Min, draw.Over)
}
