package screen

import (
	"fmt"
	"image"
	"strconv"
	"strings"
)

// Do has xdotool do something, and gives what it says. What goes wrong is seen
// in what does not come of it.
func (s *Screen) Do(args ...string) string {
	out, _ := s.Command("xdotool", args...).CombinedOutput()
	return string(out)
}

// Key presses keys one after the other, such as "ctrl+c".
func (s *Screen) Key(keys ...string) {
	s.Do(append([]string{"key", "--clearmodifiers", "--delay", "40"}, keys...)...)
}

// Type types a text.
func (s *Screen) Type(text string) { s.Do("type", "--delay", "15", text) }

// Point moves the pointer there.
func (s *Screen) Point(at image.Point) {
	s.Do("mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y))
}

// Click clicks there.
func (s *Screen) Click(at image.Point) {
	s.Point(at)
	s.Do("sleep", "0.1", "click", "1")
}

// Drag drags from one place to another: after half a second, in which what
// stands there sees the pointer, and in steps, as a hand does.
func (s *Screen) Drag(from, to image.Point) {
	const steps = 10
	s.Point(from)
	args := []string{"sleep", "0.5", "mousedown", "1", "sleep", "0.2"}
	for i := 1; i <= steps; i++ {
		at := from.Add(to.Sub(from).Mul(i).Div(steps))
		args = append(args, "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "sleep", "0.05")
	}
	s.Do(append(args, "sleep", "0.3", "mouseup", "1")...)
}

// Titles are the titles of the windows that are seen.
func (s *Screen) Titles() []string {
	return strings.Split(strings.TrimSpace(s.Do("search", "--onlyvisible", "--name", ".", "getwindowname", "%@")), "\n")
}

// Clipboard is the text on the clipboard, "" where there is none.
func (s *Screen) Clipboard() string {
	out, err := s.Command("xclip", "-selection", "clipboard", "-out").Output()
	if err != nil {
		return ""
	}
	return string(out)
}

// Copy puts a file's content on the clipboard, in a form such as "image/png".
func (s *Screen) Copy(form, path string) error {
	// Its child holds the clipboard, and would keep a pipe open.
	if err := s.Command("xclip", "-selection", "clipboard", "-target", form, "-in", path).Run(); err != nil {
		return fmt.Errorf("xclip: %w", err)
	}
	return nil
}
