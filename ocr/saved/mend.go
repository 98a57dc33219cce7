package saved

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/ocr"
)

// maxPixels is the longest side of a page that is believed, in pixels; a page
// of whose sides one is longer is taken to be as large as what is on it.
const maxPixels = 200_000

// leastDPI and mostDPI bound the resolutions that are believed: beyond them a
// page would be as long as a street, or nothing.
const (
	leastDPI = 1
	mostDPI  = 100_000
)

// mend puts right what makes no sense.
func (d *Document) mend() {
	d.number()
	d.guessed = map[int]bool{}
	for i := range d.Pages {
		p := &d.Pages[i]
		if p.Width <= 0 || p.Height <= 0 || p.Width > maxPixels || p.Height > maxPixels {
			d.guessed[p.Number] = true
			p.Width, p.Height = reach(*p)
			p.DPIX, p.DPIY, p.Unit = 0, 0, ocr.UnitPixel
		}
		if least, most := min(p.DPIX, p.DPIY), max(p.DPIX, p.DPIY); !(least >= leastDPI && most <= mostDPI) {
			p.DPIX, p.DPIY = 0, 0
		}
		if p.Unit == ocr.UnitInch && (p.DPIX <= 0 || p.DPIY <= 0) {
			p.Unit = ocr.UnitPixel
		}
		p.Language = tidy(p.Language)
		for j := range p.Lines {
			mendLine(&p.Lines[j], p.Width, p.Height)
		}
		p.Lines = slices.DeleteFunc(p.Lines, func(l ocr.Line) bool { return len(l.Words) == 0 })
	}
}

// number keeps the pages' numbers where they rise within what a document may
// have, and counts them otherwise.
func (d *Document) number() {
	last := -1
	for _, p := range d.Pages {
		if p.Number <= last || p.Number >= maxPages {
			for i := range d.Pages {
				d.Pages[i].Number = i
			}
			return
		}
		last = p.Number
	}
}

// reach is how large a page must be to hold what is on it.
func reach(p ocr.Page) (width, height int) {
	right, bottom := 1.0, 1.0
	add := func(q ocr.Quad) {
		for _, c := range q {
			if c.X > right && c.X <= maxPixels {
				right = c.X
			}
			if c.Y > bottom && c.Y <= maxPixels {
				bottom = c.Y
			}
		}
	}
	for _, line := range p.Lines {
		add(line.Quad)
		for _, word := range line.Words {
			add(word.Quad)
		}
	}
	return int(math.Ceil(right)), int(math.Ceil(bottom))
}

func mendLine(line *ocr.Line, width, height int) {
	line.Language = tidy(line.Language)
	words := line.Words[:0]
	var quads []ocr.Quad
	for _, w := range line.Words {
		w.Text = tidy(w.Text)
		if w.Text == "" {
			continue
		}
		w.Quad = near(w.Quad, width, height)
		w.Confidence = min(max(w.Confidence, 0), 1)
		if math.IsNaN(w.Confidence) {
			w.Confidence = 0
		}
		words, quads = append(words, w), append(quads, w.Quad)
	}
	line.Words = words
	if line.Quad == (ocr.Quad{}) && len(quads) > 0 {
		line.Quad = ocr.Around(quads, quads[0].Angle())
	}
	line.Quad = near(line.Quad, width, height)
}

// AsFirst makes the document's one page its first, whatever number it had among
// others.
func (d *Document) AsFirst() {
	p := &d.Pages[0]
	d.guessed = map[int]bool{0: d.guessed[p.Number]}
	p.Number = 0
}

// near is the quad no further outside its page than the page is large.
func near(q ocr.Quad, width, height int) ocr.Quad {
	hold := func(v, size float64) float64 {
		if math.IsNaN(v) {
			return 0
		}
		return min(max(v, -size), 2*size)
	}
	return q.Map(func(p ocr.Point) ocr.Point {
		return ocr.Point{X: hold(p.X, float64(width)), Y: hold(p.Y, float64(height))}
	})
}

// tidy is a text in one line of characters that can be shown.
func tidy(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
	return strings.Trim(text, " ")
}

// FitTo is one of the document's pages with its places in pixels of a picture
// of width × height pixels, which is the page's own or a rendering of it. A page
// whose size the file does not tell is taken to be as large as the picture, or
// larger where it must.
func (d Document) FitTo(page ocr.Page, width, height int) ocr.Page {
	if width <= 0 || height <= 0 || page.Width <= 0 || page.Height <= 0 {
		return page
	}
	if d.guessed[page.Number] && page.Width <= width && page.Height <= height {
		page.Width, page.Height = width, height
		return page
	}
	if page.Width == width && page.Height == height {
		return page
	}
	x, y := float64(width)/float64(page.Width), float64(height)/float64(page.Height)
	scale := func(p ocr.Point) ocr.Point { return ocr.Point{X: p.X * x, Y: p.Y * y} }
	lines := make([]ocr.Line, len(page.Lines))
	for i, line := range page.Lines {
		line.Quad = line.Quad.Map(scale)
		words := make([]ocr.Word, len(line.Words))
		for j, word := range line.Words {
			word.Quad = word.Quad.Map(scale)
			words[j] = word
		}
		line.Words = words
		lines[i] = line
	}
	page.Width, page.Height, page.Lines = width, height, lines
	page.DPIX, page.DPIY = page.DPIX*x, page.DPIY*y
	return page
}
