package finder

import (
	"fmt"
	"image/color"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// beforeShare is the most of a row's width that what stands before a hit takes.
const beforeShare = 0.4

// rowView shows one row: a title, or how sure the hit's words are, and the hit
// in its line, cut to the width at both ends.
type rowView struct {
	*fyne.Container
	mark                     *canvas.Rectangle
	sure, before, hit, after *canvas.Text
}

// newRow makes the objects of a row.
func newRow() fyne.CanvasObject {
	text := func() fyne.CanvasObject { return canvas.NewText("", nil) }
	return container.New(rowLayout{}, canvas.NewRectangle(nil), text(), text(), text(), text())
}

// viewOf is the row that newRow made.
func viewOf(o fyne.CanvasObject) *rowView {
	c := o.(*fyne.Container)
	text := func(i int) *canvas.Text { return c.Objects[i].(*canvas.Text) }
	return &rowView{c, c.Objects[0].(*canvas.Rectangle), text(1), text(2), text(3), text(4)}
}

// rowLayout leaves all where it was put. A row is as wide as the list.
type rowLayout struct{}

// Layout moves nothing.
func (rowLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

// MinSize is as high as a row.
func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, rowHeight()) }

func rowHeight() float32 {
	return fyne.MeasureText("Ag", theme.TextSize(), fyne.TextStyle{}).Height + theme.InnerPadding()/2
}

// themed gives the colours and sizes of the theme at hand.
func (v *rowView) themed() {
	for _, t := range []*canvas.Text{v.sure, v.before, v.hit, v.after} {
		t.Color, t.TextSize, t.TextStyle, t.Text = theme.Color(theme.ColorNameForeground), theme.TextSize(), fyne.TextStyle{}, ""
	}
	v.sure.Alignment, v.mark.CornerRadius = fyne.TextAlignTrailing, 2
	v.sure.Color, v.sure.TextSize = theme.Color(theme.ColorNamePlaceHolder), theme.CaptionTextSize()
	v.hit.TextStyle.Bold = true
	v.mark.FillColor = color.Transparent
}

// showTitle shows the name of a page.
func (v *rowView) showTitle(title string, width float32) {
	v.themed()
	v.before.TextStyle.Bold = true
	left := theme.InnerPadding()
	v.before.Text = head(title, width-2*left, v.before.TextSize, v.before.TextStyle)
	v.place(v.before, left)
	v.Refresh()
}

// showHit shows a hit in its line.
func (v *rowView) showHit(h Hit, width float32) {
	v.themed()
	v.sure.Text = fmt.Sprintf("%.0f %%", 100*h.Confidence)
	if h.Likeness < 1 {
		v.sure.Text = "≈ " + v.sure.Text
	}
	pad := theme.InnerPadding()
	column := fyne.MeasureText("≈ 100 %", v.sure.TextSize, v.sure.TextStyle).Width + pad
	v.sure.Resize(fyne.NewSize(column, rowHeight()))
	v.sure.Move(fyne.NewPos(0, 0))
	left := column + pad
	room := width - left - pad
	v.before.Text = tail(h.Before, room*beforeShare, v.before.TextSize, v.before.TextStyle)
	at := v.place(v.before, left)
	v.hit.Text = head(h.Text, room-(at-left), v.hit.TextSize, v.hit.TextStyle)
	begin := at
	at = v.place(v.hit, at)
	v.mark.FillColor = theme.Color(theme.ColorNameSelection)
	v.mark.Move(fyne.NewPos(begin-1, 0))
	v.mark.Resize(fyne.NewSize(at-begin+2, rowHeight()))
	if v.hit.Text == h.Text {
		v.after.Text = head(h.After, room-(at-left), v.after.TextSize, v.after.TextStyle)
		v.place(v.after, at)
	}
	v.Refresh()
}

// place puts a text at x and gives where it ends.
func (v *rowView) place(t *canvas.Text, x float32) float32 {
	width := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle).Width
	t.Move(fyne.NewPos(x, 0))
	t.Resize(fyne.NewSize(width, rowHeight()))
	return x + width
}

// head is as much of the beginning of a text as fits a width, with an ellipsis
// where some is left out.
func head(text string, width, size float32, style fyne.TextStyle) string {
	return cut(text, width, size, style, func(runes []rune, n int) string { return strings.TrimRight(string(runes[:n]), " ") + "…" })
}

// tail is as much of the end of a text as fits a width, from the beginning of a
// word on where one begins in it.
func tail(text string, width, size float32, style fyne.TextStyle) string {
	short := cut(text, width, size, style, func(runes []rune, n int) string { return "…" + string(runes[len(runes)-n:]) })
	if rest, cutOff := strings.CutPrefix(short, "…"); cutOff && short != text {
		if _, words, ok := strings.Cut(rest, " "); ok && words != "" {
			return "…" + words
		}
	}
	return short
}

// cut keeps as many runes as fit, by shorten; "" where not even one does.
func cut(text string, width, size float32, style fyne.TextStyle, shorten func(runes []rune, n int) string) string {
	fits := func(s string) bool { return fyne.MeasureText(s, size, style).Width <= width }
	if text == "" || fits(text) {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return !fits(shorten(runes, n+1)) })
	if n == 0 {
		return ""
	}
	return shorten(runes, n)
}
