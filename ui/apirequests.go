package ui

import (
	"image/color"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/overlay"
	"recto/ui/look"
	"recto/ui/textview"
)

// column is one column of the list of requests. It is as wide as the widest of
// its samples, or takes a share of what the others leave.
type column struct {
	title   string
	samples []string
	share   float32
	number  bool
}

// requestColumns are the columns of the list.
func requestColumns() []column {
	var states []string
	for state := APIWaiting; state <= APICancelled; state++ {
		states = append(states, stateName(state))
	}
	return []column{
		{title: lang.L("Time"), samples: []string{"00:00:00", "0000-00-00 00:00"}},
		{title: lang.L("Program"), share: 2},
		{title: lang.L("Version"), samples: []string{"3.2-preview.2"}},
		{title: lang.L("Document"), share: 3},
		{title: lang.L("Pages"), samples: []string{pagesText(APIRequest{Pages: 2000, PagesRead: 1999, State: APIReading})}, number: true},
		{title: lang.L("State"), samples: states},
		{title: lang.L("Duration"), samples: []string{"59 min 59 s"}, number: true},
	}
}

// columnState is the column that is drawn apart.
const columnState = 5

// rowHeight is the height of a request in the list.
const rowHeight = 26

// columnLayout sets one object in each column, as high as the row.
type columnLayout struct{}

// MinSize is that of a row whose shared columns are narrow.
func (columnLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	width := float32(0)
	for _, c := range requestColumns() {
		width += c.width() + c.share*minShare
	}
	return fyne.NewSize(width, rowHeight)
}

// minShare is the least width of a share.
const minShare = 40

// Layout places the columns side by side.
func (columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, shares := size.Width, float32(0)
	for _, c := range requestColumns() {
		left -= c.width()
		shares += c.share
	}
	x := float32(0)
	for i, c := range requestColumns() {
		width := c.width() + max(0, left)*c.share/shares
		height := objects[i].MinSize().Height
		// A label is higher than a row by its padding, which a row has no use for.
		objects[i].Move(fyne.NewPos(x, (size.Height-height)/2))
		objects[i].Resize(fyne.NewSize(width, height))
		x += width
	}
}

// width is that of the samples and the title in bold, with a label's padding; 0
// for a column that takes a share.
func (c column) width() float32 {
	if c.share > 0 {
		return 0
	}
	widest := float32(0)
	for _, s := range append([]string{c.title}, c.samples...) {
		widest = max(widest, fyne.MeasureText(s, theme.TextSize(), fyne.TextStyle{Bold: true}).Width)
	}
	return float32(math.Ceil(float64(widest))) + 2*theme.InnerPadding()
}

// requestList lists requests to the API, the newest on top.
type requestList struct {
	widget.List
	rows  []APIRequest
	shown string // the request whose document is shown, "" for none
	now   func() time.Time

	// focused is true while keys move a cursor in the list.
	focused bool

	onOpen func(APIRequest)
	onKey  func(*fyne.KeyEvent)
}

func newRequestList(now func() time.Time, onOpen func(APIRequest), onKey func(*fyne.KeyEvent)) *requestList {
	l := &requestList{now: now, onOpen: onOpen, onKey: onKey}
	l.Length = func() int { return len(l.rows) }
	l.CreateItem = func() fyne.CanvasObject { return makeRow(false) }
	l.UpdateItem = l.updateRow
	l.OnSelected = l.onRow
	l.HideSeparators = true
	l.ExtendBaseWidget(l)
	return l
}

// makeRow is a row of labels, of titles for the head. Only the state is drawn
// in colours of the window's own, which can be read on either theme.
func makeRow(head bool) *fyne.Container {
	var labels []fyne.CanvasObject
	for i, c := range requestColumns() {
		if i == columnState && !head {
			state := canvas.NewText("", theme.Color(theme.ColorNameForeground))
			labels = append(labels, container.New(layout.NewCustomPaddedLayout(0, 0, theme.InnerPadding(), theme.InnerPadding()), state))
			continue
		}
		label := widget.NewLabel("")
		if head {
			label.Text, label.TextStyle.Bold = c.title, true
		}
		if c.number {
			label.Alignment = fyne.TextAlignTrailing
		}
		label.Truncation = fyne.TextTruncateEllipsis
		labels = append(labels, label)
	}
	return container.New(columnLayout{}, labels...)
}

// set shows the requests. Where someone has scrolled down, what is seen stays
// where it is while new ones come on top, and the cursor stays on its request.
func (l *requestList) set(rows []APIRequest, shown string) {
	if shown == l.shown && slices.Equal(rows, l.rows) {
		return
	}
	come := 0
	if len(l.rows) > 0 {
		first := l.rows[0]
		come = max(0, slices.IndexFunc(rows, func(r APIRequest) bool { return r.ID == first.ID && r.Time.Equal(first.Time) }))
	}
	l.rows, l.shown = slices.Clone(rows), shown
	l.Refresh()
	offset := l.GetScrollOffset()
	if l.focused {
		for range come {
			l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
	}
	if offset > 0 {
		offset += float32(come) * (rowHeight + theme.Padding())
	}
	if come > 0 {
		l.ScrollToOffset(offset)
	}
}

// FocusGained is called when the list takes keys.
func (l *requestList) FocusGained() {
	l.focused = true
	l.List.FocusGained()
}

// FocusLost is called when the list takes no keys any more.
func (l *requestList) FocusLost() {
	l.focused = false
	l.List.FocusLost()
}

func (l *requestList) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id >= len(l.rows) {
		return
	}
	r := l.rows[id]
	shown := r.ID != "" && r.ID == l.shown
	for i, text := range requestTexts(r, l.now()) {
		switch cell := o.(*fyne.Container).Objects[i].(type) {
		case *widget.Label:
			cell.TextStyle.Bold = shown
			cell.SetText(text)
		case *fyne.Container:
			state := cell.Objects[0].(*canvas.Text)
			state.TextStyle.Bold = shown
			state.Text, state.TextSize, state.Color = text, theme.TextSize(), stateColor(r.State)
			state.Refresh()
		}
	}
}

func stateColor(state APIRequestState) color.Color {
	band := overlay.Sure
	if state == APIFailed || state == APIRefused {
		band = overlay.Weak
	}
	return textview.BandColor(band, look.Variant())
}

// onRow opens the request that was clicked. No row stays selected: the next
// request would push another one into its place.
func (l *requestList) onRow(id widget.ListItemID) {
	l.Unselect(id)
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l) // Fyne's list looks for the canvas of itself, which is but a part of this one
	}
	if id < len(l.rows) {
		l.onOpen(l.rows[id])
	}
}

// TypedKey moves in the list, or starts a command.
func (l *requestList) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace:
		l.List.TypedKey(e)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	default:
		l.onKey(e)
	}
}
