package main

import (
	"bufio"
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
const a4Width, a4Height, scanDPI = 2480, 3508, 300

// scan is a document made of the fixtures: as a PDF whose pages are pictures,
// and as the same pictures in files of their own.
type scan struct {
	pdf      string
	pictures []string
	sheets   []*image.Gray
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
		s.sheets = append(s.sheets, sheet)
	}
	return s, writePDF(s.pdf, scanDPI, s.sheets)
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

// place620 puts a line of words on a small sheet.
func place620(sheet *image.Gray, img image.Image) {
	at := image.Pt(40, 60)
	draw.Draw(sheet, image.Rectangle{Min: at, Max: at.Add(img.Bounds().Size())}, img, img.Bounds().Min, draw.Over)
}
