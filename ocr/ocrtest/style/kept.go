package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"

	"recto/ocr"
	"recto/ocr/ocrtest/styled"
	"recto/ocr/style"
)

// kept is what was read of documents, by their paths; nil keeps nothing.
type kept map[string][]ocr.Page

func loadKept(path string) (kept, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // nothing is to be kept
	}
	k := kept{}
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	if err != nil {
		return nil, err
	}
	return k, json.Unmarshal(content, &k)
}

func (k kept) save(path string) error {
	if k == nil {
		return nil
	}
	content, err := json.Marshal(k)
	if err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o600)
}

// again tells the style of a picture's lines anew. Documents that Go does not
// decode as they are shown keep the style that they were read with.
func again(path string, pages []ocr.Page) {
	raster, err := styled.Raster(path)
	if err != nil || len(pages) != 1 || raster.Width != pages[0].Width || raster.Height != pages[0].Height {
		return
	}
	style.Fill(raster, pages[0].Lines, 1)
}
