package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"path/filepath"
)

// A receipt of 85 mm by 42 mm at 300 dpi, in pixels.
const receiptWidth, receiptHeight = 1000, 500

// receipts are one-page scans as PNG files, no two alike: pieces of the
// fixtures, with text in all of them.
func receipts(testdata string, count int) ([][]byte, error) {
	var sheets []image.Image
	for _, name := range []string{"made/print.png", "made/german.png", "made/columns.png"} {
		img, err := load(filepath.Join(testdata, name))
		if err != nil {
			return nil, err
		}
		sheets = append(sheets, img)
	}
	var scans [][]byte
	for n := range count {
		from := sheets[n%len(sheets)].Bounds()
		// From the left margin, and from one of five places down the sheet:
		// all of them have text below.
		at := from.Min.Add(image.Pt(100, min(n/len(sheets)%5*97, max(0, from.Dy()-receiptHeight))))
		page := image.NewGray(image.Rect(0, 0, receiptWidth, receiptHeight))
		draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(page, page.Rect.Intersect(from.Sub(at)), sheets[n%len(sheets)], at, draw.Over)
		page.SetGray(n%receiptWidth, 1, color.Gray{Y: 0})
		var file bytes.Buffer
		if err := png.Encode(&file, page); err != nil {
			return nil, err
		}
		scans = append(scans, file.Bytes())
	}
	return scans, nil
}
