package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// layers hides how sure words are, and shows it again.
func (t *tour) layers() error {
	t.Key("Escape")
	t.tab(3)
	t.Do("sleep", "1")
	sure := t.units(t.tabsLeft()+20, 263)
	t.Click(sure)
	if err := t.setting("layers", func(value string) bool { return value != "<nil>" && !strings.Contains(value, "confidence") }); err != nil {
		return err
	}
	t.Click(sure)
	return t.setting("layers", func(value string) bool { return value == "<nil>" || strings.Contains(value, "confidence") })
}

// threshold shows only words under a confidence.
func (t *tour) threshold() error {
	t.Click(t.units(t.tabsLeft()+155, 218))
	if err := t.setting("shownUnderPercent", func(value string) bool { return value != "<nil>" && value != "100" }); err != nil {
		return err
	}
	t.Point(t.at(0.5, 0.99))
	return nil
}

// thumbnail turns to the second page with its thumbnail.
func (t *tour) thumbnail() error {
	t.tab(0)
	t.Click(t.units(90, 264))
	return t.copies("the second page", func(text string) bool {
		return len(text) > 100 && !strings.Contains(text, "The right-hand page")
	})
}

// apiOn turns the API on, and has it read a page.
func (t *tour) apiOn() error {
	t.Key("ctrl+b", "ctrl+i")
	t.Do("sleep", "1")
	t.Click(t.panel(128, 25))
	at := fmt.Sprintf("http://127.0.0.1:%d/vision/v3.2/read/", t.port)
	page, err := os.ReadFile(filepath.Join(t.files, "drop", "german.png"))
	if err != nil {
		return err
	}
	operation := ""
	if err := t.Until(patience, func() bool {
		var answer *http.Response
		answer, err = http.Post(at+"analyze", "image/png", bytes.NewReader(page)) //nolint:noctx // the tour's own loop ends it
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		operation = answer.Header.Get("Operation-Location")
		return answer.StatusCode == http.StatusAccepted
	}); err != nil {
		return fmt.Errorf("the API takes no page: %w", err)
	}
	text := ""
	if err := t.Until(patience, func() bool {
		text, err = get(operation)
		return err == nil && strings.Contains(text, `"succeeded"`)
	}); err != nil {
		return fmt.Errorf("the API answers %.200s: %w", text, errors.Join(err))
	}
	return nil
}

func (t *tour) apiOff() error {
	t.Click(t.panel(128, 25))
	at := fmt.Sprintf("http://127.0.0.1:%d/status", t.port)
	if err := t.Until(patience, func() bool {
		_, err := get(at)
		return err != nil
	}); err != nil {
		return fmt.Errorf("the API still answers: %w", err)
	}
	return nil
}

func get(address string) (string, error) {
	answer, err := http.Get(address) //nolint:noctx,gosec // the window's own API
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	return string(text), err
}

// otherTheme chooses the other theme, and theme the one of before.
func (t *tour) otherTheme() error {
	t.Key("ctrl+i")
	other := "dark"
	if t.look.theme == "dark" {
		other = "light"
	}
	if err := t.chooseTheme(other); err != nil {
		return err
	}
	t.Key("Escape")
	return nil
}

func (t *tour) theme() error { return t.chooseTheme(t.look.theme) }

func (t *tour) chooseTheme(theme string) error {
	t.Key("ctrl+comma")
	t.Do("sleep", "1")
	t.Key("Tab")
	t.pick(map[string]int{"light": 1, "dark": 2}[theme])
	err := t.setting("theme", is(theme))
	t.Do("sleep", "2") // it draws everything anew
	return err
}

// to turns to a section of the preferences and puts the focus on its first
// control.
func (t *tour) to(section int) {
	t.Click(t.section(section))
	t.Do("sleep", "0.5")
	t.Key("Tab")
}

// preferReading adds a language.
func (t *tour) preferReading() error {
	t.to(1)
	t.Type("german")
	t.Key("Return")
	return t.setting("languages", has("de"))
}

// preferView hides the text and shows it again.
func (t *tour) preferView() error {
	t.to(2)
	t.Key("space")
	if err := t.setting("showText", is("false")); err != nil {
		return err
	}
	t.Key("space")
	return t.setting("showText", is("<nil>"))
}

// preferAPI chooses another port.
func (t *tour) preferAPI() error {
	t.to(3)
	t.Key("ctrl+a")
	t.Type("5017")
	return t.setting("apiPort", is("5017"))
}

// shortcuts are shown by F1: all commands with their keys.
func (t *tour) shortcuts() error {
	t.Key("Escape", "F1")
	return nil
}
