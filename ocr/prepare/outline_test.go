package prepare

import (
	"math"
	"testing"

	"recto/ocr"
	"recto/render"
)

// seen is a page of lines drawn onto a quad of a picture.
func seen(page render.Raster, q ocr.Quad, width, height int, desk byte) render.Raster {
	picture := blank(page, width, height)
	to := Onto(q, float64(page.Width), float64(page.Height))
	for i := range picture.Pix {
		picture.Pix[i] = desk
	}
	// Twice as finely as the page's pixels, so that none is left out.
	for y := range 2 * page.Height {
		for x := range 2 * page.Width {
			p := to.Apply(ocr.Point{X: float64(x)/2 + 0.25, Y: float64(y)/2 + 0.25})
			picture.Pix[int(p.Y)*width+int(p.X)] = page.Pix[y/2*page.Width+x/2]
		}
	}
	return picture
}

func TestOutlineFindsASheetInPerspective(t *testing.T) {
	page := ruled(600, 800, 0, 30, 235)
	want := ocr.Quad{{X: 90, Y: 40}, {X: 590, Y: 60}, {X: 660, Y: 850}, {X: 30, Y: 820}}
	for _, desk := range []byte{60, 150} {
		got, ok := Outline(seen(page, want, 700, 900, desk), 1)
		if !ok {
			t.Errorf("no sheet found on a desk of grey %d", desk)
		}
		for i := range want {
			if d := math.Hypot(got[i].X-want[i].X, got[i].Y-want[i].Y); d > 6 {
				t.Errorf("desk of grey %d: corner %v, want %v", desk, got[i], want[i])
			}
		}
	}
}

func TestOutlineLeavesPagesSeenFromAboveAlone(t *testing.T) {
	page := ruled(600, 800, 0, 30, 235)
	straight := seen(page, ocr.Rect(50, 50, 650, 850), 700, 900, 60)
	turn, width, height := Rotate(9, 600, 800)
	for name, r := range map[string]render.Raster{
		"a page alone": page, "a page on a desk": straight, "a page askew on a desk": Warp(page, turn, width, height, 60),
	} {
		if q, ok := Outline(r, 1); ok {
			t.Errorf("%s was taken for a sheet at %v", name, q)
		}
	}
}

func TestProjectBringsASheetBack(t *testing.T) {
	page := ruled(600, 800, 0, 30, 235)
	q := ocr.Quad{{X: 90, Y: 40}, {X: 590, Y: 60}, {X: 660, Y: 850}, {X: 30, Y: 820}}
	got := Project(seen(page, q, 700, 900, 60), Onto(q, 600, 800), 600, 800, 235)
	if share := difference(got, page); share > 0.06 {
		t.Errorf("%.3f of the pixels differ from the page", share)
	}
}

func TestAProjectionThereAndBackEndsWhereItBegan(t *testing.T) {
	there := Onto(ocr.Quad{{X: 90, Y: 40}, {X: 590, Y: 60}, {X: 660, Y: 850}, {X: 30, Y: 820}}, 600, 800)
	back := there.Inverse()
	for _, p := range []ocr.Point{{X: 0, Y: 0}, {X: 600, Y: 0}, {X: 600, Y: 800}, {X: 123, Y: 456}} {
		if q := back.Apply(there.Apply(p)); math.Hypot(q.X-p.X, q.Y-p.Y) > 1e-6 {
			t.Errorf("%v came back as %v", p, q)
		}
	}
}
