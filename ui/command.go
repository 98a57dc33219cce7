package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"recto/ui/keys"
)

// command is one thing a person can do. The table of commands feeds the menu,
// the toolbar, the shortcuts and the texts that explain them. One of the ids
// that keys.EditIn knows is done by the entry that has the focus, if any.
type command struct {
	id   string
	text string
	icon fyne.Resource

	// menu is the menu it stands in; a line is drawn above it where lined.
	menu  menu
	lined bool

	// keys all start it where nobody chose others; the first is shown. They are
	// written as keys.Read reads them: "Ctrl+R F5".
	keys string

	// chosen are the keys that start it now.
	chosen []keys.Key

	// anywhere is true for what can be done while a dialog is shown.
	anywhere bool

	// enabled says whether it has anything to do now; nil means always.
	enabled func() bool
	run     func()
}

// can reports whether the command has anything to do now.
func (c *command) can() bool { return c.enabled == nil || c.enabled() }

// hint is the command's text with its first key.
func (c *command) hint() string {
	if len(c.chosen) == 0 {
		return c.text
	}
	return c.text + "  (" + c.chosen[0].String() + ")"
}

// start runs the command if it can; while a dialog asks something, only what
// works in the dialog too. What edits text is left to the text that has the
// focus: menu shortcuts run before its own.
func (w *window) start(c *command) {
	if w.prefs != nil && w.prefs.Recording() {
		return // the key is being chosen for a command
	}
	if keys.EditIn(w.win.Canvas().Focused(), c.id, w.app.Clipboard()) {
		return
	}
	if c.can() && (len(w.dialogs) == 0 || c.anywhere) {
		c.run()
	}
}

// command is the command of that id; asking for another is a bug of ours.
func (w *window) command(id string) *command {
	for _, c := range w.commands {
		if c.id == id {
			return c
		}
	}
	panic("ui: no command " + id)
}

// makeMenu is the commands as the window's menu.
func (w *window) makeMenu() *fyne.MainMenu {
	bar := &fyne.MainMenu{}
	for title := range menuCount {
		menu := &fyne.Menu{Label: title.String()}
		for _, c := range w.commands {
			if c.menu != title {
				continue
			}
			if c.lined {
				menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			}
			item := fyne.NewMenuItem(c.text, func() { w.start(c) })
			item.Icon, item.IsQuit = c.icon, c.id == "quit"
			w.items[c] = item
			menu.Items = append(menu.Items, item)
		}
		bar.Items = append(bar.Items, menu)
	}
	return bar
}

// useKeys lets every command be started by the keys that were chosen for it,
// by its id, else by its own.
func (w *window) useKeys(chosen map[string]string) {
	canvas := w.win.Canvas()
	for _, s := range w.shortcuts {
		canvas.RemoveShortcut(s)
	}
	w.shortcuts = nil
	for _, c := range w.commands {
		text, ok := chosen[c.id]
		if !ok {
			text = c.keys
		}
		c.chosen = keys.Read(text)
		item := w.items[c]
		item.Shortcut = nil
		if len(c.chosen) > 0 {
			item.Shortcut = c.chosen[0].Shortcut()
		}
		for _, k := range c.chosen {
			if !k.Bare() {
				w.shortcuts = append(w.shortcuts, k.Shortcut())
				canvas.AddShortcut(k.Shortcut(), func(fyne.Shortcut) { w.start(c) })
			}
		}
	}
	canvas.SetOnTypedKey(w.onKey)
	w.win.MainMenu().Refresh()
}

// onKey starts the command of a key for which Fyne fires no shortcut, whatever
// has the focus.
func (w *window) onKey(e *fyne.KeyEvent) {
	if top := len(w.dialogs) - 1; top >= 0 {
		if e.Name == fyne.KeyEscape {
			w.dialogs[top].Dismiss()
		}
		return
	}
	pressed := keys.Key{Name: e.Name, Held: w.held() & fyne.KeyModifierShift}
	for _, c := range w.commands {
		for _, k := range c.chosen {
			if k.Bare() && k == pressed {
				w.start(c)
				return
			}
		}
	}
}

// onShortcut starts the command of a shortcut that reached an entry.
func (w *window) onShortcut(s fyne.Shortcut) {
	for _, c := range w.commands {
		for _, k := range c.chosen {
			if !k.Bare() && k.Shortcut().ShortcutName() == s.ShortcutName() {
				w.start(c)
				return
			}
		}
	}
}

// heldKeys asks the driver what is held down; 0 where it cannot tell.
func (w *window) heldKeys() fyne.KeyModifier {
	if d, ok := w.app.Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// showEnabled greys out what has nothing to do.
func (w *window) showEnabled() {
	changed := false
	for _, c := range w.commands {
		off := !c.can()
		if item := w.items[c]; item.Disabled != off {
			item.Disabled = off
			changed = true
		}
		for _, button := range w.buttons[c] {
			if off {
				button.Disable()
			} else {
				button.Enable()
			}
		}
	}
	if changed {
		w.win.MainMenu().Refresh()
	}
}
