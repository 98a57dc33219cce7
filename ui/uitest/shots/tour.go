package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"recto/ui/uitest/screen"
)

// patience is how long a step may take on a busy machine, reading included.
const patience = 90 * time.Second

// tour is one round through the window.
type tour struct {
	*screen.Screen
	look look
	bin  string

	// out takes the pictures, files has what is opened, made what is exported.
	out, files, made string

	window *exec.Cmd
	port   int
	number int
}

// step is something a person does, under the name of its picture.
type step struct {
	name string
	do   func(*tour) error
}

// round goes through the steps up to the one of that name, all for "", and says
// how many there were.
func round(ctx context.Context, bin, out, last string, l look) (took int, err error) {
	bin, err = filepath.Abs(bin)
	if err != nil {
		return 0, err
	}
	s, err := screen.New(ctx, l.width, l.height, "Recto")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	t := &tour{Screen: s, look: l, bin: bin, out: out, files: s.Folder("files"), made: s.Folder("made")}
	if err := t.prepare(ctx); err != nil {
		return 0, fmt.Errorf("prepare: %w", err)
	}
	for _, one := range steps {
		if err := t.take(one); err != nil || one.name == last {
			return t.number, err
		}
	}
	return t.number, nil
}

// take does a step and takes its picture, also of one that failed.
func (t *tour) take(one step) error {
	t.number++
	name := fmt.Sprintf("%s-%02d-%s", t.look, t.number, one.name)
	err := one.do(t)
	if err != nil {
		name += "-failed"
		err = fmt.Errorf("step %d, %s: %w (titles: %q)", t.number, one.name, err, t.Titles())
	}
	return errors.Join(err, t.Save(filepath.Join(t.out, name+".png")))
}

// start starts the window with files, which its title then tells.
func (t *tour) start(title string, files ...string) error {
	t.window = t.Command(t.bin, files...)
	t.window.Dir, t.window.Stderr = t.files, os.Stderr
	if err := t.Start(t.window); err != nil {
		return err
	}
	return t.titled(title)
}

// hand hands files to the window by a second start.
func (t *tour) hand(title string, files ...string) error {
	c := t.Command(t.bin, files...)
	c.Dir = t.files
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("a second start: %w, %s", err, out)
	}
	return t.titled(title)
}

// quit ends the window as a person does.
func (t *tour) quit() error {
	t.Key("ctrl+q")
	done := make(chan error, 1)
	go func() { done <- t.window.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(patience):
		return errors.New("the window does not close")
	}
}

// titled waits for the window's title: a document's name, or "" for none.
func (t *tour) titled(document string) error {
	want := "Recto"
	if document != "" {
		want = document + " – Recto"
	}
	var got []string
	err := t.Until(patience, func() bool {
		got = t.Titles()
		for _, title := range got {
			if title == want {
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("no title %q but %q: %w", want, got, err)
	}
	return nil
}

// nothing is on the clipboard before something is copied.
const nothing = "(nothing was copied)"

// copied is what Ctrl+C copies now; nothing where it copies nothing.
func (t *tour) copied() string {
	empty := filepath.Join(t.made, "nothing.txt")
	if os.WriteFile(empty, []byte(nothing), 0o600) != nil || t.Copy("UTF8_STRING", empty) != nil {
		return ""
	}
	t.Key("ctrl+c")
	text := nothing
	_ = t.Until(time.Second, func() bool { // or nothing was copied
		text = t.Clipboard()
		return text != nothing
	})
	return text
}

// copies waits until what Ctrl+C copies is as wanted.
func (t *tour) copies(what string, wanted func(text string) bool) error {
	text := ""
	if err := t.Until(patience, func() bool {
		text = t.copied()
		return wanted(text)
	}); err != nil {
		return fmt.Errorf("not %s is copied but %.200q: %w", what, text, err)
	}
	return nil
}

// has is true of texts that hold the part.
func has(part string) func(string) bool {
	return func(text string) bool { return strings.Contains(text, part) }
}

// setting waits until the settings file has a value that is as wanted; one that
// is not there is "<nil>".
func (t *tour) setting(name string, wanted func(value string) bool) error {
	got := ""
	if err := t.Until(patience, func() bool {
		text, err := os.ReadFile(filepath.Join(t.Folder("config"), "recto", "settings.json"))
		all := map[string]any{}
		if err != nil || json.Unmarshal(text, &all) != nil {
			return false
		}
		got = fmt.Sprint(all[name])
		return wanted(got)
	}); err != nil {
		return fmt.Errorf("the setting %s is %s: %w", name, got, err)
	}
	return nil
}

// is is true of the value alone.
func is(value string) func(string) bool { return func(got string) bool { return got == value } }

// file waits for a file that is as wanted, and is given a text of it.
func (t *tour) file(path string, wanted func(text string) bool) error {
	text := ""
	if err := t.Until(patience, func() bool {
		content, err := os.ReadFile(path)
		text = string(content)
		return err == nil && wanted(text)
	}); err != nil {
		return fmt.Errorf("%s holds %.200q: %w", filepath.Base(path), text, err)
	}
	return nil
}
