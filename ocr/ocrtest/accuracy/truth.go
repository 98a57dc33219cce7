package main

import (
	"errors"
	"io/fs"
	"os"

	"recto/ocr"
	"recto/ocr/ocrtest"
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
	t.words, err = ocrtest.TrueWords(stem + ".boxes.json")
	return t, err
}

// exists reports whether there is a file.
func exists(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}
