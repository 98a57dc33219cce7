package main

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

func (t *tour) exportDialog() error {
	t.Key("Home", "ctrl+e")
	return nil
}

// export asks for a file in a format, the first being 0.
func (t *tour) export(format int, name string) string {
	path := filepath.Join(t.made, name)
	if format > 0 {
		t.Key("ctrl+e")
		t.Do("sleep", "1")
		t.Key("shift+Tab")
		t.pick(format)
		t.Key("Tab")
	}
	t.Key("ctrl+a")
	t.Type(path)
	t.Key("Return")
	return path
}

// pick picks one of what the choice with the focus offers, the first being 0.
func (t *tour) pick(i int) {
	t.Key("Down") // opens the list
	t.Do("sleep", "0.5")
	for range i + 1 {
		t.Key("Down")
	}
	t.Key("Return")
}

func (t *tour) exportText() error { return t.file(t.export(0, "text.txt"), has("The right-hand page")) }

// exportPDF is held to what Poppler finds in the PDF.
func (t *tour) exportPDF() error {
	path := t.export(8, "searchable.pdf")
	return t.proven(path, func() (string, error) {
		out, err := t.Command("pdftotext", path, "-").Output()
		return string(out), err
	})
}

func (t *tour) exportDOCX() error {
	path := t.export(2, "word.docx")
	return t.proven(path, func() (string, error) {
		all, err := zip.OpenReader(path)
		if err != nil {
			return "", err
		}
		defer all.Close()
		text, err := all.Open("word/document.xml")
		if err != nil {
			return "", err
		}
		defer text.Close()
		content, err := io.ReadAll(text)
		return string(content), err
	})
}

// proven waits for a file whose text is that of the page.
func (t *tour) proven(path string, read func() (string, error)) error {
	var text string
	var err error
	if t.Until(patience, func() bool {
		text, err = read()
		return err == nil && strings.Contains(text, "right-hand")
	}) != nil {
		return fmt.Errorf("%s holds %.200q: %w", filepath.Base(path), text, errors.Join(errors.New("no such text"), err))
	}
	return nil
}

// batch adds the open files to the batch and starts it.
func (t *tour) batch() error {
	t.Key("ctrl+b")
	t.Do("sleep", "1")
	t.Click(t.panel(443, 25))
	t.Click(t.panel(320, 65))
	t.Key("ctrl+a")
	t.Type(t.made + "/batch")
	return nil
}

func (t *tour) batchDone() error {
	t.Click(t.panel(-85, 25))
	for name, text := range map[string]string{"sample.txt": "right-hand", "german.txt": "Lesen", "scan.txt": "e"} {
		if err := t.file(filepath.Join(t.made, "batch", name), has(text)); err != nil {
			return err
		}
	}
	return nil
}
