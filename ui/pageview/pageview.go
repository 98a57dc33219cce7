// Package pageview is the widget that shows a page: its picture, the lines and
// words read on it, and what of them is marked. It takes values and reports
// wishes; it opens, reads and saves nothing.
package pageview

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
)

// PageView shows one page. All methods belong to the user interface's
// goroutine. Callbacks may be nil; a view without a page is an empty desk.
type PageView struct {
	widget.BaseWidget

	// OnMark is told which word was clicked, or the line where no word was
	// hit, or None for a click beside the text.
	OnMark func(Mark)

	// OnHover is told what the pointer is over now, None when it leaves.
	OnHover func(Mark)

	// OnZoom is told that the zoom or the fit changed.
	OnZoom func()

	// OnNeedPicture asks for a picture of the page in the given size in
	// pixels, because the one at hand is missing, too coarse or too fine. It
	// may be asked many times a second while a person zooms.
	OnNeedPicture func(width, height int)

	// OnKey is told of keys typed while the view has the focus.
	OnKey func(*fyne.KeyEvent)

	scene   scene
	raster  *canvas.Raster
	frame   *image.RGBA
	scale   float64
	asked   image.Point
	dragged bool
}

// New makes a view without a page, its overlay shown.
func New() *PageView {
	v := &PageView{scale: 1}
	v.scene.overlay = true
	v.scene.marked, v.scene.hovered = None, None
	v.raster = canvas.NewRaster(v.draw)
	v.ExtendBaseWidget(v)
	return v
}

// SetPage turns to another page of the given size in pixels, without picture
// and text as yet. A size of 0 empties the view.
func (v *PageView) SetPage(width, height int) {
	v.scene.picture, v.scene.lines = nil, nil
	v.scene.marked, v.scene.hovered = None, None
	v.asked = image.Point{}
	v.scene.port.setPage(float64(width), float64(height), true)
	v.changed()
}

// SetPicture gives the page's picture, of any size, and the size of the page
// in pixels, which may be known better now. The image is not changed by the
// view, nor may it be by others.
func (v *PageView) SetPicture(picture image.Image, width, height int) {
	v.scene.picture = picture
	v.scene.port.setPage(float64(width), float64(height), false)
	v.changed()
}

// SetLines gives what was read on the page, in pixels of a page of the given
// size; a size of 0 is the one that the view has.
func (v *PageView) SetLines(lines []ocr.Line, width, height int) {
	v.scene.lines = lines
	v.scene.hovered = None
	if width > 0 && height > 0 {
		v.scene.port.setPage(float64(width), float64(height), false)
		v.changed()
	}
	v.Refresh()
}

// SetMark marks a word or line and moves the page as far as is needed to see it.
func (v *PageView) SetMark(m Mark) {
	v.scene.marked = m
	if quad, ok := m.quad(v.scene.lines); ok {
		v.scene.port.reveal(quad)
	}
	v.Refresh()
}

// ShowOverlay shows or hides the quads; a marked word stays marked.
func (v *PageView) ShowOverlay(show bool) {
	v.scene.overlay = show
	v.Refresh()
}

// Overlay reports whether the quads are shown.
func (v *PageView) Overlay() bool { return v.scene.overlay }

// SetFit makes the zoom follow the view's size.
func (v *PageView) SetFit(fit Fit) {
	v.scene.port.setFit(fit)
	v.changed()
}

// Fit is how the zoom follows the view's size.
func (v *PageView) Fit() Fit { return v.scene.port.fit }

// Zoom is how many pixels of the screen a pixel of the page takes.
func (v *PageView) Zoom() float64 { return v.scene.port.zoom * v.scale }

// SetZoom shows a pixel of the page as that many pixels of the screen; the
// middle of the view stays.
func (v *PageView) SetZoom(zoom float64) {
	v.zoomTo(zoom/v.scale, v.scene.port.viewW/2, v.scene.port.viewH/2)
}

// ZoomBy multiplies the zoom; the middle of the view stays.
func (v *PageView) ZoomBy(factor float64) { v.SetZoom(v.Zoom() * factor) }

// CreateRenderer shows the one raster that all is painted into (docs/adr/0005).
func (v *PageView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(v.raster)
}

// MinSize is the least that is of use.
func (v *PageView) MinSize() fyne.Size { return fyne.NewSize(160, 160) }

// Resize keeps the fit, or the middle of what is looked at.
func (v *PageView) Resize(size fyne.Size) {
	if size == v.Size() {
		return
	}
	v.BaseWidget.Resize(size)
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
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil && c.Scale() > 0 {
		v.scale = float64(c.Scale())
	}
	v.Refresh()
	v.needPicture()
	if v.OnZoom != nil {
		v.OnZoom()
	}
}

// needPicture asks for a picture of the size that is shown, once for each size.
func (v *PageView) needPicture() {
	port := v.scene.port
	if port.empty() || v.OnNeedPicture == nil {
		return
	}
	want := v.scene.sheet(v.scale).Size()
	if want == v.asked || want.X < 1 || want.Y < 1 {
		return
	}
	if v.scene.picture != nil {
		have := v.scene.picture.Bounds().Size()
		if near(have.X, want.X) && near(have.Y, want.Y) {
			v.asked = want
			return
		}
	}
	v.asked = want
	v.OnNeedPicture(want.X, want.Y)
}

func (v *PageView) zoomTo(zoom, x, y float64) {
	v.scene.port.zoomTo(zoom, x, y)
	v.changed()
}

// Cursor is a hand over text.
func (v *PageView) Cursor() desktop.Cursor {
	if v.scene.hovered != None {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
