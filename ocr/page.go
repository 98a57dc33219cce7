// Package ocr says what recognised text is (Page, Line, Word, Quad, Style),
// why reading fails (Code), who can read (Recognizer), and reads a document
// page by page (Pages). It is pure Go and knows no engine.
package ocr

import (
	"strings"
	"unicode"
)

// Unit is the unit in which a page's sizes and quads are published.
type Unit string

// Pictures are published in pixels, PDF pages in inches (contract read.md 3.2).
const (
	UnitPixel Unit = "pixel"
	UnitInch  Unit = "inch"
)

// Page is what was read on one page. All coordinates are pixels of the page's
// own picture as viewers show it (EXIF orientation applied), origin top left,
// whatever turned, straightened or rescaled copy the engine read.
type Page struct {
	// Number counts from 0; people and the wire see Number+1.
	Number int `json:"number"`

	// Width and Height are the size of the page's picture in pixels.
	Width  int `json:"width"`
	Height int `json:"height"`

	// DPIX and DPIY are the resolution of that picture in dots per inch;
	// 0 where the file does not say or its word is absurd.
	DPIX float64 `json:"dpiX,omitempty"`
	DPIY float64 `json:"dpiY,omitempty"`

	// Unit is UnitInch for a PDF page (DPIX and DPIY are then positive).
	Unit Unit `json:"unit"`

	// Angle is by how many degrees clockwise the text is turned, in
	// [-180, 180), rounded to 4 decimals; 0 for upright text.
	Angle float64 `json:"angle"`

	// Language is the page's BCP-47 code where one was computed, else "".
	Language string `json:"language,omitempty"`

	// Lacks is the Debian package with data that would read the page better
	// than what is installed, "" where none is known.
	Lacks string `json:"lacks,omitempty"`

	// Source says where the lines come from; "" where that is not known, as of
	// results that others saved.
	Source Source `json:"source,omitempty"`

	// Lines are in reading order. A blank page has none.
	Lines []Line `json:"lines"`
}

// Source is where a page's lines come from.
type Source string

// SourceOCR were read in the page's picture, SourceLayer are text that the
// document holds, SourceMixed are text that it holds and what was read beside it.
const (
	SourceOCR   Source = "ocr"
	SourceLayer Source = "layer"
	SourceMixed Source = "mixed"
)

// Line is one line of text.
type Line struct {
	Quad  Quad   `json:"quad"`
	Words []Word `json:"words"`

	// Style is nil where it was not computed.
	Style *Style `json:"style,omitempty"`

	// Language is the line's BCP-47 code where it differs from the page's.
	Language string `json:"language,omitempty"`

	// Block is the number of the block (column, heading, caption, …) that the
	// line belongs to, counted from 0 in natural order; while a page is read,
	// the engine's.
	Block int `json:"block"`
}

// Word is one word with its place and how likely it is right.
type Word struct {
	Text string `json:"text"`
	Quad Quad   `json:"quad"`

	// Confidence lies in [0, 1]: of the words of a page that was read as many
	// are right as it says (ocr/calibrate); 1 for text that was not guessed.
	Confidence float64 `json:"confidence"`

	// Corrected is true where a person gave the text; Confidence is then 1.
	Corrected bool `json:"corrected,omitempty"`
}

// Style says whether a line was printed or written by hand.
type Style struct {
	Name StyleName `json:"name"`

	// Confidence lies in [0, 1].
	Confidence float64 `json:"confidence"`
}

// StyleName is one of the names of the Read 3.2 contract.
type StyleName string

// The two styles of the contract; StyleOther is anything that is not handwriting.
const (
	StyleHandwriting StyleName = "handwriting"
	StyleOther       StyleName = "other"
)

// Text is the line's words, a space between them; none between two letters of
// a script that is written without spaces (Chinese, Japanese).
func (l Line) Text() string {
	var b strings.Builder
	for i, word := range l.Words {
		if b.Len() > 0 && Spaced(l.Words[i-1].Text, word.Text) {
			b.WriteByte(' ')
		}
		b.WriteString(word.Text)
	}
	return b.String()
}

// Spaced reports whether a space stands between two words that follow each
// other; see Line.Text.
func Spaced(before, after string) bool {
	_, last := edgeRunes(before)
	first, _ := edgeRunes(after)
	return !(unspaced(last) && unspaced(first))
}

// Text is the page's lines, each ended by a line feed.
func (p Page) Text() string {
	var b strings.Builder
	for _, line := range p.Lines {
		b.WriteString(line.Text())
		b.WriteByte('\n')
	}
	return b.String()
}

// Words is the number of words on the page.
func (p Page) Words() int {
	n := 0
	for _, line := range p.Lines {
		n += len(line.Words)
	}
	return n
}

// Confidence is the mean confidence of the page's words, each weighed by its
// length in characters, in [0, 1]; 0 for a page without words.
func (p Page) Confidence() float64 {
	var sum, weight float64
	for _, line := range p.Lines {
		for _, word := range line.Words {
			n := float64(len([]rune(word.Text)))
			sum += n * word.Confidence
			weight += n
		}
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

func edgeRunes(s string) (first, last rune) {
	for i, r := range s {
		if i == 0 {
			first = r
		}
		last = r
	}
	return first, last
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		(r >= 0x3000 && r <= 0x303f) || (r >= 0xff00 && r <= 0xffef)
}
