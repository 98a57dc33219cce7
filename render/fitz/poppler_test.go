package fitz

import (
	"maps"
	"testing"

	"recto/render"
)

func TestScanResolutionsAreThoseOfTheLargeImages(t *testing.T) {
	list := `page   num  type   width height color comp bpc  enc interp  object ID x-ppi y-ppi size ratio
--------------------------------------------------------------------------------------------
   1     0 image    2550  3300  gray    1   1  jbig2  no        11  0   300   300 69.4K 6.8%
   1     1 image      64    64  rgb     3   8  image  no        12  0  1200  1200 1.2K  10%
   2     0 stencil  1728  1143  -       1   1  ccitt  no        13  0   204    98 9.4K 3.8%
   3     0 smask    2550  3300  gray    1   8  image  no        14  0   600   600 1.4K 0.1%
`
	got, want := scanResolutions([]byte(list)), map[int]float64{1: 300, 2: 204}
	if !maps.Equal(got, want) {
		t.Errorf("scanResolutions = %v, want %v", got, want)
	}
}

func TestAPageOfSmallTypeIsReadFiner(t *testing.T) {
	of := func(sizes ...float32) render.Text {
		var text render.Text
		for _, size := range sizes {
			text.Glyphs = append(text.Glyphs, render.Glyph{Rune: 'a', UpY: -size})
		}
		return text
	}
	for _, tt := range []struct {
		text render.Text
		want float64
	}{
		{of(12, 12, 12, 6), render.ScanDPI}, {of(6, 6, 12, 12), render.SmallTypeDPI}, {of(8.2), render.ScanDPI},
		{of(8), render.SmallTypeDPI}, {of(), render.ScanDPI}, {of(0, 0), render.ScanDPI},
	} {
		if got := typeResolution(tt.text); got != tt.want {
			t.Errorf("typeResolution(%+v) = %v, want %v", tt.text, got, tt.want)
		}
	}
}
