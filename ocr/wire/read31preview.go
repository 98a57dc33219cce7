package wire

import "recto/ocr"

// line31 is one line of the 3.1 previews; each has an appearance.
type line31 struct {
	Language    string       `json:"language,omitempty"`
	BoundingBox Box          `json:"boundingBox"`
	Text        string       `json:"text"`
	Appearance  appearance31 `json:"appearance"`
	Words       []ReadWord   `json:"words"`
}

// appearance31 is flat. Style is nil where it was not computed, and its
// confidence then 0.
type appearance31 struct {
	Style           *string `json:"style"`
	StyleConfidence float64 `json:"styleConfidence"`
}

// read31Preview is a page as the previews of Read 3.1 publish it.
func read31Preview(page ocr.Page) any {
	return asPage30(page, &page.Language, asLine31)
}

func asLine31(line ReadLine) line31 {
	out := line31{Language: line.Language, BoundingBox: line.BoundingBox, Text: line.Text, Words: line.Words}
	if line.Appearance == nil {
		return out
	}
	style := "print"
	if line.Appearance.Style.Name == ocr.StyleHandwriting {
		style = "handwriting"
	}
	out.Appearance = appearance31{&style, line.Appearance.Style.Confidence}
	return out
}
