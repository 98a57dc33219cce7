package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/image/font/opentype"
)

// face is a font with the name of its file.
type face struct {
	name string
	font *opentype.Font
}

// folds is into how many parts fonts and pages are parted for cross-validation.
const folds = 5

// fonts reads the fonts of folders and files that have the Latin letters, in
// the order of their names.
func fonts(paths []string) ([]face, error) {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(file string, _ fs.DirEntry, err error) error {
			if ext := strings.ToLower(filepath.Ext(file)); ext == ".ttf" || ext == ".otf" {
				files = append(files, file)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	var list []face
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		f, err := opentype.Parse(content)
		if err != nil || !has(f, 'g') || !has(f, 'R') || !has(f, '7') {
			continue // a collection, symbols, another script
		}
		list = append(list, face{filepath.Base(file), f})
	}
	if len(list) < folds {
		return nil, fmt.Errorf("%d fonts in %q: at least %d are needed", len(list), paths, folds)
	}
	return list, nil
}
