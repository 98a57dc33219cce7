package pageview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// wheelStep is by how much one notch of the wheel zooms; Fyne reports a notch
// as wheelNotch units on X11, touch pads less at a time.
const (
	wheelStep  = 1.15
	wheelNotch = 25
	// panSpeed turns the wheel's units into units of the view.
	panSpeed = 3
)

// keyStep is how far an arrow key moves the page, in view units.
const keyStep = 40

// Tapped marks what was clicked and takes the focus, for the keys.
func (v *PageView) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	if v.OnMark != nil {
		v.OnMark(v.markUnder(e.Position))
	}
}

func (v *PageView) markUnder(pos fyne.Position) Mark {
	if v.scene.port.empty() {
		return None
	}
	return markAt(v.scene.lines, v.scene.port.toPage(float64(pos.X), float64(pos.Y)))
}

// Scrolled zooms about the pointer with Ctrl and moves the page without;
// Shift turns the wheel sideways.
func (v *PageView) Scrolled(e *fyne.ScrollEvent) {
	v.scrolled(e, modifiers())
}

func (v *PageView) scrolled(e *fyne.ScrollEvent, held fyne.KeyModifier) {
	dx, dy := float64(e.Scrolled.DX), float64(e.Scrolled.DY)
	if held&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		factor := math.Pow(wheelStep, dy/wheelNotch)
		v.zoomTo(v.scene.port.zoom*factor, float64(e.Position.X), float64(e.Position.Y))
		return
	}
	if held&fyne.KeyModifierShift != 0 && dx == 0 {
		dx, dy = dy, 0
	}
	v.pan(dx*panSpeed, dy*panSpeed)
}

// modifiers are the keys held down, as far as the driver knows.
func modifiers() fyne.KeyModifier {
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return driver.CurrentKeyModifiers()
	}
	return 0
}

func (v *PageView) pan(dx, dy float64) {
	if v.scene.port.pan(dx, dy) {
		v.Refresh()
	}
}

// Dragged moves the page with the pointer.
func (v *PageView) Dragged(e *fyne.DragEvent) {
	v.dragged = true
	v.pan(float64(e.Dragged.DX), float64(e.Dragged.DY))
}

// DragEnd ends a drag.
func (v *PageView) DragEnd() { v.dragged = false }

// MouseIn follows the pointer.
func (v *PageView) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved outlines the word under the pointer.
func (v *PageView) MouseMoved(e *desktop.MouseEvent) {
	if !v.dragged {
		v.hover(v.markUnder(e.Position))
	}
}

// MouseOut outlines nothing.
func (v *PageView) MouseOut() { v.hover(None) }

func (v *PageView) hover(m Mark) {
	if m == v.scene.hovered {
		return
	}
	v.scene.hovered = m
	v.Refresh()
	if v.OnHover != nil {
		v.OnHover(m)
	}
}

// FocusGained changes nothing: the view looks the same with and without focus.
func (v *PageView) FocusGained() {}

// FocusLost is the other half of FocusGained.
func (v *PageView) FocusLost() {}

// TypedRune types nothing into a page.
func (v *PageView) TypedRune(rune) {}

// TypedKey moves the page with the arrows and hands other keys on.
func (v *PageView) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		v.pan(0, keyStep)
	case fyne.KeyDown:
		v.pan(0, -keyStep)
	case fyne.KeyLeft:
		v.pan(keyStep, 0)
	case fyne.KeyRight:
		v.pan(-keyStep, 0)
	default:
		if v.OnKey != nil {
			v.OnKey(e)
		}
	}
}
