package correct

import (
	"math"
	"unicode"

	"recto/ocr"
)

// placed are the corrected words of the given texts: each in the quad of the
// word that it replaces where there are as many, else side by side in the quad
// around them, each as wide as its characters.
func placed(texts []string, quads []ocr.Quad, angle float64) []ocr.Word {
	if len(texts) != len(quads) {
		whole := quads[0]
		if len(quads) > 1 {
			whole = ocr.Around(quads, angle)
		}
		quads = split(whole, texts)
	}
	words := make([]ocr.Word, len(texts))
	for i, text := range texts {
		words[i] = ocr.Word{Text: text, Quad: quads[i], Confidence: 1, Corrected: true}
	}
	return words
}

// split parts a quad among texts, with the width of a space between them. Text
// that runs to the left begins at the right.
func split(q ocr.Quad, texts []string) []ocr.Quad {
	if len(texts) == 0 {
		return nil
	}
	const space = 0.5
	total := space * float64(len(texts)-1)
	leftwards := false
	for _, text := range texts {
		total += width(text)
		leftwards = leftwards || runsLeft(text)
	}
	quads := make([]ocr.Quad, len(texts))
	at := 0.0
	for i, text := range texts {
		from, to := at/total, (at+width(text))/total
		if leftwards {
			from, to = 1-to, 1-from
		}
		quads[i] = ocr.Quad{between(q[0], q[1], from), between(q[0], q[1], to), between(q[3], q[2], to), between(q[3], q[2], from)}
		at += width(text) + space
	}
	return quads
}

func between(a, b ocr.Point, share float64) ocr.Point {
	return ocr.Point{X: a.X + (b.X-a.X)*share, Y: a.Y + (b.Y-a.Y)*share}
}

// width is about how wide a text is set, in widths of an "n".
func width(text string) float64 {
	var sum float64
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			sum += 2
		case r == 'i', r == 'j', r == 'l', r == 't', r == 'f', r == 'I', unicode.IsPunct(r):
			sum += 0.5
		case r == 'm', r == 'w', r == 'M', r == 'W':
			sum += 1.5
		case unicode.IsUpper(r):
			sum += 1.25
		default:
			sum++
		}
	}
	return max(sum, 0.5)
}

func runsLeft(text string) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana)
		}
	}
	return false
}

// frame is a line's own coordinates: along its baseline and across it.
type frame struct{ sin, cos float64 }

func frameOf(q ocr.Quad) frame {
	sin, cos := math.Sincos(q.Angle() * math.Pi / 180)
	return frame{sin, cos}
}

// extent is how far a quad reaches along and across.
func (f frame) extent(q ocr.Quad) (u0, u1, v0, v1 float64) {
	u0, u1, v0, v1 = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range q {
		u, v := p.X*f.cos+p.Y*f.sin, p.Y*f.cos-p.X*f.sin
		u0, u1, v0, v1 = min(u0, u), max(u1, u), min(v0, v), max(v1, v)
	}
	return u0, u1, v0, v1
}

// maxGap is how far from a line's end a word may stand that still belongs to
// it, in heights of the line.
const maxGap = 4

// lineOf is the line on which a word at q stands: one that it shares more than
// half of the lesser height with, and near enough; the one with most in common.
// -1 where there is none.
func lineOf(lines []ocr.Line, q ocr.Quad) int {
	best, share := -1, 0.5
	for i, line := range lines {
		f := frameOf(line.Quad)
		lu0, lu1, lv0, lv1 := f.extent(line.Quad)
		u0, u1, v0, v1 := f.extent(q)
		lower := min(lv1-lv0, v1-v0)
		if lower <= 0 || max(u0-lu1, lu0-u1) > maxGap*(lv1-lv0) {
			continue
		}
		if s := (min(lv1, v1) - max(lv0, v0)) / lower; s > share {
			best, share = i, s
		}
	}
	return best
}

// follows reports whether a word of the line is read after one at q.
func follows(line ocr.Line, word, q ocr.Quad) bool {
	f := frameOf(line.Quad)
	w0, w1, _, _ := f.extent(word)
	q0, q1, _, _ := f.extent(q)
	if len(line.Words) > 0 && runsLeft(line.Words[0].Text) {
		return w0+w1 < q0+q1
	}
	return w0+w1 > q0+q1
}

// placeOf is where a line at q comes in reading order: after the lowest line
// that stands above it in the same column, else before all that stand below it.
func placeOf(lines []ocr.Line, q ocr.Quad) int {
	left, _, right, _ := q.Bounds()
	middle := q.Center().Y
	at, lowest := -1, math.Inf(-1)
	below := len(lines)
	for i, line := range lines {
		l, _, r, _ := line.Quad.Bounds()
		y := line.Quad.Center().Y
		if y > middle {
			below = min(below, i)
		} else if l < right && r > left && y > lowest {
			at, lowest = i+1, y
		}
	}
	if at < 0 {
		return below
	}
	return at
}
