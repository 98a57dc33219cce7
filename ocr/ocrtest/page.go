package ocrtest

import (
	"context"
	"image"
	"strings"

	"recto/ocr"
	"recto/render"
)

// Sizes of the pages that Text makes, in pixels.
const (
	textWidth, textHeight = 600, 800
	textMargin            = 40
	textLine              = 30
	textChar              = 12
)

// Text is an upright page of 600 × 800 pixels that holds the given lines, their
// words split at spaces and sure to 0.9, each line 30 pixels below the last.
func Text(lines ...string) ocr.Page {
	page := ocr.Page{Width: textWidth, Height: textHeight, Unit: ocr.UnitPixel, Lines: []ocr.Line{}}
	for i, text := range lines {
		top := float64(textMargin + i*textLine)
		line := ocr.Line{Words: []ocr.Word{}}
		left := float64(textMargin)
		for word := range strings.FieldsSeq(text) {
			right := left + textChar*float64(len([]rune(word)))
			quad := ocr.Rect(left, top, right, top+textLine*2/3)
			line.Words = append(line.Words, ocr.Word{Text: word, Quad: quad, Confidence: 0.9})
			left = right + textChar
		}
		line.Quad = ocr.Rect(textMargin, top, max(textMargin, left-textChar), top+textLine*2/3)
		page.Lines = append(page.Lines, line)
	}
	return page
}

// TextDocument is a document with one page of Text for each string, whose
// lines are split at line feeds.
func TextDocument(pages ...string) Document {
	var doc Document
	for _, text := range pages {
		doc.Pages = append(doc.Pages, Result{Page: Text(strings.Split(text, "\n")...)})
	}
	return doc
}

// Render draws the page white with each word as a dark box, within the bounds
// that req gives and with one channel or four.
func (f *Fake) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	f.mu.Lock()
	f.renders = append(f.renders, req)
	f.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return render.Raster{}, err
	}
	doc, err := f.document(req.Path, req.Password)
	if err != nil {
		return render.Raster{}, err
	}
	if req.Page < 0 || req.Page >= len(doc.Pages) {
		return render.Raster{}, render.ErrNoPage
	}
	return clipped(raster(doc.Pages[req.Page].Page, req), req.Clip), nil
}

// clipped is the part of the raster that a request asks for.
func clipped(r render.Raster, clip image.Rectangle) render.Raster {
	if clip = clip.Intersect(image.Rect(0, 0, r.Width, r.Height)); clip.Empty() {
		return r
	}
	part := r
	part.Clip, part.Whole = clip, image.Pt(r.Width, r.Height)
	part.Width, part.Height, part.Pix = clip.Dx(), clip.Dy(), nil
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		part.Pix = append(part.Pix, r.Pix[(y*r.Width+clip.Min.X)*r.Channels:][:clip.Dx()*r.Channels]...)
	}
	return part
}

func raster(page ocr.Page, req render.Request) render.Raster {
	scale := 1.0
	if req.MaxWidth > 0 {
		scale = min(scale, float64(req.MaxWidth)/float64(max(1, page.Width)))
	}
	if req.MaxHeight > 0 {
		scale = min(scale, float64(req.MaxHeight)/float64(max(1, page.Height)))
	}
	r := render.Raster{
		Width: max(1, int(float64(page.Width)*scale)), Height: max(1, int(float64(page.Height)*scale)), Channels: 4,
		PageWidth: page.Width, PageHeight: page.Height,
		DPIX: page.DPIX, DPIY: page.DPIY, Vector: page.Unit == ocr.UnitInch,
	}
	if req.Grey {
		r.Channels = 1
	}
	r.Pix = make([]byte, r.Width*r.Height*r.Channels)
	for i := range r.Pix {
		r.Pix[i] = 255
	}
	for _, line := range page.Lines {
		for _, word := range line.Words {
			darken(r, word.Quad.Map(func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X * scale, Y: p.Y * scale} }))
		}
	}
	return r
}

// darken fills the quad's upright bounds with dark grey, opaque.
func darken(r render.Raster, quad ocr.Quad) {
	left, top, right, bottom := quad.Bounds()
	for y := max(0, int(top)); y < min(r.Height, int(bottom)); y++ {
		for x := max(0, int(left)); x < min(r.Width, int(right)); x++ {
			for c := range min(r.Channels, 3) {
				r.Pix[(y*r.Width+x)*r.Channels+c] = 40
			}
		}
	}
}
