package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"recto/ocr"
)

// tables are what a .tables.json says; boxes are left, top, right, bottom in
// pixels, or left, bottom, right, top in points from the page's lower left.
type tables struct {
	Tables []struct {
		Regions []struct {
			Page  int `json:"page"` // counts from 1
			Cells []struct {
				Pixels []float64 `json:"bbox_px"`
				Points []float64 `json:"bbox_pdf"`
			} `json:"cells"`
		} `json:"regions"`
	} `json:"tables"`
}

// of are the cells of a page in its pixels.
func (t tables) of(page ocr.Page) []ocr.Quad {
	var cells []ocr.Quad
	for _, table := range t.Tables {
		for _, region := range table.Regions {
			if region.Page != page.Number+1 {
				continue
			}
			for _, c := range region.Cells {
				if b := c.Pixels; len(b) == 4 {
					cells = append(cells, ocr.Rect(b[0], b[1], b[2], b[3]))
				}
				if b, k, h := c.Points, page.DPIX/72, float64(page.Height); len(b) == 4 {
					cells = append(cells, ocr.Rect(k*b[0], h-k*b[3], k*b[2], h-k*b[1]))
				}
			}
		}
	}
	return cells
}

// across counts the lines that hold words of several cells, and of any.
func across(lines []ocr.Line, cells []ocr.Quad) (several, any int) {
	for _, l := range lines {
		seen := map[int]bool{}
		for _, w := range l.Words {
			for i, c := range cells {
				if c.Contains(w.Quad.Center()) {
					seen[i] = true
					break
				}
			}
		}
		if len(seen) > 0 {
			any++
		}
		if len(seen) > 1 {
			several++
		}
	}
	return several, any
}

// cells reads the pages of tables.
func cells(ctx context.Context, recognizer ocr.Recognizer, data string) error {
	for _, set := range []string{"icdar2013", "pubtabnet"} {
		files, err := filepath.Glob(filepath.Join(data, "d_tables", set, "*.tables.json"))
		if err != nil {
			return err
		}
		several, any := 0, 0
		for _, file := range files {
			var known tables
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			if err := json.Unmarshal(content, &known); err != nil {
				return fmt.Errorf("read %q: %w", file, err)
			}
			s, a, err := document(ctx, recognizer, strings.TrimSuffix(file, ".tables.json"), known)
			if err != nil {
				return err
			}
			several, any = several+s, any+a
		}
		fmt.Printf("%s: %d of %d lines in tables hold words of several cells\n", set, several, any)
	}
	return nil
}

// document counts on the pages of one document that have tables.
func document(ctx context.Context, recognizer ocr.Recognizer, stem string, known tables) (several, any int, err error) {
	path := stem + ".png"
	if _, err := os.Stat(path); err != nil {
		path = stem + ".pdf"
	}
	read := map[int]bool{}
	for _, table := range known.Tables {
		for _, region := range table.Regions {
			if read[region.Page] {
				continue
			}
			read[region.Page] = true
			page, err := recognizer.Recognize(ctx, ocr.Request{Path: path, Page: region.Page - 1, TextLayer: ocr.TextLayerNever, Languages: []string{"en"}})
			if err != nil {
				return 0, 0, err
			}
			s, a := across(page.Lines, known.of(page))
			several, any = several+s, any+a
		}
	}
	return several, any, nil
}
