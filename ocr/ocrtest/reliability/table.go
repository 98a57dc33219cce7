package main

import (
	"fmt"
	"go/format"
	"math"
	"os"
	"slices"
	"strings"

	"recto/ocr/calibrate"
	"recto/ocr/ocrtest"
)

// edges are where the bins of the table end.
var edges = []float64{0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01}

// current are the probabilities that the package gives the samples.
func current(samples []sample) []float64 {
	list := make([]float64, len(samples))
	for i, s := range samples {
		list[i] = calibrate.Probability(s.evidence)
	}
	return list
}

// bins counts words by what they were given.
type bins struct {
	n, right, given []float64
}

func binned(samples []sample, given []float64) bins {
	b := bins{make([]float64, len(edges)), make([]float64, len(edges)), make([]float64, len(edges))}
	for i, s := range samples {
		k, _ := slices.BinarySearchFunc(edges, given[i], func(edge, g float64) int {
			if g < edge {
				return 1
			}
			return -1
		})
		b.n[k]++
		b.given[k] += given[i]
		if s.right {
			b.right[k]++
		}
	}
	return b
}

// ece is the expected calibration error (Naeini et al. 2015): how far what is
// given lies from what is right, over ten bins of equal width, each weighed by
// its words; in [0, 1].
func ece(samples []sample, given []float64) float64 {
	var n, off [10]float64
	for i, s := range samples {
		k := min(9, int(10*given[i]))
		n[k]++
		off[k] += given[i]
		if s.right {
			off[k]--
		}
	}
	sum := 0.0
	for k := range off {
		sum += math.Abs(off[k])
	}
	return sum / float64(max(1, len(samples)))
}

// brier is the mean square of what is given less what is right.
func brier(samples []sample, given []float64) float64 {
	sum := 0.0
	for i, s := range samples {
		d := given[i]
		if s.right {
			d--
		}
		sum += d * d
	}
	return sum / float64(max(1, len(samples)))
}

// tableOf is the table of the sets, and one of shares of right words for all.
func tableOf(samples []sample, given []float64) string {
	var b strings.Builder
	b.WriteString("| set | words | right | ECE of the engine | ECE | Brier of the engine | Brier |")
	from := 0.0
	for _, e := range edges {
		fmt.Fprintf(&b, " %.2f–%.2f |", from, min(1, e))
		from = e
	}
	b.WriteString("\n|---|---|---|---|---|---|---|" + strings.Repeat("---|", len(edges)) + "\n")
	var names []string
	for _, s := range samples {
		if !slices.Contains(names, s.set) {
			names = append(names, s.set)
		}
	}
	row := func(name string, in func(sample) bool) {
		var part []sample
		var raw, probability []float64
		right := 0.0
		for i, s := range samples {
			if in(s) {
				part, raw, probability = append(part, s), append(raw, s.raw), append(probability, given[i])
				if s.right {
					right++
				}
			}
		}
		if len(part) == 0 {
			return
		}
		fmt.Fprintf(&b, "| %s | %d | %.1f %% | %.3f | %.3f | %.3f | %.3f |", name, len(part), 100*right/float64(len(part)),
			ece(part, raw), ece(part, probability), brier(part, raw), brier(part, probability))
		all := binned(part, probability)
		for k, n := range all.n {
			if n < 20 {
				b.WriteString(" |")
				continue
			}
			fmt.Fprintf(&b, " %.1f (%.0f) |", 100*all.right[k]/n, n)
		}
		b.WriteString("\n")
	}
	for _, name := range names {
		label := name
		if slices.ContainsFunc(samples, func(s sample) bool { return s.set == name && s.forFitting }) {
			label += " *"
		}
		row(label, func(s sample) bool { return s.set == name })
	}
	row("**all of *, on folds**", func(s sample) bool { return s.forFitting })
	row("**all others**", func(s sample) bool { return !s.forFitting })
	return b.String()
}

// publish puts the table into the document.
func publish(table string) error {
	return ocrtest.PutTable("docs/calibration.md", "make calibrate", table)
}

// write writes the model as the Go file that the package is built with.
func (m model) write(path string) error {
	var b strings.Builder
	b.WriteString("package calibrate\n\n// Made by make calibrate; see docs/calibration.md.\nvar weights = Evidence{\n")
	for i, w := range m.weights {
		fmt.Fprintf(&b, "\t%.4f, // %s\n", w, calibrate.Names[i])
	}
	b.WriteString("}\n\nvar curve = []knot{\n")
	for _, s := range m.curve {
		fmt.Fprintf(&b, "\t{%.4f, %.4f},\n", s.score, s.right)
	}
	b.WriteString("}\n")
	source, err := format.Source([]byte(b.String()))
	if err != nil {
		return err
	}
	return os.WriteFile(path, source, 0o644)
}
