// Package textview shows what was read on a page as text and as JSON, and what
// of it is selected. Its panes take values and report wishes.
package textview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ui/look"
)

// Text lists the lines of a page, each a row, and says in words why there are
// none. All methods belong to the user interface's goroutine.
type Text struct {
	Content fyne.CanvasObject

	// OnSelect is told what a person selects; ocr.NoSpan for a click beside
	// the text.
	OnSelect func(ocr.Span)

	// OnMenu is told of a click with the other button: on which word, and
	// where in the window. It may be nil.
	OnMenu func(m ocr.Mark, at fyne.Position)

	// OnKey is told of keys that the list has no use for.
	OnKey func(*fyne.KeyEvent)

	list      *lineList
	title     *widget.Label
	note      *widget.Label
	page      ocr.Page
	selection ocr.Span

	// here is true while a selection comes from the pane itself, which then
	// must not scroll away under the pointer.
	here bool
}

// NewText makes a pane without a page.
func NewText(onSelect func(ocr.Span), onKey func(*fyne.KeyEvent)) *Text {
	t := &Text{OnSelect: onSelect, OnKey: onKey, selection: ocr.NoSpan}
	t.note = widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})
	t.note.Wrapping = fyne.TextWrapWord
	t.title = widget.NewLabel("")
	t.title.Truncation = fyne.TextTruncateEllipsis
	t.list = newLineList(t)
	t.Content = container.NewBorder(container.NewVBox(t.title, widget.NewSeparator()), nil, nil, nil,
		container.NewStack(t.list, newSurface(t), container.NewBorder(t.note, nil, nil, nil)))
	return t
}

// SetPage shows what was read on a page under a title, and a note where there
// is nothing to show.
func (t *Text) SetPage(page ocr.Page, title, note string) {
	t.page, t.selection = page, ocr.NoSpan
	t.title.SetText(title)
	t.note.SetText(note)
	if note == "" {
		t.note.Hide()
	} else {
		t.note.Show()
	}
	t.list.reset()
}

// SetSelection shows what is selected, scrolling no more than needed.
func (t *Text) SetSelection(span ocr.Span) {
	if span == t.selection {
		return
	}
	t.selection = span
	if !t.here && !span.Empty() && span.First.Line < len(t.page.Lines) {
		t.list.ScrollTo(min(span.Last.Line, len(t.page.Lines)-1))
		t.list.ScrollTo(span.First.Line)
	}
	t.list.Refresh()
}

// Selection is what is shown as selected.
func (t *Text) Selection() ocr.Span { return t.selection }

// Title is what stands over the text.
func (t *Text) Title() string { return t.title.Text }

// Note is what stands in the place of text, "" where there is text.
func (t *Text) Note() string { return t.note.Text }

// Len is how many lines are listed.
func (t *Text) Len() int { return t.list.Length() }

// Focusable is what takes the keys.
func (t *Text) Focusable() fyne.Focusable { return t.list }

// Refresh draws the text anew, in another theme for one.
func (t *Text) Refresh() {
	t.list.measure()
	t.list.Refresh()
}

// selectHere selects what the pointer is at.
func (t *Text) selectHere(span ocr.Span) {
	t.here = true
	t.OnSelect(span)
	t.here = false
}

// selectLine selects a whole line.
func (t *Text) selectLine(line int) {
	if span := t.page.SpanOf(ocr.Mark{Line: line, Word: -1}); !span.Empty() {
		t.OnSelect(span)
	}
}

// updateRow puts the words of a line into a row of the list.
func (t *Text) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id >= len(t.page.Lines) {
		return
	}
	selected := func(word int) bool { return t.selection.Contains(ocr.Mark{Line: id, Word: word}) }
	row := o.(*fyne.Container)
	row.Objects = flowOf(t.page.Lines[id], t.list.width).objects(selected, look.Variant())
	row.Refresh()
}
