package main

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // pages
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"recto/ocr/ocrtest"
)

// mostWrong is how many lines a picture shows.
const mostWrong = 120

// keepWrong writes the lines of pictures that were given the wrong style, one
// below the other, each with its confidence and the file it is from.
func keepWrong(folder, set string, verdicts []verdict) error {
	const width, height = 900, 46
	var rows []verdict
	for _, v := range verdicts {
		if !v.right() && filepath.Ext(v.path) != ".pdf" && filepath.Ext(v.path) != ".tif" && len(rows) < mostWrong {
			rows = append(rows, v)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	canvas := image.NewRGBA(image.Rect(0, 0, width, height*len(rows)))
	draw.Draw(canvas, canvas.Bounds(), image.White, image.Point{}, draw.Src)
	pictures := map[string]image.Image{}
	for i, v := range rows {
		if pictures[v.path] == nil {
			m, err := picture(v.path)
			if err != nil {
				return err
			}
			pictures[v.path] = m
		}
		paste(canvas, image.Rect(0, i*height, width, i*height+30), pictures[v.path], v)
		text := fmt.Sprintf("%s %.2f  %s: %s", v.line.Style.Name, v.line.Style.Confidence, filepath.Base(v.path), v.line.Text())
		d := font.Drawer{Dst: canvas, Src: image.NewUniform(color.RGBA{180, 0, 0, 255}), Face: basicfont.Face7x13, Dot: fixed.P(2, i*height+43)}
		d.DrawString(text)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return ocrtest.WritePNG(filepath.Join(folder, strings.ReplaceAll(set, "/", "_")+".png"), canvas)
}

// paste shows the line's bounds within to, scaled to its height.
func paste(canvas *image.RGBA, to image.Rectangle, page image.Image, v verdict) {
	left, top, right, bottom := v.line.Quad.Bounds()
	scale := min(float64(to.Dy())/max(1, bottom-top), float64(to.Dx())/max(1, right-left))
	for y := range int(scale * (bottom - top)) {
		for x := range int(scale * (right - left)) {
			at := page.At(int(left+float64(x)/scale), int(top+float64(y)/scale))
			canvas.Set(to.Min.X+x, to.Min.Y+y, at)
		}
	}
}

func picture(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	return m, err
}
