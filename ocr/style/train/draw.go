package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// pen is how a line is set or written.
type pen struct {
	font   *opentype.Font
	size   float64 // of the letters' em in pixels
	unruly float64 // 0 for print: how far a hand strays
	typed  float64 // how far the letters of a typewriter stray
	slant  float64 // tangent of the lean that is added
	bold   float64 // 0 … 1: how much heavier the strokes get
}

// draw is the text as coverage, cut to its ink; ok is false where the font
// lacks its letters.
func (p pen) draw(text string, random *rand.Rand) (mask *image.Alpha, ok bool) {
	var faces []font.Face
	for i := range 3 {
		stray := 1 + 0.05*p.unruly*float64(i-1)
		face, err := opentype.NewFace(p.font, &opentype.FaceOptions{Size: p.size * stray, DPI: 72})
		if err != nil {
			return nil, false
		}
		defer face.Close()
		faces = append(faces, face)
	}
	width := font.MeasureString(faces[1], text).Ceil() + int(4*p.size)
	height := int(3.2 * p.size)
	canvas := image.NewAlpha(image.Rect(0, 0, width, height))
	x, base := p.size*1.5, p.size*1.9
	drift := 0.0
	for _, r := range text {
		face := faces[random.IntN(3)]
		if !has(p.font, r) {
			return nil, false
		}
		drift = 0.8*drift + p.unruly*0.03*p.size*random.NormFloat64()
		y := base + drift + p.typed*p.size*0.02*random.NormFloat64()
		strength := uint8(255 * (1 - 0.4*p.typed*random.Float64()))
		d := font.Drawer{
			Dst: canvas, Src: image.NewUniform(color.Alpha{strength}), Face: face,
			Dot: fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)},
		}
		d.DrawString(string(r))
		advance, _ := face.GlyphAdvance(r)
		x += float64(advance) / 64 * (1 + 0.06*p.unruly*random.NormFloat64())
	}
	if p.unruly > 0 || p.slant != 0 {
		canvas = p.bend(canvas, random)
	}
	if p.bold > 0 {
		thicken(canvas, p.bold)
	}
	return trimmed(canvas)
}

func has(f *opentype.Font, r rune) bool {
	index, err := f.GlyphIndex(nil, r)
	return err == nil && index != 0
}

// bend leans the line, and moves its parts about as a hand does: waves along
// the baseline and small strays everywhere.
func (p pen) bend(from *image.Alpha, random *rand.Rand) *image.Alpha {
	b := from.Bounds()
	to := image.NewAlpha(b)
	fine := newField(b, p.size*0.45, p.unruly*p.size*0.035, random)
	coarse := newField(b, p.size*4, p.unruly*p.size*0.08, random)
	for y := range b.Dy() {
		for x := range b.Dx() {
			dx, dy := fine.at(float64(x), float64(y))
			_, wave := coarse.at(float64(x), 0)
			u := float64(x) + dx + p.slant*(float64(y)-p.size*1.9)
			to.Pix[y*to.Stride+x] = uint8(coverage(from, u, float64(y)+dy+wave))
		}
	}
	return to
}

func coverage(m *image.Alpha, x, y float64) float64 {
	left, top := math.Floor(x), math.Floor(y)
	fx, fy := x-left, y-top
	get := func(x, y int) float64 { return float64(m.AlphaAt(x, y).A) }
	l, t := int(left), int(top)
	return (get(l, t)*(1-fx)+get(l+1, t)*fx)*(1-fy) + (get(l, t+1)*(1-fx)+get(l+1, t+1)*fx)*fy
}

// field is a smooth random displacement.
type field struct {
	columns int
	cell    float64
	nodes   [][2]float64
}

func newField(b image.Rectangle, cell, reach float64, random *rand.Rand) field {
	f := field{columns: int(float64(b.Dx())/cell) + 2, cell: cell}
	rows := int(float64(b.Dy())/cell) + 2
	for range f.columns * rows {
		f.nodes = append(f.nodes, [2]float64{reach * random.NormFloat64(), reach * random.NormFloat64()})
	}
	return f
}

func (f field) at(x, y float64) (dx, dy float64) {
	x, y = x/f.cell, y/f.cell
	l, t := int(x), int(y)
	fx, fy := x-float64(l), y-float64(t)
	a, b := f.nodes[t*f.columns+l], f.nodes[t*f.columns+l+1]
	c, d := f.nodes[(t+1)*f.columns+l], f.nodes[(t+1)*f.columns+l+1]
	mix := func(i int) float64 { return (a[i]*(1-fx)+b[i]*fx)*(1-fy) + (c[i]*(1-fx)+d[i]*fx)*fy }
	return mix(0), mix(1)
}

// thicken spreads the ink by up to a pixel.
func thicken(m *image.Alpha, share float64) {
	before := append([]uint8(nil), m.Pix...)
	for i := m.Stride + 1; i < len(before)-m.Stride-1; i++ {
		around := max(before[i-1], before[i+1], before[i-m.Stride], before[i+m.Stride])
		m.Pix[i] = max(before[i], uint8(share*float64(around)))
	}
}

// trimmed is the mask cut to its ink.
func trimmed(m *image.Alpha) (*image.Alpha, bool) {
	bounds := image.Rectangle{Min: m.Bounds().Max, Max: m.Bounds().Min}
	for y := range m.Bounds().Dy() {
		for x := range m.Bounds().Dx() {
			if m.Pix[y*m.Stride+x] > 40 {
				bounds.Min.X, bounds.Min.Y = min(bounds.Min.X, x), min(bounds.Min.Y, y)
				bounds.Max.X, bounds.Max.Y = max(bounds.Max.X, x+1), max(bounds.Max.Y, y+1)
			}
		}
	}
	if bounds.Dx() < 3 || bounds.Dy() < 3 {
		return nil, false
	}
	cut := image.NewAlpha(image.Rect(0, 0, bounds.Dx(), bounds.Dy()))
	draw.Draw(cut, cut.Bounds(), m, bounds.Min, draw.Src)
	return cut, true
}

// mask is a real line as coverage, of the given height in pixels: its paper is
// taken out.
func (c crop) mask(height int) *image.Alpha {
	var counts [256]int
	for _, g := range c.pix {
		counts[g]++
	}
	paper, light := 255, 0
	for light < len(c.pix)/3 && paper > 0 {
		light += counts[paper]
		paper--
	}
	ink, seen := 0, 0
	for seen < len(c.pix)/50 {
		seen += counts[ink]
		ink++
	}
	small := image.NewAlpha(image.Rect(0, 0, c.width, c.height))
	for i, g := range c.pix {
		dark := max(0, paper-12-int(g))
		small.Pix[i] = uint8(min(255, dark*255/max(40, paper-12-ink)))
	}
	scale := float64(height) / float64(c.height)
	to := image.NewAlpha(image.Rect(0, 0, int(float64(c.width)*scale), height))
	for y := range height {
		for x := range to.Bounds().Dx() {
			to.Pix[y*to.Stride+x] = uint8(coverage(small, (float64(x)+0.5)/scale-0.5, (float64(y)+0.5)/scale-0.5))
		}
	}
	return to
}
