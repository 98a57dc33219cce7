package find_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"recto/ocr/find"
	"recto/ocr/ocrtest"
)

// library is a number of pages of 500 words, of 2 to 12 letters.
func library(pages int) []*find.Text {
	random := rand.New(rand.NewPCG(1, 2))
	const letters = "eeeeeeeeeeeetttttttttaaaaaaaaooooooooiiiiiiinnnnnnnssssssrrrrrrhhhhhhddddlllluuucccmmmwwffggyyppbbvk"
	vocabulary := make([]string, 5000)
	for i := range vocabulary {
		word := make([]byte, 2+random.IntN(11))
		for j := range word {
			word[j] = letters[random.IntN(len(letters))]
		}
		vocabulary[i] = string(word)
	}
	texts := make([]*find.Text, pages)
	for i := range texts {
		lines := make([]string, 50)
		for j := range lines {
			words := make([]string, 10)
			for k := range words {
				words[k] = vocabulary[random.IntN(len(vocabulary))]
			}
			lines[j] = strings.Join(words, " ")
			if j%5 == 0 {
				lines[j] += "-"
			}
		}
		lines[7] += " invoice tota1 amount"
		texts[i] = find.NewText(ocrtest.Text(lines...))
	}
	return texts
}

func BenchmarkSearch2000Pages(b *testing.B) {
	texts := library(2000)
	for range find.Compile(find.Query{Text: "x"}).Pages(b.Context(), texts, 1) {
	}
	for _, q := range []find.Query{
		{Text: "invoice"}, {Text: "e"}, {Text: "Invoice", Case: true}, {Text: "e", Whole: true},
		{Text: "the", Fuzzy: true}, {Text: "other", Fuzzy: true}, {Text: "invoice", Fuzzy: true}, {Text: "modern window", Fuzzy: true},
		{Text: "total amount of the invoice", Fuzzy: true}, {Text: strings.Repeat("a long query ", 9), Fuzzy: true},
	} {
		b.Run(fmt.Sprintf("%.15s/case=%v/whole=%v/fuzzy=%v", q.Text, q.Case, q.Whole, q.Fuzzy), func(b *testing.B) {
			total := 0
			for b.Loop() {
				total = 0
				for _, found := range find.Compile(q).Pages(b.Context(), texts, 10_000) {
					total += found.Total
				}
			}
			b.ReportMetric(float64(total), "hits")
		})
	}
}

func BenchmarkFirstSearch2000Pages(b *testing.B) {
	texts := library(2000)
	for b.Loop() {
		for i, t := range texts {
			texts[i] = find.NewText(t.Page())
		}
		for range find.Compile(find.Query{Text: "invoice"}).Pages(b.Context(), texts, 10_000) {
		}
	}
}
