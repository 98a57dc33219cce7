package overlay

import "image/color"

// Band is how sure a reading is, in three steps that people can tell apart.
type Band int

// The bands of confidence.
const (
	Weak Band = iota
	Fair
	Sure
)

// The confidences at which the bands begin. Most words of a clean print have
// 0.98 and more; of the fair ones about every fourth is wrong, of the weak ones
// most (docs/calibration.md).
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

// Kind is something that is drawn over a page, as a legend names it.
type Kind int

// The kinds, in the order of a legend.
const (
	KindWeak Kind = iota
	KindFair
	KindSure
	KindCorrected
	KindHand
	KindLine
	KindWord
	KindNumber
	KindHit
	KindCurrentHit
	KindSelection
	KindArea
	KindIgnored
	kinds
)

// look is how a kind is drawn. Clear colours are not drawn.
type look struct {
	fill, ink color.NRGBA
	under     underline
}

// underline is a pattern below a word, for people who do not tell red from
// green.
type underline int

const (
	none underline = iota
	solid
	dashed
	double
)

// looks are the colours of the kinds. The overlay lies on paper, which is white
// under any theme, so its colours are its own: every ink has a contrast of at
// least 3 to white, and no fill takes print below 7.
var looks = [kinds]look{
	KindWeak:       {color.NRGBA{0xe0, 0x20, 0x20, 0x38}, color.NRGBA{0xd0, 0x10, 0x10, 0xf0}, solid},
	KindFair:       {color.NRGBA{0xf0, 0x9a, 0x00, 0x38}, color.NRGBA{0xb8, 0x68, 0x00, 0xf0}, dashed},
	KindSure:       {color.NRGBA{0x18, 0xa0, 0x58, 0x18}, color.NRGBA{}, none},
	KindCorrected:  {color.NRGBA{0x00, 0x90, 0x9c, 0x28}, color.NRGBA{0x00, 0x78, 0x84, 0xf0}, double},
	KindHand:       {color.NRGBA{0x8a, 0x3f, 0xc8, 0x10}, color.NRGBA{0x7c, 0x30, 0xb8, 0xe0}, none},
	KindLine:       {color.NRGBA{}, color.NRGBA{0x1f, 0x6f, 0xd6, 0x70}, none},
	KindWord:       {color.NRGBA{}, color.NRGBA{0x50, 0x60, 0x70, 0x90}, none},
	KindNumber:     {color.NRGBA{0x24, 0x3b, 0x5c, 0xe8}, color.NRGBA{0xff, 0xff, 0xff, 0xff}, none},
	KindHit:        {color.NRGBA{0xff, 0xd6, 0x00, 0x78}, color.NRGBA{}, none},
	KindCurrentHit: {color.NRGBA{0xff, 0x8c, 0x00, 0x90}, color.NRGBA{0xa0, 0x40, 0x00, 0xff}, none},
	KindSelection:  {color.NRGBA{0x1f, 0x6f, 0xd6, 0x58}, color.NRGBA{}, none},
	KindArea:       {color.NRGBA{0x1f, 0x6f, 0xd6, 0x18}, color.NRGBA{0x1f, 0x6f, 0xd6, 0xf0}, none},
	KindIgnored:    {color.NRGBA{0x60, 0x60, 0x60, 0x70}, color.NRGBA{0x50, 0x50, 0x50, 0xf0}, none},
}

// hoverInk outlines what the pointer is over.
var hoverInk = color.NRGBA{0x1f, 0x6f, 0xd6, 0xc0}

// Color is the colour that stands for the kind in a legend or a list, opaque
// enough to be seen on white.
func (k Kind) Color() color.NRGBA {
	if l := looks[k]; l.ink.A > 0 && k != KindNumber {
		return l.ink
	}
	c := looks[k].fill
	c.A = 0xff
	return c
}

func (b Band) kind() Kind { return [...]Kind{Weak: KindWeak, Fair: KindFair, Sure: KindSure}[b] }

// Color is that of the band's kind.
func (b Band) Color() color.NRGBA { return b.kind().Color() }
