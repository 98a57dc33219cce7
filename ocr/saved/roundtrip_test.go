package saved

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"recto/ocr"
	"recto/ocr/export"
)

func TestHOCRThatRectoWroteComesBackWhole(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for range 200 {
		var want []ocr.Page
		for i := range 1 + rng.IntN(3) {
			page := wholePixels(rng)
			page.Number = 2 * i
			want = append(want, page)
		}
		var b bytes.Buffer
		err := export.Pages(&b, export.FormatHOCR, export.Document{Name: `a "b"; 100%.png`, Version: "1.0"}, want)
		if err != nil {
			t.Fatal(err)
		}
		got := whole(t, b.String())
		for i := range want {
			if !reflect.DeepEqual(got.Pages[i], want[i]) {
				t.Fatalf("got\n%+v\nwant\n%+v\nin\n%s", got.Pages[i], want[i], b.String())
			}
		}
		if got.images[0] != `a "b"; 100%.png` {
			t.Fatalf("image %q", got.images[0])
		}
	}
}

// wholePixels is a page of what hOCR can say: places in whole pixels, shares in
// tenths of a percent.
func wholePixels(rng *rand.Rand) ocr.Page {
	permille := func() float64 { return float64(rng.IntN(1001)) / 10 / 100 }
	page := ocr.Page{Width: 500 + rng.IntN(2000), Height: 500 + rng.IntN(2000), Unit: ocr.UnitPixel, Lines: []ocr.Line{}}
	if rng.IntN(2) == 0 {
		page.Unit, page.DPIX, page.DPIY = ocr.UnitInch, float64(72+rng.IntN(500)), float64(72+rng.IntN(500))
	}
	page.Angle = math.Round(rng.Float64()*3600000-1800000) / 1e4
	page.Language = []string{"", "de"}[rng.IntN(2)]
	for range rng.IntN(5) {
		line := ocr.Line{Block: rng.IntN(3), Language: []string{"", "fr"}[rng.IntN(2)]}
		if rng.IntN(2) == 0 {
			line.Style = &ocr.Style{Name: []ocr.StyleName{ocr.StyleOther, ocr.StyleHandwriting}[rng.IntN(2)], Confidence: permille()}
		}
		angle := []float64{0, 0, 90, -90, 180, 3, -12}[rng.IntN(7)]
		left, top := float64(50+rng.IntN(200)), float64(50+rng.IntN(200))
		var quads []ocr.Quad
		for j := range 1 + rng.IntN(4) {
			quad := ocr.Slanted(left, top, left+90, top+70, angle).Map(func(p ocr.Point) ocr.Point {
				return ocr.Point{X: math.Round(p.X), Y: math.Round(p.Y)}
			})
			word := ocr.Word{Text: fmt.Sprintf("w<%d&é", j), Quad: quad, Confidence: permille(), Corrected: rng.IntN(3) == 0}
			line.Words, quads = append(line.Words, word), append(quads, quad)
			left += 100
		}
		line.Quad = ocr.Around(quads, angle).Map(func(p ocr.Point) ocr.Point { return ocr.Point{X: math.Round(p.X), Y: math.Round(p.Y)} })
		page.Lines = append(page.Lines, line)
	}
	return page
}
