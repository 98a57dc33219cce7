package pageview

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recto/ocr"
)

// columns is a view with two columns of three lines of three words each, read
// column by column. Words are 80 × 30 pixels, 100 apart; lines are 50 apart,
// from (100, 100) and from (450, 100).
func columns(t *testing.T) *shown {
	t.Helper()
	s := show(t)
	var lines []ocr.Line
	for _, left := range []float64{100, 450} {
		for i := range 3 {
			y := 100 + 50*float64(i)
			line := ocr.Line{Quad: ocr.Rect(left, y, left+280, y+30)}
			for j := range 3 {
				x := left + 100*float64(j)
				line.Words = append(line.Words, ocr.Word{Text: "word", Quad: ocr.Rect(x, y, x+80, y+30), Confidence: 0.9})
			}
			lines = append(lines, line)
		}
	}
	s.SetLines(lines, 0, 0)
	return s
}

func (s *shown) last() ocr.Span {
	if len(s.spans) == 0 {
		return ocr.NoSpan
	}
	return s.spans[len(s.spans)-1]
}

func TestDragOverTextSelectsInReadingOrder(t *testing.T) {
	for name, tt := range map[string]struct {
		from, to [2]float64
		want     ocr.Span
	}{
		"within a line":        {[2]float64{110, 110}, [2]float64{370, 110}, span(0, 0, 0, 2)},
		"backwards":            {[2]float64{370, 160}, [2]float64{110, 110}, span(0, 0, 1, 2)},
		"into the next column": {[2]float64{210, 160}, [2]float64{560, 110}, span(1, 1, 3, 1)},
		"below the last line":  {[2]float64{110, 110}, [2]float64{110, 900}, span(0, 0, 2, 0)},
		"from between words":   {[2]float64{188, 110}, [2]float64{110, 210}, span(0, 0, 2, 0)},
	} {
		t.Run(name, func(t *testing.T) {
			s := columns(t)
			s.drag(s.at(tt.from[0], tt.from[1]), s.at(tt.to[0], tt.to[1]), desktop.MouseButtonPrimary)
			if got := s.last(); got != tt.want || s.Selection() != tt.want {
				t.Errorf("selected %v, view has %v, want %v", got, s.Selection(), tt.want)
			}
		})
	}
}

func TestSelectionGrowsWithTheDrag(t *testing.T) {
	s := columns(t)
	s.drag(s.at(110, 110), s.at(370, 110), desktop.MouseButtonPrimary)
	want := []ocr.Span{span(0, 0, 0, 0), span(0, 0, 0, 1), span(0, 0, 0, 2)}
	if !slices.Equal(s.spans, want) {
		t.Errorf("told of %v, want %v", s.spans, want)
	}
}

func TestShiftClickExtendsFromWhereTheSelectionBegan(t *testing.T) {
	s := columns(t)
	s.click(s.at(210, 160), 0)
	s.click(s.at(560, 210), fyne.KeyModifierShift)
	if got, want := s.last(), span(1, 1, 5, 1); got != want {
		t.Errorf("extended to %v, want %v", got, want)
	}
	s.click(s.at(110, 110), fyne.KeyModifierShift)
	if got, want := s.last(), span(0, 0, 1, 1); got != want {
		t.Errorf("extended the other way to %v, want %v", got, want)
	}
}

func TestDoubleClickSelectsAWordAndATripleOneItsLine(t *testing.T) {
	s := columns(t)
	clock := time.Unix(0, 0)
	s.now = func() time.Time { return clock }
	for i, want := range []ocr.Span{span(1, 1, 1, 1), span(1, 1, 1, 1), span(1, 0, 1, 2)} {
		s.click(s.at(210, 160), 0)
		if got := s.Selection(); got != want {
			t.Errorf("click %d selects %v, want %v", i+1, got, want)
		}
	}
	clock = clock.Add(time.Minute)
	s.click(s.at(210, 160), 0)
	if got, want := s.Selection(), span(1, 1, 1, 1); got != want {
		t.Errorf("a later click selects %v, want %v", got, want)
	}
}

func TestDragBesideTextAndWithTheMiddleButtonAndSpacePans(t *testing.T) {
	for name, tt := range map[string]struct {
		button desktop.MouseButton
		x, y   float64
		space  bool
		tool   Tool
	}{
		"empty paper":   {desktop.MouseButtonPrimary, 300, 700, false, ToolText},
		"middle button": {desktop.MouseButtonTertiary, 110, 110, false, ToolText},
		"space":         {desktop.MouseButtonPrimary, 110, 110, true, ToolText},
		"pan tool":      {desktop.MouseButtonPrimary, 110, 110, false, ToolPan},
	} {
		t.Run(name, func(t *testing.T) {
			s := columns(t)
			s.SetZoom(1)
			s.Reveal(span(0, 0, 0, 0))
			s.SetTool(tt.tool)
			if tt.space {
				s.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
			}
			s.scene.port.reveal(ocr.Rect(tt.x, tt.y, tt.x+1, tt.y+1))
			before, at := s.scene.port.y, s.at(tt.x, tt.y)
			s.drag(at, at.SubtractXY(0, 60), tt.button)
			if s.scene.port.y != before-60 || len(s.spans) != 0 {
				t.Errorf("page moved by %v, selected %v; want -60 and nothing", s.scene.port.y-before, s.spans)
			}
			s.KeyUp(&fyne.KeyEvent{Name: fyne.KeySpace})
			if s.hand {
				t.Error("the space bar is held for ever")
			}
		})
	}
}

func TestTurnedPageIsSelectedWhereItIsSeen(t *testing.T) {
	for turn := 1; turn <= 4; turn++ {
		s := columns(t)
		s.SetTurn(turn)
		left, top, right, bottom := ocr.Rect(0, 0, 800, 1200).Map(s.scene.port.toView).Bounds()
		if left < 0 || top < 0 || right > 420 || bottom > 620 {
			t.Errorf("turn %d: page at %v %v %v %v, want it to fit", turn, left, top, right, bottom)
		}
		s.drag(s.at(210, 160), s.at(560, 110), desktop.MouseButtonPrimary)
		if got, want := s.last(), span(1, 1, 3, 1); got != want {
			t.Errorf("turn %d: selected %v, want %v", turn, got, want)
		}
		pos, size, ok := s.WordRect(ocr.Mark{Line: 1, Word: 1})
		center := s.at(240, 165)
		if !ok || center.X < pos.X || center.X > pos.X+size.Width || center.Y < pos.Y || center.Y > pos.Y+size.Height {
			t.Errorf("turn %d: word in %v %v, want it around %v", turn, pos, size, center)
		}
	}
}

func TestTurningKeepsTheMiddleAndAsksForAPictureThatIsNotTurned(t *testing.T) {
	s := columns(t)
	s.SetZoom(2)
	s.pan(-300, -500)
	before := s.scene.port.toPage(210, 310)
	s.SetTurn(1)
	if after := s.scene.port.toPage(210, 310); after.X < before.X-1 || after.X > before.X+1 || after.Y < before.Y-1 || after.Y > before.Y+1 {
		t.Errorf("the middle went from %v to %v", before, after)
	}
	whole, seen := s.sizes[len(s.sizes)-1], s.seen[len(s.seen)-1]
	if whole.X != 1600 || whole.Y != 2400 || seen.Dx() != 620 || seen.Dy() != 420 {
		t.Errorf("asked for %v of %v, want 620 × 420 of 1600 × 2400", seen, whole)
	}
}

func TestAreaIsDrawnGivenUpAndEnded(t *testing.T) {
	s := columns(t)
	var areas []ocr.Quad
	var tools []Tool
	s.OnArea = func(q ocr.Quad) { areas = append(areas, q) }
	s.OnTool = func(tool Tool) { tools = append(tools, tool) }
	s.SetTool(ToolArea)
	if s.Cursor() != desktop.CrosshairCursor {
		t.Error("no cross for drawing")
	}
	s.drag(s.at(400, 300), s.at(100, 100), desktop.MouseButtonPrimary)
	if len(areas) != 1 || !close4(areas[0], ocr.Rect(100, 100, 400, 300)) {
		t.Fatalf("areas = %v, want one from (100, 100) to (400, 300)", areas)
	}
	s.drag(s.at(700, 1100), s.at(2000, 3000), desktop.MouseButtonPrimary)
	if got := areas[len(areas)-1]; !close4(got, ocr.Rect(700, 1100, 800, 1200)) {
		t.Errorf("an area beyond the page is %v, want it cut", got)
	}
	s.click(s.at(500, 500), 0)
	if got := areas[len(areas)-1]; got != (ocr.Quad{}) || s.scene.marks.Area != (ocr.Quad{}) {
		t.Errorf("a click leaves the area %v", got)
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.Tool() != ToolText || len(tools) != 1 || len(s.keys) != 0 {
		t.Errorf("after Escape: tool %v, told %v, handed on %v", s.Tool(), tools, s.keys)
	}
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if len(s.keys) != 1 {
		t.Error("a second Escape is not handed on")
	}
}

func close4(a, b ocr.Quad) bool {
	for i := range a {
		if d := a[i].X - b[i].X; d < -1.5 || d > 1.5 {
			return false
		}
		if d := a[i].Y - b[i].Y; d < -1.5 || d > 1.5 {
			return false
		}
	}
	return true
}

func TestIgnoredAreaIsReportedOncePerDragAndSlipsAreNot(t *testing.T) {
	s := columns(t)
	var ignored []ocr.Quad
	s.OnIgnore = func(q ocr.Quad) { ignored = append(ignored, q) }
	s.SetTool(ToolIgnore)
	s.drag(s.at(100, 100), s.at(400, 300), desktop.MouseButtonPrimary)
	s.drag(s.at(100, 100), s.at(102, 101), desktop.MouseButtonPrimary)
	s.click(s.at(100, 100), 0)
	if len(ignored) != 1 || !close4(ignored[0], ocr.Rect(100, 100, 400, 300)) {
		t.Errorf("ignored %v, want one area", ignored)
	}
	if len(s.spans) != 0 {
		t.Errorf("drawing selected %v", s.spans)
	}
}

func TestEscapeGivesUpWhatIsBeingDrawn(t *testing.T) {
	s := columns(t)
	s.OnArea = func(q ocr.Quad) { t.Errorf("told of %v", q) }
	s.SetTool(ToolArea)
	at := s.at(100, 100)
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(80, 80)}, Dragged: fyne.NewDelta(80, 80)})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	s.DragEnd()
	if s.scene.rubber != (ocr.Quad{}) || s.Tool() != ToolArea {
		t.Errorf("left: %v with tool %v", s.scene.rubber, s.Tool())
	}
}

func TestRightButtonSelectsWhatIsUnderItUnlessItIsSelected(t *testing.T) {
	s := columns(t)
	var menus []ocr.Mark
	s.OnContextMenu = func(m ocr.Mark, _ fyne.Position) { menus = append(menus, m) }
	s.drag(s.at(110, 110), s.at(370, 110), desktop.MouseButtonPrimary)
	s.TappedSecondary(&fyne.PointEvent{Position: s.at(210, 110)})
	if s.Selection() != span(0, 0, 0, 2) {
		t.Errorf("a menu on the selection leaves %v", s.Selection())
	}
	s.TappedSecondary(&fyne.PointEvent{Position: s.at(560, 210)})
	if s.Selection() != span(5, 1, 5, 1) {
		t.Errorf("a menu elsewhere selects %v, want the word", s.Selection())
	}
	if want := []ocr.Mark{{Line: 0, Word: 1}, {Line: 5, Word: 1}}; !slices.Equal(menus, want) {
		t.Errorf("menus for %v, want %v", menus, want)
	}
}

func TestMenuKeyOpensTheMenuOfTheSelectionBelowIt(t *testing.T) {
	s := columns(t)
	var at fyne.Position
	s.OnContextMenu = func(m ocr.Mark, pos fyne.Position) {
		if m != (ocr.Mark{Line: 1, Word: 1}) {
			t.Errorf("menu of %v", m)
		}
		at = pos
	}
	s.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if !at.IsZero() {
		t.Error("a menu of nothing")
	}
	s.SetSelection(span(1, 1, 1, 1))
	s.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	if want := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.PageView).Add(s.at(200, 180)); at != want {
		t.Errorf("menu at %v, want %v below the word", at, want)
	}
}

func TestF2AndEnterEditASingleWord(t *testing.T) {
	s := columns(t)
	var edits []ocr.Mark
	s.OnEdit = func(m ocr.Mark) { edits = append(edits, m) }
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
	s.SetSelection(span(1, 1, 1, 1))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.SetSelection(span(1, 1, 1, 2))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if want := []ocr.Mark{{Line: 1, Word: 1}, {Line: 1, Word: 1}}; !slices.Equal(edits, want) {
		t.Errorf("edits of %v, want %v", edits, want)
	}
	if len(s.keys) != 2 {
		t.Errorf("handed on %v, want the keys that edit nothing", s.keys)
	}
}

func TestSelectionFromElsewhereMovesNoMoreThanIsNeeded(t *testing.T) {
	s := columns(t)
	s.SetZoom(1)
	s.SetSelection(span(0, 0, 0, 0))
	x, y := s.scene.port.x, s.scene.port.y
	s.SetSelection(span(1, 1, 1, 1))
	if s.scene.port.x != x || s.scene.port.y != y {
		t.Errorf("a visible word moved the page from (%v, %v) to (%v, %v)", x, y, s.scene.port.x, s.scene.port.y)
	}
	s.SetSelection(span(1, 1, 5, 2))
	if pos, size, ok := s.WordRect(ocr.Mark{Line: 5, Word: 2}); !ok || pos.X+size.Width > 420 {
		t.Errorf("the new end is at %v, want it in view", pos)
	}
}

func TestDraggingBeyondTheEdgeMovesThePage(t *testing.T) {
	s := columns(t)
	s.SetZoom(2)
	s.Reveal(span(0, 0, 0, 0))
	y := s.scene.port.y
	at := s.at(110, 110)
	s.drag(at, fyne.NewPos(at.X, 700), desktop.MouseButtonPrimary)
	if s.scene.port.y >= y {
		t.Errorf("page stays at %v", y)
	}
}
