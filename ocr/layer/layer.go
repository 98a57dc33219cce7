// Package layer makes words and lines of the text that a page of a document
// holds, and judges whether it may be taken for what the page shows. Values in,
// values out: who reads samples of the page, and its picture, is the caller.
package layer

import (
	"recto/ocr"
	"recto/render"
)

// Layer is the text that a page holds. The zero value holds none.
type Layer struct {
	lines []line

	// pictures are the bounds of images, in pixels of the page.
	pictures []ocr.Quad

	// width and height are the page's in pixels.
	width, height float64
}

// line is words on one baseline.
type line struct {
	words []word
	quad  ocr.Quad
	size  float64 // of the largest words, in pixels
	angle float64 // of the baseline, in degrees clockwise
	block int
}

// Of is the layer that the text makes. Words that stand in the same place
// twice, as some programs make bold type, count once.
func Of(text render.Text) Layer {
	l := Layer{width: float64(text.Width), height: float64(text.Height)}
	l.lines = assemble(wordsOf(text.Glyphs))
	number(l.lines)
	for _, p := range text.Pictures {
		l.pictures = append(l.pictures, ocr.Rect(p.Left, p.Top, p.Right, p.Bottom))
	}
	return l
}

// Lines are the layer's lines, in the document's own order of blocks, with
// confidence 1.
func (l Layer) Lines() []ocr.Line {
	lines := make([]ocr.Line, len(l.lines))
	for i, from := range l.lines {
		lines[i] = ocr.Line{Quad: from.quad, Block: from.block}
		for _, w := range from.words {
			lines[i].Words = append(lines[i].Words, ocr.Word{Text: w.text, Quad: w.quad, Confidence: 1})
		}
	}
	return lines
}

// Empty reports whether there is no word.
func (l Layer) Empty() bool { return len(l.lines) == 0 }

// only is the layer with the words that keep chooses.
func (l Layer) only(keep func(*word) bool) Layer {
	kept := l
	kept.lines = nil
	for _, from := range l.lines {
		to := from
		to.words = nil
		for i := range from.words {
			if keep(&from.words[i]) {
				to.words = append(to.words, from.words[i])
			}
		}
		if len(to.words) == 0 {
			continue
		}
		to.close()
		kept.lines = append(kept.lines, to)
	}
	return kept
}

// close computes what follows from the words of a line.
func (l *line) close() {
	quads := make([]ocr.Quad, len(l.words))
	l.size = 0
	for i, w := range l.words {
		quads[i], l.size = w.quad, max(l.size, w.size)
	}
	l.angle = l.words[0].angle
	l.quad = ocr.Around(quads, l.angle)
}
