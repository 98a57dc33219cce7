package textview

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
)

// JSON shows the document of a page as the Read interface gives it, row by row.
// All methods belong to the user interface's goroutine.
type JSON struct {
	Content fyne.CanvasObject

	// OnSelect is told what a clicked row tells of.
	OnSelect func(ocr.Span)

	// OnKey is told of keys that the list has no use for.
	OnKey func(*fyne.KeyEvent)

	list      *jsonList
	note      *widget.Label
	page      ocr.Page
	outline   outline
	rows      []wrapped
	selection ocr.Span

	// from and to are the rows of the outline that the selection has.
	from, to int

	// here is true while a selection comes from the pane itself.
	here bool
}

// NewJSON makes a pane without a page. Copy copies the whole document.
func NewJSON(onSelect func(ocr.Span), onKey func(*fyne.KeyEvent), copyAll func()) *JSON {
	j := &JSON{OnSelect: onSelect, OnKey: onKey, selection: ocr.NoSpan, from: -1, to: -1}
	j.note = widget.NewLabel("")
	j.note.Truncation = fyne.TextTruncateEllipsis
	j.list = newJSONList(j)
	button := widget.NewButtonWithIcon(lang.L("Copy JSON"), theme.ContentCopyIcon(), copyAll)
	button.Importance = widget.LowImportance
	j.Content = container.NewBorder(container.NewVBox(container.NewBorder(nil, nil, nil, button, j.note), widget.NewSeparator()), nil, nil, nil, j.list)
	return j
}

// Outline is a document set in rows; it is slow for a large page and may be
// made on any goroutine.
type Outline struct{ outline }

// OutlineOf sets the JSON document of one page in rows.
func OutlineOf(document []byte) Outline { return Outline{outlineOf(document)} }

// SetPage shows the document of a page; note stands above it.
func (j *JSON) SetPage(page ocr.Page, o Outline, note string) {
	j.page, j.outline, j.selection = page, o.outline, ocr.NoSpan
	j.from, j.to = -1, -1
	j.note.SetText(note)
	j.wrap()
	j.list.ScrollToTop()
	j.list.Refresh()
}

// SetSelection shows what is selected, scrolling no more than needed.
func (j *JSON) SetSelection(span ocr.Span) {
	if span == j.selection {
		return
	}
	j.selection = span
	j.from, j.to = j.selected(span)
	if j.from >= 0 && !j.here {
		j.list.ScrollTo(j.wrappedAt(j.to+1) - 1)
		j.list.ScrollTo(j.wrappedAt(j.from))
	}
	j.list.Refresh()
}

// selected are the rows that tell of the span, -1 without any: of a line as a
// whole all that the line has.
func (j *JSON) selected(span ocr.Span) (from, to int) {
	if span.Empty() {
		return -1, -1
	}
	if line := (ocr.Mark{Line: span.First.Line, Word: -1}); span.First != span.Last && span == j.page.SpanOf(line) {
		if first, last, ok := j.outline.rowsOf(line); ok {
			return first, last
		}
	}
	first, _, ok := j.outline.rowsOf(span.First)
	_, last, also := j.outline.rowsOf(span.Last)
	if !ok || !also {
		return -1, -1
	}
	return first, last
}

// wrappedAt is the first row on the screen of a row of the outline.
func (j *JSON) wrappedAt(row int) int {
	return sort.Search(len(j.rows), func(i int) bool { return j.rows[i].row >= row })
}

func (j *JSON) wrap() {
	if j.list.columns > 0 {
		j.rows = j.outline.wrap(j.list.columns)
	}
}

func (j *JSON) onRow(id widget.ListItemID) {
	j.list.UnselectAll()
	if id >= len(j.rows) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(j.list); c != nil {
		c.Focus(j.list)
	}
	j.here = true
	j.OnSelect(j.page.SpanOf(j.outline.markAt(j.rows[id].row)))
	j.here = false
}

// jsonList is a list of rows of one height in a type of one width.
type jsonList struct {
	widget.List
	pane    *JSON
	columns int
}

func newJSONList(j *JSON) *jsonList {
	l := &jsonList{pane: j}
	l.Length = func() int { return len(j.rows) }
	l.CreateItem = func() fyne.CanvasObject { return newJSONRow() }
	l.UpdateItem = l.updateRow
	l.OnSelected = j.onRow
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

func (l *jsonList) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id < len(l.pane.rows) {
		row := l.pane.rows[id]
		fillJSONRow(o.(*fyne.Container), row.text, row.row >= l.pane.from && row.row <= l.pane.to && l.pane.from >= 0)
	}
}

// Resize breaks the rows anew where the width is another.
func (l *jsonList) Resize(size fyne.Size) {
	width := fyne.MeasureText("0", theme.TextSize(), fyne.TextStyle{Monospace: true}).Width
	if columns := max(8, int((size.Width-2*jsonMargin)/width)); columns != l.columns {
		l.columns = columns
		l.pane.wrap()
	}
	l.List.Resize(size)
}

// TypedKey hands all keys on: rows are chosen with the pointer.
func (l *jsonList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown:
		step := canvas.NewText("0", nil).MinSize().Height
		if e.Name == fyne.KeyUp {
			step = -step
		}
		l.ScrollToOffset(max(0, l.GetScrollOffset()+step))
	default:
		l.pane.OnKey(e)
	}
}

// FocusGained draws no frame.
func (l *jsonList) FocusGained() {}

// FocusLost is the other half of FocusGained.
func (l *jsonList) FocusLost() {}

// Cursor tells that rows can be clicked.
func (l *jsonList) Cursor() desktop.Cursor { return desktop.PointerCursor }
