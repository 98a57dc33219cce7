package main

import (
	"math"
	"slices"

	"recto/ocr/style"
)

// What the trees are grown with. All were chosen by cross-validation.
const (
	trees      = 200
	rate       = 0.08 // how much of a leaf's step is taken
	leastMass  = 4.0  // least sum of second derivatives in a leaf
	shrink     = 2.0  // added to that sum
	rowShare   = 0.7  // of the samples, and
	cellShare  = 0.5  // of the features that each tree sees
	mostLevels = 64   // into which a feature's values are sorted
)

// table is samples with their features sorted into levels.
type table struct {
	samples []sample
	weights []float64
	limits  [][]float32 // of each feature, rising: level k is up to limits[k]
	levels  [][]uint8   // by feature, then sample
}

func newTable(samples []sample, weights []float64) table {
	t := table{samples: samples, weights: weights}
	for f := range samples[0].Features {
		values := make([]float32, len(samples))
		for i, s := range samples {
			values[i] = float32(s.Features[f])
		}
		sorted := slices.Sorted(slices.Values(values))
		var limits []float32
		for k := 1; k < mostLevels; k++ {
			limits = append(limits, sorted[k*len(sorted)/mostLevels])
		}
		limits = slices.Compact(limits)
		levels := make([]uint8, len(samples))
		for i, v := range values {
			at, _ := slices.BinarySearch(limits, v)
			levels[i] = uint8(at)
		}
		t.limits, t.levels = append(t.limits, limits), append(t.levels, levels)
	}
	return t
}

// grow fits trees to the samples that may be used.
func (t table) grow(use func(sample) bool, seed uint64) *style.Model {
	m := &style.Model{Own: 1}
	var rows []int
	for i, s := range t.samples {
		if use(s) {
			rows = append(rows, i)
		}
	}
	scores := make([]float64, len(t.samples))
	g := grower{table: t, first: make([]float64, len(scores)), second: make([]float64, len(scores)), node: make([]uint8, len(scores))}
	random := newRandom(seed)
	for range trees {
		for _, i := range rows {
			p := 1 / (1 + math.Exp(-scores[i]))
			truth := 0.0
			if t.samples[i].Hand {
				truth = 1
			}
			g.first[i], g.second[i] = t.weights[i]*(truth-p), t.weights[i]*p*(1-p)
		}
		var some, features []int
		for _, i := range rows {
			if random.Float64() < rowShare {
				some = append(some, i)
			}
		}
		for f := range t.limits {
			if random.Float64() < cellShare {
				features = append(features, f)
			}
		}
		tree := g.tree(some, features)
		m.Trees = append(m.Trees, tree)
		for _, i := range rows {
			scores[i] += step(tree, t.samples[i].Features)
		}
	}
	return m
}

func step(tree style.Tree, features []float64) float64 {
	node := 0
	for node < len(tree.Feature) {
		next := 2*node + 1
		if float32(features[tree.Feature[node]]) > tree.Limit[node] {
			next++
		}
		node = next
	}
	return float64(tree.Leaf[node-len(tree.Feature)])
}

// grower grows one tree after the other.
type grower struct {
	table
	first, second []float64 // derivatives of the likelihood by the score
	node          []uint8   // of each sample in the tree under way
}

func (g *grower) tree(rows, features []int) style.Tree {
	var tree style.Tree
	for i := range g.node {
		g.node[i] = 0
	}
	for node := range tree.Feature {
		feature, level := g.split(uint8(node), rows, features)
		tree.Feature[node], tree.Limit[node] = max(0, feature), float32(math.MaxFloat32)
		if feature >= 0 {
			tree.Limit[node] = g.limits[feature][level]
		}
		for _, i := range rows {
			if g.node[i] != uint8(node) {
				continue
			}
			g.node[i] = uint8(2*node + 1)
			if feature >= 0 && int(g.levels[feature][i]) > level {
				g.node[i]++
			}
		}
	}
	var sums, masses [len(tree.Leaf)]float64
	for _, i := range rows {
		leaf := int(g.node[i]) - len(tree.Feature)
		sums[leaf] += g.first[i]
		masses[leaf] += g.second[i]
	}
	for leaf := range tree.Leaf {
		tree.Leaf[leaf] = float32(math.Round(1e4*rate*sums[leaf]/(masses[leaf]+shrink)) / 1e4)
	}
	return tree
}

// split is the best question for a node: the feature and the level up to which
// samples go left; feature is -1 where none helps.
func (g *grower) split(node uint8, rows, features []int) (feature, level int) {
	feature = -1
	best := 1e-6
	for _, f := range features {
		var sums, masses [mostLevels]float64
		sum, mass := 0.0, 0.0
		for _, i := range rows {
			if g.node[i] == node {
				k := g.levels[f][i]
				sums[k] += g.first[i]
				masses[k] += g.second[i]
				sum += g.first[i]
				mass += g.second[i]
			}
		}
		left, leftMass := 0.0, 0.0
		for k := range g.limits[f] {
			left += sums[k]
			leftMass += masses[k]
			if leftMass < leastMass || mass-leftMass < leastMass {
				continue
			}
			right := sum - left
			gain := left*left/(leftMass+shrink) + right*right/(mass-leftMass+shrink) - sum*sum/(mass+shrink)
			if gain > best {
				best, feature, level = gain, f, k
			}
		}
	}
	return feature, level
}
