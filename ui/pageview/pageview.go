// Package pageview is the widget that shows a page: its picture, the lines and
// words read on it, and what of them is selected. It takes values and reports
// wishes; it opens, reads and saves nothing.
package pageview

import (
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/overlay"
)

// PageView shows one page. All methods belong to the user interface's
// goroutine. Callbacks may be nil; a view without a page is an empty desk.
type PageView struct {
	widget.BaseWidget

	// OnSelect is told which words are selected now by a click or a drag,
	// ocr.NoSpan for a click beside the text. While a person drags it is told
	// of every word.
	OnSelect func(ocr.Span)

	// OnHover is told what the pointer is over now, ocr.NoMark when it leaves.
	OnHover func(ocr.Mark)

	// OnEdit is asked for by F2 and Enter while one word is selected.
	OnEdit func(ocr.Mark)

	// OnContextMenu is asked for by the right button: over a word, a line, or
	// ocr.NoMark; at is a place of the window's canvas.
	OnContextMenu func(m ocr.Mark, at fyne.Position)

	// OnArea and OnIgnore are told of a rectangle that was drawn with the tool
	// of that name, in pixels of the page; OnArea of the zero quad where the
	// area was given up by a click.
	OnArea, OnIgnore func(ocr.Quad)

	// OnTool is told that a person ended a tool with Escape.
	OnTool func(Tool)

	// OnZoom is told that the zoom, the fit or the turn changed.
	OnZoom func()

	// OnNeedPicture asks for a picture of the page in the given size in
	// pixels, because the one at hand is missing, too coarse or too fine; seen
	// is the part of it that is in view, for who draws that first. It may be
	// asked many times a second while a person zooms or pans.
	OnNeedPicture func(whole image.Point, seen image.Rectangle)

	// OnKey is told of keys typed while the view has the focus.
	OnKey func(*fyne.KeyEvent)

	// Post runs a function on the user interface's goroutine. Without it no
	// card is shown where the pointer rests.
	Post func(func())

	scene  scene
	raster *canvas.Raster
	frame  *image.RGBA
	scale  float64
	asked  need
	tool   Tool
	hand   bool
	press  press
	now    func() time.Time

	card     card
	language string // the page's
	nameOf   func(code string) string
}

// New makes a view without a page, with the usual layers.
func New() *PageView {
	v := &PageView{scale: 1, now: time.Now, card: newCard()}
	v.scene.layers, v.scene.marks = overlay.Usual(), overlay.NoMarks()
	v.raster = canvas.NewRaster(v.draw)
	v.nameOf = func(code string) string { return code }
	v.ExtendBaseWidget(v)
	return v
}

// SetPage turns to another page of the given size in pixels, without text as
// yet, and with its picture where that is at hand, else nil. A size of 0 empties
// the view.
func (v *PageView) SetPage(picture image.Image, width, height int) {
	v.scene.picture, v.scene.part, v.scene.lines = quick(picture), part{}, nil
	v.scene.marks = overlay.NoMarks()
	v.asked, v.press = need{}, press{}
	v.hideCard()
	v.scene.port.setPage(float64(width), float64(height), true)
	v.changed()
}

// SetPicture gives the page's picture, of any size, and the size of the page
// in pixels, which may be known better now. The image is not changed by the
// view, nor may it be by others.
func (v *PageView) SetPicture(picture image.Image, width, height int) {
	v.scene.picture = quick(picture)
	v.scene.port.setPage(float64(width), float64(height), false)
	if size := v.scene.pictureSize(v.scale); !nearSize(size, v.scene.part.whole) || nearSize(size, picture.Bounds().Size()) {
		v.scene.part = part{}
	}
	v.asked = need{}
	v.changed()
}

// SetPart gives a picture of a part of the page, which is shown over that of
// the whole page: clip is its place in a picture of the given size of the whole.
func (v *PageView) SetPart(picture image.Image, clip image.Rectangle, whole image.Point) {
	v.scene.part = part{quick(picture), clip, whole}
	v.asked = need{}
	v.Refresh()
	v.needPicture()
}

// SetLines gives what was read on the page, in pixels of a page of the given
// size; a size of 0 is the one that the view has.
func (v *PageView) SetLines(lines []ocr.Line, width, height int) {
	v.scene.lines = lines
	v.scene.marks.Hover = ocr.NoMark
	v.hideCard()
	if width > 0 && height > 0 {
		v.scene.port.setPage(float64(width), float64(height), false)
		v.changed()
	}
	v.Refresh()
}

// SetLanguage gives the page's language for the hover card, "" where it is
// unknown.
func (v *PageView) SetLanguage(code string) { v.language = code }

// SetNames says what people call a language, by its code.
func (v *PageView) SetNames(nameOf func(code string) string) { v.nameOf = nameOf }

// ShowOverlay shows or hides all layers; marks stay.
func (v *PageView) ShowOverlay(show bool) {
	v.scene.hidden = !show
	v.Refresh()
}

// Overlay reports whether the layers are shown.
func (v *PageView) Overlay() bool { return !v.scene.hidden }

// SetLayers chooses what is drawn over the page.
func (v *PageView) SetLayers(layers overlay.Layers) {
	v.scene.layers = layers
	v.Refresh()
}

// Layers is what is drawn over the page while the overlay is shown.
func (v *PageView) Layers() overlay.Layers { return v.scene.layers }

// SetFit makes the zoom follow the view's size.
func (v *PageView) SetFit(fit Fit) {
	v.scene.port.setFit(fit)
	v.changed()
}

// Fit is how the zoom follows the view's size.
func (v *PageView) Fit() Fit { return v.scene.port.fit }

// SetTurn shows the page turned clockwise by quarter turns; the middle of what
// is looked at stays. Quads, sizes and marks remain those of the page itself.
func (v *PageView) SetTurn(quarters int) {
	v.scene.port.setTurn(quarters & 3)
	v.changed()
}

// Turn is by how many quarter turns clockwise the page is shown, 0 to 3.
func (v *PageView) Turn() int { return v.scene.port.turn }

// Zoom is how many pixels of the screen a pixel of the page takes.
func (v *PageView) Zoom() float64 { return v.scene.port.zoom * v.scale }

// SetZoom shows a pixel of the page as that many pixels of the screen; the
// middle of the view stays.
func (v *PageView) SetZoom(zoom float64) {
	v.zoomTo(zoom/v.scale, v.scene.port.viewW/2, v.scene.port.viewH/2)
}

// ZoomBy multiplies the zoom; the middle of the view stays.
func (v *PageView) ZoomBy(factor float64) { v.SetZoom(v.Zoom() * factor) }

// CreateRenderer shows the one raster that all is painted into (docs/adr/0005),
// and the card over it.
func (v *PageView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout(v.raster, v.card.root))
}

// MinSize is the least that is of use.
func (v *PageView) MinSize() fyne.Size { return fyne.NewSize(160, 160) }

// Resize keeps the fit, or the middle of what is looked at.
func (v *PageView) Resize(size fyne.Size) {
	if size == v.Size() {
		return
	}
	v.BaseWidget.Resize(size)
	v.raster.Resize(size)
	v.scene.port.resize(float64(size.Width), float64(size.Height))
	v.changed()
}

// Refresh paints the next frame anew.
func (v *PageView) Refresh() {
	v.raster.Refresh()
}

// draw paints a frame of w × h pixels of the screen.
func (v *PageView) draw(w, h int) image.Image {
	bounds := image.Rect(0, 0, w, h)
	if v.frame == nil || v.frame.Rect != bounds {
		v.frame = image.NewRGBA(bounds)
	}
	if width := v.Size().Width; width > 0 {
		if scale := float64(w) / float64(width); math.Abs(scale-v.scale) > 0.01 {
			v.scale = scale
		}
	}
	v.scene.desk = v.deskColor()
	v.scene.paint(v.frame, v.scale)
	return v.frame
}

// deskColor is the theme's background, a little towards its text, so that a
// white page stands out in light themes too.
func (v *PageView) deskColor() color.NRGBA {
	th, variant := v.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	return mix(th.Color(theme.ColorNameBackground, variant), th.Color(theme.ColorNameForeground, variant), 0.10)
}

func mix(a, b color.Color, share float64) color.NRGBA {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	part := func(p, q uint8) uint8 { return uint8(float64(p)*(1-share) + float64(q)*share) }
	return color.NRGBA{part(x.R, y.R), part(x.G, y.G), part(x.B, y.B), 255}
}

// changed follows a change of what is seen where.
func (v *PageView) changed() {
	v.hideCard()
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.Scale() > 0 {
		v.scale = float64(c.Scale())
	}
	v.Refresh()
	v.needPicture()
	if v.OnZoom != nil {
		v.OnZoom()
	}
}

// need is a picture that was asked for.
type need struct {
	whole image.Point
	seen  image.Rectangle
}

// needPicture asks for what is shown and not at hand, once for each place.
func (v *PageView) needPicture() {
	if v.scene.port.empty() || v.OnNeedPicture == nil {
		return
	}
	want := need{v.scene.pictureSize(v.scale), v.scene.seen(v.scale)}
	if want == v.asked || want.seen.Empty() {
		return
	}
	v.asked = want
	if !v.scene.sharp(want) {
		v.OnNeedPicture(want.whole, want.seen)
	}
}

// PictureSize is the size in pixels in which the picture of a page of the given
// size would be asked for if it were turned to.
func (v *PageView) PictureSize(width, height int) image.Point {
	next := scene{port: v.scene.port}
	next.port.setPage(float64(width), float64(height), true)
	if next.port.empty() {
		return image.Point{}
	}
	return next.pictureSize(v.scale)
}

func (v *PageView) zoomTo(zoom, x, y float64) {
	v.scene.port.zoomTo(zoom, x, y)
	v.changed()
}
