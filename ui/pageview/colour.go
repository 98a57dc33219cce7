package pageview

import "image/color"

// Band is how sure a reading is, in three steps that people can tell apart.
type Band int

// The bands of confidence.
const (
	Weak Band = iota
	Fair
	Sure
)

// The confidences at which the bands begin. Tesseract gives most words of a
// clean print 0.9 and more; below 0.6 about every second word is wrong.
const (
	FairFrom = 0.60
	SureFrom = 0.85
)

// BandOf is the band of a confidence in [0, 1].
func BandOf(confidence float64) Band {
	switch {
	case confidence >= SureFrom:
		return Sure
	case confidence >= FairFrom:
		return Fair
	}
	return Weak
}

// The overlay lies on paper, which is white under any theme, so its colours are
// its own. The bands differ in their underline too (none, dashed, solid), for
// people who do not tell red from green.
var (
	paper     = color.NRGBA{0xff, 0xff, 0xff, 0xff}
	lineInk   = color.NRGBA{0x1f, 0x6f, 0xd6, 0x60}
	bandFill  = [...]color.NRGBA{Weak: {0xe0, 0x20, 0x20, 0x38}, Fair: {0xf0, 0x9a, 0x00, 0x34}, Sure: {0x18, 0xa0, 0x58, 0x18}}
	bandInk   = [...]color.NRGBA{Weak: {0xd0, 0x10, 0x10, 0xe0}, Fair: {0xc8, 0x78, 0x00, 0xe0}, Sure: {}}
	lineMark  = color.NRGBA{0x1f, 0x6f, 0xd6, 0x28}
	wordMark  = color.NRGBA{0x1f, 0x6f, 0xd6, 0x48}
	markInk   = color.NRGBA{0x1f, 0x6f, 0xd6, 0xf0}
	hoverInk  = color.NRGBA{0x1f, 0x6f, 0xd6, 0xa0}
	sheetEdge = color.NRGBA{0x80, 0x80, 0x80, 0x90}
)
