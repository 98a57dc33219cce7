package keys

import "fyne.io/fyne/v2"

// Text is what has the focus while text in it is selected or typed: an entry,
// for one.
type Text interface {
	fyne.Shortcutable
	SelectedText() string
}

// edits are the commands that a focused text does itself, by their names: the
// menu's shortcuts run before its own.
var edits = map[string]func(fyne.Clipboard) fyne.Shortcut{
	"undo":       func(fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutUndo{} },
	"redo":       func(fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutRedo{} },
	"cut":        func(c fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutCut{Clipboard: c} },
	"copy":       func(c fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutCopy{Clipboard: c} },
	"paste":      func(c fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutPaste{Clipboard: c} },
	"select-all": func(fyne.Clipboard) fyne.Shortcut { return &fyne.ShortcutSelectAll{} },
}

// EditIn does the edit that the command's name stands for in what has the
// focus, and reports whether there is such an edit and such a text.
func EditIn(focused fyne.Focusable, command string, clipboard fyne.Clipboard) bool {
	edit, ok := edits[command]
	text, typed := focused.(Text)
	if !ok || !typed {
		return false
	}
	text.TypedShortcut(edit(clipboard))
	return true
}

// Edits reports whether a focused text does the edit that the command's name
// stands for.
func Edits(focused fyne.Focusable, command string) bool {
	_, ok := edits[command]
	_, typed := focused.(Text)
	return ok && typed
}

// OwnEdit is the command whose key this is in every text, and that alone may
// have it; "" for the others.
func (k Key) OwnEdit() string {
	s, ok := k.edit()
	if !ok {
		return ""
	}
	for command, edit := range edits {
		if edit(nil).ShortcutName() == s.ShortcutName() {
			return command
		}
	}
	return ""
}
