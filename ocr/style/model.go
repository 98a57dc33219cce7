package style

import (
	_ "embed" // the model
	"encoding/json"
	"fmt"
	"math"
	"sync"
)

// Depth of the trees: each asks three features at most.
const (
	treeDepth  = 3
	treeNodes  = 1<<treeDepth - 1
	treeLeaves = 1 << treeDepth
)

// Model is a sum of small trees, and how their sum becomes a chance.
type Model struct {
	// Features are the names of those that the trees ask, in Measure's order.
	Features []string `json:"features"`

	Trees []Tree  `json:"trees"`
	Bias  float64 `json:"bias"`

	// The chance of handwriting is 1/(1+exp(-z)) of
	// z = Own·score + Whole·page + Near·neighbours + Offset, see Surroundings.
	Own    float64 `json:"own"`
	Whole  float64 `json:"whole"`
	Near   float64 `json:"near"`
	Offset float64 `json:"offset"`
}

// Tree asks node 0 first, and after node i node 2i+1 where the feature is at
// most the limit, else 2i+2.
type Tree struct {
	Feature [treeNodes]int      `json:"f"`
	Limit   [treeNodes]float32  `json:"l"`
	Leaf    [treeLeaves]float32 `json:"v"`
}

//go:embed model.json
var modelFile []byte

// shipped is the embedded model.
var shipped = sync.OnceValue(func() *Model {
	m, err := ParseModel(modelFile)
	if err != nil {
		panic("style: the embedded model: " + err.Error())
	}
	return m
})

// ParseModel reads a model of the form of model.json.
func ParseModel(content []byte) (*Model, error) {
	var m Model
	if err := json.Unmarshal(content, &m); err != nil {
		return nil, fmt.Errorf("parse model: %w", err)
	}
	for i, t := range m.Trees {
		for _, f := range t.Feature {
			if f < 0 || f >= len(m.Features) {
				return nil, fmt.Errorf("parse model: tree %d asks feature %d of %d", i, f, len(m.Features))
			}
		}
	}
	return &m, nil
}

// Score is the trees' sum: positive for handwriting. features are Measure's.
func (m *Model) Score(features []Feature) float64 {
	sum := m.Bias
	for i := range m.Trees {
		t := &m.Trees[i]
		node := 0
		for node < treeNodes {
			next := 2*node + 1
			if float32(features[t.Feature[node]].Value) > t.Limit[node] {
				next++
			}
			node = next
		}
		sum += float64(t.Leaf[node-treeNodes])
	}
	return sum
}

// Chances are the chances of each of a page's lines to be written by hand.
func (m *Model) Chances(lines []Looked) []float64 {
	whole, near := Surroundings(lines)
	chances := make([]float64, len(lines))
	for i, line := range lines {
		chances[i] = 1 / (1 + math.Exp(-(m.Own*line.Score + m.Whole*whole[i] + m.Near*near[i] + m.Offset)))
	}
	return chances
}
