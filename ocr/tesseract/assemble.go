package tesseract

import (
	"math"
	"strings"

	"recto/ocr"
)

// rawWord is one word as the engine's iterator gives it.
type rawWord struct {
	text                     string
	left, top, right, bottom float64
	from, to                 ocr.Point // baseline of the line, left to right as read
	turn                     int       // quarter turns clockwise of the block's text
	confidence               float64
	newBlock, newLine        bool
}

func (w rawWord) centre() ocr.Point {
	return ocr.Point{X: (w.left + w.right) / 2, Y: (w.top + w.bottom) / 2}
}

// rawLine is a line's words, blank ones left out.
type rawLine struct {
	words []rawWord
	block int
}

// assembler builds lines from words in the engine's order.
type assembler struct {
	lines []rawLine
	block int
	begun bool
	fresh bool // a line began, perhaps with a blank word
}

func (a *assembler) add(w rawWord) {
	if w.newBlock && a.begun {
		a.block++
	}
	a.begun = true
	a.fresh = a.fresh || w.newLine
	w.text = strings.TrimSpace(w.text)
	if w.text == "" || w.right <= w.left || w.bottom <= w.top {
		return
	}
	if a.fresh || len(a.lines) == 0 {
		a.lines = append(a.lines, rawLine{block: a.block})
		a.fresh = false
	}
	line := &a.lines[len(a.lines)-1]
	line.words = append(line.words, w)
}

// finish is the lines with their quads along their baselines.
func (a *assembler) finish() []ocr.Line {
	usual := a.usualUpended()
	lines := make([]ocr.Line, len(a.lines))
	for i, raw := range a.lines {
		angle := raw.angle(usual)
		line := ocr.Line{Block: raw.block}
		var quads []ocr.Quad
		for _, w := range raw.words {
			quad := ocr.Slanted(w.left, w.top, w.right, w.bottom, angle)
			quads = append(quads, quad)
			line.Words = append(line.Words, ocr.Word{
				Text: w.text, Quad: quad, Confidence: min(1, max(0, w.confidence)),
			})
		}
		line.Quad = ocr.Around(quads, angle)
		lines[i] = line
	}
	return lines
}

// upended reports whether the line runs up or down the raster although the
// engine calls its block upright: it reads such lines by turning them for
// itself and does not say so. Few letters may just be a narrow upright line.
func (l rawLine) upended() bool {
	if l.words[0].turn != 0 {
		return false
	}
	letters := 0
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, w := range l.words {
		letters += len([]rune(w.text))
		left, top = min(left, w.left), min(top, w.top)
		right, bottom = max(right, w.right), max(bottom, w.bottom)
	}
	return letters >= 3 && bottom-top > 1.5*(right-left)
}

// downwards is how far the words of the line go down the raster as it is read.
func (l rawLine) downwards() float64 {
	return l.words[len(l.words)-1].centre().Y - l.words[0].centre().Y
}

// usualUpended is the quarter turns, 1 or 3, of most upended lines.
func (a *assembler) usualUpended() int {
	down := 0.0
	for _, line := range a.lines {
		if line.upended() {
			down += line.downwards()
		}
	}
	if down < 0 {
		return 3
	}
	return 1
}

// angle is the direction of the line's baseline in degrees clockwise. The
// baseline is believed only within 20° of the block's quarter turn. A line of
// one upended word runs as the page's usual ones do.
func (l rawLine) angle(usual int) float64 {
	first := l.words[0]
	turn := first.turn
	if l.upended() {
		turn = usual
		if down := l.downwards(); down > 0 {
			turn = 1
		} else if down < 0 {
			turn = 3
		}
	}
	base := float64(90 * turn)
	dx, dy := first.to.X-first.from.X, first.to.Y-first.from.Y
	if dx == 0 && dy == 0 {
		return base
	}
	for _, flip := range []float64{0, 180} {
		slant := ocr.NormalizeAngle(math.Atan2(dy, dx)*180/math.Pi + flip - base)
		if math.Abs(slant) < 20 {
			return base + slant
		}
	}
	return base
}
