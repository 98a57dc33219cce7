package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"recto/ocr"
)

// truth is what a page says, and where the set knows it, where its words stand.
type truth struct {
	text  string
	words []ocr.Word
}

// load reads the truth beside a page: stem.gt.txt, and stem.boxes.json where
// the set has boxes of words.
func load(stem string, k kind) (truth, error) {
	text, err := os.ReadFile(stem + ".gt.txt")
	if err != nil {
		return truth{}, err
	}
	t := truth{text: string(text)}
	if !k.boxes {
		return t, nil
	}
	t.words, err = boxes(stem + ".boxes.json")
	return t, err
}

// box is a word, or a line of words, of a boxes.json.
type box struct {
	Text  string     `json:"text"`
	Quad  [8]float64 `json:"quad"` // x and y of four corners, pixels
	Words []box      `json:"words"`
}

// boxes are the words of a boxes.json, those without text left out.
func boxes(path string) ([]ocr.Word, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []box
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fmt.Errorf("read %q: %w", path, err)
	}
	var words []ocr.Word
	for _, b := range list {
		if len(b.Words) == 0 {
			b.Words = []box{b}
		}
		for _, w := range b.Words {
			if w.Text == "" {
				continue
			}
			var q ocr.Quad
			for i := range q {
				q[i] = ocr.Point{X: w.Quad[2*i], Y: w.Quad[2*i+1]}
			}
			words = append(words, ocr.Word{Text: w.Text, Quad: q})
		}
	}
	return words, nil
}

// exists reports whether there is a file.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
