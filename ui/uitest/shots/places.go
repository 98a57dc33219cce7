package main

import "image"

// The measures of the window, in the toolkit's units, as far as hands need them
// that have no eyes: where it stands otherwise, the step does not bring about
// what it should, and says so.
const (
	headHeight   = 75  // menus and toolbar
	statusHeight = 47  // the bar at the bottom
	divider      = 8   // between two panes
	sidebarLeast = 187 // width
	tabsLeast    = 320 // width
	tabWidth     = 52

	sidebarShare = 0.16
	pageShare    = 0.62
	upperShare   = 0.55 // of the panes over a panel at the bottom
	dialogShare  = 0.85
	dialogWidth  = 900
	dialogHeight = 600
)

// at is a place of the window, in parts of its width and height.
func (t *tour) at(x, y float64) image.Point {
	return image.Pt(int(x*float64(t.Width)), int(y*float64(t.Height)))
}

// units is a place in the toolkit's units from the left and the top; negative
// ones count from the right and from the bottom.
func (t *tour) units(x, y float64) image.Point {
	at := image.Pt(int(x*t.look.scale), int(y*t.look.scale))
	if x < 0 {
		at.X += t.Width
	}
	if y < 0 {
		at.Y += t.Height
	}
	return at
}

// size is the window's in the toolkit's units.
func (t *tour) size() (width, height float64) {
	return float64(t.Width) / t.look.scale, float64(t.Height) / t.look.scale
}

// tabsLeft is where the panes beside the page begin.
func (t *tour) tabsLeft() float64 {
	width, _ := t.size()
	sidebar := max(sidebarLeast, sidebarShare*width) + divider
	return min(sidebar+pageShare*(width-sidebar), width-tabsLeast)
}

// tab turns to a tab beside the page, the first being 0.
func (t *tour) tab(i int) { t.Click(t.units(t.tabsLeft()+25+tabWidth*float64(i), headHeight+22)) }

// panel is a place in the panel at the bottom.
func (t *tour) panel(x, y float64) image.Point {
	_, height := t.size()
	return t.units(x, headHeight+upperShare*(height-headHeight-statusHeight-divider)+divider+y)
}

// section is the name of a section in the preferences, the first being 0.
func (t *tour) section(i int) image.Point {
	width, height := t.size()
	left := (width - min(dialogWidth, dialogShare*width)) / 2
	top := (height - min(dialogHeight, dialogShare*height)) / 2
	return t.units(left+60, top+73+39*float64(i))
}
