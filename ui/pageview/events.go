package pageview

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recto/ocr"
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
		v.moved()
	}
}

// moved follows a change of the place alone.
func (v *PageView) moved() {
	v.hideCard()
	v.Refresh()
	v.needPicture()
}

// MouseIn follows the pointer.
func (v *PageView) MouseIn(e *desktop.MouseEvent) { v.MouseMoved(e) }

// MouseMoved outlines the word under the pointer.
func (v *PageView) MouseMoved(e *desktop.MouseEvent) {
	if !v.press.held && v.press.gesture == undecided {
		v.hover(v.markUnder(e.Position))
	}
}

// MouseOut outlines nothing.
func (v *PageView) MouseOut() { v.hover(ocr.NoMark) }

func (v *PageView) hover(m ocr.Mark) {
	v.waitForCard(m)
	if m == v.scene.marks.Hover {
		return
	}
	v.scene.marks.Hover = m
	v.Refresh()
	if v.OnHover != nil {
		v.OnHover(m)
	}
}

// FocusGained changes nothing: the view looks the same with and without focus.
func (v *PageView) FocusGained() {}

// FocusLost lets go of what was held.
func (v *PageView) FocusLost() { v.hand = false }

// TypedRune types nothing into a page.
func (v *PageView) TypedRune(rune) {}

// KeyDown has drags move the page while the space bar is held.
func (v *PageView) KeyDown(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		v.SetHand(true)
	}
}

// KeyUp is the other half of KeyDown.
func (v *PageView) KeyUp(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		v.SetHand(false)
	}
}

// TypedKey moves the page with the arrows, edits a word, ends a tool, and hands
// other keys on.
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
	case fyne.KeyF2, fyne.KeyReturn, fyne.KeyEnter:
		if s := v.scene.marks.Selection; s.First == s.Last && !s.Empty() && v.OnEdit != nil {
			v.OnEdit(s.First)
			return
		}
		v.handOn(e)
	case desktop.KeyMenu:
		v.menuKey()
	case fyne.KeyEscape:
		if !v.endTool() {
			v.handOn(e)
		}
	default:
		v.handOn(e)
	}
}

// menuKey asks for the context menu of the selection's first word.
func (v *PageView) menuKey() {
	m := v.scene.marks.Selection.First
	at, size, seen := v.WordRect(m)
	if v.OnContextMenu != nil && seen {
		v.OnContextMenu(m, fyne.CurrentApp().Driver().AbsolutePositionForObject(v).Add(at).AddXY(0, size.Height))
	}
}

func (v *PageView) handOn(e *fyne.KeyEvent) {
	if v.OnKey != nil {
		v.OnKey(e)
	}
}
