package thumbs

import (
	"image"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The measures of the row of a page, in the window's units.
const (
	minWidth = 184
	inset    = 4  // of the row's ground from its edges
	bar      = 3  // beside the page that is shown
	left     = 14 // of the picture
	right    = 10 // of the picture, to the texts
	signSize = 16
)

// pictureSize is the place of a picture; an A4 page fills it.
var pictureSize = fyne.NewSize(58, 82)

// look is how a row stands out from others.
type look struct{ shown, chosen, focused bool }

// pageRow is the row of a page.
type pageRow struct {
	widget.BaseWidget
	pane    *Pane
	ref     Ref
	page    Page
	look    look
	bound   bool
	held    fyne.KeyModifier
	hovered bool

	ground, bar, paper   *canvas.Rectangle
	picture              *canvas.Image
	sign                 *widget.Icon
	number, state, grade *canvas.Text
}

func newPageRow(p *Pane) *pageRow {
	r := &pageRow{pane: p, ground: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), paper: canvas.NewRectangle(nil),
		picture: canvas.NewImageFromImage(nil), sign: widget.NewIcon(nil),
		number: canvas.NewText("", nil), state: canvas.NewText("", nil), grade: canvas.NewText("", nil)}
	r.picture.FillMode = canvas.ImageFillStretch
	r.picture.ScaleMode = canvas.ImageScaleFastest
	r.number.TextStyle.Bold = true
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer shows the parts.
func (r *pageRow) CreateRenderer() fyne.WidgetRenderer {
	return &pageRowRenderer{r, []fyne.CanvasObject{r.ground, r.bar, r.paper, r.picture, r.number, r.sign, r.state, r.grade}}
}

// bind shows a page in the row; what is shown already stays as it is.
func (r *pageRow) bind(ref Ref, page Page, look look) {
	if r.bound && ref == r.ref && page == r.page && look == r.look {
		return
	}
	r.ref, r.page, r.look, r.bound = ref, page, look, true
	set := func(text *canvas.Text, value string, size float32, ink color.Color) {
		if text.Text != value || text.Color != ink {
			text.Text, text.TextSize, text.Color = value, size, ink
			text.Refresh()
		}
	}
	ink, faint := theme.Color(theme.ColorNameForeground), theme.Color(theme.ColorNamePlaceHolder)
	if look.shown || look.chosen {
		faint = ink
	}
	set(r.number, strconv.Itoa(ref.Page+1), theme.TextSize(), ink)
	set(r.state, stateText(page.State), theme.CaptionTextSize(), ink)
	set(r.grade, gradeText(page), theme.CaptionTextSize(), faint)
	if sign := stateSign(page.State); r.sign.Resource == nil || r.sign.Resource.Name() != sign.Name() {
		r.sign.SetResource(sign)
	}
	if page.Picture != r.picture.Image {
		r.picture.Image = page.Picture
		r.place(r.Size())
		r.picture.Refresh()
	}
	r.paint()
}

// paint colours what is behind the texts.
func (r *pageRow) paint() {
	ground := color.Color(color.Transparent)
	switch {
	case r.look.shown || r.look.chosen:
		ground = theme.Color(theme.ColorNameSelection)
	case r.hovered:
		ground = theme.Color(theme.ColorNameHover)
	}
	r.ground.FillColor, r.ground.CornerRadius = ground, theme.Size(theme.SizeNameSelectionRadius)
	r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(theme.ColorNamePrimary), 0
	if r.look.shown && r.look.focused {
		r.ground.StrokeWidth = 1.5
	}
	r.ground.Refresh()
	r.bar.FillColor = theme.Color(theme.ColorNamePrimary)
	r.bar.CornerRadius = bar / 2
	r.bar.Hidden = !r.look.shown
	r.bar.Refresh()
	r.paper.FillColor, r.paper.StrokeColor, r.paper.StrokeWidth = color.White, theme.Color(theme.ColorNameInputBorder), 1
	r.paper.Refresh()
}

// place lays the parts out: the picture in the middle of its place, the texts
// right of it.
func (r *pageRow) place(size fyne.Size) {
	r.ground.Move(fyne.NewPos(inset, 1))
	r.ground.Resize(size.SubtractWidthHeight(2*inset, 2))
	r.bar.Move(fyne.NewPos(inset, 10))
	r.bar.Resize(fyne.NewSize(bar, size.Height-20))
	room := fyne.NewPos(left, (size.Height-pictureSize.Height)/2)
	sheet := fitted(r.picture.Image, pictureSize)
	at := room.AddXY((pictureSize.Width-sheet.Width)/2, (pictureSize.Height-sheet.Height)/2)
	r.paper.Move(at.SubtractXY(1, 1))
	r.paper.Resize(sheet.AddWidthHeight(2, 2))
	r.picture.Move(at)
	r.picture.Resize(sheet)

	x := room.X + pictureSize.Width + right
	line := func(text fyne.CanvasObject, x, y float32) {
		text.Move(fyne.NewPos(x, y))
		text.Resize(fyne.NewSize(size.Width-x-inset, text.MinSize().Height))
	}
	line(r.number, x, 12)
	r.sign.Move(fyne.NewPos(x, 38))
	r.sign.Resize(fyne.NewSquareSize(signSize))
	line(r.state, x+signSize+4, 39)
	line(r.grade, x, 62)
}

// fitted is the size of a picture made to fit into room; room without one.
func fitted(picture image.Image, room fyne.Size) fyne.Size {
	if picture == nil || picture.Bounds().Empty() {
		return room
	}
	width, height := float32(picture.Bounds().Dx()), float32(picture.Bounds().Dy())
	scale := min(room.Width/width, room.Height/height)
	return fyne.NewSize(width*scale, height*scale)
}

// MouseDown notes what is held down beside the button.
func (r *pageRow) MouseDown(e *desktop.MouseEvent) { r.held = e.Modifier }

// MouseUp has no use here.
func (r *pageRow) MouseUp(*desktop.MouseEvent) {}

// Tapped turns to the page, or chooses it.
func (r *pageRow) Tapped(*fyne.PointEvent) { r.pane.onRow(r.ref, r.held) }

// TappedSecondary asks what to do with the page.
func (r *pageRow) TappedSecondary(e *fyne.PointEvent) { r.pane.onRowMenu(r.ref, e.AbsolutePosition) }

// MouseIn shows that a click would turn to the page.
func (r *pageRow) MouseIn(*desktop.MouseEvent) {
	r.hovered = true
	r.paint()
}

// MouseMoved has no use here.
func (r *pageRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut ends what MouseIn began.
func (r *pageRow) MouseOut() {
	r.hovered = false
	r.paint()
}

type pageRowRenderer struct {
	row     *pageRow
	objects []fyne.CanvasObject
}

func (r *pageRowRenderer) Layout(size fyne.Size)        { r.row.place(size) }
func (r *pageRowRenderer) MinSize() fyne.Size           { return fyne.NewSize(minWidth, pageHeight) }
func (r *pageRowRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pageRowRenderer) Refresh()                     { r.row.paint() }
func (r *pageRowRenderer) Destroy()                     {}
