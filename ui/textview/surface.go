package textview

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
)

// doubleClick is how soon the second click must follow, as in Fyne itself.
const doubleClick = 300 * time.Millisecond

// scrollAhead is how far a drag beyond an edge scrolls, in view units.
const scrollAhead = 20

// surface lies over the list and takes the pointer: rows of a list know only
// that they were clicked, not on which word. It takes no wheel, which so
// reaches the list (docs/adr/0019).
type surface struct {
	widget.BaseWidget
	pane   *Text
	anchor ocr.Mark
	clicks clicks
}

func newSurface(t *Text) *surface {
	s := &surface{pane: t, anchor: ocr.NoMark}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer shows nothing.
func (s *surface) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// MouseDown selects the word under the pointer, the line at the second click,
// or with Shift all from where the selection began.
func (s *surface) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s.pane.list)
	}
	m, ok := s.pane.list.markAt(e.Position)
	switch {
	case e.Button == desktop.MouseButtonSecondary:
		s.menu(m, ok, e.AbsolutePosition)
	case !ok:
		s.anchor = ocr.NoMark
		s.pane.selectHere(ocr.NoSpan)
	case e.Modifier&fyne.KeyModifierShift != 0 && s.anchor.Line >= 0:
		s.pane.selectHere(ocr.SpanBetween(s.anchor, m))
	case s.clicks.double(m, time.Now()):
		s.pane.selectHere(s.pane.page.SpanOf(ocr.Mark{Line: m.Line, Word: -1}))
	default:
		s.anchor = m
		s.pane.selectHere(ocr.SpanBetween(m, m))
	}
}

// menu opens the menu of a word, which is selected unless it is already.
func (s *surface) menu(m ocr.Mark, ok bool, at fyne.Position) {
	if s.pane.OnMenu == nil {
		return
	}
	if ok && !s.pane.selection.Contains(m) {
		s.pane.selectHere(ocr.SpanBetween(m, m))
	}
	s.pane.OnMenu(m, at)
}

// MouseUp is the other half of MouseDown.
func (s *surface) MouseUp(*desktop.MouseEvent) {}

// Dragged selects from where the drag began, in reading order.
func (s *surface) Dragged(e *fyne.DragEvent) {
	if s.anchor.Line < 0 {
		return
	}
	list := s.pane.list
	switch {
	case e.Position.Y < 0:
		list.ScrollToOffset(max(0, list.GetScrollOffset()-scrollAhead))
	case e.Position.Y > s.Size().Height:
		list.ScrollToOffset(list.GetScrollOffset() + scrollAhead)
	}
	y := min(max(e.Position.Y, 0), s.Size().Height-1)
	if m, ok := list.markAt(fyne.NewPos(e.Position.X, y)); ok {
		s.pane.selectHere(ocr.SpanBetween(s.anchor, m))
	}
}

// DragEnd keeps what is selected.
func (s *surface) DragEnd() {}

// Cursor is the one of text.
func (s *surface) Cursor() desktop.Cursor { return desktop.TextCursor }

// clicks tells the second click on a word from the first.
type clicks struct {
	on ocr.Mark
	at time.Time
}

func (c *clicks) double(on ocr.Mark, now time.Time) bool {
	again := on == c.on && now.Sub(c.at) < doubleClick
	*c = clicks{on, now}
	if again {
		c.at = time.Time{} // a third click begins anew
	}
	return again
}
