package pageview

import (
	"image"
	"math"
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
	marks  []Mark
	hovers []Mark
	sizes  []image.Point
	keys   []fyne.KeyName
}

func show(t *testing.T) *shown {
	t.Helper()
	test.NewTempApp(t)
	s := &shown{PageView: New()}
	s.OnMark = func(m Mark) { s.marks = append(s.marks, m) }
	s.OnHover = func(m Mark) { s.hovers = append(s.hovers, m) }
	s.OnNeedPicture = func(w, h int) { s.sizes = append(s.sizes, image.Pt(w, h)) }
	s.OnKey = func(e *fyne.KeyEvent) { s.keys = append(s.keys, e.Name) }
	s.window = test.NewTempWindow(t, s.PageView)
	s.window.SetPadded(false)
	s.window.Resize(fyne.NewSize(420, 620))
	s.SetPage(800, 1200)
	s.SetLines([]ocr.Line{{Quad: ocr.Rect(100, 100, 500, 140), Words: []ocr.Word{
		{Text: "one", Quad: ocr.Rect(100, 100, 240, 140), Confidence: 0.9},
		{Text: "two", Quad: ocr.Rect(300, 100, 500, 140), Confidence: 0.4},
	}}}, 0, 0)
	return s
}

// at is where a page point stands in the view.
func (s *shown) at(x, y float64) fyne.Position {
	p := s.scene.port.toView(ocr.Point{X: x, Y: y})
	return fyne.NewPos(float32(p.X), float32(p.Y))
}

func TestClickReportsTheWord(t *testing.T) {
	s := show(t)
	for _, p := range []fyne.Position{s.at(400, 120), s.at(270, 120), s.at(50, 900)} {
		test.TapCanvas(s.window.Canvas(), p)
	}
	want := []Mark{{0, 1}, {0, -1}, None}
	if len(s.marks) != 3 || s.marks[0] != want[0] || s.marks[1] != want[1] || s.marks[2] != want[2] {
		t.Errorf("marks = %v, want %v", s.marks, want)
	}
}

func TestPointerOverAWordIsAHand(t *testing.T) {
	s := show(t)
	test.MoveMouse(s.window.Canvas(), s.at(400, 120))
	if s.Cursor() != desktop.PointerCursor {
		t.Error("over a word: want the hand")
	}
	test.MoveMouse(s.window.Canvas(), s.at(50, 900))
	if s.Cursor() != desktop.DefaultCursor {
		t.Error("beside the text: want the arrow")
	}
	if len(s.hovers) != 2 || s.hovers[0] != (Mark{0, 1}) || s.hovers[1] != None {
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

func TestMarkingScrollsToWhatIsMarked(t *testing.T) {
	s := show(t)
	s.SetZoom(2)
	s.SetMark(Mark{0, 0})
	left, top, right, bottom := s.scene.lines[0].Words[0].Quad.Map(s.scene.port.toView).Bounds()
	if left < 0 || top < 0 || right > 420 || bottom > 620 {
		t.Errorf("marked word at %v %v %v %v, want it inside the view", left, top, right, bottom)
	}
}

func TestNextPageStartsAtItsTop(t *testing.T) {
	s := show(t)
	s.SetFit(FitWidth)
	s.SetZoom(1.5)
	s.pan(0, -400)
	s.SetPage(800, 1200)
	if s.scene.port.y != margin || s.Zoom() != 1.5 {
		t.Errorf("page at %v with zoom %v, want %v with 1.5", s.scene.port.y, s.Zoom(), margin)
	}
}

func TestEmptyViewIgnoresClicks(t *testing.T) {
	s := show(t)
	s.SetPage(0, 0)
	test.TapCanvas(s.window.Canvas(), fyne.NewPos(100, 100))
	if len(s.marks) != 1 || s.marks[0] != None {
		t.Errorf("marks = %v, want None", s.marks)
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
