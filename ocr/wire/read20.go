package wire

import "recto/ocr"

// lowConfidence is the confidence below which 2.x calls a word "Low". The
// published samples mark few words: of those with a counterpart in a 3.x
// sample, one of 0.933 and none of 0.938 or more, on the scale of another
// engine, which would mark most words of good print here. On Recto's scale
// words below 0.8 are wrong at least as often as right (on the pages of
// testdata, 50 % right in [0.7, 0.8), 60 % in [0.8, 0.85), 97 % from 0.935),
// and such words are as rare as in the samples: none to 1 % of clean print.
const lowConfidence = 0.8

// result20 is a whole Read 2.0 or 2.1 document.
type result20 struct {
	Status  string   `json:"status"`
	Results []page20 `json:"recognitionResults,omitzero"`
}

// page20 is one page; its orientation lies in [0, 360).
type page20 struct {
	Number      int      `json:"page"`
	Orientation float64  `json:"clockwiseOrientation"`
	Width       float64  `json:"width"`
	Height      float64  `json:"height"`
	Unit        ocr.Unit `json:"unit"`
	Lines       []line20 `json:"lines"`
}

type line20 struct {
	BoundingBox Box      `json:"boundingBox"`
	Text        string   `json:"text"`
	Words       []word20 `json:"words"`
}

// word20 is one word; its confidence is "Low" or absent, as in every published
// sample, though the schema knows "High" too.
type word20 struct {
	BoundingBox Box    `json:"boundingBox"`
	Text        string `json:"text"`
	Confidence  string `json:"confidence,omitempty"`
}

// document20 is the document of a 2.x operation, without its pages.
func document20(e Envelope) any {
	doc := result20{Status: e.State.Word(V20)}
	if e.State == Succeeded {
		doc.Results = []page20{}
	}
	return doc
}

// read20 is a page as Read 2.0 and 2.1 publish it.
func read20(page ocr.Page) page20 {
	in := Read32(page)
	out := page20{
		Number: in.Number, Orientation: clockwise(in.Angle), Width: in.Width, Height: in.Height,
		Unit: in.Unit, Lines: make([]line20, 0, len(in.Lines)),
	}
	for _, line := range in.Lines {
		words := make([]word20, 0, len(line.Words))
		for _, word := range line.Words {
			w := word20{BoundingBox: word.BoundingBox, Text: word.Text}
			if word.Confidence < lowConfidence {
				w.Confidence = "Low"
			}
			words = append(words, w)
		}
		out.Lines = append(out.Lines, line20{line.BoundingBox, line.Text, words})
	}
	return out
}

// clockwise brings an angle in [-180, 180) of four decimals into [0, 360).
func clockwise(angle float64) float64 {
	if angle < 0 {
		return round(angle+360, 1e4)
	}
	return angle
}
