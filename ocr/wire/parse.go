package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"recto/ocr"
)

// Bounds of what Parse takes, so that a few bytes cannot ask for much memory.
const (
	maxPages = 20_000
	maxLines = 2_000_000 // in the whole document
	maxWords = 5_000_000 // in the whole document
)

// maxNested is how deep a result may lie in results: one more than any version has.
const maxNested = 2

// maxNumber is the highest page number that is believed.
const maxNumber = 1_000_000

// maxSide is the longest side of a page that is believed, in its unit.
const maxSide = 1e6

// The confidence of words in documents that tell it in words or not at all.
const (
	confidenceLow = 0.5
	confidenceNot = 1.0
)

// ErrTooMuch tells that a document has more pages, lines or words than are taken.
var ErrTooMuch = errors.New("the document has too many pages, lines or words")

// Parse reads a Read document of any version from 2.0 to 3.2, Recto's own or
// another's, with or without its envelope: the pages of "readResults",
// "recognitionResults" or "recognitionResult", wherever they stand. It is
// lenient: unknown fields are skipped, what is missing has its zero value (a
// page's size then is 0), words without a confidence are sure, and of a line
// without words its text is parted. A document without pages is no error.
func Parse(r io.Reader) ([]ocr.Page, error) {
	p := &parser{dec: json.NewDecoder(r)}
	if err := p.document(); err != nil {
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	if _, err := p.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("read JSON: something follows the document")
	}
	return p.pages, nil
}

// parser walks through a document token by token, so that only what is wanted
// takes memory.
type parser struct {
	dec          *json.Decoder
	pages        []ocr.Page
	lines, words int
	nested       int // results that are open, one in the other
}

// document looks for lists of pages in an object and in the result in it.
func (p *parser) document() error {
	p.nested++
	defer func() { p.nested-- }()
	return p.object(func(key string) error {
		switch key {
		case "analyzeResult":
			if p.nested > maxNested {
				return p.skip()
			}
			return p.document()
		case "readResults", "recognitionResults":
			return p.array(p.page)
		case "recognitionResult":
			return p.page()
		}
		return p.skip()
	})
}

func (p *parser) page() error {
	if len(p.pages) == maxPages {
		return ErrTooMuch
	}
	result := ReadResult{Unit: ocr.UnitPixel}
	err := p.object(func(key string) error {
		switch key {
		case "page":
			n, err := p.number()
			result.Number = int(min(max(n, 0), maxNumber))
			return err
		case "angle", "clockwiseOrientation":
			n, err := p.number()
			result.Angle = angle(n)
			return err
		case "width":
			return p.side(&result.Width)
		case "height":
			return p.side(&result.Height)
		case "unit":
			unit, err := p.text()
			if strings.EqualFold(unit, string(ocr.UnitInch)) {
				result.Unit = ocr.UnitInch
			}
			return err
		case "language":
			return p.textInto(&result.Language)
		case "lines":
			return p.array(func() error { return p.line(&result) })
		}
		return p.skip()
	})
	p.pages = append(p.pages, result.Page())
	return err
}

func (p *parser) line(result *ReadResult) error {
	if p.lines++; p.lines > maxLines {
		return ErrTooMuch
	}
	var line ReadLine
	err := p.object(func(key string) error {
		switch key {
		case "boundingBox":
			return p.box(&line.BoundingBox)
		case "text":
			return p.textInto(&line.Text)
		case "language":
			return p.textInto(&line.Language)
		case "appearance":
			return p.appearance(&line)
		case "words":
			return p.array(func() error { return p.word(&line) })
		}
		return p.skip()
	})
	if len(line.Words) == 0 {
		if p.words += strings.Count(line.Text, " ") + 1; p.words > maxWords { // before they take memory
			return ErrTooMuch
		}
		line.Words = parted(line)
	}
	result.Lines = append(result.Lines, line)
	return err
}

func (p *parser) word(line *ReadLine) error {
	if p.words++; p.words > maxWords {
		return ErrTooMuch
	}
	word := ReadWord{Confidence: confidenceNot}
	err := p.object(func(key string) error {
		switch key {
		case "boundingBox":
			return p.box(&word.BoundingBox)
		case "text":
			return p.textInto(&word.Text)
		case "confidence":
			return p.confidence(&word.Confidence)
		}
		return p.skip()
	})
	line.Words = append(line.Words, word)
	return err
}

// confidence is a number, or "High" or "Low".
func (p *parser) confidence(to *float64) error {
	v, err := p.scalar()
	switch v := v.(type) {
	case float64:
		*to = min(max(v, 0), 1)
	case string:
		if strings.EqualFold(v, "low") {
			*to = confidenceLow
		}
	}
	return err
}

// appearance is nested, or flat in the previews of 3.1.
func (p *parser) appearance(line *ReadLine) error {
	name, sure := "", 0.0
	err := p.object(func(key string) error {
		switch key {
		case "styleConfidence":
			return p.confidence(&sure)
		case "style":
			return p.style(&name, &sure)
		}
		return p.skip()
	})
	switch strings.ToLower(name) {
	case "":
	case string(ocr.StyleHandwriting):
		line.Appearance = &Appearance{Style{ocr.StyleHandwriting, sure}}
	default:
		line.Appearance = &Appearance{Style{ocr.StyleOther, sure}}
	}
	return err
}

// style is an object with a name and a confidence, or the name alone.
func (p *parser) style(name *string, sure *float64) error {
	token, err := p.dec.Token()
	switch token := token.(type) {
	case string:
		*name = token
	case json.Delim:
		if token != '{' {
			return p.close()
		}
		return p.fields(func(key string) error {
			switch key {
			case "name":
				return p.textInto(name)
			case "confidence":
				return p.confidence(sure)
			}
			return p.skip()
		})
	}
	return err
}

// parted are the words of a line that tells none: its text parted at spaces,
// each as wide as it has characters.
func parted(line ReadLine) []ReadWord {
	all := float64(len([]rune(line.Text)))
	var words []ReadWord
	at := 0
	for text := range strings.SplitSeq(line.Text, " ") {
		n := len([]rune(text))
		if n > 0 {
			words = append(words, ReadWord{line.BoundingBox.part(float64(at)/all, float64(at+n)/all), text, confidenceNot})
		}
		at += n + 1
	}
	return words
}

// part is the stretch of a box from one share of its length to another.
func (b Box) part(from, to float64) Box {
	along := func(x0, x1, share float64) float64 { return x0 + (x1-x0)*share }
	return Box{
		along(b[0], b[2], from), along(b[1], b[3], from), along(b[0], b[2], to), along(b[1], b[3], to),
		along(b[6], b[4], to), along(b[7], b[5], to), along(b[6], b[4], from), along(b[7], b[5], from),
	}
}
