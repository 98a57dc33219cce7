package main

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// What a set's truth allows to be compared.
type kind int

const (
	ordered  kind = iota // the text stands in reading order
	anyOrder             // words alone count
	capitals             // the same, and the truth is in capitals
	placed               // the words have boxes
)

// verdicts tell of each word of the lines whether it is right; known is false
// where the truth does not say.
func verdicts(lines []ocr.Line, k kind, text string, boxes []ocr.Word) (right, known []bool) {
	var words []ocr.Word
	for _, l := range lines {
		words = append(words, l.Words...)
	}
	fold := folded
	if k == capitals {
		fold = func(s string) string { return strings.ToUpper(folded(s)) }
	}
	switch k {
	case placed:
		right = near(words, boxes)
	case ordered:
		right = aligned(words, strings.Fields(fold(text)))
	default:
		right = counted(words, strings.Fields(fold(text)), fold)
	}
	return right, mentioned(lines, right)
}

// folded is the text as it is compared: some truths write accents as characters
// of their own.
func folded(s string) string { return norm.NFC.String(ocrtest.Fold(s)) }

// mentioned leaves out lines that the truth does not hold: three words or more
// of which the engine is sure and none is there (a page's number and running
// title, a library's stamp, the address of a scan).
func mentioned(lines []ocr.Line, right []bool) []bool {
	known := make([]bool, len(right))
	n := 0
	for _, l := range lines {
		any := false
		for k := range l.Words {
			any = any || right[n+k]
		}
		missing := !any && len(l.Words) >= 3 && ocr.Page{Lines: []ocr.Line{l}}.Confidence() > 0.8
		for k := range l.Words {
			known[n+k] = !missing
		}
		n += len(l.Words)
	}
	return known
}

// aligned tells which words stand where the truth has them, by the alignment of
// both with the fewest words inserted, deleted or replaced.
func aligned(words []ocr.Word, truth []string) []bool {
	got := make([]string, len(words))
	for i, w := range words {
		got[i] = folded(w.Text)
	}
	cost := make([][]int, len(got)+1)
	for i := range cost {
		cost[i] = make([]int, len(truth)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = j
			case j == 0:
				cost[i][j] = i
			case got[i-1] == truth[j-1]:
				cost[i][j] = cost[i-1][j-1]
			default:
				cost[i][j] = 1 + min(cost[i-1][j-1], cost[i-1][j], cost[i][j-1])
			}
		}
	}
	right := make([]bool, len(words))
	for i, j := len(got), len(truth); i > 0 && j > 0; {
		switch {
		case got[i-1] == truth[j-1]:
			right[i-1] = true
			i, j = i-1, j-1
		case cost[i][j] == cost[i-1][j-1]+1:
			i, j = i-1, j-1
		case cost[i][j] == cost[i-1][j]+1:
			i--
		default:
			j--
		}
	}
	return right
}

// counted tells which words the truth holds, each as often as it stands there.
func counted(words []ocr.Word, truth []string, fold func(string) string) []bool {
	left := map[string]int{}
	for _, w := range truth {
		left[w]++
	}
	right := make([]bool, len(words))
	for i, w := range words {
		if text := fold(w.Text); left[text] > 0 {
			left[text]--
			right[i] = true
		}
	}
	return right
}

// leastOverlap is from which intersection over union a word stands in a box: the
// text decides, not how tightly boxes are drawn.
const leastOverlap = 0.2

// near tells which words have the text of a box that they stand in.
func near(words, boxes []ocr.Word) []bool {
	right := make([]bool, len(words))
	taken := make([]bool, len(boxes))
	for i, w := range words {
		for j, b := range boxes {
			if !taken[j] && folded(w.Text) == folded(b.Text) && ocrtest.Overlap(w.Quad, b.Quad) >= leastOverlap {
				right[i], taken[j] = true, true
				break
			}
		}
	}
	return right
}
