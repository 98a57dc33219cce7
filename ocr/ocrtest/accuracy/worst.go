package main

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
)

// show prints the worst pages of a set and draws what was read on them.
func (m *measurement) show(ctx context.Context, s set, pages []page, readings []reading, scores []Score) error {
	order := make([]int, len(pages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b].wrong(s.kind), scores[a].wrong(s.kind)) })
	for _, i := range order[:min(m.worst, len(order))] {
		name := strings.TrimSuffix(filepath.Base(pages[i].path), filepath.Ext(pages[i].path))
		path := filepath.Join(m.out, "worst", filepath.Base(s.name)+"-"+name+".png")
		fmt.Printf("  %s %%  %s  %s\n", percent(scores[i].wrong(s.kind)), pages[i].path, path)
		if err := m.draw(ctx, pages[i], readings[i], path); err != nil {
			return err
		}
	}
	return nil
}

// The colours of what was read: right, wrong, and of what was missed.
var (
	right  = color.RGBA{0, 130, 0, 255}
	wrong  = color.RGBA{210, 0, 0, 255}
	missed = color.RGBA{0, 60, 220, 255}
)

// draw writes a picture: the page with the words' places at the left, and what
// was read there at the right. Words are right where the truth has them there,
// or, where it knows no places, somewhere. Documents show their first page.
func (m *measurement) draw(ctx context.Context, p page, r reading, path string) error {
	raster, err := m.floor.renderer.Render(ctx, render.Request{Path: p.path})
	if err != nil {
		return err
	}
	left := raster.Image()
	width, height := raster.Width, raster.Height
	picture := image.NewRGBA(image.Rect(0, 0, 2*width, height))
	draw.Draw(picture, picture.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(picture, image.Rect(0, 0, width, height), left, left.Bounds().Min, draw.Src)
	ok, lost := judge(p.truth, r)
	for i, w := range r.words {
		ink := wrong
		if ok[i] {
			ink = right
		}
		outline(picture, w.Quad, ink)
		if err := write(picture, w, width, ink); err != nil {
			return err
		}
	}
	for _, w := range lost {
		outline(picture, w.Quad, missed)
		if err := write(picture, w, width, missed); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return ocrtest.WritePNG(path, picture)
}

// judge tells which words are right, and which of the truth were missed.
func judge(t truth, r reading) (ok []bool, lost []ocr.Word) {
	ok = make([]bool, len(r.words))
	if t.words != nil {
		found := make([]bool, len(t.words))
		for i, at := range ocrtest.Match(t.words, r.words) {
			if ok[i] = at >= 0; ok[i] {
				found[at] = true
			}
		}
		for i, w := range t.words {
			if !found[i] {
				lost = append(lost, w)
			}
		}
		return ok, lost
	}
	left := map[string]int{}
	for _, w := range strings.Fields(strings.ToUpper(ocrtest.Fold(t.text))) {
		left[w]++
	}
	for i, w := range r.words {
		text := strings.ToUpper(ocrtest.Fold(w.Text))
		if left[text] > 0 {
			left[text]--
			ok[i] = true
		}
	}
	return ok, nil
}

// outline draws the edges of a quad.
func outline(picture *image.RGBA, q ocr.Quad, ink color.RGBA) {
	for i, from := range q {
		to := q[(i+1)%4]
		steps := max(1, math.Hypot(to.X-from.X, to.Y-from.Y))
		for s := 0.0; s <= min(steps, 1e5); s++ {
			picture.SetRGBA(int(from.X+s/steps*(to.X-from.X)), int(from.Y+s/steps*(to.Y-from.Y)), ink)
		}
	}
}

// write writes a word at its place on the right half, as high as it is there.
func write(picture *image.RGBA, w ocr.Word, shift int, ink color.RGBA) error {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return err
	}
	l, t, _, b := w.Quad.Bounds()
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: min(max(8, 0.9*(b-t)), 80), DPI: 72})
	if err != nil {
		return err
	}
	defer face.Close()
	d := font.Drawer{Dst: picture, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(shift+int(l), int(t+0.8*(b-t)))}
	d.DrawString(w.Text)
	return nil
}
