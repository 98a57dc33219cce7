package fitz

import (
	"context"
	"fmt"
	"math"

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
	text, err := h.text(page, b, float64(width)/b.width, float64(height)/b.height)
	if err != nil {
		return render.Text{}, fmt.Errorf("take text of page: %w", err)
	}
	text.Width, text.Height, text.DPIX, text.DPIY = width, height, dpi, dpi
	return text, nil
}

// pixels is a length in points at a resolution.
func pixels(pt, dpi float64) int { return max(1, int(math.Round(pt*dpi/72))) }
