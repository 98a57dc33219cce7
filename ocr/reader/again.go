package reader

import (
	"context"

	"recto/ocr"
	"recto/ocr/merge"
	"recto/ocr/noise"
	"recto/ocr/rules"
)

const (
	// weakWord is the confidence below which a word is likely to be wrong.
	weakWord = 0.6

	// weakShare is the share of letters in weak words from which a page is read
	// once more: clean print has less than 1 in 100.
	weakShare = 0.05
)

// again reads a page that was read weakly once more: without its rules, and
// wherever text may stand. The surer words of both are the result.
func (r *Reader) again(ctx context.Context, s *sheet, first attempt) (attempt, error) {
	if first.faint < weakShare {
		return first, nil
	}
	grey, toSheet, dpi := s.upright(first.turn)
	grey, _ = rules.Without(grey, goodLetters)
	lines, err := r.run(ctx, r.Engine.ReadSparse, grey, first.packs, dpi)
	if err != nil {
		return attempt{}, err
	}
	s.place(lines, toSheet)
	first.lines = noise.Reject(merge.Words(first.lines, lines))
	return first, nil
}

// weakLetters is the share of letters that stand in weak words, in [0, 1].
func weakLetters(lines []ocr.Line) float64 {
	letters, weak := 0, 0
	for _, line := range lines {
		for _, w := range line.Words {
			n := len([]rune(w.Text))
			if letters += n; w.Confidence < weakWord {
				weak += n
			}
		}
	}
	return float64(weak) / float64(max(1, letters))
}

func lettersOf(lines []ocr.Line) int {
	letters := 0
	for _, line := range lines {
		for _, w := range line.Words {
			letters += len([]rune(w.Text))
		}
	}
	return letters
}
