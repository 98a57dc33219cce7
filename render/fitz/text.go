package fitz

import (
	"context"
	"fmt"
	"math"
	"slices"

	"recto/render"
)

// Text implements render.TextSource for documents that MuPDF draws.
func (r *Renderer) Text(ctx context.Context, req render.Request) (render.Text, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	doc, err := r.open(ctx, req.Path, req.Password)
	if err != nil {
		return render.Text{}, err
	}
	v, ok := doc.(*vector)
	if !ok {
		return render.Text{}, nil
	}
	return v.text(ctx, req.Page)
}

// text is the text of a page in pixels of the raster that it is read at.
func (v *vector) text(ctx context.Context, page int) (render.Text, error) {
	h := handleOf(v.doc)
	if page < 0 || page >= h.pages() {
		return render.Text{}, render.ErrNoPage
	}
	b, ok := h.box(page)
	if !ok {
		return render.Text{}, fmt.Errorf("load page: %w", render.ErrPage)
	}
	dpi, _, err := v.resolution(ctx, render.Request{Page: page, Grey: true}, b)
	if err != nil {
		return render.Text{}, fmt.Errorf("take text of page: %w", err)
	}
	width, height := pixels(b.width, dpi), pixels(b.height, dpi)
	text, err := v.pageText(page)
	if err != nil {
		return render.Text{}, fmt.Errorf("take text of page: %w", err)
	}
	text = enlarged(text, float64(width)/b.width, float64(height)/b.height)
	text.Width, text.Height, text.DPIX, text.DPIY = width, height, dpi, dpi
	return text, nil
}

// pageText is the text of a page with places in points. The last one is kept:
// the resolution is asked for first, then the text itself.
func (v *vector) pageText(page int) (render.Text, error) {
	if !v.texts.known || v.texts.page != page {
		h := handleOf(v.doc)
		v.texts.known, v.texts.page, v.texts.text, v.texts.err = true, page, render.Text{}, render.ErrPage
		if b, ok := h.box(page); ok {
			v.texts.text, v.texts.err = h.text(page, b)
		}
	}
	return v.texts.text, v.texts.err
}

// enlarged is a text with its places sx and sy times as far from the origin.
func enlarged(text render.Text, sx, sy float64) render.Text {
	out := render.Text{Glyphs: slices.Clone(text.Glyphs), Pictures: slices.Clone(text.Pictures)}
	x, y := float32(sx), float32(sy)
	for i := range out.Glyphs {
		g := &out.Glyphs[i]
		g.X, g.AdvanceX, g.UpX = g.X*x, g.AdvanceX*x, g.UpX*x
		g.Y, g.AdvanceY, g.UpY = g.Y*y, g.AdvanceY*y, g.UpY*y
	}
	for i, p := range out.Pictures {
		out.Pictures[i] = render.Picture{Left: p.Left * sx, Top: p.Top * sy, Right: p.Right * sx, Bottom: p.Bottom * sy}
	}
	return out
}

// pixels is a length in points at a resolution.
func pixels(pt, dpi float64) int { return max(1, int(math.Round(pt*dpi/72))) }
