package main

import (
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// drop drags the only file of a folder out of a file manager onto the window.
// The place of its icon is that of the manager's usual look.
func (t *tour) drop() error {
	manager := t.Command("pcmanfm", "--no-desktop", filepath.Join(t.files, "drop"))
	if err := t.Start(manager); err != nil {
		return err
	}
	defer func() { _ = t.End(manager) }()
	if err := t.Until(patience, func() bool { return strings.Contains(strings.Join(t.Titles(), "\n"), "drop") }); err != nil {
		return fmt.Errorf("the file manager: %w", err)
	}
	t.Do("search", "--name", "^drop$", "windowsize", "600", "400", "windowmove", "--sync", "10", "20", "windowactivate", "--sync")
	for try := range 5 {
		// The icons come a moment after the window.
		t.Do("sleep", "1")
		t.Drag(image.Pt(215+10*try, 135), t.at(0.9, 0.85))
		if t.Until(5*time.Second, func() bool { return strings.Contains(strings.Join(t.Titles(), "\n"), "german.png") }) == nil {
			_ = t.End(manager)
			t.Do("search", "--name", "Recto$", "windowactivate", "--sync")
			return t.copies("the page", has("Lesen"))
		}
	}
	return errors.New("the window did not take the drop")
}

// secondStart hands a file to the window that is there.
func (t *tour) secondStart() error {
	if err := t.hand("scan.pdf", "scan.pdf"); err != nil {
		return err
	}
	if err := t.delays(); err != nil { // while all workers read
		return err
	}
	return t.copies("the page", func(text string) bool { return text != nothing && len(text) > 100 })
}

// delays tells how long people wait for another page: from the key to the first
// other picture, with what xdotool needs to press it.
func (t *tour) delays() error {
	var all []time.Duration
	for i := range 8 {
		key := []string{"Next", "Prior"}[i%2]
		delay, err := t.Delay(func() { t.Do("key", key) })
		if err != nil {
			return err
		}
		all = append(all, delay)
		t.Do("sleep", "0.3")
	}
	slices.Sort(all)
	fmt.Printf("%s: from a key to another picture while pages are read: median %d ms, worst %d ms\n",
		t.look, all[len(all)/2].Milliseconds(), all[len(all)-1].Milliseconds())
	return nil
}

func (t *tour) password() error {
	t.Key("Escape")
	return t.hand("locked.pdf", "locked.pdf")
}

func (t *tour) unlock() error {
	t.Do("sleep", "1")
	t.Type("recto")
	t.Key("Return")
	return t.copies("the page", func(text string) bool { return text != nothing && len(text) > 100 })
}

// unsupported hands over what is no page: the window keeps what it shows, and
// says why, with details to copy.
func (t *tour) unsupported() error {
	if err := t.hand("locked.pdf", "notes.xyz"); err != nil {
		return err
	}
	t.Do("sleep", "1")
	t.Click(t.units(-75, headHeight+24)) // unfolds the details
	for y := 60.0; y < 260; y += 20 {
		t.Do("sleep", "0.5")
		t.Click(t.units(110, headHeight+y))
		if strings.Contains(t.Clipboard(), "notes.xyz") {
			return nil
		}
	}
	return errors.New("no details are copied")
}

// failedPage turns to a page that cannot be read, between two that can.
func (t *tour) failedPage() error {
	if err := t.hand("broken.pdf", "broken.pdf"); err != nil {
		return err
	}
	for key, text := range map[string]string{"Home": "first page is whole", "End": "third page is whole"} {
		t.Key(key)
		if err := t.copies("the page", has(text)); err != nil {
			return err
		}
	}
	t.Key("Home", "Next")
	return t.copies("nothing of a page that failed", is(nothing))
}

// recent closes all, and opens again what was closed last.
func (t *tour) recent() error {
	for range 5 {
		t.Key("ctrl+w")
	}
	return t.titled("")
}

// restored opens the last file again, and has a new start open it too.
func (t *tour) restored() error {
	if err := os.Remove(filepath.Join(t.files, "notes.xyz")); err != nil {
		return err
	}
	t.Key("ctrl+shift+t")
	if err := t.titled("broken.pdf"); err != nil {
		return err
	}
	if err := t.quit(); err != nil {
		return err
	}
	return t.start("broken.pdf")
}
