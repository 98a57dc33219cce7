package reader

import (
	"context"
	"fmt"
	"math"
	"time"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/layer"
	"recto/render"
)

// What a layer must show to be taken (docs/adr/0020).
const (
	// leastShown is the share of its characters in whose place something shows.
	leastShown = 0.7

	// leastAgreement is how far a sample must say what is read there, of text
	// that shows by itself and of text that lies under a scan.
	leastAgreement       = 0.6
	leastHiddenAgreement = 0.8

	// leastFontAgreement is the same for any font that sets much of the page.
	leastFontAgreement = 0.4
)

// judgeDPI is the resolution of the picture on which a layer is judged, in
// dots per inch.
const judgeDPI = 110

// layer is the page as its document's text gives it; ok false where it is to be
// read instead.
func (r *Reader) layer(ctx context.Context, req ocr.Request, packs []string, start time.Time) (page ocr.Page, ok bool, err error) {
	text, err := r.Texts.Text(ctx, render.Request{Path: req.Path, Password: req.Password, Page: req.Page})
	if err != nil {
		return ocr.Page{}, false, fmt.Errorf("take text of page %d: %w", req.Page+1, err)
	}
	if text.Width == 0 {
		return ocr.Page{}, false, nil // a picture
	}
	found := layer.Of(text)
	page = ocr.Page{
		Number: req.Page, Width: text.Width, Height: text.Height, DPIX: text.DPIX, DPIY: text.DPIY,
		Unit: ocr.UnitInch, Source: ocr.SourceLayer, Lines: []ocr.Line{},
	}
	if req.TextLayer == ocr.TextLayerOnly {
		r.finish(&page, found.Lines(), turnOf(found.Lines()), req)
		return page, true, nil
	}
	if found.Empty() {
		return ocr.Page{}, false, nil
	}
	if !found.Mapped() {
		r.debug("text layer left", "page", req.Page+1, "reason", "its characters mean nothing")
		return ocr.Page{}, false, nil
	}
	judged, err := r.judge(ctx, req, found.Mended(), text.DPIX, packs)
	if err != nil || !judged.ok {
		return ocr.Page{}, false, err
	}
	lines := judged.layer.Lines()
	turned := turnOf(lines)
	if judged.rest != (ocr.Quad{}) {
		more, raster, err := r.beside(ctx, req, judged, packs, start)
		if err != nil {
			return ocr.Page{}, false, err
		}
		if len(more) > 0 {
			page.Source = ocr.SourceMixed
			lines, judged.raster = append(lines, more...), raster
		}
	}
	r.finish(&page, lines, turned, req)
	r.tellStyle(&page, judged.raster)
	r.debug("text layer taken", "page", req.Page+1, "source", page.Source, "agreement", judged.agreement, "whole", time.Since(start))
	return page, true, nil
}

// verdict is what was found out about a layer.
type verdict struct {
	layer     layer.Layer
	ok        bool
	agreement float64
	rest      ocr.Quad // where the page shows more text; zero for nowhere

	raster render.Raster // what the page shows
}

// judge compares the layer with what the page shows.
func (r *Reader) judge(ctx context.Context, req ocr.Request, found layer.Layer, dpi float64, packs []string) (verdict, error) {
	overview, err := r.Renderer.Render(ctx, render.Request{Path: req.Path, Password: req.Password, Page: req.Page, Grey: true, DPI: min(judgeDPI, dpi)})
	if err != nil {
		return verdict{}, fmt.Errorf("draw page %d: %w", req.Page+1, err)
	}
	shown, share := found.Shown(overview)
	if share < leastShown {
		r.debug("text layer left", "page", req.Page+1, "reason", "nothing shows in its place", "shown", share)
		return verdict{}, nil
	}
	v := verdict{layer: shown, ok: true, agreement: 1, raster: overview}
	if v.rest, v.ok = shown.Rest(overview); !v.ok {
		v.rest, v.ok = ocr.Quad{}, true
	}
	installed, _ := r.Engine.Packs()
	if packs = shown.Packs(packs, installed); len(packs) == 0 {
		return v, nil // nothing could read it better
	}
	samples := shown.Samples()
	if len(samples) == 0 {
		v.ok = shown.Hidden() < 0.5
		return v, nil
	}
	read, err := r.sample(ctx, req, samples, dpi, packs)
	if err != nil {
		return verdict{}, err
	}
	mean, least := layer.Agreement(samples, read)
	limit := leastAgreement
	if shown.Hidden() > 0.5 {
		limit = leastHiddenAgreement
	}
	v.agreement = mean
	if v.ok = mean >= limit && least >= leastFontAgreement; !v.ok {
		r.debug("text layer left", "page", req.Page+1, "reason", "the page shows something else", "agreement", mean, "least", least)
	}
	return v, nil
}

// beside are the lines that are read in what the layer leaves out, numbered as
// further blocks, and what the page shows.
func (r *Reader) beside(ctx context.Context, req ocr.Request, v verdict, packs []string, start time.Time) ([]ocr.Line, render.Raster, error) {
	raster, err := r.Renderer.Render(ctx, render.Request{Path: req.Path, Password: req.Password, Page: req.Page, Grey: true})
	if err != nil {
		return nil, render.Raster{}, fmt.Errorf("draw page %d: %w", req.Page+1, err)
	}
	if r.automatic {
		// A picture's few words tell less of their language than the layer.
		installed, _ := r.Engine.Packs()
		if pack, _, _ := language.Best(tongue(v.layer.Lines()), installed); pack != "" {
			packs, r.automatic = []string{pack}, false
		}
	}
	parts := req.Parts.InPixels(raster.Width, raster.Height)
	rest := blank(v.layer.Covered(raster), parts)
	rest = blank(rest, ocr.Parts{Area: v.rest})
	lines, _, err := r.read(ctx, rest, packs, start)
	if err != nil {
		return nil, render.Raster{}, fmt.Errorf("read page %d: %w", req.Page+1, err)
	}
	lines = v.layer.Beside(lines)
	giveAir(lines, float64(raster.Width), float64(raster.Height))
	return lines, raster, nil
}

// turnOf is by how many degrees clockwise, in quarters, most of the text is turned.
func turnOf(lines []ocr.Line) float64 {
	var letters [4]int
	for _, line := range lines {
		letters[int(math.Round(line.Quad.Angle()/90))&3] += len(line.Text())
	}
	most := 0
	for quarter, n := range letters {
		if n > letters[most] {
			most = quarter
		}
	}
	return ocr.NormalizeAngle(float64(90 * most))
}

func (r *Reader) debug(message string, attributes ...any) {
	if r.Log != nil {
		r.Log.Debug(message, attributes...)
	}
}

// blankPage is a page of which only a text layer is wanted, where its document
// has none to give: a picture's size, and no lines.
func (r *Reader) blankPage(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	raster, err := r.Renderer.Render(ctx, render.Request{Path: req.Path, Password: req.Password, Page: req.Page, Grey: true})
	if err != nil {
		return ocr.Page{}, fmt.Errorf("draw page %d: %w", req.Page+1, err)
	}
	return ocr.Page{
		Number: req.Page, Width: raster.Width, Height: raster.Height, DPIX: raster.DPIX, DPIY: raster.DPIY,
		Unit: ocr.UnitPixel, Source: ocr.SourceLayer, Lines: []ocr.Line{},
	}, nil
}
