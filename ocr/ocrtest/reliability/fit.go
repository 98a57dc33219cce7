package main

import (
	"cmp"
	"math"
	"slices"

	"recto/ocr/calibrate"
)

// sample is a word that was read, and whether it was right.
type sample struct {
	set, page  string
	raw        float64 // the engine's confidence
	evidence   calibrate.Evidence
	right      bool
	weight     float64
	forFitting bool
}

// model is what is fitted.
type model struct {
	weights calibrate.Evidence
	curve   []step
}

// step is a point of the curve from scores to shares of right words.
type step struct{ score, right float64 }

// fit is the model that makes what was seen most likely: logistic regression,
// with the weights of the confidences not below 0, then isotonic regression.
func fit(samples []sample) model {
	m := model{weights: logistic(samples)}
	m.curve = isotonic(samples, m.weights)
	return m
}

const (
	rounds = 60   // of Newton's method; it stands still after some ten
	ridge  = 1e-2 // of the penalty on weights, in words
)

// logistic fits the weights by Newton's method. A weight of a confidence that
// would be negative is held at 0.
func logistic(samples []sample) calibrate.Evidence {
	var w calibrate.Evidence
	var held [calibrate.Size]bool
	for range rounds {
		var gradient calibrate.Evidence
		var hessian [calibrate.Size][calibrate.Size]float64
		for _, s := range samples {
			p := 1 / (1 + math.Exp(-dot(w, s.evidence)))
			miss, bend := -p, p*(1-p)
			if s.right {
				miss = 1 - p
			}
			for i, x := range s.evidence {
				gradient[i] += s.weight * miss * x
				for j, y := range s.evidence {
					hessian[i][j] += s.weight * bend * x * y
				}
			}
		}
		for i := range w {
			gradient[i] -= ridge * w[i]
			hessian[i][i] += ridge
			if held[i] {
				gradient[i] = 0
				for j := range w {
					hessian[i][j], hessian[j][i] = 0, 0
				}
				hessian[i][i] = 1
			}
		}
		for i, d := range solved(hessian, gradient) {
			w[i] += d
			if i < calibrate.Confidences && w[i] < 0 {
				w[i], held[i] = 0, true
			}
		}
	}
	return w
}

func dot(a, b calibrate.Evidence) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// solved is x of a·x = b, by Gauss's elimination with pivots.
func solved(a [calibrate.Size][calibrate.Size]float64, b calibrate.Evidence) calibrate.Evidence {
	for i := range b {
		pivot := i
		for r := i + 1; r < len(b); r++ {
			if math.Abs(a[r][i]) > math.Abs(a[pivot][i]) {
				pivot = r
			}
		}
		a[i], a[pivot], b[i], b[pivot] = a[pivot], a[i], b[pivot], b[i]
		for r := range b {
			if r == i || a[i][i] == 0 {
				continue
			}
			f := a[r][i] / a[i][i]
			for c := i; c < len(b); c++ {
				a[r][c] -= f * a[i][c]
			}
			b[r] -= f * b[i]
		}
	}
	for i := range b {
		b[i] /= a[i][i]
	}
	return b
}

// leastWords is how many words a step of the curve must hold: fewer tell little
// of a share near 1.
const leastWords = 150

// tail is how far beyond the outer steps the curve ends, in log odds.
const tail = 6

// isotonic is the curve of shares that rises with the score and fits best: the
// pool of adjacent violators, its steps joined in their middles.
func isotonic(samples []sample, w calibrate.Evidence) []step {
	type pool struct{ score, right, weight float64 }
	var pools []pool
	sorted := slices.Clone(samples)
	slices.SortFunc(sorted, func(a, b sample) int { return cmp.Compare(dot(w, a.evidence), dot(w, b.evidence)) })
	for start := 0; start < len(sorted); {
		end := min(len(sorted), start+leastWords)
		if len(sorted)-end < leastWords {
			end = len(sorted)
		}
		var p pool
		for _, s := range sorted[start:end] {
			p.weight += s.weight
			p.score += s.weight * dot(w, s.evidence)
			if s.right {
				p.right += s.weight
			}
		}
		pools = append(pools, p)
		start = end
		for n := len(pools); n > 1 && pools[n-2].right*pools[n-1].weight >= pools[n-1].right*pools[n-2].weight; n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			pools = append(pools[:n-2], pool{a.score + b.score, a.right + b.right, a.weight + b.weight})
		}
	}
	var curve []step
	for _, p := range pools {
		// One right and one wrong word more (Laplace), so that none is certain.
		curve = append(curve, step{p.score / p.weight, (p.right + 1) / (p.weight + 2)})
	}
	// Beyond the outer steps it goes on to rise, a little.
	first, last := curve[0], curve[len(curve)-1]
	return slices.Concat([]step{{first.score - tail, first.right / 2}}, curve, []step{{last.score + tail, 1 - (1-last.right)/2}})
}

// probability is what the model gives a word.
func (m model) probability(e calibrate.Evidence) float64 {
	s := dot(m.weights, e)
	i, _ := slices.BinarySearchFunc(m.curve, s, func(k step, s float64) int { return cmp.Compare(k.score, s) })
	switch {
	case i == 0:
		return m.curve[0].right
	case i == len(m.curve):
		return m.curve[i-1].right
	}
	a, b := m.curve[i-1], m.curve[i]
	return a.right + (b.right-a.right)*(s-a.score)/(b.score-a.score)
}

// crossed are the probabilities that each sample is given by a model fitted on
// the other pages: they are dealt out to folds.
func crossed(samples []sample) []float64 {
	const folds = 5
	fold := map[string]int{}
	for _, s := range samples {
		if _, ok := fold[s.page]; !ok {
			fold[s.page] = len(fold) % folds
		}
	}
	out := make([]float64, len(samples))
	for f := range folds {
		var others []sample
		for _, s := range samples {
			if fold[s.page] != f {
				others = append(others, s)
			}
		}
		m := fit(others)
		for i, s := range samples {
			if fold[s.page] == f {
				out[i] = m.probability(s.evidence)
			}
		}
	}
	return out
}
