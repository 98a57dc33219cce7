package session

import (
	"bytes"
	"context"
	"image"
	"sync"

	"recto/ocr"
	"recto/ocr/saved"
	"recto/render"
)

// papers is a Renderer that draws blank paper for documents whose pictures
// nobody found, and leaves all others to another.
type papers struct {
	render.Renderer

	mu     sync.Mutex
	blanks map[string][]ocr.Page
}

// add lets the file at path have blank pages of the sizes of the given ones, by
// their numbers.
func (p *papers) add(path string, pages []ocr.Page) {
	count := 0
	for _, page := range pages {
		count = max(count, page.Number+1)
	}
	sheets := make([]ocr.Page, count)
	for i := range sheets {
		sheets[i] = pages[0] // a page that is missing between others
	}
	for _, page := range pages {
		sheets[page.Number] = page
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.blanks == nil {
		p.blanks = map[string][]ocr.Page{}
	}
	p.blanks[path] = sheets
}

func (p *papers) remove(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.blanks, path)
}

func (p *papers) blank(path string) ([]ocr.Page, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sheets, ok := p.blanks[path]
	return sheets, ok
}

// Info tells the sizes of blank pages.
func (p *papers) Info(ctx context.Context, path, password string) (render.Info, error) {
	sheets, ok := p.blank(path)
	if !ok {
		return p.Renderer.Info(ctx, path, password)
	}
	info := render.Info{}
	for _, sheet := range sheets {
		width, height := saved.Paper(sheet)
		info.Pages = append(info.Pages, render.PageInfo{WidthPt: width, HeightPt: height, Width: sheet.Width, Height: sheet.Height})
	}
	return info, ctx.Err()
}

// Render draws nothing on white.
func (p *papers) Render(ctx context.Context, req render.Request) (render.Raster, error) {
	sheets, ok := p.blank(req.Path)
	switch {
	case !ok:
		return p.Renderer.Render(ctx, req)
	case req.Page < 0 || req.Page >= len(sheets):
		return render.Raster{}, render.ErrNoPage
	}
	sheet := sheets[req.Page]
	width, height := within(sheet.Width, sheet.Height, req.MaxWidth, req.MaxHeight)
	r := render.Raster{Width: width, Height: height, Channels: 1, PageWidth: sheet.Width, PageHeight: sheet.Height, DPIX: sheet.DPIX, DPIY: sheet.DPIY}
	if clip := req.Clip.Intersect(image.Rect(0, 0, width, height)); !clip.Empty() {
		r.Clip, r.Whole = clip, image.Pt(width, height)
		r.Width, r.Height = clip.Dx(), clip.Dy()
	}
	r.Pix = bytes.Repeat([]byte{0xff}, r.Width*r.Height)
	return r, ctx.Err()
}

// maxPaper is the longest side of a blank picture that nothing else bounds.
const maxPaper = 4000

// within shrinks a size in pixels to bounds, of which 0 means none.
func within(width, height, maxWidth, maxHeight int) (w, h int) {
	scale := min(1, maxPaper/float64(max(width, height)))
	if maxWidth > 0 {
		scale = min(scale, float64(maxWidth)/float64(width))
	}
	if maxHeight > 0 {
		scale = min(scale, float64(maxHeight)/float64(height))
	}
	return max(1, int(float64(width)*scale)), max(1, int(float64(height)*scale))
}
