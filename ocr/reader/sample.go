package reader

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"recto/ocr"
	"recto/ocr/layer"
	"recto/ocr/prepare"
	"recto/render"
)

// Samples are read as lines of one sheet, in type of sampleSize pixels (a page
// of 10 points at 300 dpi has it), with sampleGap pixels of paper between them.
const (
	sampleSize = 42
	sampleGap  = 40
)

// sample reads stretches of the page, dpi being the resolution of their places:
// their texts, "" where nothing was read.
func (r *Reader) sample(ctx context.Context, req ocr.Request, samples []layer.Sample, dpi float64, packs []string) ([]string, error) {
	var pieces []render.Raster
	for _, s := range samples {
		piece, err := r.piece(ctx, req, s, dpi)
		if err != nil {
			return nil, fmt.Errorf("draw page %d: %w", req.Page+1, err)
		}
		pieces = append(pieces, piece)
	}
	sheet, tops := stacked(pieces)
	lines, err := r.run(ctx, r.Engine.Read, sheet, packs, render.ScanDPI)
	if err != nil {
		return nil, fmt.Errorf("read page %d: %w", req.Page+1, err)
	}
	slices.SortStableFunc(lines, func(a, b ocr.Line) int { return cmp.Compare(a.Quad[0].X, b.Quad[0].X) })
	texts := make([]string, len(samples))
	for _, line := range lines {
		for i := range tops {
			if y := line.Quad.Center().Y; y >= float64(tops[i]-sampleGap/2) && y < float64(tops[i]+pieces[i].Height+sampleGap/2) {
				texts[i] = strings.TrimSpace(texts[i] + " " + line.Text())
				break
			}
		}
	}
	return texts, nil
}

// piece draws a stretch, upright and dark on light.
func (r *Reader) piece(ctx context.Context, req ocr.Request, s layer.Sample, dpi float64) (render.Raster, error) {
	scale := min(2, sampleSize/max(s.Size, 1))
	left, top, right, bottom := s.Quad.Scale(scale, scale).Bounds()
	clip := image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right)), int(math.Ceil(bottom))).Inset(-2)
	piece, err := r.Renderer.Render(ctx, render.Request{
		Path: req.Path, Password: req.Password, Page: req.Page, Grey: true, DPI: dpi * scale, Clip: clip,
	})
	if err != nil {
		return render.Raster{}, err
	}
	piece = prepare.Turn(piece, -int(math.Round(s.Quad.Angle()/90)))
	stretch(piece)
	return piece, nil
}

// stretch makes the ink of a piece black and its paper white, so that pale type
// does not vanish beside black.
func stretch(piece render.Raster) {
	paper := int(prepare.Paper(piece))
	most := 1
	for _, v := range piece.Pix {
		most = max(most, paper-int(v), int(v)-paper)
	}
	for i, v := range piece.Pix {
		off := int(v) - paper
		piece.Pix[i] = byte(255 - 255*max(off, -off)/most)
	}
}

// stacked is a white sheet with the pieces one below the other, and the rows on
// which they begin.
func stacked(pieces []render.Raster) (sheet render.Raster, tops []int) {
	height := sampleGap
	for _, p := range pieces {
		tops = append(tops, height)
		height += p.Height + sampleGap
		sheet.Width = max(sheet.Width, p.Width+2*sampleGap)
	}
	sheet.Height, sheet.Channels = height, 1
	sheet.Pix = make([]byte, sheet.Width*sheet.Height)
	for i := range sheet.Pix {
		sheet.Pix[i] = 255
	}
	for i, p := range pieces {
		for y := range p.Height {
			copy(sheet.Pix[(tops[i]+y)*sheet.Width+sampleGap:], p.Pix[y*p.Width:(y+1)*p.Width])
		}
	}
	return sheet, tops
}
