package overlay

import (
	"image"
	"image/color"
	"image/draw"

	"recto/ocr"
)

// Legend is what the layers draw, in the order of a legend. Marks are not
// among it.
func (l Layers) Legend() []Kind {
	var shown []Kind
	for _, layer := range []struct {
		on    bool
		kinds []Kind
	}{
		{l.Confidence, []Kind{KindWeak, KindFair, KindSure}},
		{l.Corrected, []Kind{KindCorrected}},
		{l.Handwriting, []Kind{KindHand}},
		{l.Lines, []Kind{KindLine}},
		{l.Words, []Kind{KindWord}},
		{l.Numbers, []Kind{KindNumber}},
	} {
		if layer.on {
			shown = append(shown, layer.kinds...)
		}
	}
	return shown
}

// Swatch is a sample of a kind on white paper, of the given size in pixels, as
// the page shows it at the given scale of strokes.
func Swatch(kind Kind, size image.Point, scale float64) *image.RGBA {
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	gap := 3 * scale
	inside := ocr.Rect(gap, gap, float64(size.X)-gap, float64(size.Y)-gap)
	f := Frame{Dst: dst, Place: func(p ocr.Point) ocr.Point { return p }, Scale: scale}
	p := Painter{brush: brush{dst: dst}}
	word := []ocr.Line{{Quad: inside, Words: []ocr.Word{{Quad: inside}}}}
	whole := ocr.Span{}
	marks := NoMarks()
	switch kind {
	case KindHand:
		p.hand(f, inside)
	case KindLine, KindWord:
		p.outline(inside, scale, looks[kind].ink)
	case KindNumber:
		l := p.letters.at(numberSize * scale)
		pad := max(1, int(2*scale))
		box := image.Rectangle{Max: image.Pt(l.width("1")+2*pad+1, l.ascent+2*pad)}
		p.badge(f, box.Add(size.Sub(box.Size()).Div(2)), pad, l, "1", looks[kind].fill)
	case KindHit:
		marks.Hits = []ocr.Span{whole}
	case KindCurrentHit:
		marks.Current = whole
	case KindSelection:
		marks.Selection = whole
	case KindArea:
		marks.Area = inside
	case KindIgnored:
		marks.Ignored = []ocr.Quad{inside}
	case KindWeak, KindFair, KindSure, KindCorrected, kinds:
		p.shape(inside, kind, scale)
	}
	p.Marks(f, word, marks)
	return dst
}
