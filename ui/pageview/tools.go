package pageview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recto/ocr"
)

// Tool is what the left button does.
type Tool int

// The tools. ToolText selects where it finds text and pans elsewhere.
const (
	ToolText Tool = iota
	ToolPan
	ToolArea
	ToolIgnore
)

// SetTool changes what the left button does.
func (v *PageView) SetTool(t Tool) {
	v.tool = t
	v.press.gesture = undecided
	v.rubber(ocr.Quad{})
}

// Tool is what the left button does.
func (v *PageView) Tool() Tool { return v.tool }

// SetHand has every drag move the page while it is on, as a held space bar does.
func (v *PageView) SetHand(on bool) { v.hand = on }

// Cursor shows what a press would do.
func (v *PageView) Cursor() desktop.Cursor {
	switch {
	case v.press.gesture == panning || v.hand || v.tool == ToolPan:
		return desktop.PointerCursor
	case v.tool == ToolArea || v.tool == ToolIgnore:
		return desktop.CrosshairCursor
	case v.scene.marks.Hover != ocr.NoMark:
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}

// leastArea is the side in view units below which a drawn rectangle is a slip.
const leastArea = 4

// drawArea follows a drag with the tools that draw.
func (v *PageView) drawArea(at fyne.Position) {
	v.rubber(v.scene.port.upright(v.press.corner, v.pagePoint(at)))
}

// rubber shows the rectangle that is being drawn; zero shows none.
func (v *PageView) rubber(q ocr.Quad) {
	v.scene.rubber = q
	v.Refresh()
}

// endArea reports what was drawn.
func (v *PageView) endArea() {
	area := v.scene.rubber
	v.rubber(ocr.Quad{})
	left, top, right, bottom := area.Map(v.scene.port.toView).Bounds()
	if right-left < leastArea || bottom-top < leastArea {
		return
	}
	switch {
	case v.tool == ToolArea:
		v.scene.marks.Area = area
		if v.OnArea != nil {
			v.OnArea(area)
		}
	case v.tool == ToolIgnore && v.OnIgnore != nil:
		v.OnIgnore(area)
	}
}

// endTool is what Escape does; false where there is nothing to end.
func (v *PageView) endTool() bool {
	switch {
	case v.press.gesture == drawing:
		v.press.gesture, v.press.held = panning, false
		v.rubber(ocr.Quad{})
	case v.tool != ToolText:
		v.SetTool(ToolText)
		if v.OnTool != nil {
			v.OnTool(ToolText)
		}
	default:
		return false
	}
	return true
}
