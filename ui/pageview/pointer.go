package pageview

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recto/ocr"
)

// gesture is what a drag does.
type gesture int

const (
	undecided gesture = iota
	panning
	selecting
	drawing
)

// press is a button that is or was held down on the view.
type press struct {
	button  desktop.MouseButton
	at      fyne.Position
	time    time.Time
	held    bool
	hit     ocr.Mark
	clicks  int // 2 for a double click, 3 and more for a triple one
	gesture gesture

	// anchor is what a selection is extended from.
	anchor ocr.Span

	// corner is where a rectangle began, in pixels of the page.
	corner ocr.Point
}

// sameSpot is how far apart, in view units, two clicks still are a double one.
const sameSpot = 4

// MouseDown takes the focus, and with the left button begins to select.
func (v *PageView) MouseDown(e *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	v.hideCard()
	was := v.press
	now := v.now()
	v.press = press{button: e.Button, at: e.Position, time: now, held: true, hit: v.markUnder(e.Position), clicks: 1, anchor: was.anchor}
	if e.Button != desktop.MouseButtonPrimary || v.scene.port.empty() {
		return
	}
	apart := math.Hypot(float64(e.Position.X-was.at.X), float64(e.Position.Y-was.at.Y))
	if was.button == e.Button && apart <= sameSpot && now.Sub(was.time) < fyne.CurrentApp().Driver().DoubleTapDelay() {
		v.press.clicks = was.clicks + 1
	}
	if v.tool != ToolText || v.hand {
		return
	}
	switch {
	case e.Modifier&fyne.KeyModifierShift != 0 && !v.press.anchor.Empty():
		v.extend(v.pagePoint(e.Position))
		v.press.gesture = selecting
	case v.press.hit == ocr.NoMark:
	case v.press.clicks >= 3:
		v.begin(ocr.Mark{Line: v.press.hit.Line, Word: -1})
	case v.press.clicks == 2:
		v.begin(v.press.hit)
	}
}

// begin selects what is marked, and has a drag go on from there.
func (v *PageView) begin(m ocr.Mark) {
	v.press.anchor = spanOf(v.scene.lines, m)
	v.press.gesture = selecting
	v.choose(v.press.anchor)
}

// MouseUp ends what MouseDown began. A click without a drag selects the word,
// the line where it hit between words, or nothing.
func (v *PageView) MouseUp(e *desktop.MouseEvent) {
	if !v.press.held || e.Button != v.press.button {
		return
	}
	v.press.held = false
	if e.Button != desktop.MouseButtonPrimary || v.hand || v.scene.port.empty() {
		return
	}
	switch {
	case v.tool == ToolText && v.press.gesture == undecided:
		v.begin(v.press.hit)
	case v.tool == ToolArea && v.press.gesture == undecided:
		v.scene.marks.Area = ocr.Quad{}
		v.Refresh()
		if v.OnArea != nil {
			v.OnArea(ocr.Quad{})
		}
	}
}

// Dragged selects text where the drag began over text, draws with the tools
// that draw, and otherwise moves the page with the pointer.
func (v *PageView) Dragged(e *fyne.DragEvent) {
	if v.press.gesture == undecided {
		v.press.gesture = v.dragWith()
		if v.press.gesture == selecting {
			v.begin(nearestWord(v.scene.lines, v.pagePoint(v.press.at)))
		}
	}
	switch v.press.gesture {
	case selecting:
		v.follow(e.Position)
		v.extend(v.pagePoint(e.Position))
	case drawing:
		v.follow(e.Position)
		v.drawArea(e.Position)
	default:
		v.pan(float64(e.Dragged.DX), float64(e.Dragged.DY))
	}
}

// dragWith decides what the drag that begins now does.
func (v *PageView) dragWith() gesture {
	switch {
	case !v.press.held || v.press.button != desktop.MouseButtonPrimary || v.hand || v.tool == ToolPan:
		return panning
	case v.tool == ToolArea || v.tool == ToolIgnore:
		v.press.corner = v.pagePoint(v.press.at)
		return drawing
	case v.press.hit != ocr.NoMark:
		return selecting
	}
	return panning
}

// follow moves the page when a drag leaves the view.
func (v *PageView) follow(at fyne.Position) {
	const most = 30
	beyond := func(x, size float64) float64 { return min(max(max(-x, 0)-max(x-size, 0), -most), most) }
	v.pan(beyond(float64(at.X), v.scene.port.viewW), beyond(float64(at.Y), v.scene.port.viewH))
}

// DragEnd ends a drag.
func (v *PageView) DragEnd() {
	if v.press.gesture == drawing {
		v.endArea()
	}
	v.press.gesture, v.press.held = undecided, false
}

// TappedSecondary asks for a context menu. What is under the pointer is
// selected first unless it is part of the selection.
func (v *PageView) TappedSecondary(e *fyne.PointEvent) {
	m := v.markUnder(e.Position)
	if m.Word >= 0 && !v.scene.marks.Selection.Contains(m) {
		v.press.anchor = spanOf(v.scene.lines, m)
		v.choose(v.press.anchor)
	}
	if v.OnContextMenu != nil {
		v.OnContextMenu(m, e.AbsolutePosition)
	}
}

func (v *PageView) markUnder(pos fyne.Position) ocr.Mark {
	if v.scene.port.empty() {
		return ocr.NoMark
	}
	return wordAt(v.scene.lines, v.pagePoint(pos))
}

func (v *PageView) pagePoint(pos fyne.Position) ocr.Point {
	return v.scene.port.toPage(float64(pos.X), float64(pos.Y))
}
