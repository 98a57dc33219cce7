package wire

import "recto/ocr"

// What 3.0 and 3.1 documents call their version.
const (
	version30 = "3.0.0"
	version31 = "3.1.0"
)

// result30 is a whole document of Read 3.0, of 3.1 and of its previews; L is
// the version's line.
type result30[L any] struct {
	Status              string         `json:"status"`
	CreatedDateTime     string         `json:"createdDateTime"`
	LastUpdatedDateTime string         `json:"lastUpdatedDateTime"`
	AnalyzeResult       *analysis30[L] `json:"analyzeResult,omitempty"`
}

// analysis30 is the text of a document; no model version was published yet.
type analysis30[L any] struct {
	Version string      `json:"version"`
	Results []page30[L] `json:"readResults"`
}

// page30 is one page. Language is "" where it is not known, as the containers
// of 3.0 and 3.1-preview had it, or nil to leave it out.
type page30[L any] struct {
	Number   int      `json:"page"`
	Language *string  `json:"language,omitempty"`
	Angle    float64  `json:"angle"`
	Width    float64  `json:"width"`
	Height   float64  `json:"height"`
	Unit     ocr.Unit `json:"unit"`
	Lines    []L      `json:"lines"`
}

// line30 is one line of 3.0 and 3.1, which tell nothing of its style.
type line30 struct {
	Language    string     `json:"language,omitempty"`
	BoundingBox Box        `json:"boundingBox"`
	Text        string     `json:"text"`
	Words       []ReadWord `json:"words"`
}

// read30 is a page as Read 3.0 publishes it.
func read30(page ocr.Page) any {
	return asPage30(page, &page.Language, asLine30)
}

// read31 is a page as Read 3.1 publishes it: the language only where it is known.
func read31(page ocr.Page) any {
	if page.Language == "" {
		return asPage30(page, nil, asLine30)
	}
	return asPage30(page, &page.Language, asLine30)
}

func asLine30(line ReadLine) line30 {
	return line30{line.Language, line.BoundingBox, line.Text, line.Words}
}

// asPage30 is a page of 3.0 or 3.1 with its lines made by asLine.
func asPage30[L any](page ocr.Page, language *string, asLine func(ReadLine) L) page30[L] {
	in := Read32(page)
	out := page30[L]{
		Number: in.Number, Language: language, Angle: in.Angle, Width: in.Width, Height: in.Height,
		Unit: in.Unit, Lines: make([]L, 0, len(in.Lines)),
	}
	for _, line := range in.Lines {
		out.Lines = append(out.Lines, asLine(line))
	}
	return out
}

// document30 is the document of a 3.0 or 3.1 operation, without its pages.
func document30(e Envelope, version string) any {
	doc := result30[line30]{Status: e.State.Word(V30)}
	doc.CreatedDateTime, doc.LastUpdatedDateTime = e.times(timeOf30)
	if e.State == Succeeded {
		doc.AnalyzeResult = &analysis30[line30]{Version: version, Results: []page30[line30]{}}
	}
	return doc
}
