package pageview

import (
	"image"
	"math"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
)

// shown is a view of 420 × 620 with a page of 800 × 1200 and two words, and
// what it wished for.
type shown struct {
	*PageView
	window fyne.Window
	spans  []ocr.Span
	hovers []ocr.Mark
	sizes  []image.Point
	seen   []image.Rectangle
	keys   []fyne.KeyName
}

func show(t *testing.T) *shown {
	t.Helper()
	test.NewTempApp(t)
	s := &shown{PageView: New()}
	s.OnSelect = func(span ocr.Span) { s.spans = append(s.spans, span) }
	s.OnHover = func(m ocr.Mark) { s.hovers = append(s.hovers, m) }
	s.OnNeedPicture = func(whole image.Point, seen image.Rectangle) {
		s.sizes, s.seen = append(s.sizes, whole), append(s.seen, seen)
	}
	s.OnKey = func(e *fyne.KeyEvent) { s.keys = append(s.keys, e.Name) }
	s.window = test.NewTempWindow(t, s.PageView)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(420, 620))
	s.SetPage(nil, 800, 1200)
	s.SetLines([]ocr.Line{{Quad: ocr.Rect(100, 100, 500, 140), Words: []ocr.Word{
		{Text: "one", Quad: ocr.Rect(100, 100, 240, 140), Confidence: 0.9},
		{Text: "two", Quad: ocr.Rect(300, 100, 500, 140), Confidence: 0.4},
	}}}, 0, 0)
	return s
}

// span is the words from one to another, each given by line and place.
func span(line, word, toLine, toWord int) ocr.Span {
	return ocr.Span{First: ocr.Mark{Line: line, Word: word}, Last: ocr.Mark{Line: toLine, Word: toWord}}
}

// click presses and releases the left button; the clock stands still meanwhile.
func (s *shown) click(at fyne.Position, held fyne.KeyModifier) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: held}
	s.MouseDown(e)
	s.MouseUp(e)
}

// drag moves the pointer with a button held, in steps, as the driver reports it.
func (s *shown) drag(from, to fyne.Position, button desktop.MouseButton) {
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: button})
	last := from
	for i := 1; i <= 4; i++ {
		share := float32(i) / 4
		at := fyne.NewPos(from.X+(to.X-from.X)*share, from.Y+(to.Y-from.Y)*share)
		s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(at.X-last.X, at.Y-last.Y)})
		last = at
	}
	s.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: to}, Button: button})
	s.DragEnd()
}

// at is where a page point stands in the view.
func (s *shown) at(x, y float64) fyne.Position {
	p := s.scene.port.toView(ocr.Point{X: x, Y: y})
	return fyne.NewPos(float32(p.X), float32(p.Y))
}

func TestClickSelectsTheWordOrTheLineOrNothing(t *testing.T) {
	s := show(t)
	for _, p := range []fyne.Position{s.at(400, 120), s.at(270, 120), s.at(50, 900)} {
		s.click(p, 0)
	}
	want := []ocr.Span{span(0, 1, 0, 1), span(0, 0, 0, 1), ocr.NoSpan}
	if !slices.Equal(s.spans, want) {
		t.Errorf("selected %v, want %v", s.spans, want)
	}
}

func TestPointerOverAWordSelectsText(t *testing.T) {
	s := show(t)
	test.MoveMouse(s.window.Canvas(), s.at(400, 120))
	if s.Cursor() != desktop.TextCursor {
		t.Error("over a word: want the text cursor")
	}
	test.MoveMouse(s.window.Canvas(), s.at(50, 900))
	if s.Cursor() != desktop.DefaultCursor {
		t.Error("beside the text: want the arrow")
	}
	if len(s.hovers) != 2 || s.hovers[0] != (ocr.Mark{Line: 0, Word: 1}) || s.hovers[1] != ocr.NoMark {
		t.Errorf("hovers = %v", s.hovers)
	}
}

func TestPictureIsAskedForInTheSizeThatIsShown(t *testing.T) {
	s := show(t)
	if got := s.sizes[len(s.sizes)-1]; got != image.Pt(400, 600) {
		t.Fatalf("asked for %v, want 400 × 600", got)
	}
	s.SetPicture(image.NewGray(image.Rect(0, 0, 400, 600)), 800, 1200)
	asked := len(s.sizes)
	s.SetFit(FitPage)
	if len(s.sizes) != asked {
		t.Errorf("asked again for %v", s.sizes[asked:])
	}
	s.SetZoom(1)
	if got := s.sizes[len(s.sizes)-1]; len(s.sizes) != asked+1 || got != image.Pt(800, 1200) {
		t.Errorf("zoomed in: asked for %v, want 800 × 1200 once", s.sizes[asked:])
	}
}

func TestWheelWithCtrlZoomsAboutThePointer(t *testing.T) {
	s := show(t)
	s.SetZoom(1)
	p := s.at(400, 120)
	before := s.scene.port.toPage(float64(p.X), float64(p.Y))
	s.scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: p}, Scrolled: fyne.NewDelta(0, wheelNotch)}, fyne.KeyModifierControl)
	after := s.scene.port.toPage(float64(p.X), float64(p.Y))
	if math.Abs(s.Zoom()-wheelStep) > 1e-9 {
		t.Errorf("zoom = %v, want %v", s.Zoom(), wheelStep)
	}
	if math.Abs(before.X-after.X) > 0.01 || math.Abs(before.Y-after.Y) > 0.01 {
		t.Errorf("%v went to %v under the pointer", before, after)
	}
}

func TestWheelAndDragAndArrowsMoveThePage(t *testing.T) {
	s := show(t)
	s.SetZoom(1)
	for name, move := range map[string]func(){
		"wheel": func() { test.Scroll(s.window.Canvas(), fyne.NewPos(100, 100), 0, -25) },
		"drag":  func() { test.Drag(s.window.Canvas(), fyne.NewPos(100, 100), 0, -30) },
		"arrow": func() { s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) },
	} {
		before := s.scene.port.y
		if move(); s.scene.port.y >= before {
			t.Errorf("%s: page stays at %v", name, before)
		}
	}
}

func TestShiftTurnsTheWheelSideways(t *testing.T) {
	s := show(t)
	s.SetZoom(1)
	x, y := s.scene.port.x, s.scene.port.y
	s.scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)}, fyne.KeyModifierShift)
	if s.scene.port.x >= x || s.scene.port.y != y {
		t.Errorf("page at (%v, %v), was (%v, %v)", s.scene.port.x, s.scene.port.y, x, y)
	}
}

func TestOtherKeysAreHandedOn(t *testing.T) {
	s := show(t)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	if len(s.keys) != 1 || s.keys[0] != fyne.KeyPageDown {
		t.Errorf("keys = %v, want PageDown", s.keys)
	}
}

func TestSelectingElsewhereScrollsToTheSelection(t *testing.T) {
	s := show(t)
	s.SetZoom(2)
	s.SetSelection(span(0, 0, 0, 0))
	left, top, right, bottom := s.scene.lines[0].Words[0].Quad.Map(s.scene.port.toView).Bounds()
	if left < 0 || top < 0 || right > 420 || bottom > 620 {
		t.Errorf("selected word at %v %v %v %v, want it inside the view", left, top, right, bottom)
	}
}

func TestNextPageStartsAtItsTop(t *testing.T) {
	s := show(t)
	s.SetFit(FitWidth)
	s.SetZoom(1.5)
	s.pan(0, -400)
	s.SetPage(nil, 800, 1200)
	if s.scene.port.y != margin || s.Zoom() != 1.5 {
		t.Errorf("page at %v with zoom %v, want %v with 1.5", s.scene.port.y, s.Zoom(), margin)
	}
}

func TestEmptyViewIgnoresClicks(t *testing.T) {
	s := show(t)
	s.SetPage(nil, 0, 0)
	s.click(fyne.NewPos(100, 100), 0)
	s.drag(fyne.NewPos(100, 100), fyne.NewPos(200, 200), desktop.MouseButtonPrimary)
	if len(s.spans) != 0 {
		t.Errorf("selected %v", s.spans)
	}
}

func TestWordsOfAFinerPageLieOnTheSamePicture(t *testing.T) {
	s := show(t)
	before := s.at(400, 600)
	s.SetLines([]ocr.Line{{Quad: ocr.Rect(200, 200, 1000, 280)}}, 1600, 2400)
	if after := s.at(800, 1200); after != before {
		t.Errorf("the middle stands at %v, want %v", after, before)
	}
}
