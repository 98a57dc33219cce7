package reader

import (
	"recto/ocr"
	"recto/ocr/prepare"
	"recto/render"
)

// blank is the raster with bare paper where nothing is to be read, so that the
// engine neither reads there nor takes its columns from there. The paper has
// the grey that lies along the edges of each part: pages may be dark.
func blank(r render.Raster, parts ocr.Parts) render.Raster {
	if parts.Area != (ocr.Quad{}) {
		r = prepare.Outside(r, parts.Area, prepare.Along(r, parts.Area))
	}
	for _, q := range parts.Ignored {
		r = prepare.Inside(r, q, prepare.Along(r, q))
	}
	return r
}
