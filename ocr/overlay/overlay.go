// Package overlay draws what was read over a page's picture: lines, words, how
// sure the reading is, reading order, search hits and what is selected. It is
// pure Go and knows no window: the page view and the annotated PNG both use it.
package overlay

import (
	"image"

	"recto/ocr"
)

// Layers says what of a page's text is drawn. The zero value draws nothing.
type Layers struct {
	// Lines and Words outline each line and each word.
	Lines, Words bool

	// Confidence colours and underlines each word by its band.
	Confidence bool

	// Handwriting marks lines written by hand, with how sure that is.
	Handwriting bool

	// Numbers gives each line its number in reading order, from 1.
	Numbers bool

	// Corrected marks words whose text a person gave.
	Corrected bool

	// Under leaves out words that are as sure as this or surer, in (0, 1];
	// 0 leaves out none. Corrected words stay.
	Under float64
}

// Usual is what is drawn unless a person wants something else.
func Usual() Layers {
	return Layers{Lines: true, Confidence: true, Handwriting: true, Corrected: true}
}

// Marks is what is drawn on a page for a while, whatever its layers.
type Marks struct {
	// Selection is the selected stretch of words.
	Selection ocr.Span

	// Hover is the word or line that the pointer is over.
	Hover ocr.Mark

	// Hits are found stretches of words; Current is the one of them that is
	// looked at, NoSpan for none.
	Hits    []ocr.Span
	Current ocr.Span

	// Area is the chosen rectangle, in pixels of the page; zero for none.
	Area ocr.Quad

	// Ignored are rectangles whose text does not count.
	Ignored []ocr.Quad
}

// NoMarks marks nothing.
func NoMarks() Marks {
	return Marks{Selection: ocr.NoSpan, Hover: ocr.NoMark, Current: ocr.NoSpan}
}

// Painter draws over pictures. It keeps what costs time from one picture to the
// next; its zero value works. It belongs to one goroutine.
type Painter struct {
	brush
	letters lettering
}

// Frame is where a Painter draws: pixels, what of the page they show, and how
// large a stroke is.
type Frame struct {
	// Dst is opaque.
	Dst *image.RGBA

	// Place maps a point of the page to pixels of Dst. It may turn, shift and
	// scale evenly.
	Place func(ocr.Point) ocr.Point

	// Scale is the size of strokes and letters: 1 for a plain screen.
	Scale float64
}

// Page draws the layers of a page's lines.
func (p *Painter) Page(f Frame, lines []ocr.Line, layers Layers) {
	p.dst = f.Dst
	letters := p.letters.at(numberSize * f.Scale)
	reach := grown(f.Dst.Rect, 4*numberSize*f.Scale)
	var taken []image.Rectangle
	var hands []int
	for i, line := range lines {
		quad := line.Quad.Map(f.Place)
		if !meets(quad, reach) {
			continue
		}
		if layers.Lines {
			p.lineEdge(quad, f.Scale)
		}
		for _, word := range line.Words {
			p.word(f, word, layers)
		}
		if layers.Handwriting && line.Style != nil && line.Style.Name == ocr.StyleHandwriting {
			p.hand(f, quad)
			hands = append(hands, i)
		}
		if layers.Numbers {
			taken = p.number(f, quad, i+1, letters, taken)
		}
	}
	for _, i := range hands {
		taken = p.handBadge(f, lines[i].Quad.Map(f.Place), lines[i].Style.Confidence, letters, taken)
	}
}

func (p *Painter) word(f Frame, word ocr.Word, layers Layers) {
	byPerson := layers.Corrected && word.Corrected
	if layers.Under > 0 && word.Confidence >= layers.Under && !byPerson {
		return
	}
	quad := word.Quad.Map(f.Place)
	if !meets(quad, f.Dst.Rect) {
		return
	}
	switch {
	case byPerson:
		p.shape(quad, KindCorrected, f.Scale)
	case layers.Confidence:
		p.shape(quad, BandOf(word.Confidence).kind(), f.Scale)
	}
	if layers.Words {
		p.outline(quad, f.Scale, looks[KindWord].ink)
	}
}

// shape fills a word's quad and draws the underline of the kind, thinner below
// small print, which it would cover else.
func (p *Painter) shape(quad ocr.Quad, kind Kind, scale float64) {
	l := looks[kind]
	p.quad(quad, l.fill)
	width := min(max(height(quad)/8, scale), 2*scale)
	switch l.under {
	case solid:
		p.line(quad[3], quad[2], width, l.ink)
	case dashed:
		p.dashes(quad[3], quad[2], width, 2*width, l.ink)
	case double:
		down := across(quad, 0.75*width)
		p.line(add(quad[3], down), add(quad[2], down), width/2, l.ink)
		p.line(sub(quad[3], down), sub(quad[2], down), width/2, l.ink)
	case none:
	}
}

// lineHeight is how high a line is in pixels, at a scale of 1, whose outline is
// drawn in full; that of a lower one is paler, since the edges of lines that
// stand close would hide their print.
const lineHeight = 20

// lineEdge outlines a line.
func (p *Painter) lineEdge(quad ocr.Quad, scale float64) {
	ink := looks[KindLine].ink
	ink.A = uint8(float64(ink.A) * min(max(height(quad)/(lineHeight*scale), 0.4), 1))
	p.outline(quad, scale, ink)
}

// Marks draws the marks of a page with the given lines.
func (p *Painter) Marks(f Frame, lines []ocr.Line, m Marks) {
	p.dst = f.Dst
	for _, area := range m.Ignored {
		p.hatch(area.Map(f.Place), 7*f.Scale, looks[KindIgnored].fill)
		p.outline(area.Map(f.Place), 1.5*f.Scale, looks[KindIgnored].ink)
	}
	for _, hit := range m.Hits {
		if hit != m.Current {
			p.stretch(f, lines, hit, KindHit)
		}
	}
	p.stretch(f, lines, m.Current, KindCurrentHit)
	if m.Selection != m.Current {
		p.stretch(f, lines, m.Selection, KindSelection) // both together would hide the print
	}
	if quad, ok := QuadOf(lines, m.Hover); ok && !m.Selection.Contains(m.Hover) {
		p.outline(quad.Map(f.Place), 1.5*f.Scale, hoverInk)
	}
	if m.Area != (ocr.Quad{}) {
		quad := m.Area.Map(f.Place)
		p.quad(quad, looks[KindArea].fill)
		for i, corner := range quad {
			p.dashes(corner, quad[(i+1)%4], 1.5*f.Scale, 5*f.Scale, looks[KindArea].ink)
		}
	}
}

// stretch draws the bars of a stretch of words.
func (p *Painter) stretch(f Frame, lines []ocr.Line, span ocr.Span, kind Kind) {
	for _, bar := range Bars(lines, span) {
		quad := bar.Map(f.Place)
		if !meets(quad, f.Dst.Rect) {
			continue
		}
		p.quad(quad, looks[kind].fill)
		if kind == KindCurrentHit {
			p.outline(quad, 1.5*f.Scale, looks[kind].ink)
		}
	}
}
