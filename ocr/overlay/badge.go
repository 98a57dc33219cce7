package overlay

import (
	"image"
	"image/color"
	"math"
	"slices"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"recto/ocr"
)

// numberSize is the height of a badge's letters, in units of the strokes: the
// least that is read with ease on a plain screen.
const numberSize = 11

// lettering draws short texts; glyphs are kept by their size.
type lettering struct {
	parsed *opentype.Font
	sizes  map[int]*letters
}

// letters is a font in one size.
type letters struct {
	face   font.Face
	ascent int
	glyphs map[rune]glyph
}

// glyph is a letter's ink, relative to the pen on the baseline.
type glyph struct {
	ink     *image.Alpha
	at      image.Point
	advance int
}

// at is the font in the given height in pixels, which is rounded.
func (l *lettering) at(height float64) *letters {
	size := max(6, int(math.Round(height)))
	if known, ok := l.sizes[size]; ok {
		return known
	}
	if l.parsed == nil {
		parsed, err := opentype.Parse(gomedium.TTF)
		if err != nil {
			panic("overlay: the embedded font is broken: " + err.Error())
		}
		l.parsed, l.sizes = parsed, map[int]*letters{}
	}
	face, err := opentype.NewFace(l.parsed, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		panic("overlay: the embedded font is broken: " + err.Error())
	}
	made := &letters{face: face, glyphs: map[rune]glyph{}}
	// Digits have no descenders: what counts is how high they are.
	bounds, _, _ := face.GlyphBounds('0')
	made.ascent = -bounds.Min.Y.Floor()
	l.sizes[size] = made
	return made
}

func (l *letters) glyph(r rune) glyph {
	if g, ok := l.glyphs[r]; ok {
		return g
	}
	bounds, mask, from, advance, ok := l.face.Glyph(fixed.P(0, 0), r)
	g := glyph{advance: advance.Round()}
	if ok && !bounds.Empty() {
		// The face draws each glyph into the same memory.
		g.ink, g.at = image.NewAlpha(image.Rectangle{Max: bounds.Size()}), bounds.Min
		for y := range bounds.Dy() {
			for x := range bounds.Dx() {
				_, _, _, a := mask.At(from.X+x, from.Y+y).RGBA()
				g.ink.SetAlpha(x, y, color.Alpha{A: uint8(a >> 8)})
			}
		}
	}
	l.glyphs[r] = g
	return g
}

func (l *letters) width(text string) int {
	width := 0
	for _, r := range text {
		width += l.glyph(r).advance
	}
	return width
}

// text draws letters with the pen starting at pen.
func (p *Painter) text(l *letters, pen image.Point, text string, c color.NRGBA) {
	for _, r := range text {
		g := l.glyph(r)
		if g.ink != nil {
			p.stamp(g.ink, pen.Add(g.at), c)
		}
		pen.X += g.advance
	}
}

// number draws the badge of a line's number before its start, unless it would
// cover another one: a crowded page shows all of them when it is enlarged.
// It returns the places that are taken then.
func (p *Painter) number(f Frame, quad ocr.Quad, number int, l *letters, taken []image.Rectangle) []image.Rectangle {
	text := strconv.Itoa(number)
	pad := max(1, int(math.Round(2*f.Scale)))
	size := image.Pt(l.width(text)+2*pad+1, l.ascent+2*pad)
	box := beside(quad, middle(quad[0], quad[3]), size, -4*f.Scale, f.Dst.Rect)
	if !box.Overlaps(f.Dst.Rect) || overlaps(box, taken) {
		return taken
	}
	p.badge(f, box, pad, l, text, looks[KindNumber].fill)
	return append(taken, box)
}

// badge draws a text in white on a box.
func (p *Painter) badge(f Frame, box image.Rectangle, pad int, l *letters, text string, c color.NRGBA) {
	p.box(box, 2*f.Scale, c)
	p.text(l, image.Pt(box.Min.X+pad, box.Max.Y-pad), text, looks[KindNumber].ink)
}

// beside is a box of the given size beside the point on the quad's edge, ahead
// of it in reading direction or, where gap is negative, behind. One that begins
// within the frame stays within.
func beside(quad ocr.Quad, edge ocr.Point, size image.Point, gap float64, frame image.Rectangle) image.Rectangle {
	d := along(quad, 1)
	reach := math.Abs(d.X)*float64(size.X)/2 + math.Abs(d.Y)*float64(size.Y)/2
	if gap < 0 {
		reach = -reach
	}
	at := image.Pt(
		int(math.Round(edge.X+d.X*(gap+reach)-float64(size.X)/2)),
		int(math.Round(edge.Y+d.Y*(gap+reach)-float64(size.Y)/2)))
	box := image.Rectangle{at, at.Add(size)}
	if image.Pt(int(edge.X), int(edge.Y)).In(frame) {
		box = box.Add(image.Pt(max(0, frame.Min.X-box.Min.X), max(0, frame.Min.Y-box.Min.Y)))
		box = box.Sub(image.Pt(max(0, box.Max.X-frame.Max.X), max(0, box.Max.Y-frame.Max.Y)))
	}
	return box
}

// hand marks a line written by hand.
func (p *Painter) hand(f Frame, quad ocr.Quad) {
	look := looks[KindHand]
	p.quad(quad, look.fill)
	for i, corner := range quad {
		p.dashes(corner, quad[(i+1)%4], 1.5*f.Scale, 3*f.Scale, look.ink)
	}
}

// handBadge says after a line's end, with a pen, how sure it is that a hand
// wrote it, unless that would cover another badge. It returns the places that
// are taken then.
func (p *Painter) handBadge(f Frame, quad ocr.Quad, confidence float64, l *letters, taken []image.Rectangle) []image.Rectangle {
	text := strconv.Itoa(int(math.Round(100*confidence))) + "%"
	pad := max(1, int(math.Round(2*f.Scale)))
	pen := l.ascent
	size := image.Pt(l.width(text)+pen+3*pad, l.ascent+2*pad)
	box := beside(quad, middle(quad[1], quad[2]), size, 3*f.Scale, f.Dst.Rect)
	if !box.Overlaps(f.Dst.Rect) || overlaps(box, taken) {
		return taken
	}
	p.box(box, 2*f.Scale, looks[KindHand].ink)
	p.pen(float64(box.Min.X+pad), float64(box.Max.Y-pad), float64(pen), looks[KindNumber].ink)
	p.text(l, image.Pt(box.Min.X+2*pad+pen, box.Max.Y-pad), text, looks[KindNumber].ink)
	return append(taken, box)
}

func overlaps(box image.Rectangle, taken []image.Rectangle) bool {
	return slices.ContainsFunc(taken, box.Overlaps)
}

// pen draws a pencil of the given size with its tip at (x, y), the lower left.
func (p *Painter) pen(x, y, size float64, c color.NRGBA) {
	at := func(u, v float64) ocr.Point { return ocr.Point{X: x + u*size, Y: y - v*size} }
	p.quad(ocr.Quad{at(0.12, 0.38), at(0.68, 0.94), at(0.94, 0.68), at(0.38, 0.12)}, c)
	p.quad(ocr.Quad{at(0.06, 0.30), at(0.30, 0.06), at(0, 0), at(0, 0)}, c)
}
