// Package wire holds the published JSON documents of the Read API, one file a
// version, and turns pages into them and back.
package wire

import (
	"math"

	"recto/ocr"
)

// Version32 is what a Read 3.2 document calls its version.
const Version32 = "3.2.0"

// ModelVersion is the date of Recto's own reading, YYYY-MM-DD. It changes when
// the same picture may give other text than before.
const ModelVersion = "2025-11-21"

// The states of a Read 3.x operation.
const (
	StatusNotStarted = "notStarted"
	StatusRunning    = "running"
	StatusFailed     = "failed"
	StatusSucceeded  = "succeeded"
)

// ReadOperationResult is a whole Read 3.2 document. The times and the result
// are left out where they are empty: a file carries no times, so that equal
// pages give equal bytes.
type ReadOperationResult struct {
	Status              string         `json:"status"`
	CreatedDateTime     string         `json:"createdDateTime,omitempty"`
	LastUpdatedDateTime string         `json:"lastUpdatedDateTime,omitempty"`
	AnalyzeResult       *AnalyzeResult `json:"analyzeResult,omitempty"`
}

// AnalyzeResult is the text of a document. ReadResults is never nil;
// ModelVersion is left out by the first two previews of 3.2 alone.
type AnalyzeResult struct {
	Version      string       `json:"version"`
	ModelVersion string       `json:"modelVersion,omitempty"`
	ReadResults  []ReadResult `json:"readResults"`
}

// ReadResult is one page. Number counts from 1; Width, Height and the boxes are
// in Unit. Lines is never nil.
type ReadResult struct {
	Number   int        `json:"page"`
	Language string     `json:"language,omitempty"`
	Angle    float64    `json:"angle"`
	Width    float64    `json:"width"`
	Height   float64    `json:"height"`
	Unit     ocr.Unit   `json:"unit"`
	Lines    []ReadLine `json:"lines"`
}

// ReadLine is one line; Appearance is nil where the style was not computed.
// Words is never nil.
type ReadLine struct {
	Language    string      `json:"language,omitempty"`
	BoundingBox Box         `json:"boundingBox"`
	Text        string      `json:"text"`
	Appearance  *Appearance `json:"appearance,omitempty"`
	Words       []ReadWord  `json:"words"`
}

// ReadWord is one word; Confidence lies in [0, 1] with at most three decimals.
type ReadWord struct {
	BoundingBox Box     `json:"boundingBox"`
	Text        string  `json:"text"`
	Confidence  float64 `json:"confidence"`
}

// Appearance is how a line looks.
type Appearance struct {
	Style Style `json:"style"`
}

// Style names a line's style; Confidence is as for a word.
type Style struct {
	Name       ocr.StyleName `json:"name"`
	Confidence float64       `json:"confidence"`
}

// Document32 is the Read 3.2 document of the given pages, which succeeded,
// without times.
func Document32(pages ...ocr.Page) ReadOperationResult {
	results := make([]ReadResult, 0, len(pages))
	for _, page := range pages {
		results = append(results, Read32(page))
	}
	return ReadOperationResult{
		Status:        StatusSucceeded,
		AnalyzeResult: &AnalyzeResult{Version: Version32, ModelVersion: ModelVersion, ReadResults: results},
	}
}

// document32 is the document of a 3.2 operation, without its pages. Its first
// two previews told no model version.
func document32(e Envelope, v Version) any {
	doc := ReadOperationResult{Status: e.State.Word(v)}
	if e.State == Succeeded {
		doc = Document32()
	}
	doc.CreatedDateTime, doc.LastUpdatedDateTime = e.times(timeOf32)
	if v == V32Preview && doc.AnalyzeResult != nil {
		doc.AnalyzeResult.ModelVersion = ""
	}
	return doc
}

// Read32 is a page as Read 3.2 publishes it: pictures in whole pixels, PDF
// pages in inches of four decimals.
func Read32(page ocr.Page) ReadResult {
	s := scaleOf(page)
	result := ReadResult{
		Number: page.Number + 1, Language: page.Language, Angle: angle(page.Angle),
		Unit: s.unit, Lines: make([]ReadLine, 0, len(page.Lines)),
	}
	result.Width, result.Height = s.publish(ocr.Point{X: float64(page.Width), Y: float64(page.Height)})
	for _, line := range page.Lines {
		out := ReadLine{
			Language: line.Language, BoundingBox: s.box(line.Quad), Text: line.Text(),
			Words: make([]ReadWord, 0, len(line.Words)),
		}
		if line.Style != nil {
			out.Appearance = &Appearance{Style{line.Style.Name, confidence(line.Style.Confidence)}}
		}
		for _, word := range line.Words {
			out.Words = append(out.Words, ReadWord{s.box(word.Quad), word.Text, confidence(word.Confidence)})
		}
		result.Lines = append(result.Lines, out)
	}
	return result
}

// Page is the page that the result was made of, as far as the document tells:
// a page in inches comes back at about 300 dpi, one in pixels without a
// resolution, and the lines without their blocks. Read32 of it is r again.
func (r ReadResult) Page() ocr.Page {
	s, width, height := scaleTo(r)
	page := ocr.Page{
		Number: r.Number - 1, Width: width, Height: height, DPIX: s.dpiX, DPIY: s.dpiY,
		Unit: s.unit, Angle: r.Angle, Language: r.Language, Lines: make([]ocr.Line, 0, len(r.Lines)),
	}
	for _, line := range r.Lines {
		in := ocr.Line{Language: line.Language, Quad: s.quad(line.BoundingBox), Words: make([]ocr.Word, 0, len(line.Words))}
		if line.Appearance != nil {
			in.Style = &ocr.Style{Name: line.Appearance.Style.Name, Confidence: line.Appearance.Style.Confidence}
		}
		for _, word := range line.Words {
			in.Words = append(in.Words, ocr.Word{Text: word.Text, Quad: s.quad(word.BoundingBox), Confidence: word.Confidence})
		}
		page.Lines = append(page.Lines, in)
	}
	return page
}

// angle is degrees brought into [-180, 180) and rounded to four decimals.
func angle(degrees float64) float64 {
	return round(ocr.NormalizeAngle(degrees), 1e4)
}

// confidence is c held in [0, 1] and rounded to three decimals.
func confidence(c float64) float64 {
	return round(min(max(c, 0), 1), 1e3)
}

// round rounds to the nearest 1/parts and never gives -0. What is no number
// becomes 0, as JSON cannot say it.
func round(x, parts float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*parts)/parts + 0
}
