package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr/ocrtest"
	"recto/ui/keys"
	"recto/ui/uitest"
)

// pressKey presses a key as the driver does, for which Fyne fires no shortcut.
func (r *tried) pressKey(name fyne.KeyName, held fyne.KeyModifier) {
	r.held = func() fyne.KeyModifier { return held }
	if focused := r.win.Canvas().Focused(); focused != nil {
		focused.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	r.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name})
}

func TestChosenKeysStartTheirCommandsEverywhere(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3", "4")})
	r.open(t, "/a")
	r.useKeys(map[string]string{"next-page": "F3 Ctrl+N", "previous-page": "Shift+F3", "first-page": "", "find-next": "", "find-previous": ""})
	at := func(want int, after string) {
		t.Helper()
		r.untilIdle(t)
		if got := r.session.Doc().At; got != want {
			t.Errorf("after %s page %d is shown, want %d", after, got+1, want+1)
		}
	}
	r.pressKey(fyne.KeyF3, 0)
	at(1, "F3")
	r.pressKey(fyne.KeyPageDown, 0)
	at(1, "the key of before")
	r.pressKey(fyne.KeyHome, 0)
	at(1, "a key that was taken away")
	r.win.Canvas().Focus(r.status.number)
	r.pressKey(fyne.KeyF3, 0)
	at(2, "F3 in an entry")
	r.pressKey(fyne.KeyF3, fyne.KeyModifierShift)
	at(1, "Shift+F3 in an entry")
	r.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: keys.Ctrl})
	at(2, "Ctrl+N in an entry")
	r.win.Canvas().Unfocus()
	canvas := r.win.Canvas().(interface{ TypedShortcut(fyne.Shortcut) })
	canvas.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: keys.Ctrl})
	at(3, "Ctrl+N")
	if got := r.items[r.command("previous-page")].Shortcut.ShortcutName(); got != "CustomDesktop:Shift+F3" {
		t.Errorf("the menu shows %q", got)
	}
	if got := r.command("next-page").hint(); got != "Next page  (F3)" {
		t.Errorf("the hint says %q", got)
	}
	r.useKeys(nil)
	r.pressKey(fyne.KeyHome, 0)
	at(0, "the keys are as before")
	canvas.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyN, Modifier: keys.Ctrl})
	at(0, "a chosen key that holds no more")
}

func TestTheFocusedEntryCopiesBeforeTheMenuDoes(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("page text")})
	r.open(t, "/a")
	entry := r.newEntry()
	r.win.SetContent(entry)
	r.win.Canvas().Focus(entry)
	test.Type(entry, "typed")
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	r.start("copy")
	if got := r.app.Clipboard().Content(); got != "typed" {
		t.Errorf("copied %q from the entry", got)
	}
	r.win.Canvas().Unfocus()
	r.start("copy")
	if got := r.app.Clipboard().Content(); got == "typed" {
		t.Errorf("copied %q from the page", got)
	}
}
