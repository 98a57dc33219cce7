package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ui/session"
)

// textPane lists the lines of the page, each a row, and says in words why
// there are none.
type textPane struct {
	content fyne.CanvasObject
	list    *lineList
	note    *widget.Label
	title   *widget.Label
	lines   []ocr.Line
	mark    ocr.Mark
	onMark  func(ocr.Mark)
}

func newTextPane(onMark func(ocr.Mark), onKey func(*fyne.KeyEvent)) *textPane {
	p := &textPane{mark: ocr.NoMark, onMark: onMark}
	p.note = widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})
	p.note.Wrapping = fyne.TextWrapWord
	p.title = widget.NewLabel("")
	p.title.Truncation = fyne.TextTruncateEllipsis
	p.list = newLineList(p, onKey)
	p.content = container.NewBorder(container.NewVBox(p.title, widget.NewSeparator()), nil, nil, nil,
		container.NewStack(p.list, container.NewBorder(p.note, nil, nil, nil)))
	return p
}

// setPage shows what was read on the page; nil shows nothing.
func (p *textPane) setPage(shown *session.Page) {
	p.lines, p.mark = nil, ocr.NoMark
	if shown != nil && shown.HasResult {
		p.lines = shown.Result.Lines
	}
	title, note := describePage(shown)
	p.title.SetText(title)
	p.note.SetText(note)
	setVisible(p.note, note != "")
	p.list.reset()
}

// setMark selects the row of the marked line and shows the word in it.
func (p *textPane) setMark(m ocr.Mark) {
	if m == p.mark {
		return
	}
	p.mark = m
	if m.Line >= 0 && m.Line < len(p.lines) {
		p.list.Select(m.Line)
	} else {
		p.list.UnselectAll()
	}
	p.list.Refresh()
}

// onSelected marks the line of a row that was clicked, unless it is selected
// because a word of it is marked.
func (p *textPane) onSelected(row widget.ListItemID) {
	if row != p.mark.Line {
		p.onMark(ocr.Mark{Line: row, Word: -1})
	}
}

// updateRow puts the words of a line into a row of the list.
func (p *textPane) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id >= len(p.lines) {
		return
	}
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	marked := -1
	if p.mark.Line == id {
		marked = p.mark.Word
	}
	row := o.(*fyne.Container)
	row.Objects = flowOf(p.lines[id], p.list.width).objects(marked, variant)
	row.Refresh()
}

// lineList is a list whose rows are as high as their text, and which hands
// keys on that it has no use for.
type lineList struct {
	widget.List
	pane  *textPane
	onKey func(*fyne.KeyEvent)
	width float32
}

func newLineList(p *textPane, onKey func(*fyne.KeyEvent)) *lineList {
	l := &lineList{pane: p, onKey: onKey}
	l.Length = func() int { return len(p.lines) }
	l.CreateItem = func() fyne.CanvasObject { return container.NewWithoutLayout(canvas.NewText("", nil)) }
	l.UpdateItem = p.updateRow
	l.OnSelected = p.onSelected
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// reset shows other lines from the top.
func (l *lineList) reset() {
	l.UnselectAll()
	l.measure()
	l.ScrollToTop()
	l.Refresh()
}

// measure makes every row as high as its text.
func (l *lineList) measure() {
	if l.width <= 0 {
		return
	}
	for id := range l.pane.lines {
		l.SetItemHeight(id, flowOf(l.pane.lines[id], l.width).height)
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

// TypedKey moves in the list, or starts a command.
func (l *lineList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown:
		next := l.pane.mark.Line + 1
		if e.Name == fyne.KeyUp {
			next = l.pane.mark.Line - 1
		}
		if next >= 0 && next < len(l.pane.lines) {
			l.Select(next)
		}
	default:
		l.onKey(e)
	}
}
