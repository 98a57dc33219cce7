package reader

import (
	"testing"

	"recto/ocr"
	"recto/ocr/prepare"
)

func TestQuadsOfASheetInPerspectiveLandOnItsInk(t *testing.T) {
	sheet := sheetWith(600, 800, 100, 200, 500, 230)
	corners := ocr.Quad{{X: 90, Y: 40}, {X: 590, Y: 60}, {X: 660, Y: 850}, {X: 30, Y: 820}}
	onto := prepare.Onto(corners, 600, 800)
	picture := sheetWith(700, 900, 0, 0, 700, 900)
	for i := range picture.Pix {
		picture.Pix[i] = 70
	}
	// Finer than the sheet's pixels, so that none is left out.
	for y := range 1600 {
		for x := range 1200 {
			p := onto.Apply(ocr.Point{X: float64(x)/2 + 0.25, Y: float64(y)/2 + 0.25})
			picture.Pix[int(p.Y)*700+int(p.X)] = sheet.Pix[y/2*600+x/2]
		}
	}
	e := &engine{confidence: sure}
	page, err := (&Reader{Renderer: renderer{picture}, Engine: e}).Recognize(t.Context(), ocr.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := ocr.Rect(97, 197, 503, 233).Map(onto.Apply) // with a tenth of its height of air
	if got := page.Lines[0].Words[0].Quad; !near(got, want, 3) {
		t.Errorf("quad %v, want %v", got, want)
	}
	if r := e.readings[0]; r.Width > 500 || r.Height > 100 {
		t.Errorf("the engine saw %d × %d, want the bar of the sheet drawn straight, without desk and edges", r.Width, r.Height)
	}
}
