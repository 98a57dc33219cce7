package main

import (
	"strings"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// reading is what a reader made of a page; nothing where it failed.
type reading struct {
	text  string
	words []ocr.Word
	took  time.Duration // of the processor
	err   error
}

// Score is how well pages were read, by one reader.
type Score struct {
	Pages      int           `json:"pages"`
	Characters ocrtest.Edits `json:"characters"`
	Words      ocrtest.Edits `json:"words"`
	Bag        ocrtest.Found `json:"bag"`    // words in any order
	Placed     ocrtest.Found `json:"placed"` // words at their places, sets with boxes

	// Seconds are those of the processor, for all pages.
	Seconds float64 `json:"seconds"`
}

// score compares a reading with the truth.
func score(t truth, k kind, r reading) Score {
	want, got := t.text, r.text
	if k.caseless {
		want, got = strings.ToUpper(want), strings.ToUpper(got)
	}
	s := Score{
		Pages: 1, Bag: ocrtest.Bag(want, got), Seconds: r.took.Seconds(),
		Characters: ocrtest.Characters(want, got), Words: ocrtest.Words(want, got),
	}
	if k.boxes {
		s.Placed = ocrtest.Placed(t.words, r.words)
	}
	return s
}

func (s Score) add(o Score) Score {
	return Score{
		Pages: s.Pages + o.Pages, Characters: s.Characters.Add(o.Characters), Words: s.Words.Add(o.Words),
		Bag: s.Bag.Add(o.Bag), Placed: s.Placed.Add(o.Placed), Seconds: s.Seconds + o.Seconds,
	}
}

// wrong is how bad the page is, by which the worst are found: in [0, 1] or above.
func (s Score) wrong(k kind) float64 {
	switch {
	case k.boxes:
		return 1 - s.Placed.F1()
	case k.order:
		return s.Characters.Rate()
	default:
		return 1 - s.Bag.F1()
	}
}
