package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"math"

	"recto/ocr"
)

// altoWriter writes ALTO 4.4: a TextBlock for each stretch of one block's
// lines, a String for each word and an SP for each space. Places are whole
// pixels of the page's picture. Where a quad is more than its bounds, a Polygon
// has its corners clockwise from the text's own top left. WC is the confidence
// (three decimals), CS says that a person gave the text, ROTATION (degrees
// counter-clockwise) how a block is turned; lines written by hand refer to the
// tag "handwriting". The confidence of a style, the resolution and the engine's
// block numbers have no place in ALTO.
type altoWriter struct {
	w      io.Writer
	doc    Document
	begun  bool
	closed bool
}

// altoHandwriting is the id of the tag of lines written by hand.
const altoHandwriting = "handwriting"

const altoHead = `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
	` xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" SCHEMAVERSION="4.4">
  <Description>
    <MeasurementUnit>pixel</MeasurementUnit>
%s    <Processing ID="reading">
      <processingCategory>contentGeneration</processingCategory>
%s      <processingStepDescription>text recognition</processingStepDescription>
      <processingSoftware>
        <softwareName>Recto</softwareName>
%s      </processingSoftware>
    </Processing>
  </Description>
  <Tags>
    <OtherTag ID="` + altoHandwriting + `" TYPE="style" LABEL="handwriting"/>
  </Tags>
  <Layout>
`

const altoTail = "  </Layout>\n</alto>\n"

func (a *altoWriter) Page(page ocr.Page) error {
	if a.closed {
		return errClosed
	}
	var b bytes.Buffer
	if !a.begun {
		a.begun = true
		a.head(&b)
	}
	encoder := xml.NewEncoder(&b)
	encoder.Indent("    ", "  ")
	if err := encoder.Encode(a.page(page)); err != nil {
		return fmt.Errorf("page %d as ALTO: %w", page.Number+1, err)
	}
	b.WriteByte('\n')
	_, err := a.w.Write(b.Bytes())
	return err
}

func (a *altoWriter) Close() error {
	if a.closed || !a.begun {
		a.closed = true
		return nil
	}
	a.closed = true
	_, err := io.WriteString(a.w, altoTail)
	return err
}

func (a *altoWriter) head(b *bytes.Buffer) {
	source, created, version := "", "", ""
	if a.doc.Name != "" {
		source = "    <sourceImageInformation>\n      <fileName>" + escaped(a.doc.Name) + "</fileName>\n    </sourceImageInformation>\n"
	}
	if !a.doc.Created.IsZero() {
		created = "      <processingDateTime>" + timestamp(a.doc.Created) + "</processingDateTime>\n"
	}
	if a.doc.Version != "" {
		version = "        <softwareVersion>" + escaped(a.doc.Version) + "</softwareVersion>\n"
	}
	fmt.Fprintf(b, altoHead, source, created, version)
}

func (a *altoWriter) page(page ocr.Page) altoPage {
	number := page.Number + 1
	out := altoPage{
		ID: fmt.Sprintf("page_%d", number), Processing: "reading", Height: page.Height, Width: page.Width, Number: number,
		Language: xmlLanguage(page.Language), Print: altoSpaces{altoBox: altoBox{Height: page.Height, Width: page.Width}},
	}
	if out.Language == "" {
		out.Language = xmlLanguage(a.doc.Language)
	}
	if page.Words() > 0 {
		out.Confidence = decimal(page.Confidence(), 3)
	}
	line := 0
	for i, block := range blocks(page) {
		b := altoBlock{ID: fmt.Sprintf("block_%d_%d", number, i+1), altoBox: altoBoxOf(block.bounds())}
		if rotation := decimal(math.Mod(360-block.angle(), 360), 2); rotation != "0" {
			b.Rotation = rotation
		}
		for _, l := range block.lines {
			line++
			b.Lines = append(b.Lines, altoLineOf(l, fmt.Sprintf("%d_%d", number, line)))
		}
		out.Print.Blocks = append(out.Print.Blocks, b)
	}
	return out
}

// altoLineOf is a line whose id, and the ids of whose words, end with id.
func altoLineOf(line ocr.Line, id string) altoLine {
	from, to := baseline(line)
	out := altoLine{
		ID: "line_" + id, altoBox: altoBoxOf(line.Quad.Bounds()), Shape: altoShapeOf(line.Quad),
		Baseline: points(from, to), Language: xmlLanguage(line.Language),
	}
	if handwritten(line) {
		out.Tags = altoHandwriting
	}
	if rightToLeft(line) {
		out.Direction = "rtl"
	}
	for i, word := range line.Words {
		if i > 0 && ocr.Spaced(line.Words[i-1].Text, word.Text) {
			out.Words = append(out.Words, altoSpace{altoBox: altoBoxOf(gap(line.Words[i-1].Quad, word.Quad).Bounds())})
		}
		s := altoString{
			ID: fmt.Sprintf("word_%s_%d", id, i+1), altoBox: altoBoxOf(word.Quad.Bounds()), Shape: altoShapeOf(word.Quad),
			Content: word.Text, Confidence: decimal(min(max(word.Confidence, 0), 1), 3),
		}
		if word.Corrected {
			s.Corrected = "true"
		}
		out.Words = append(out.Words, s)
	}
	return out
}
