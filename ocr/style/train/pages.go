package main

import (
	"image"
	"math"
	"math/rand/v2"

	"recto/ocr"
	"recto/ocr/ocrtest/styled"
)

// supplies are what pages of one fold are made of: no font and no real hand
// is in two folds.
type supplies struct {
	print, mono, hands []face
	real               [][]crop
}

// sheet is a page in the making.
type sheet struct {
	supplies
	random *rand.Rand

	page     *image.Gray
	dpi      float64
	segments []styled.Segment

	script func(width float64) *image.Alpha // a written line of about that width, in this page's hand
	set    func(text string, points float64) *image.Alpha
}

// kinds are the layouts, drawn one after the other.
var kinds = []func(*sheet){(*sheet).form, (*sheet).written, (*sheet).letter, (*sheet).form, (*sheet).typed, (*sheet).form, (*sheet).printed}

// make draws page number n of a fold.
func (s supplies) make(n int, random *rand.Rand) (*image.Gray, []styled.Segment) {
	dpi := []float64{100, 130, 160, 200, 240, 300}[random.IntN(6)]
	p := &sheet{supplies: s, random: random, dpi: dpi}
	p.page = image.NewGray(image.Rect(0, 0, int(7.5*dpi), int((4+3*random.Float64())*dpi)))
	for i := range p.page.Pix {
		p.page.Pix[i] = 255
	}
	p.script, p.set = p.hand(), p.type1(false)
	kinds[n%len(kinds)](p)
	return degrade(p.page, random), p.segments
}

// type1 sets lines in one font; typewriter takes a monospaced one that strays.
func (p *sheet) type1(typewriter bool) func(text string, points float64) *image.Alpha {
	from := p.print
	if typewriter {
		from = p.mono
	}
	f := from[p.random.IntN(len(from))]
	pen := pen{font: f.font}
	if p.random.IntN(4) == 0 {
		pen.bold = p.random.Float64()
	}
	if typewriter {
		pen.typed = p.random.Float64()
	}
	return func(text string, points float64) *image.Alpha {
		pen.size = points / 72 * p.dpi
		mask, _ := pen.draw(text, p.random)
		return mask
	}
}

// hand writes lines in one hand: a font that strays, or a real one.
func (p *sheet) hand() func(width float64) *image.Alpha {
	size := (14 + 14*p.random.Float64()) / 72 * p.dpi
	if p.random.IntN(5) < 2 {
		from := p.real[p.random.IntN(len(p.real))]
		at, bold := p.random.IntN(len(from)), 1.2*p.random.Float64()-0.4
		return func(float64) *image.Alpha {
			at = (at + 1) % len(from)
			mask := from[at].mask(int(size * 1.3))
			if bold > 0 {
				thicken(mask, bold)
			}
			return mask
		}
	}
	f := p.hands[p.random.IntN(len(p.hands))]
	pen := pen{
		font: f.font, size: size, unruly: 0.2 + p.random.Float64(),
		slant: 0.15 * p.random.NormFloat64(), bold: max(0, 1.4*p.random.Float64()-0.4),
	}
	capitals := p.random.IntN(3) == 0
	return func(width float64) *image.Alpha {
		text := entry(p.random)
		if words := int(width / size / 2.2); words > 4 {
			text = prose(p.random, words)
		}
		if capitals {
			text = upper(text)
		}
		mask, _ := pen.draw(text, p.random)
		return mask
	}
}

// put inks the mask with its left and lower edge there, as far as the page
// goes, and returns the right edge.
func (p *sheet) put(mask *image.Alpha, left, bottom float64, hand bool) float64 {
	if mask == nil {
		return left
	}
	x0, y0 := int(left), int(bottom)-mask.Bounds().Dy()
	strength := 0.6 + 0.4*p.random.Float64()
	width := min(mask.Bounds().Dx(), p.page.Bounds().Dx()-x0-4)
	if width < 3 {
		return left
	}
	for y := range mask.Bounds().Dy() {
		for x := range width {
			if !(image.Point{x0 + x, y0 + y}).In(p.page.Bounds()) {
				continue
			}
			i := (y0+y)*p.page.Stride + x0 + x
			cover := float64(mask.Pix[y*mask.Stride+x]) / 255 * strength
			p.page.Pix[i] = uint8(float64(p.page.Pix[i]) * (1 - cover))
		}
	}
	p.segments = append(p.segments, styled.Segment{
		Quad: ocr.Rect(left, bottom-float64(mask.Bounds().Dy()), left+float64(width), bottom), Hand: hand,
	})
	return left + float64(width)
}

// points is a size of print.
func (p *sheet) points() float64 { return 7 + 6*p.random.Float64() }

// size is the page's width and height.
func (p *sheet) size() (width, height float64) {
	return float64(p.page.Bounds().Dx()), float64(p.page.Bounds().Dy())
}

func (p *sheet) printed() { p.paragraphs(0.5*p.dpi, p.points()) }

func (p *sheet) typed() {
	p.set = p.type1(true)
	p.paragraphs(0.5*p.dpi, 9+3*p.random.Float64())
}

// paragraphs fills the page below top with print.
func (p *sheet) paragraphs(top, points float64) {
	width, height := p.size()
	em := points / 72 * p.dpi
	margin := (0.3 + 0.5*p.random.Float64()) * p.dpi
	leading := em * (1.15 + 0.8*p.random.Float64())
	for y := top; y < height-margin; y += leading {
		words := max(2, int((width-2*margin)/em/2.9))
		switch p.random.IntN(9) {
		case 0:
			words = 1 + p.random.IntN(words)
		case 1:
			y += leading
			p.put(p.set(upper(prose(p.random, 1+p.random.IntN(4))), points*(1+p.random.Float64())), margin, y, false)
			continue
		}
		p.put(p.set(prose(p.random, words), points), margin, y, false)
	}
}

func (p *sheet) written() { p.lines(0.6 * p.dpi) }

// lines fills the page below top with writing, on ruled paper or plain.
func (p *sheet) lines(top float64) {
	width, height := p.size()
	margin := (0.2 + 0.4*p.random.Float64()) * p.dpi
	leading := 0.0
	ruled := p.random.IntN(3) == 0
	for y := top; y < height-margin; y += leading {
		mask := p.script(width - 2*margin)
		if mask == nil {
			leading = 0.4 * p.dpi
			continue
		}
		if leading == 0 {
			leading = float64(mask.Bounds().Dy()) * (1 + 0.5*p.random.Float64())
			y += leading
		}
		if ruled {
			p.rule(margin/2, y-0.2*leading, width-margin/2, 60+p.random.IntN(120))
		}
		p.put(mask, margin*(1+0.3*p.random.Float64()), y, true)
	}
}

// rule draws a level line of the given darkness.
func (p *sheet) rule(left, y, right float64, dark int) {
	thick := max(1, int(p.dpi/130))
	for i := range thick {
		for x := int(left); x < int(right); x++ {
			if at := (image.Point{x, int(y) + i}); at.In(p.page.Bounds()) {
				pixel := &p.page.Pix[at.Y*p.page.Stride+at.X]
				*pixel = min(*pixel, uint8(255-dark))
			}
		}
	}
}

// letter is a printed head above writing.
func (p *sheet) letter() {
	width, _ := p.size()
	y := 0.5 * p.dpi
	for range 2 + p.random.IntN(4) {
		points := p.points() * (0.8 + p.random.Float64())
		y += points / 72 * p.dpi * 1.6
		p.put(p.set(entry(p.random), points), width*(0.05+0.5*p.random.Float64()), y, false)
	}
	p.lines(y + 0.3*p.dpi)
}

// form is rows of labels with entries behind or below them, set or written.
func (p *sheet) form() {
	width, height := p.size()
	points := p.points()
	columns := 1 + p.random.IntN(2)
	typewriter := p.type1(true)
	byHand := p.random.IntN(3) > 0
	boxed := p.random.IntN(2) == 0
	below := p.random.IntN(3) == 0
	row := (0.42 + 0.25*p.random.Float64()) * p.dpi
	for y := 0.8 * p.dpi; y < height-row; y += row {
		for c := range columns {
			left := (0.05 + 0.9*float64(c)/float64(columns)) * width
			right := left + 0.85*width/float64(columns)
			base := y
			if below {
				base -= row * 0.55
			}
			x := p.put(p.set(labels[p.random.IntN(len(labels))], points), left, base, false)
			if below {
				x = left
			}
			if boxed || p.random.IntN(2) == 0 {
				p.rule(math.Min(x, right), y+0.05*row, right, 90+p.random.IntN(160))
			}
			switch p.random.IntN(5) {
			case 0:
			case 1:
				p.put(typewriter(entry(p.random), 10), x+0.1*p.dpi, y, false)
			default:
				if byHand {
					p.entry(x+0.1*p.dpi, y, right, row)
				}
			}
		}
	}
}

// entry writes into a field, no higher than its row.
func (p *sheet) entry(left, y, right, row float64) {
	mask := p.script(right - left)
	if mask == nil || float64(mask.Bounds().Dy()) > 1.1*row {
		return
	}
	if most := int(right - left); mask.Bounds().Dx() > most && most > 10 {
		mask = mask.SubImage(image.Rect(0, 0, most, mask.Bounds().Dy())).(*image.Alpha)
	}
	p.put(mask, left, y+0.1*row, true)
}
