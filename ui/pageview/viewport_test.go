package pageview

import (
	"math"
	"testing"

	"recto/ocr"
)

func port(fit Fit) viewport {
	var v viewport
	v.fit = fit
	v.resize(820, 620)
	v.setPage(1600, 2400, true)
	return v
}

func TestFitPageShowsTheWholePageInTheMiddle(t *testing.T) {
	v := port(FitPage)
	if v.zoom != 0.25 {
		t.Errorf("zoom = %v, want 0.25", v.zoom)
	}
	left, right := v.toView(ocr.Point{}), v.toView(ocr.Point{X: 1600, Y: 2400})
	if left != (ocr.Point{X: 210, Y: 10}) || right != (ocr.Point{X: 610, Y: 610}) {
		t.Errorf("page from %v to %v, want {210 10} to {610 610}", left, right)
	}
}

func TestFitWidthStartsAtTheTop(t *testing.T) {
	v := port(FitWidth)
	if v.zoom != 0.5 || v.y != margin {
		t.Errorf("zoom %v from %v, want 0.5 from %v", v.zoom, v.y, margin)
	}
	v.resize(1620, 620)
	if v.zoom != 1 || v.y != margin {
		t.Errorf("after widening: zoom %v from %v, want 1 from %v", v.zoom, v.y, margin)
	}
}

func TestZoomKeepsThePointUnderTheCursor(t *testing.T) {
	v := port(FitPage)
	v.zoomTo(2, 400, 300)
	for _, zoom := range []float64{3, 5, 2.5} {
		before := v.toPage(300, 200)
		v.zoomTo(zoom, 300, 200)
		after := v.toPage(300, 200)
		if math.Abs(before.X-after.X) > 0.01 || math.Abs(before.Y-after.Y) > 0.01 {
			t.Errorf("zoom %v moved %v to %v under the cursor", zoom, before, after)
		}
	}
	if v.fit != FitNone {
		t.Errorf("fit after zooming = %v, want FitNone", v.fit)
	}
}

func TestPageCannotBePannedOutOfView(t *testing.T) {
	v := port(FitPage)
	v.zoomTo(1, 0, 0)
	v.pan(1e6, 1e6)
	if v.x != margin || v.y != margin {
		t.Errorf("at (%v, %v), want the margin", v.x, v.y)
	}
	v.pan(-1e6, -1e6)
	if v.x != 820-1600-margin || v.y != 620-2400-margin {
		t.Errorf("at (%v, %v), want the far corner with its margin", v.x, v.y)
	}
	if v.pan(-1, 0) {
		t.Error("pan at the edge = true, want false")
	}
}

func TestRevealMovesNoMoreThanNeeded(t *testing.T) {
	v := port(FitPage)
	v.zoomTo(1, 0, 0)
	v.pan(1e6, 1e6)
	x, y := v.x, v.y
	if v.reveal(ocr.Rect(100, 100, 200, 120)) || v.x != x || v.y != y {
		t.Errorf("a visible quad moved the page to (%v, %v)", v.x, v.y)
	}
	v.reveal(ocr.Rect(100, 1000, 200, 1020))
	if want := 620.0 - 1020 - 24; v.x != x || v.y != want {
		t.Errorf("page at (%v, %v), want (%v, %v)", v.x, v.y, x, want)
	}
}

func TestSharperPageOfTheSameShapeStaysInPlace(t *testing.T) {
	v := port(FitPage)
	v.zoomTo(1, 100, 100)
	v.pan(-300, -500)
	before := v.toPage(400, 300)
	v.setPage(3200, 4800, false)
	after := v.toPage(400, 300)
	if math.Abs(after.X-2*before.X) > 0.01 || math.Abs(after.Y-2*before.Y) > 0.01 {
		t.Errorf("middle at %v, want twice %v", after, before)
	}
}

func TestEmptyViewSurvivesEverything(t *testing.T) {
	var v viewport
	v.zoomTo(2, 1, 1)
	v.pan(3, 3)
	v.setFit(FitWidth)
	v.resize(100, 100)
	v.setPage(0, 0, true)
	v.reveal(ocr.Rect(0, 0, 1, 1))
	v.setPage(10, 10, true)
	if v.empty() || math.IsNaN(v.x) || math.IsNaN(v.zoom) || v.zoom <= 0 {
		t.Errorf("view = %+v, want a place for the page", v)
	}
}
