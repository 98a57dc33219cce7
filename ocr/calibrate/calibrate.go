// Package calibrate turns the engine's confidences into probabilities: of the
// words that are given 0.95 about 95 % are right. It looks at the word, its line
// and its page, and never puts a word below another of the same kind and the
// same place that the engine is less sure of. Values in, values out.
package calibrate

import (
	"math"
	"sort"
	"unicode"
	"unicode/utf8"

	"recto/ocr"
)

// Apply replaces the confidence of every word by the probability that it is
// right, in (0, 1). Words of confidence 1 were not guessed (a text layer, a
// person) and stay. It is for a page's lines when all that decides by the
// engine's confidences is done, and once.
func Apply(lines []ocr.Line) {
	evidence := Of(lines)
	n := 0
	for i := range lines {
		for k := range lines[i].Words {
			if w := &lines[i].Words[k]; w.Confidence < 1 {
				w.Confidence = Probability(evidence[n])
			}
			n++
		}
	}
}

// The things that are looked at, and how many.
const (
	own      = iota // the engine's confidence, as log odds
	line            // that of the line's words, weighed by their letters
	page            // that of the page's words, likewise
	single          // one character
	pair            // two
	long            // characters beyond four, as a logarithm
	digits          // share of digits
	marks           // share of characters that are neither letter nor digit
	mixed           // letters and digits together, or capitals after small letters
	low             // smaller than a letter should be, in doublings below lowHeight
	constant        // 1
	Size
)

// Confidences is how many of them, the first, are confidences: the more, the
// likelier the word is right.
const Confidences = 3

// lowHeight is the height of a word's box in pixels from which letters are
// large enough to be told from each other.
const lowHeight = 20

// Evidence is what is known of a word, by the constants above.
type Evidence [Size]float64

// Names are those of the things that are looked at.
var Names = [Size]string{"own", "line", "page", "single", "pair", "long", "digits", "marks", "mixed", "low", "constant"}

// Of is the evidence for each word, line by line.
func Of(lines []ocr.Line) []Evidence {
	var list []Evidence
	whole := odds(mean(lines...))
	for _, l := range lines {
		around := odds(mean(l))
		for _, w := range l.Words {
			e := shape(w.Text)
			e[own], e[line], e[page], e[constant] = odds(w.Confidence), around, whole, 1
			height := math.Hypot(w.Quad[3].X-w.Quad[0].X, w.Quad[3].Y-w.Quad[0].Y)
			e[low] = max(0, math.Log2(lowHeight/max(1, height)))
			list = append(list, e)
		}
	}
	return list
}

// mean is the mean confidence of the words of lines that were guessed, each
// weighed by its characters.
func mean(lines ...ocr.Line) float64 {
	var sum, weight float64
	for _, l := range lines {
		for _, w := range l.Words {
			if w.Confidence < 1 {
				n := float64(utf8.RuneCountInString(w.Text))
				sum, weight = sum+n*w.Confidence, weight+n
			}
		}
	}
	return sum / max(1, weight)
}

// shape is what a word's text tells.
func shape(text string) Evidence {
	var e Evidence
	var n, number, other, jumps float64
	var before rune
	for _, r := range text {
		n++
		switch {
		case unicode.IsDigit(r):
			number++
			if unicode.IsLetter(before) {
				jumps++
			}
		case unicode.IsLetter(r) || unicode.IsMark(r):
			if unicode.IsDigit(before) || unicode.IsLower(before) && unicode.IsUpper(r) {
				jumps++
			}
		default:
			other++
		}
		before = r
	}
	switch n {
	case 0:
		return e
	case 1:
		e[single] = 1
	case 2:
		e[pair] = 1
	}
	e[long] = math.Log2(max(1, n/4))
	e[digits], e[marks], e[mixed] = number/n, other/n, min(1, jumps)
	return e
}

// odds are the log odds of a confidence, kept finite.
func odds(p float64) float64 {
	p = min(0.995, max(0.005, p))
	return math.Log(p / (1 - p))
}

// Score is how much speaks for the word, as log odds before the last step.
func (e Evidence) Score() float64 {
	sum := 0.0
	for i, v := range e {
		sum += weights[i] * v
	}
	return sum
}

// Probability is how likely the word is right, in (0, 1): the curve through the
// steps that isotonic regression found (Zadrozny and Elkan 2002), so that it
// rises with the score.
func Probability(e Evidence) float64 {
	s := e.Score()
	i := sort.Search(len(curve), func(i int) bool { return curve[i].score >= s })
	switch {
	case i == 0:
		return curve[0].right
	case i == len(curve):
		return curve[i-1].right
	}
	a, b := curve[i-1], curve[i]
	return a.right + (b.right-a.right)*(s-a.score)/(b.score-a.score)
}

// knot is a point of the curve from scores to shares of right words.
type knot struct{ score, right float64 }
