package main

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
)

// steps are the tour, in its order: each goes on where the one before ended.
var steps = []step{
	{"empty", func(t *tour) error { return t.start("") }},
	{"argument", func(t *tour) error {
		if err := t.quit(); err != nil {
			return err
		}
		return t.start("sample.pdf", "sample.pdf")
	}},
	{"read", func(t *tour) error { return t.copies("the page", has("The right-hand page")) }},
	{"word", (*tour).clickWord},
	{"word-in-json", (*tour).clickJSON},
	{"drag", (*tour).dragText},
	{"find", (*tour).find},
	{"find-next", (*tour).findNext},
	{"weak", (*tour).weak},
	{"correct", (*tour).correct},
	{"corrected", (*tour).corrected},
	{"undo", (*tour).undo},
	{"layers", (*tour).layers},
	{"threshold", (*tour).threshold},
	{"thumbnails", (*tour).thumbnail},
	{"export", (*tour).exportDialog},
	{"export-text", (*tour).exportText},
	{"export-pdf", (*tour).exportPDF},
	{"export-docx", (*tour).exportDOCX},
	{"drop", (*tour).drop},
	{"second-start", (*tour).secondStart},
	{"batch", (*tour).batch},
	{"batch-done", (*tour).batchDone},
	{"api-on", (*tour).apiOn},
	{"api-off", (*tour).apiOff},
	{"theme", (*tour).otherTheme},
	{"preferences-general", (*tour).theme},
	{"preferences-reading", (*tour).preferReading},
	{"preferences-view", (*tour).preferView},
	{"preferences-api", (*tour).preferAPI},
	{"shortcuts", (*tour).shortcuts},
	{"password", (*tour).password},
	{"unlocked", (*tour).unlock},
	{"unsupported", (*tour).unsupported},
	{"failed-page", (*tour).failedPage},
	{"recent", (*tour).recent},
	{"restored", (*tour).restored},
}

// oneWord is true of a text that is a word.
func oneWord(text string) bool {
	return text != nothing && len(strings.Fields(text)) == 1
}

// word is where a word of the page was found.
func (t *tour) word() (image.Point, string, error) {
	t.Key("ctrl+0")
	for _, y := range []float64{0.4, 0.41, 0.42, 0.43, 0.45, 0.47, 0.5} {
		for _, x := range []float64{0.38, 0.4, 0.36} {
			t.Click(t.at(x, y))
			if text := t.copied(); oneWord(text) {
				return t.at(x, y), text, nil
			}
		}
	}
	return image.Point{}, "", errors.New("no word is selected by clicks on the page")
}

func (t *tour) clickWord() error {
	_, _, err := t.word()
	return err
}

// clickJSON clicks above the selected word in the JSON, which selects another.
func (t *tour) clickJSON() error {
	_, before, err := t.word()
	if err != nil {
		return err
	}
	t.tab(1)
	for _, y := range []float64{300, 260, 340, 380, 220, 420} {
		t.Do("sleep", "0.5")
		t.Click(t.units(t.tabsLeft()+150, y))
		if text := t.copied(); oneWord(text) && text != before {
			return nil
		}
	}
	return errors.New("no word is selected by clicks on the JSON")
}

// dragText selects text from a word on, four lines down.
func (t *tour) dragText() error {
	from, _, err := t.word()
	if err != nil {
		return err
	}
	t.Key("Escape")
	t.Drag(from, from.Add(image.Pt(t.Width/30, t.Height/15)))
	return t.copies("several words", func(text string) bool { n := len(strings.Fields(text)); return n > 2 && n < 200 })
}

// find looks for a word in all pages.
func (t *tour) find() error {
	t.Key("ctrl+f", "ctrl+a")
	t.Type("sheet")
	t.Key("F3")
	return nil
}

// findNext goes to the next hit and back, with keys that work in the entry too.
func (t *tour) findNext() error {
	hit := func(key string) (string, error) {
		t.Key(key, "Escape")
		text := ""
		err := t.copies("a hit", func(copied string) bool {
			text = copied
			return strings.Contains(strings.ToLower(copied), "sheet") && len(copied) < 30
		})
		return text, err
	}
	var texts []string
	for _, key := range []string{"F3", "F3", "F3", "shift+F3", "shift+F3"} {
		text, err := hit(key)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		texts = append(texts, text)
	}
	if texts[0] != texts[4] || texts[1] != texts[3] {
		return fmt.Errorf("F3 three times and Shift+F3 twice went to %q", texts)
	}
	t.Key("ctrl+f")
	return nil
}

func (t *tour) weak() error {
	t.Key("Escape", "F8")
	return t.copies("a word", oneWord)
}

// corrected is what a word is corrected to.
const corrected = "Verbessert"

func (t *tour) correct() error {
	if _, _, err := t.word(); err != nil {
		return err
	}
	t.Key("F2")
	t.Type(corrected)
	return nil
}

func (t *tour) corrected() error {
	t.Key("Return")
	if err := t.copies("the correction", has(corrected)); err != nil {
		return err
	}
	return t.kept("corrections/*.json", has(corrected))
}

func (t *tour) undo() error {
	t.Key("ctrl+z")
	if err := t.copies("the word as it was read", func(text string) bool { return text != nothing && !strings.Contains(text, corrected) }); err != nil {
		return err
	}
	return t.kept("corrections/*.json", func(text string) bool { return !strings.Contains(text, corrected) })
}

// kept waits until one of the kept files is as wanted.
func (t *tour) kept(pattern string, wanted func(text string) bool) error {
	found := ""
	if err := t.Until(patience, func() bool {
		paths, _ := filepath.Glob(filepath.Join(t.Folder("data"), "recto", "*", pattern))
		more, _ := filepath.Glob(filepath.Join(t.Folder("data"), "recto", pattern))
		found = ""
		for _, path := range append(paths, more...) {
			text, _ := os.ReadFile(path)
			found += string(text)
		}
		return wanted(found)
	}); err != nil {
		return fmt.Errorf("%s hold %.200q: %w", pattern, found, err)
	}
	return nil
}
