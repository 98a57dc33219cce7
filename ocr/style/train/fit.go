package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"

	"recto/ocr"
	"recto/ocr/style"
	"recto/render"
)

// fit grows the model of all samples, with the chances as cross-validation
// found them, reports what that says, and writes the model.
func fit(samples []sample, out string) error {
	if len(samples) < 100 {
		return errors.New("too few lines to fit to")
	}
	t := newTable(samples, weigh(samples))
	scores := make([]float64, len(samples))
	for fold := range folds {
		m := t.grow(func(s sample) bool { return s.Fold != fold }, uint64(fold))
		for i, s := range samples {
			if s.Fold == fold {
				scores[i] = score(m, s)
			}
		}
	}
	m := t.grow(func(sample) bool { return true }, folds)
	for _, f := range style.Measure(render.Raster{}, ocr.Line{}) {
		m.Features = append(m.Features, f.Name)
	}
	calibrate(m, samples, scores, t.weights)
	report(m, samples, scores)
	content, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return os.WriteFile(out, append(content, '\n'), 0o644)
}

func score(m *style.Model, s sample) float64 {
	sum := m.Bias
	for _, tree := range m.Trees {
		sum += step(tree, s.Features)
	}
	return sum
}

// printShare is how much of the weight print has: most of what people read.
const printShare = 0.8

// weigh gives print its share of the weight, and within a style each set less
// than its number of lines, so that none has the say.
func weigh(samples []sample) []float64 {
	type part struct {
		set  string
		hand bool
	}
	counts := map[part]float64{}
	for _, s := range samples {
		counts[part{s.Set, s.Hand}]++
	}
	sums := map[bool]float64{}
	weights := make([]float64, len(samples))
	for i, s := range samples {
		n := counts[part{s.Set, s.Hand}]
		weights[i] = math.Pow(n, 0.75) / n
		sums[s.Hand] += weights[i]
	}
	for i, s := range samples {
		share := printShare
		if s.Hand {
			share = 1 - printShare
		}
		weights[i] *= share * float64(len(samples)) / sums[s.Hand]
	}
	return weights
}

// surroundings are whole and near of every sample among those of its page.
func surroundings(samples []sample, scores []float64) (whole, near []float64) {
	whole, near = make([]float64, len(samples)), make([]float64, len(samples))
	pages := map[string][]int{}
	for i, s := range samples {
		key := s.Set + "/" + s.Page
		pages[key] = append(pages[key], i)
	}
	for _, rows := range pages {
		var looked []style.Looked
		for _, i := range rows {
			looked = append(looked, style.Looked{Quad: samples[i].Quad, Score: scores[i]})
		}
		w, n := style.Surroundings(looked)
		for k, i := range rows {
			whole[i], near[i] = w[k], n[k]
		}
	}
	return whole, near
}

// calibrate finds by logistic regression, on scores that each come from a
// model which had not seen the line's page, how they become chances.
func calibrate(m *style.Model, samples []sample, scores, weights []float64) {
	whole, near := surroundings(samples, scores)
	var at [4]float64
	at[0] = 1
	for range 3000 {
		var slope [4]float64
		total := 0.0
		for i, s := range samples {
			x := [4]float64{scores[i], whole[i], near[i], 1}
			z := 0.0
			for k := range x {
				z += at[k] * x[k]
			}
			rest := -1 / (1 + math.Exp(-z))
			if s.Hand {
				rest++
			}
			total += weights[i]
			for k := range x {
				slope[k] += weights[i] * rest * x[k]
			}
		}
		for k := range at {
			at[k] += 0.3 * slope[k] / total
		}
	}
	m.Own, m.Whole, m.Near, m.Offset = at[0], at[1], at[2], at[3]
}

// report prints how the cross-validated chances agree with the truth.
func report(m *style.Model, samples []sample, scores []float64) {
	whole, near := surroundings(samples, scores)
	type tally struct{ right, n int }
	sets := map[string]*tally{}
	var bins [10]struct{ n, right, sure float64 }
	for i, s := range samples {
		p := 1 / (1 + math.Exp(-(m.Own*scores[i] + m.Whole*whole[i] + m.Near*near[i] + m.Offset)))
		key := s.Set + " print"
		if s.Hand {
			key = s.Set + " hand"
		}
		if sets[key] == nil {
			sets[key] = &tally{}
		}
		right := 0
		if (p > 0.5) == s.Hand {
			right = 1
		}
		sets[key].n++
		sets[key].right += right
		sure := max(p, 1-p)
		b := &bins[min(9, int(sure*10))]
		b.n++
		b.right += float64(right)
		b.sure += sure
	}
	var names []string
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Printf("%-34s %6d lines %6.2f %% right\n", name, sets[name].n, 100*float64(sets[name].right)/float64(sets[name].n))
	}
	apart, n := 0.0, 0.0
	for _, b := range bins {
		if b.n > 0 {
			fmt.Printf("sure %.3f: %6.0f lines, %.3f right\n", b.sure/b.n, b.n, b.right/b.n)
			apart += math.Abs(b.sure - b.right)
			n += b.n
		}
	}
	fmt.Printf("calibration error %.4f; own %.3f, whole %.3f, near %.3f, offset %.3f\n", apart/n, m.Own, m.Whole, m.Near, m.Offset)
}
