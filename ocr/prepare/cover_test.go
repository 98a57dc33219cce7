package prepare

import (
	"testing"

	"recto/ocr"
	"recto/render"
)

// dark is a page of 40 by 30 pixels of dark ground with a light spot.
func dark() render.Raster {
	r := render.Raster{Width: 40, Height: 30, Channels: 1, Pix: make([]byte, 40*30)}
	for i := range r.Pix {
		r.Pix[i] = 40
	}
	r.Pix[10*40+12] = 250
	return r
}

func TestWhatIsNotReadGetsTheGroundAroundIt(t *testing.T) {
	page := dark()
	for name, tt := range map[string]struct {
		got       render.Raster
		keeps     bool
		elsewhere byte
	}{
		"spot outside": {Outside(page, ocr.Rect(20, 5, 35, 25), Along(page, ocr.Rect(20, 5, 35, 25))), false, 40},
		"spot inside":  {Outside(page, ocr.Rect(5, 5, 20, 25), Along(page, ocr.Rect(5, 5, 20, 25))), true, 40},
		"spot covered": {Inside(page, ocr.Rect(5, 5, 20, 25), Along(page, ocr.Rect(5, 5, 20, 25))), false, 40},
		"beyond page":  {Inside(page, ocr.Rect(-50, -50, 5, 5), Along(page, ocr.Rect(-50, -50, 5, 5))), true, 40},
		"turned":       {Inside(page, ocr.Quad{{X: 12, Y: 4}, {X: 20, Y: 10}, {X: 12, Y: 17}, {X: 4, Y: 10}}, 40), false, 40},
	} {
		want := byte(40)
		if tt.keeps {
			want = 250
		}
		if tt.got.Pix[10*40+12] != want || tt.got.Pix[0] != tt.elsewhere || tt.got.Pix[40*30-1] != tt.elsewhere {
			t.Errorf("%s: spot %d, want %d; corners %d and %d", name, tt.got.Pix[10*40+12], want, tt.got.Pix[0], tt.got.Pix[40*30-1])
		}
	}
	if page.Pix[10*40+12] != 250 {
		t.Error("the page itself was changed")
	}
}

func TestOnlyPixelsWhoseMiddleLiesInTheQuadAreCovered(t *testing.T) {
	page := dark()
	got := Inside(page, ocr.Rect(3.4, 2.6, 6.6, 4.4), 255)
	covered := 0
	for i, v := range got.Pix {
		if v == 255 {
			covered++
			if x, y := i%40, i/40; x < 3 || x > 6 || y < 3 || y > 3 {
				t.Errorf("pixel %d, %d is covered", x, y)
			}
		}
	}
	if covered != 4 {
		t.Errorf("%d pixels are covered, want 4", covered)
	}
}
