package reader

import (
	"context"
	"errors"
	"math"
	"testing"

	"recto/ocr"
	"recto/ocr/calibrate"
	"recto/ocr/prepare"
	"recto/render"
)

// renderer gives one raster for every request.
type renderer struct{ raster render.Raster }

func (r renderer) Info(context.Context, string, string) (render.Info, error) {
	return render.Info{}, errors.New("nobody asks")
}

func (r renderer) Render(context.Context, render.Request) (render.Raster, error) {
	return r.raster, nil
}

// engine finds one mark on the page wherever it is turned to: the darkest
// pixels are the start of the only word, the grey ones its end.
type engine struct {
	up, left   float64
	confidence func(reading int) float64
	turn       int
	turnSure   float64
	readings   []render.Raster
	sparse     []ocr.Line // what ReadSparse finds
	looks      int        // how often it was asked
}

func (e *engine) ReadSparse(context.Context, render.Raster, []string, int) ([]ocr.Line, error) {
	e.looks++
	return e.sparse, nil
}

func (e *engine) Upright(render.Raster) (up, left float64) { return e.up, e.left }

func (e *engine) Turn(render.Raster, int) (degrees int, confidence float64, ok bool) {
	return e.turn, e.turnSure, e.turnSure > 0
}

func (e *engine) Script(render.Raster, int) (name string, confidence float64, ok bool) {
	return "", 0, false
}

func (e *engine) Packs() (packs []string, folder string) { return []string{"eng"}, "" }

func (e *engine) Read(_ context.Context, grey render.Raster, _ []string, _ int) ([]ocr.Line, error) {
	e.readings = append(e.readings, grey)
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for y := range grey.Height {
		for x := range grey.Width {
			if grey.Pix[y*grey.Width+x] < 128 {
				left, right = min(left, float64(x)), max(right, float64(x+1))
				top, bottom = min(top, float64(y)), max(bottom, float64(y+1))
			}
		}
	}
	q := ocr.Rect(left, top, right, bottom)
	word := ocr.Word{Text: "abcdefghij", Quad: q, Confidence: e.confidence(len(e.readings) - 1)}
	return []ocr.Line{{Quad: q, Words: []ocr.Word{word}}}, nil
}

func sure(int) float64 { return 0.95 }

// sheetWith is a white page with one dark bar.
func sheetWith(width, height, left, top, right, bottom int) render.Raster {
	r := render.Raster{Width: width, Height: height, Channels: 1, Pix: make([]byte, width*height)}
	for i := range r.Pix {
		r.Pix[i] = 255
	}
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			r.Pix[y*width+x] = 0
		}
	}
	return r
}

func near(a, b ocr.Quad, reach float64) bool {
	for i := range a {
		if math.Hypot(a[i].X-b[i].X, a[i].Y-b[i].Y) > reach {
			return false
		}
	}
	return true
}

func TestQuadsOfATurnedPageStartAtTheTextsOwnTopLeft(t *testing.T) {
	upright := sheetWith(400, 600, 50, 100, 250, 130)
	for quarters := range 4 {
		turned := prepare.Turn(upright, quarters)
		e := &engine{confidence: sure}
		switch quarters {
		case 0:
			e.up = 30
		case 1:
			e.left = -30
		case 2:
			e.up = -30
		case 3:
			e.left = 30
		}
		page, err := (&Reader{Renderer: renderer{turned}, Engine: e}).Recognize(t.Context(), ocr.Request{})
		if err != nil {
			t.Fatal(err)
		}
		to, _, _ := prepare.Rotate(float64(90*quarters), 400, 600)
		want := widened(ocr.Rect(50, 100, 250, 130), 3).Map(to.Apply)
		if got := page.Lines[0].Words[0].Quad; !near(got, want, 1) || page.Angle != ocr.NormalizeAngle(float64(90*quarters)) {
			t.Errorf("%d quarters: quad %v at %v°, want %v", quarters, got, page.Angle, want)
		}
		if page.Width != turned.Width || page.Height != turned.Height || len(e.readings) != 1 {
			t.Errorf("%d quarters: %d × %d in %d readings", quarters, page.Width, page.Height, len(e.readings))
		}
	}
}

func TestUnequalResolutionsAreSquaredForReadingAndQuadsMapBack(t *testing.T) {
	fax := sheetWith(400, 300, 50, 100, 250, 110)
	fax.DPIX, fax.DPIY = 204, 102
	e := &engine{confidence: sure}
	page, err := (&Reader{Renderer: renderer{fax}, Engine: e}).Recognize(t.Context(), ocr.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if r := e.readings[0]; r.Width != 248 || r.Height != 68 {
		t.Errorf("the engine saw %d × %d, want the bar squared to 200 × 20 and 24 px of paper around it", r.Width, r.Height)
	}
	if got, want := page.Lines[0].Quad, widened(ocr.Rect(50, 100, 250, 110), 1); !near(got, want, 1) || page.Height != 300 {
		t.Errorf("quad %v on a page %d high, want %v", got, page.Height, want)
	}
}

func TestAWeakReadingIsTriedTheOtherWayRound(t *testing.T) {
	weakThenSure := func(reading int) float64 {
		if reading == 0 {
			return 0.3
		}
		return 0.9
	}
	for _, tt := range []struct {
		name     string
		turn     int
		turnSure float64
		want     float64
	}{
		{"the model says", 90, 5, 90},
		{"nothing says, so it is put on its head", 0, 0, -180},
	} {
		e := &engine{confidence: weakThenSure, turn: tt.turn, turnSure: tt.turnSure}
		page, err := (&Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: e}).Recognize(t.Context(), ocr.Request{})
		if err != nil || page.Angle != tt.want || len(e.readings) != 2 {
			t.Errorf("%s: angle %v after %d readings, %v, want %v after 2", tt.name, page.Angle, len(e.readings), err, tt.want)
		}
	}
}

func TestTheBetterOfSeveralWeakReadingsIsKept(t *testing.T) {
	confidences := []float64{0.3, 0.2, 0.4, 0.1}
	e := &engine{confidence: func(n int) float64 { return confidences[n] }}
	page, err := (&Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: e}).Recognize(t.Context(), ocr.Request{Uncalibrated: true})
	if err != nil || page.Confidence() != 0.4 || len(e.readings) != 4 {
		t.Errorf("confidence %v after %d readings, %v, want 0.4 after 4", page.Confidence(), len(e.readings), err)
	}
}

func TestABlankPageIsNotReadAndHasNoLines(t *testing.T) {
	e := &engine{confidence: sure}
	page, err := (&Reader{Renderer: renderer{sheetWith(300, 200, 0, 0, 0, 0)}, Engine: e}).Recognize(t.Context(), ocr.Request{})
	if err != nil || page.Lines == nil || len(page.Lines) != 0 || len(e.readings) != 0 {
		t.Errorf("lines %v after %d readings, %v, want none, not nil", page.Lines, len(e.readings), err)
	}
}

func TestAMissingLanguageIsSaidBeforeAnythingIsDrawn(t *testing.T) {
	_, err := (&Reader{Renderer: renderer{}, Engine: &engine{}}).Recognize(t.Context(), ocr.Request{Languages: []string{"de"}})
	if !errors.Is(err, ocr.ErrLanguage) {
		t.Errorf("err = %v, want ErrLanguage", err)
	}
}

func TestAPDFPageIsInInches(t *testing.T) {
	raster := sheetWith(400, 600, 50, 100, 250, 130)
	raster.Vector, raster.DPIX, raster.DPIY = true, 300, 300
	page, err := (&Reader{Renderer: renderer{raster}, Engine: &engine{confidence: sure}}).Recognize(t.Context(), ocr.Request{})
	if err != nil || page.Unit != ocr.UnitInch || page.DPIX != 300 {
		t.Errorf("unit %s at %v dpi, %v, want inch", page.Unit, page.DPIX, err)
	}
}

func TestQuadsStayOnThePage(t *testing.T) {
	// A bar that runs off a page, askew: straightening adds ground around it.
	turn, width, height := prepare.Rotate(10, 400, 600)
	askew := prepare.Warp(sheetWith(400, 600, 0, 100, 400, 130), turn, width, height, 255)
	cut := prepare.Crop(askew, 60, 0, width-60, height)
	page, err := (&Reader{Renderer: renderer{cut}, Engine: &engine{up: 30, confidence: sure}}).Recognize(t.Context(), ocr.Request{})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range page.Lines {
		left, top, right, bottom := line.Quad.Bounds()
		if left < 0 || top < 0 || right > float64(page.Width) || bottom > float64(page.Height) {
			t.Errorf("quad %v on a page of %d × %d", line.Quad, page.Width, page.Height)
		}
	}
}

func TestConfidencesBecomeProbabilitiesAtTheEnd(t *testing.T) {
	e := &engine{confidence: func(int) float64 { return 0.9 }}
	reader := &Reader{Renderer: renderer{sheetWith(400, 600, 50, 100, 250, 130)}, Engine: e}
	raw, err := reader.Recognize(t.Context(), ocr.Request{Uncalibrated: true})
	if err != nil || raw.Confidence() != 0.9 {
		t.Fatalf("confidence %v, %v, want the engine's 0.9", raw.Confidence(), err)
	}
	page, err := reader.Recognize(t.Context(), ocr.Request{})
	calibrate.Apply(raw.Lines)
	if err != nil || page.Confidence() != raw.Confidence() || page.Confidence() == 0.9 {
		t.Errorf("confidence %v, %v, want the calibrated %v", page.Confidence(), err, raw.Confidence())
	}
}

// sideways is an engine that reads a page weakly upright, and well on its side by
// turning its lines back for itself.
type sideways struct{ engine }

func (s *sideways) Read(_ context.Context, grey render.Raster, _ []string, _ int) ([]ocr.Line, error) {
	s.readings = append(s.readings, grey)
	q, sure := ocr.Rect(50, 100, 250, 130), 0.5
	if grey.Width > grey.Height {
		q, sure = ocr.Quad{q[1], q[2], q[3], q[0]}, 0.95
	}
	return []ocr.Line{{Quad: q, Words: []ocr.Word{{Text: "abcdefghij", Quad: q, Confidence: sure}}}}, nil
}

func TestAReadingWhoseLinesLieOnTheirSideIsNotTheRightWayRound(t *testing.T) {
	page := sheetWith(400, 600, 24, 24, 376, 576)
	e := &sideways{}
	got, err := (&Reader{Renderer: renderer{page}, Engine: e}).Recognize(t.Context(), ocr.Request{Uncalibrated: true})
	if err != nil || len(e.readings) != 4 || got.Angle != 0 || got.Confidence() != 0.5 {
		t.Errorf("%d readings, angle %v, confidence %v, %v; want the upright of 4", len(e.readings), got.Angle, got.Confidence(), err)
	}
}
