// Package keys names keys with what is held down beside them, tells how Fyne
// reports each, and has the entry that hands on the keys that type nothing.
package keys

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Ctrl is what is held for most shortcuts.
const Ctrl = fyne.KeyModifierShortcutDefault

// Key is a key with what is held down beside it. Its zero value is none.
type Key struct {
	Name fyne.KeyName
	Held fyne.KeyModifier
}

// held are the names of what is held down, in the order in which they stand.
var held = []struct {
	name     string
	modifier fyne.KeyModifier
}{
	{"Ctrl", Ctrl}, {"Super", fyne.KeyModifierSuper &^ Ctrl}, {"Alt", fyne.KeyModifierAlt}, {"Shift", fyne.KeyModifierShift},
}

// names are the keys whose Fyne name is not what stands on them.
var names = map[fyne.KeyName]string{
	fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn", fyne.KeyEscape: "Esc", fyne.KeyReturn: "Enter",
	fyne.KeyDelete: "Del", fyne.KeyInsert: "Ins", fyne.KeyBackspace: "Backspace",
}

// String is how people write the key: "Ctrl+Shift+F".
func (k Key) String() string {
	text := ""
	for _, h := range held {
		if h.modifier != 0 && k.Held&h.modifier != 0 {
			text += h.name + "+"
		}
	}
	if name, ok := names[k.Name]; ok {
		return text + name
	}
	return text + string(k.Name)
}

// Parse is the key of a text such as String gives, in any letter case; false
// where it names no key that a command may have.
func Parse(text string) (Key, bool) {
	k, rest := Key{}, text
	for again := true; again; {
		again = false
		for _, h := range held {
			if n := len(h.name) + 1; h.modifier != 0 && len(rest) > n && strings.EqualFold(rest[:n], h.name+"+") {
				k.Held |= h.modifier
				rest, again = rest[n:], true
			}
		}
	}
	for name, short := range names {
		if strings.EqualFold(rest, short) {
			k.Name = name
			return k, true
		}
	}
	for _, name := range slices.Concat(printed, functions, movers) {
		if strings.EqualFold(rest, string(name)) {
			k.Name = name
			return k, true
		}
	}
	return Key{}, false
}

// Read are the keys of a text that names several with spaces between them.
// What names none is left out.
func Read(text string) []Key {
	var list []Key
	for _, word := range strings.Fields(text) {
		if k, ok := Parse(word); ok {
			list = append(list, k)
		}
	}
	return list
}

// Names writes the keys as Read reads them.
func Names(list []Key) string {
	words := make([]string, len(list))
	for i, k := range list {
		words[i] = k.String()
	}
	return strings.Join(words, " ")
}

// The keys that may start a command, beside those in names.
var (
	printed = []fyne.KeyName{
		fyne.Key0, fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
		fyne.KeyA, fyne.KeyB, fyne.KeyC, fyne.KeyD, fyne.KeyE, fyne.KeyF, fyne.KeyG, fyne.KeyH, fyne.KeyI, fyne.KeyJ, fyne.KeyK, fyne.KeyL, fyne.KeyM,
		fyne.KeyN, fyne.KeyO, fyne.KeyP, fyne.KeyQ, fyne.KeyR, fyne.KeyS, fyne.KeyT, fyne.KeyU, fyne.KeyV, fyne.KeyW, fyne.KeyX, fyne.KeyY, fyne.KeyZ,
		fyne.KeyPlus, fyne.KeyMinus, fyne.KeyEqual, fyne.KeyAsterisk, fyne.KeySlash, fyne.KeyBackslash, fyne.KeyComma, fyne.KeyPeriod,
		fyne.KeySemicolon, fyne.KeyApostrophe, fyne.KeyBackTick, fyne.KeyLeftBracket, fyne.KeyRightBracket, fyne.KeySpace,
	}
	functions = []fyne.KeyName{
		fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12,
	}
	movers = []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyTab}
)

// Known reports whether the key may start a command: one that only holds
// others, or that no name stands for, does not.
func (k Key) Known() bool {
	_, ok := Parse(k.String())
	return ok
}

// Function reports whether the key is F1 … F12, which types nothing anywhere.
func (k Key) Function() bool { return slices.Contains(functions, k.Name) }

// Bare reports whether Fyne fires no shortcut for the key, so that the window
// must listen for it.
func (k Key) Bare() bool {
	if k.Held == 0 {
		return true
	}
	_, edits := k.edit()
	return k.Held == fyne.KeyModifierShift && !edits
}

// Shortcut is how Fyne reports a key that is not bare. Those that edit text
// have names of their own.
func (k Key) Shortcut() fyne.Shortcut {
	if s, ok := k.edit(); ok {
		return s
	}
	return &desktop.CustomShortcut{KeyName: k.Name, Modifier: k.Held}
}

// edit is the edit of text that every entry does at this key.
func (k Key) edit() (fyne.Shortcut, bool) {
	switch k {
	case Key{fyne.KeyC, Ctrl}, Key{fyne.KeyInsert, Ctrl}:
		return &fyne.ShortcutCopy{}, true
	case Key{fyne.KeyX, Ctrl}, Key{fyne.KeyDelete, fyne.KeyModifierShift}:
		return &fyne.ShortcutCut{}, true
	case Key{fyne.KeyV, Ctrl}, Key{fyne.KeyInsert, fyne.KeyModifierShift}:
		return &fyne.ShortcutPaste{}, true
	case Key{fyne.KeyZ, Ctrl}:
		return &fyne.ShortcutUndo{}, true
	case Key{fyne.KeyY, Ctrl}:
		return &fyne.ShortcutRedo{}, true
	case Key{fyne.KeyA, Ctrl}:
		return &fyne.ShortcutSelectAll{}, true
	}
	return nil, false
}

// Same reports whether two keys cannot be told apart when they are pressed.
func Same(a, b Key) bool {
	if a.Bare() || b.Bare() {
		return a == b
	}
	return a.Shortcut().ShortcutName() == b.Shortcut().ShortcutName()
}
