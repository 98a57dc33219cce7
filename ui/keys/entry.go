package keys

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Entry is an entry in which commands go on: it hands on the keys that type
// nothing. All entries of the window are such.
type Entry struct {
	widget.Entry

	// OnKey gets F1 … F12 and Escape; OnShortcut gets what is pressed with Ctrl
	// or Alt and edits no text. Each may be nil.
	OnKey      func(*fyne.KeyEvent)
	OnShortcut func(fyne.Shortcut)
}

// NewEntry makes an entry of one line.
func NewEntry(onKey func(*fyne.KeyEvent), onShortcut func(fyne.Shortcut)) *Entry {
	e := &Entry{OnKey: onKey, OnShortcut: onShortcut}
	e.ExtendBaseWidget(e)
	return e
}

// NewPassword makes an entry that hides what is typed until it is asked to
// show it.
func NewPassword(onKey func(*fyne.KeyEvent), onShortcut func(fyne.Shortcut)) *Entry {
	e := &Entry{OnKey: onKey, OnShortcut: onShortcut}
	e.Password = true
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey hands on what types nothing, and types all others.
func (e *Entry) TypedKey(event *fyne.KeyEvent) {
	handOn(event, e.OnKey, e.Entry.TypedKey)
}

// TypedShortcut hands on what edits no text.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && !moves(custom.KeyName) && e.OnShortcut != nil {
		e.OnShortcut(s)
		return
	}
	e.Entry.TypedShortcut(s)
}

// moves reports whether an entry moves its cursor by the key, by words where
// something is held.
func moves(name fyne.KeyName) bool { return name == fyne.KeyLeft || name == fyne.KeyRight }
