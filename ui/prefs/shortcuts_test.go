package prefs

import (
	"maps"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ui/keys"
)

// press records keys for a command as a person does.
func (a *asked) press(t *testing.T, id, button, text string) {
	t.Helper()
	a.Show(Shortcuts)
	a.table.search.SetText("")
	for i, row := range a.table.rows {
		if row.command != nil && row.command.ID == id {
			a.table.list.Select(i)
		}
	}
	if a.table.chosen == nil || a.table.chosen.ID != id {
		t.Fatalf("%s cannot be chosen", id)
	}
	test.Tap(buttonOf(t, a.table.detail, button))
	a.send(t, text)
}

// send presses keys and lets them go.
func (a *asked) send(t *testing.T, text string) {
	t.Helper()
	k, ok := keys.Parse(text)
	if !ok || a.win.Canvas().Focused() != fyne.Focusable(a.table.record) {
		t.Fatalf("%s cannot be pressed, %T has the focus", text, a.win.Canvas().Focused())
	}
	a.table.record.KeyDown(&fyne.KeyEvent{Name: desktop.KeyControlLeft})
	a.held = k.Held
	a.table.record.KeyDown(&fyne.KeyEvent{Name: k.Name})
	if !a.Recording() {
		t.Error("the key may start a command before it is let go")
	}
	a.table.record.KeyUp(&fyne.KeyEvent{Name: k.Name})
	if a.Recording() {
		t.Error("it records on after the key was let go")
	}
	a.held = 0
}

func TestKeysAreRecorded(t *testing.T) {
	a := ask(t, nil)
	a.press(t, "open", "Change", "Ctrl+Shift+P")
	a.press(t, "open", "Add", "F7")
	a.press(t, "sample", "Change", "Shift+F8")
	want := map[string]string{"open": "Ctrl+Shift+P F7", "sample": "Shift+F8"}
	if !maps.Equal(a.kept.Shortcuts, want) {
		t.Errorf("shortcuts %v, want %v", a.kept.Shortcuts, want)
	}
	a.press(t, "open", "Change", "Ctrl+O")
	if want := map[string]string{"sample": "Shift+F8"}; !maps.Equal(a.kept.Shortcuts, want) {
		t.Errorf("shortcuts %v, want %v: the command's own need not be kept", a.kept.Shortcuts, want)
	}
}

func TestKeysAreRemovedAndResetForOneCommand(t *testing.T) {
	a := ask(t, nil)
	a.press(t, "quit", "Change", "Ctrl+E")
	test.Tap(buttonOf(t, a.table.detail, "Remove"))
	if got, ok := a.kept.Shortcuts["quit"]; !ok || got != "" || !buttonOf(t, a.table.detail, "Remove").Disabled() {
		t.Errorf("quit has %q, %v", got, ok)
	}
	test.Tap(buttonOf(t, a.table.detail, "Reset"))
	if len(a.kept.Shortcuts) != 0 || !buttonOf(t, a.table.detail, "Reset").Disabled() {
		t.Errorf("shortcuts %v after a reset", a.kept.Shortcuts)
	}
}

func TestAKeyOfAnotherCommandIsToldAndCanBeTakenOver(t *testing.T) {
	a := ask(t, nil)
	a.press(t, "quit", "Change", "Ctrl+=")
	if len(a.kept.Shortcuts) != 0 || a.table.message.Text != "Ctrl+= starts “Zoom in”." || !a.table.take.Visible() {
		t.Errorf("says %q, shortcuts %v", a.table.message.Text, a.kept.Shortcuts)
	}
	test.Tap(a.table.take)
	if want := map[string]string{"quit": "Ctrl+=", "zoom-in": "Ctrl++"}; !maps.Equal(a.kept.Shortcuts, want) || a.table.take.Visible() {
		t.Errorf("shortcuts %v, want %v", a.kept.Shortcuts, want)
	}
}

func TestKeysThatEditTextOrMoveTheFocusAreRefused(t *testing.T) {
	a := ask(t, nil)
	for text, says := range map[string]string{"Ctrl+C": "edits text", "Ctrl+Ins": "edits text", "Ctrl+X": "edits text", "Space": "buttons and lists", "Enter": "buttons and lists"} {
		a.press(t, "quit", "Change", text)
		if !strings.Contains(a.table.message.Text, says) || a.table.take.Visible() || len(a.kept.Shortcuts) != 0 {
			t.Errorf("%s: says %q, shortcuts %v", text, a.table.message.Text, a.kept.Shortcuts)
		}
	}
}

func TestEscapeGivesUpTheRecording(t *testing.T) {
	a := ask(t, nil)
	a.press(t, "quit", "Change", "Esc")
	if len(a.kept.Shortcuts) != 0 || a.table.message.Text != "" || len(a.handed) != 0 {
		t.Errorf("shortcuts %v, says %q, handed on %v", a.kept.Shortcuts, a.table.message.Text, a.handed)
	}
	a.press(t, "quit", "Change", "F2")
	a.press(t, "cancel", "Change", "F4")
	a.press(t, "cancel", "Change", "Esc")
	if want := map[string]string{"quit": "F2"}; !maps.Equal(a.kept.Shortcuts, want) {
		t.Errorf("shortcuts %v, want %v", a.kept.Shortcuts, want)
	}
}

func TestCommandsAreFoundByNameMenuAndKey(t *testing.T) {
	a := ask(t, nil)
	for search, want := range map[string]string{"": "File:open,quit,Edit:copy,View:zoom-in,Page:next-page,File:sample,Page:cancel", "ZOOM": "View:zoom-in", "ctrl+q": "File:quit", "edit": "Edit:copy", "none such": ""} {
		a.table.search.SetText(search)
		var got []string
		title := ""
		for _, row := range a.table.rows {
			if row.command == nil {
				title = row.title + ":"
				continue
			}
			got = append(got, title+row.command.ID)
			title = ""
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%q finds %v, want %s", search, got, want)
		}
	}
}
