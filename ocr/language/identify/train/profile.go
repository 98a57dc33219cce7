package main

import (
	"cmp"
	"fmt"
	"html"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"recto/ocr/language"
	"recto/ocr/language/identify"
)

// How the profiles are made.
const (
	// ofText is the share of running text in a gram's frequency; the rest comes
	// from the word lists, in which the small words of a sentence stand but once.
	ofText = 0.5

	// mostWords is how many words of a list are looked at.
	mostWords = 60_000

	// floor is added to every frequency.
	floor = 2e-5

	// strongest bounds what one gram says, in natural logarithms.
	strongest = 4.0
)

// each is how many grams a script keeps of each of its languages: those that
// speak most for it. Han characters say little each.
var each = map[string]int{identify.Latin: 400, "Cyrillic": 400, "Arabic": 400, identify.Han: 1500}

const eachOther = 300

// train is the script's grams, sorted, and for every language the value of each.
func train(s identify.Script, words, texts string) (grams []string, values [][]int8, err error) {
	frequencies := make([]counts, len(s.Codes))
	for i, code := range s.Codes {
		if frequencies[i], err = frequency(&s, code, words, texts); err != nil {
			return nil, nil, err
		}
	}
	means := counts{}
	for _, c := range frequencies {
		for gram := range c {
			means[gram] = 0
		}
	}
	for gram := range means {
		for _, c := range frequencies {
			means[gram] += math.Log(c[gram]+floor) / float64(len(frequencies))
		}
	}
	kept := map[string]bool{}
	for _, c := range frequencies {
		for _, gram := range telling(c, means, cmp.Or(each[s.Name], eachOther)) {
			kept[gram] = true
		}
	}
	grams = slices.Sorted(maps.Keys(kept))
	for _, c := range frequencies {
		column := make([]int8, len(grams))
		for i, gram := range grams {
			v := math.Log(c[gram]+floor) - means[gram]
			column[i] = int8(math.Round(identify.PerNat * max(-strongest, min(strongest, v))))
		}
		values = append(values, column)
	}
	return grams, values, nil
}

// telling are the n grams that speak most for a language: how often they stand
// there times how much likelier they make it.
func telling(c, means counts, n int) []string {
	weight := func(gram string) float64 { return c[gram] * math.Abs(math.Log(c[gram]+floor)-means[gram]) }
	grams := slices.SortedFunc(maps.Keys(c), func(a, b string) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a, b))
	})
	return grams[:min(n, len(grams))]
}

// frequency is how often each gram stands in a language.
func frequency(s *identify.Script, code, words, texts string) (counts, error) {
	l, ok := language.Lookup(code)
	if !ok {
		return nil, fmt.Errorf("unknown language %q", code)
	}
	list, err := os.ReadFile(filepath.Join(words, l.Pack+".txt"))
	if err != nil {
		return nil, err
	}
	listed := count(sample(strings.Split(string(list), "\n")), s)
	names, ok := declarations[code]
	if !ok {
		names = []string{l.Pack}
	}
	var text []string
	for _, name := range names {
		page, err := os.ReadFile(filepath.Join(texts, name+".html"))
		if err != nil {
			return nil, err
		}
		text = append(text, paragraphs(string(page))...)
	}
	if len(text) == 0 {
		return listed, nil
	}
	all := counts{}
	for gram, f := range count(text, s) {
		all[gram] += ofText * f
	}
	for gram, f := range listed {
		all[gram] += (1 - ofText) * f
	}
	return all, nil
}

var paragraph = regexp.MustCompile(`(?s)<(?:p|h\d)>(.*?)</(?:p|h\d)>`)

func paragraphs(page string) (list []string) {
	for _, m := range paragraph.FindAllStringSubmatch(page, -1) {
		list = append(list, html.UnescapeString(m[1]))
	}
	return list
}

// sample is about mostWords of the words, spread evenly over the list.
func sample(words []string) (some []string) {
	step := max(1, len(words)/mostWords)
	for i := 0; i < len(words); i += step {
		some = append(some, words[i])
	}
	return some
}

// counts are the frequencies of grams.
type counts map[string]float64

func count(lines []string, s *identify.Script) counts {
	c, total := counts{}, 0.0
	for _, line := range lines {
		identify.Grams(line, s, func(gram string) { c[gram]++; total++ })
	}
	for gram := range c {
		c[gram] /= total
	}
	return c
}
