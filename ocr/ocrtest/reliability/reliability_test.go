package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/calibrate"
)

// drawn are samples whose chance of being right is known: the log odds are 1.5
// times the engine's and 1 less.
func drawn(n int) []sample {
	random := rand.New(rand.NewPCG(5, 6))
	samples := make([]sample, n)
	for i := range samples {
		var e calibrate.Evidence
		e[0], e[calibrate.Size-1] = 8*random.Float64()-3, 1
		samples[i] = sample{page: string(rune('a' + i%20)), evidence: e, weight: 1, right: random.Float64() < chance(e[0])}
	}
	return samples
}

func chance(odds float64) float64 { return 1 / (1 + math.Exp(1-1.5*odds)) }

func TestFitFindsTheChancesThatWordsWereDrawnWith(t *testing.T) {
	m := fit(drawn(100_000))
	for odds := -2.5; odds < 4.5; odds += 0.5 {
		var e calibrate.Evidence
		e[0], e[calibrate.Size-1] = odds, 1
		if got, want := m.probability(e), chance(odds); math.Abs(got-want) > 0.07 {
			t.Errorf("at log odds %v: %.3f, want %.3f", odds, got, want)
		}
	}
}

func TestNoConfidenceCountsAgainstAWord(t *testing.T) {
	samples := drawn(4000)
	for i := range samples {
		samples[i].evidence[1] = -samples[i].evidence[0] // that of the line misleads
		samples[i].evidence[0] = 0
	}
	if w := logistic(samples); w[1] != 0 {
		t.Errorf("the weight of a misleading confidence is %v, want 0", w[1])
	}
}

func TestECEOfHonestAndOfBoastfulConfidences(t *testing.T) {
	samples := drawn(20_000)
	var honest, boastful []float64
	for _, s := range samples {
		honest = append(honest, chance(s.evidence[0]))
		boastful = append(boastful, 1)
	}
	right := 0.0
	for _, s := range samples {
		if s.right {
			right++
		}
	}
	if got := ece(samples, honest); got > 0.01 {
		t.Errorf("honest: %v", got)
	}
	if got, want := ece(samples, boastful), 1-right/float64(len(samples)); math.Abs(got-want) > 1e-9 {
		t.Errorf("boastful: %v, want %v", got, want)
	}
}

func wordsOf(text string) []ocr.Line {
	var l ocr.Line
	for i, word := range strings.Fields(text) {
		x := 50 * float64(i)
		l.Words = append(l.Words, ocr.Word{Text: word, Quad: ocr.Rect(x, 0, x+40, 20), Confidence: 0.9})
	}
	return []ocr.Line{l}
}

func TestVerdicts(t *testing.T) {
	boxes := wordsOf("one two four")[0].Words
	for name, tt := range map[string]struct {
		kind  kind
		text  string
		right []bool
		known bool
	}{
		"aligned":             {ordered, "one tvvo three", []bool{true, false, true}, true},
		"accents apart":       {ordered, "o\u0301ne two", []bool{false, true, false}, true},
		"order counts":        {ordered, "three two one", []bool{false, true, false}, true},
		"in any order":        {anyOrder, "three two", []bool{false, true, true}, true},
		"capitals":            {capitals, "ONE THREE", []bool{true, false, true}, true},
		"boxes":               {placed, "", []bool{true, true, false}, true},
		"nothing of the line": {ordered, "other text", []bool{false, false, false}, false},
	} {
		right, known := verdicts(wordsOf("one two three"), tt.kind, tt.text, boxes)
		if !slices.Equal(right, tt.right) || known[0] != tt.known {
			t.Errorf("%s: right %v, known %v, want %v, %v", name, right, known[0], tt.right, tt.known)
		}
	}
}
