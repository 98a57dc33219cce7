package textview

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
)

// lineList is a list whose rows are as high as their text, and which hands
// keys on that it has no use for.
type lineList struct {
	widget.List
	pane  *Text
	width float32

	// tops are where the rows begin, and the last one's end.
	tops []float32
}

func newLineList(t *Text) *lineList {
	l := &lineList{pane: t}
	l.Length = func() int { return len(t.page.Lines) }
	l.CreateItem = func() fyne.CanvasObject { return container.NewWithoutLayout(canvas.NewText("", nil)) }
	l.UpdateItem = t.updateRow
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// reset shows other lines from the top.
func (l *lineList) reset() {
	l.measure()
	l.ScrollToTop()
	l.Refresh()
}

// measure makes every row as high as its text.
func (l *lineList) measure() {
	lines := l.pane.page.Lines
	l.tops = make([]float32, 1, len(lines)+1)
	if l.width <= 0 {
		return
	}
	gap := l.Theme().Size(theme.SizeNamePadding)
	for id := range lines {
		height := flowOf(lines[id], l.width).height
		l.SetItemHeight(id, height)
		l.tops = append(l.tops, l.tops[id]+height+gap)
	}
}

// Resize wraps the text anew where the width is another.
func (l *lineList) Resize(size fyne.Size) {
	if size.Width != l.width {
		l.width = size.Width
		l.measure()
	}
	l.List.Resize(size)
}

// markAt is the word nearest to a place in the list's window; false below the
// last line, and where there are no words.
func (l *lineList) markAt(pos fyne.Position) (ocr.Mark, bool) {
	y := max(0, pos.Y+l.GetScrollOffset())
	row := sort.Search(len(l.tops), func(i int) bool { return l.tops[i] > y }) - 1
	if row < 0 || row >= len(l.pane.page.Lines) {
		return ocr.NoMark, false
	}
	word := flowOf(l.pane.page.Lines[row], l.width).at(fyne.NewPos(pos.X, y-l.tops[row]))
	return ocr.Mark{Line: row, Word: word}, word >= 0
}

// TypedKey moves the selection from line to line, or hands the key on.
func (l *lineList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		l.pane.selectLine(l.pane.selection.First.Line - 1)
	case fyne.KeyDown:
		l.pane.selectLine(l.pane.selection.Last.Line + 1)
	default:
		l.pane.OnKey(e)
	}
}

// FocusGained draws no frame: what is selected shows where the keys go.
func (l *lineList) FocusGained() {}

// FocusLost is the other half of FocusGained.
func (l *lineList) FocusLost() {}
