package overlay

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"testing"

	"recto/ocr"
)

// luminance is that of WCAG 2, in [0, 1].
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// contrast is that of WCAG 2, from 1 to 21.
func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

func TestDrawnPageHasThePicturesOwnSize(t *testing.T) {
	picture := image.NewGray(image.Rect(5, 5, 305, 205))
	page := ocr.Page{Width: 600, Height: 400, Lines: word(0.2, ocr.Rect(200, 200, 400, 300))}
	got := Draw(picture, page, Layers{Confidence: true}, NoMarks())
	if got.Rect != image.Rect(0, 0, 300, 200) {
		t.Fatalf("drawn in %v, want 300 × 200", got.Rect)
	}
	if inside, outside := got.RGBAAt(150, 125), got.RGBAAt(50, 125); inside.R == 0 || outside.R != 0 {
		t.Errorf("word at half its page coordinates: inside %v, outside %v", inside, outside)
	}
}

func TestAnnotatedPNGIsThePageWithItsLayers(t *testing.T) {
	page := ocr.Page{Width: 300, Height: 200, Lines: word(0.2, ocr.Rect(100, 100, 200, 150))}
	var b bytes.Buffer
	if err := PNG(&b, nil, page, Usual()); err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	want := Draw(nil, page, Usual(), NoMarks())
	for _, p := range []image.Point{{10, 10}, {150, 120}, {150, 150}} {
		if color.RGBAModel.Convert(got.At(p.X, p.Y)) != want.At(p.X, p.Y) {
			t.Errorf("%v is %v, want %v", p, got.At(p.X, p.Y), want.At(p.X, p.Y))
		}
	}
}

func TestEverySwatchLooksDifferent(t *testing.T) {
	seen := map[string]Kind{}
	for kind := range kinds {
		pix := string(Swatch(kind, image.Pt(32, 18), 1).Pix)
		if other, dup := seen[pix]; dup {
			t.Errorf("kinds %d and %d look the same", kind, other)
		}
		seen[pix] = kind
	}
}

func TestLegendNamesWhatIsDrawn(t *testing.T) {
	if got := (Layers{}).Legend(); got != nil {
		t.Errorf("legend of no layer = %v", got)
	}
	got := Layers{Confidence: true, Numbers: true}.Legend()
	if want := []Kind{KindWeak, KindFair, KindSure, KindNumber}; !slices.Equal(got, want) {
		t.Errorf("legend = %v, want %v", got, want)
	}
}
