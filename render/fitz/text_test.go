package fitz

import (
	"errors"
	"math"
	"strings"
	"testing"

	"recto/render"
)

// said is the characters of a page's text that are hidden, or those that are not.
func said(text render.Text, hidden bool) string {
	var b strings.Builder
	for _, g := range text.Glyphs {
		if g.Hidden == hidden {
			b.WriteRune(g.Rune)
		}
	}
	return b.String()
}

func TestTextIsThatOfThePageAsItIsShown(t *testing.T) {
	r := open(t)
	for page, want := range []string{"Turned by 0 degrees", "Turned by 90 degrees", "Turned by 180 degrees", "Turned by 270 degrees", "Two points to the unit"} {
		text, err := r.Text(t.Context(), render.Request{Path: fixture("rotated.pdf"), Page: page})
		if err != nil || said(text, false) != want {
			t.Errorf("page %d says %q, %v; want %q and nothing outside the crop box", page+1, said(text, false), err, want)
			continue
		}
		raster, err := r.Render(t.Context(), render.Request{Path: fixture("rotated.pdf"), Page: page, Grey: true})
		if err != nil || raster.Width != text.Width || raster.Height != text.Height || raster.DPIX != text.DPIX {
			t.Errorf("page %d measures %d × %d at %v dpi, drawn %d × %d at %v (%v)", page+1, text.Width, text.Height, text.DPIX, raster.Width, raster.Height, raster.DPIX, err)
		}
		// The letters stand upright, and the ink is where the first one begins.
		first := text.Glyphs[0]
		if first.AdvanceX <= 0 || math.Abs(float64(first.AdvanceY)) > 0.01 || first.UpY >= 0 {
			t.Errorf("page %d: first letter %+v, want it upright", page+1, first)
		}
		dark := false
		for y := int(first.Y + 0.7*first.UpY); y < int(first.Y); y++ {
			for x := int(first.X); x < int(first.X+first.AdvanceX); x++ {
				dark = dark || raster.Pix[y*raster.Width+x] < 64
			}
		}
		if !dark {
			t.Errorf("page %d has no ink where its first letter is to be", page+1)
		}
	}
}

func TestHiddenTextIsMarkedAndPicturesArePlaced(t *testing.T) {
	r := open(t)
	text, err := r.Text(t.Context(), render.Request{Path: fixture("layers.pdf"), Page: 6})
	if err != nil || !strings.Contains(said(text, true), "Junk under a picture") || said(text, false) != "" || len(text.Pictures) != 1 {
		t.Errorf("hidden %q, shown %q, pictures %v (%v); want junk, nothing, one", said(text, true), said(text, false), text.Pictures, err)
	}
	text, err = r.Text(t.Context(), render.Request{Path: fixture("ocr-layer.pdf")})
	if err != nil || !strings.Contains(said(text, true), "Page") {
		t.Errorf("hidden %q (%v), want the words under the scan", said(text, true), err)
	}
}

func TestWhatHoldsNoTextGivesNone(t *testing.T) {
	r := open(t)
	for _, file := range []string{"five.pdf", "print.png", "five.tif"} {
		if text, err := r.Text(t.Context(), render.Request{Path: fixture(file)}); err != nil || len(text.Glyphs) != 0 {
			t.Errorf("%s holds %q (%v), want nothing", file, said(text, false), err)
		}
	}
	if _, err := r.Text(t.Context(), render.Request{Path: fixture("rotated.pdf"), Page: 9}); !errors.Is(err, render.ErrNoPage) {
		t.Errorf("a page that is not there gives %v, want ErrNoPage", err)
	}
}

func TestMuPDFsTextIsThereBehindGoFitz(t *testing.T) {
	if !muTextLinked() {
		t.Error("go-fitz brought no structured text device")
	}
}
