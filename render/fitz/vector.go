package fitz

import (
	"context"
	"fmt"
	"image"
	"math"
	"os"
	"path/filepath"

	"github.com/gen2brain/go-fitz"

	"recto/render"
)

// vector is a document that MuPDF draws.
type vector struct {
	renderer *Renderer
	doc      *fitz.Document
	format   string
	file     string   // what MuPDF reads: a link or a normalised copy
	scrap    []string // removed on close

	// hint is the resolution that a page's content asks for (poppler.go).
	hint func(ctx context.Context, page int) (float64, error)

	// texts is what pageText gave last.
	texts struct {
		known bool
		page  int
		text  render.Text
		err   error
	}
}

// openVector opens a file under a name with the ending of its format, since
// MuPDF goes by that too.
func (r *Renderer) openVector(path, format string) (*vector, error) {
	link, err := linkAs(path, format)
	if err != nil {
		return nil, err
	}
	doc, err := openMuPDF(link)
	if err != nil {
		os.Remove(link)
		return nil, err
	}
	return &vector{renderer: r, doc: doc, format: format, file: link, scrap: []string{link}}, nil
}

// storeBytes bounds what MuPDF keeps of decoded images and fonts.
const storeBytes = 64 << 20

func openMuPDF(path string) (*fitz.Document, error) {
	fitz.MaxStore = storeBytes
	doc, err := fitz.New(path)
	if err != nil {
		return nil, fmt.Errorf("open document: %w", render.ErrDamaged)
	}
	return doc, nil
}

// linkAs makes a link to path in the temp folder that ends in the format's name.
func linkAs(path, format string) (string, error) {
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open document: %w", render.ErrUnreadable)
	}
	link, err := scratch("." + format)
	if err != nil {
		return "", err
	}
	if err = os.Remove(link); err == nil {
		err = os.Symlink(whole, link)
	}
	if err != nil {
		return "", fmt.Errorf("link document: %w", render.ErrTemp)
	}
	return link, nil
}

// scratch is the path of a new empty file in the worker's temp folder.
func scratch(ending string) (string, error) {
	file, err := os.CreateTemp("", "document-*"+ending)
	if err != nil {
		return "", fmt.Errorf("make temp file: %w", render.ErrTemp)
	}
	return file.Name(), file.Close()
}

// measuredPages is how many pages of a document other than PDF are measured;
// further ones are taken to be as large as the last. Loading each picture of a
// comic book of 10,000 took 20 s.
const measuredPages = 200

func (v *vector) info() (render.Info, error) {
	info := render.Info{Format: v.format}
	h := handleOf(v.doc)
	// A page takes a byte at the very least, packed or not (5,000 equal ones
	// about ten each); what claims more is a trap for who measures its pages.
	if stat, err := os.Stat(v.file); err == nil && int64(h.pages()) > stat.Size() {
		return render.Info{}, fmt.Errorf("%d pages in %d bytes: %w", h.pages(), stat.Size(), render.ErrDamaged)
	}
	var b box
	for page := range h.pages() {
		// A page that cannot be loaded has no size; drawing it says why.
		if page < measuredPages || v.format == formatPDF {
			b, _ = h.box(page)
		}
		info.Pages = append(info.Pages, render.PageInfo{WidthPt: b.width, HeightPt: b.height})
	}
	return info, nil
}

func (v *vector) draw(ctx context.Context, req render.Request) (render.Raster, error) {
	h := handleOf(v.doc)
	if req.Page < 0 || req.Page >= h.pages() {
		return render.Raster{}, render.ErrNoPage
	}
	b, ok := h.box(req.Page)
	if !ok {
		return render.Raster{}, fmt.Errorf("load page: %w", render.ErrPage)
	}
	dpi, readAt, err := v.resolution(ctx, req, b)
	if err != nil {
		return render.Raster{}, fmt.Errorf("draw page: %w", err)
	}
	raster, err := h.draw(req.Page, b, dpi, req.Grey, req.Clip)
	if err != nil {
		return render.Raster{}, fmt.Errorf("draw page: %w", err)
	}
	whole := raster.Whole
	if raster.Clip.Empty() {
		whole = image.Pt(raster.Width, raster.Height)
	}
	raster.PageWidth = int(math.Round(float64(whole.X) * readAt / dpi))
	raster.PageHeight = int(math.Round(float64(whole.Y) * readAt / dpi))
	raster.DPIX, raster.DPIY, raster.Vector = readAt, readAt, true
	return raster, nil
}

// resolution is the dpi to draw at for this request and the dpi that the page
// is read at.
func (v *vector) resolution(ctx context.Context, req render.Request, b box) (dpi, readAt float64, err error) {
	maxPixels := v.renderer.maxPixels(req.Grey)
	want := float64(render.ScanDPI)
	if v.hint != nil && req.DPI == 0 && req.MaxWidth == 0 && req.MaxHeight == 0 {
		if want, err = v.hint(ctx, req.Page); err != nil {
			return 0, 0, err
		}
	}
	readAt = render.Fit(b.width, b.height, want, maxPixels)
	if readAt < want {
		v.renderer.log().Info("resolution lowered to keep the page within limits",
			"page", req.Page+1, "dpi", math.Round(readAt), "wanted", want)
	}
	dpi = readAt
	switch {
	case req.DPI > 0 && !req.Clip.Empty():
		dpi = min(req.DPI, render.MaxWhole/(max(b.width, b.height)/72))
	case req.DPI > 0:
		dpi = render.Fit(b.width, b.height, req.DPI, maxPixels)
	}
	if req.MaxWidth > 0 {
		dpi = min(dpi, float64(req.MaxWidth)/(b.width/72))
	}
	if req.MaxHeight > 0 {
		dpi = min(dpi, float64(req.MaxHeight)/(b.height/72))
	}
	return dpi, readAt, nil
}

func (v *vector) close() {
	_ = v.doc.Close() // never anything but nil in go-fitz 1.24
	for _, path := range v.scrap {
		os.Remove(path)
	}
}

// muPicture draws a page of a picture's file with MuPDF at its own size in
// pixels, width × height.
func muPicture(path, format string, page, width, height int, grey bool) (render.Raster, error) {
	link, err := linkAs(path, format)
	if err != nil {
		return render.Raster{}, err
	}
	defer os.Remove(link)
	doc, err := openMuPDF(link)
	if err != nil {
		return render.Raster{}, err
	}
	defer doc.Close()
	h := handleOf(doc)
	b, ok := h.box(page)
	if !ok {
		return render.Raster{}, render.ErrDamaged
	}
	// The resolution that MuPDF assumes for a picture is its size's ratio.
	dpi := float64(width) * 72 / b.width
	raster, err := h.draw(page, b, dpi, grey, image.Rectangle{})
	if err != nil {
		return render.Raster{}, render.ErrDamaged
	}
	if raster.Width != width || raster.Height != height {
		raster = scaled(raster, cut{size: image.Pt(raster.Width, raster.Height)}, image.Pt(width, height), image.Rect(0, 0, width, height))
	}
	return raster, nil
}
