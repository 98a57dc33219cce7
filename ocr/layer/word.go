package layer

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"recto/ocr"
	"recto/render"
)

// word is a word with what is needed to place and to judge it.
type word struct {
	text   string
	quad   ocr.Quad
	angle  float64 // of its baseline, in degrees clockwise
	size   float64 // of its type, in pixels
	font   int
	hidden bool

	letters int // characters
	odd     int // of them such as mean nothing to a reader

	// from and to are where it begins and ends along its direction, across is
	// where its baseline lies, downwards positive.
	from, to, across float64

	start bool // begins a line of the document's
	space bool // a space follows it
	at    int  // its place in the document's order, and that of its last piece
	last  int
}

// wordsOf cuts glyphs into words at spaces, at the beginnings of lines, and
// where direction or size changes.
func wordsOf(glyphs []render.Glyph) []word {
	var c cutter
	for _, g := range glyphs {
		if g.Start {
			c.flush(false)
			c.start = true
		}
		n := len(c.under)
		switch {
		case unicode.IsSpace(g.Rune):
			c.flush(true)
		case skipped(g.Rune):
			if n > 0 {
				c.under[n-1].AdvanceX += g.AdvanceX
				c.under[n-1].AdvanceY += g.AdvanceY
			}
		default:
			if n > 0 && !follows(c.under[n-1], g) {
				c.flush(false)
			}
			c.under = append(c.under, g)
		}
	}
	c.flush(false)
	return c.words
}

// cutter makes words of the glyphs under way.
type cutter struct {
	words []word
	under []render.Glyph
	start bool // the next word begins a line of the document's
}

// flush ends the word under way; space tells whether a space follows it.
func (c *cutter) flush(space bool) {
	if space && len(c.under) == 0 && len(c.words) > 0 && !c.start {
		c.words[len(c.words)-1].space = true
	}
	for _, piece := range pieces(c.under) {
		if w, ok := wordOf(piece); ok {
			w.start, w.space, w.at, w.last = c.start, true, len(c.words), len(c.words)
			c.words = append(c.words, w)
			c.start = false
		}
	}
	if len(c.under) > 0 && len(c.words) > 0 {
		c.words[len(c.words)-1].space = space
	}
	c.under = c.under[:0]
}

// skipped are characters without a shape: joiners, marks of direction and what
// a broken table makes of nothing.
func skipped(r rune) bool {
	return r == 0 || unicode.Is(unicode.Cf, r) && r != softHyphen
}

// softHyphen shows, where it stands on a page at all, at the end of a line.
const softHyphen = '\u00ad'

// follows reports whether a glyph goes on with the word of another: same
// direction, much the same size, and hidden or not as that is.
func follows(a, b render.Glyph) bool {
	sizeA, sizeB := sizeOf(a), sizeOf(b)
	dot := float64(a.UpX)*float64(b.UpX) + float64(a.UpY)*float64(b.UpY)
	return a.Hidden == b.Hidden && a.Downwards == b.Downwards && dot > 0.99*sizeA*sizeB
}

// leastSpace is the least gap between words of a text that is set without
// spaces, in sizes of its type and beyond what its letters are spaced by.
const leastSpace = 0.1

// pieces are the words of glyphs without spaces between them, as some programs
// set whole lines: it goes by the gaps that are wider than most.
func pieces(glyphs []render.Glyph) [][]render.Glyph {
	if len(glyphs) < 3 {
		return [][]render.Glyph{glyphs}
	}
	gaps := make([]float64, len(glyphs)-1)
	for i := range gaps {
		gaps[i] = gap(glyphs[i], glyphs[i+1])
	}
	usual := slices.Sorted(slices.Values(gaps))[len(gaps)/2]
	var list [][]render.Glyph
	begin := 0
	for i, g := range gaps {
		if g-max(0, usual) > leastSpace {
			list = append(list, glyphs[begin:i+1])
			begin = i + 1
		}
	}
	return append(list, glyphs[begin:])
}

// gap is the paper between two glyphs along their direction, in sizes of the
// first one's type.
func gap(a, b render.Glyph) float64 {
	size := sizeOf(a)
	if size == 0 {
		return 0
	}
	alongX, alongY := -float64(a.UpY)/size, float64(a.UpX)/size
	// Of text that runs to the left the next glyph ends where this one begins.
	if ahead := float64(b.X-a.X)*alongX + float64(b.Y-a.Y)*alongY; ahead < 0 {
		a, b = b, a
	}
	return (float64(b.X-a.X-a.AdvanceX)*alongX + float64(b.Y-a.Y-a.AdvanceY)*alongY) / size
}

func sizeOf(g render.Glyph) float64 { return math.Hypot(float64(g.UpX), float64(g.UpY)) }

// wordOf is the word that glyphs of one direction make; ok false where there
// are none, or none with an extent.
func wordOf(glyphs []render.Glyph) (w word, ok bool) {
	if len(glyphs) == 0 {
		return word{}, false
	}
	first := glyphs[0]
	up := sizeOf(first)
	if up <= 0 {
		return word{}, false
	}
	// Turned by a quarter clockwise, up is along.
	alongX, alongY := -float64(first.UpY)/up, float64(first.UpX)/up
	w = word{font: first.Font, hidden: first.Hidden, from: math.Inf(1), to: math.Inf(-1), across: 0}
	var text strings.Builder
	var edges extent
	across := 0.0
	for _, g := range accented(glyphs) {
		r := readable(g.Rune)
		text.WriteRune(r)
		w.letters++
		if odd(r) {
			w.odd++
		}
		w.size = max(w.size, sizeOf(g))
		begin := float64(g.X)*alongX + float64(g.Y)*alongY
		end := begin + float64(g.AdvanceX)*alongX + float64(g.AdvanceY)*alongY
		w.from, w.to = min(w.from, begin, end), max(w.to, begin, end)
		across += float64(g.Y)*alongX - float64(g.X)*alongY
		edges.add(r)
	}
	w.across = across / float64(len(glyphs))
	w.text = norm.NFC.String(text.String())
	if w.to <= w.from {
		w.to = w.from + w.size/4 // a font without widths
	}
	w.angle = ocr.NormalizeAngle(math.Atan2(alongY, alongX) * 180 / math.Pi)
	w.place(alongX, alongY, edges, first.Downwards)
	return w, true
}

// accented is the glyphs with accents that stand over a letter, before or behind
// it in the document, put behind it as combining ones.
func accented(glyphs []render.Glyph) []render.Glyph {
	if !slices.ContainsFunc(glyphs, func(g render.Glyph) bool { return marks[g.Rune] != 0 }) {
		return glyphs
	}
	out := slices.Clone(glyphs)
	for i := range out {
		if marks[out[i].Rune] == 0 {
			continue
		}
		switch {
		case i+1 < len(out) && overlaps(out[i], out[i+1]):
			out[i], out[i+1] = out[i+1], out[i]
			out[i+1].Rune = marks[out[i+1].Rune]
		case i > 0 && overlaps(out[i-1], out[i]):
			out[i].Rune = marks[out[i].Rune]
		}
	}
	return out
}

// overlaps reports whether two neighbours stand over each other, one of them a
// letter.
func overlaps(a, b render.Glyph) bool {
	return (unicode.IsLetter(a.Rune) || unicode.IsLetter(b.Rune)) && gap(a, b) < -0.15
}

// air is the paper that is left around a word's letters, in sizes of its type:
// about a tenth of the height of a capital.
const air = 0.07

// place computes the quad.
func (w *word) place(alongX, alongY float64, edges extent, downwards bool) {
	top, bottom := edges.top, edges.bottom
	if downwards {
		top, bottom = 1, 0 // the glyph is as wide as its type is large
	}
	left, right := w.from-air*w.size/2, w.to+air*w.size/2
	high, low := w.across-(top+air)*w.size, w.across+(bottom+air)*w.size
	at := func(u, v float64) ocr.Point { return ocr.Point{X: u*alongX - v*alongY, Y: u*alongY + v*alongX} }
	w.quad = ocr.Quad{at(left, high), at(right, high), at(right, low), at(left, low)}
	if downwards {
		l, t, r, b := w.quad.Bounds()
		w.quad = ocr.Rect(l, t, r, b)
	}
}

// extent is how far letters reach over and under their baseline, in sizes of
// their type.
type extent struct{ top, bottom float64 }

// How far letters of common text faces reach, in sizes of the type (measured on
// Liberation, DejaVu, Go and Computer Modern).
const (
	xHeight   = 0.52
	capitals  = 0.72
	accents   = 0.92
	descender = 0.22
	ideograms = 0.86 // over the baseline; the rest of the square is under it
)

func (e *extent) add(r rune) {
	top, bottom := capitals, 0.0
	switch {
	case strings.ContainsRune("acemnorsuvwxz«»‹›~-–—=+·•", r):
		top = xHeight
	case strings.ContainsRune("gpqy", r):
		top, bottom = xHeight, descender
	case strings.ContainsRune("jQ()[]{}|/§¶@$", r):
		bottom = descender
	case strings.ContainsRune(".…_", r):
		top = 0.12
	case strings.ContainsRune(",;", r):
		top, bottom = 0.12, 0.15
	case r < 0x80:
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		top, bottom = ideograms, 1-ideograms
	case unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic):
		bottom = descender
		if unicode.IsUpper(r) && unicode.Is(unicode.Latin, r) && r > 0xbf {
			top, bottom = accents, 0
		}
	case unicode.IsLetter(r), unicode.IsMark(r):
		top, bottom = 0.8, descender
	}
	e.top, e.bottom = max(e.top, top), max(e.bottom, bottom)
}
