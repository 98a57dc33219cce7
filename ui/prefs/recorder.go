package prefs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// recorder is a label that takes the next keys while it has the focus.
type recorder struct {
	widget.Label
	held     func() fyne.KeyModifier
	onKey    func(keys.Key)
	onEnd    func()
	focused  bool
	recorded bool // until the key is let go, its shortcut may still come
}

func newRecorder(held func() fyne.KeyModifier, onKey func(keys.Key), onEnd func()) *recorder {
	r := &recorder{held: held, onKey: onKey, onEnd: onEnd}
	r.ExtendBaseWidget(r)
	return r
}

// KeyDown takes the key, which comes here before it starts anything.
func (r *recorder) KeyDown(e *fyne.KeyEvent) {
	k := keys.Key{Name: e.Name, Held: r.held()}
	if r.recorded || !k.Known() {
		return
	}
	r.recorded = true
	r.onKey(k)
}

// KeyUp ends the recording.
func (r *recorder) KeyUp(*fyne.KeyEvent) {
	if r.recorded {
		r.onEnd()
	}
}

// FocusGained begins the recording.
func (r *recorder) FocusGained() { r.focused, r.recorded = true, false }

// FocusLost ends it.
func (r *recorder) FocusLost() {
	if r.focused {
		r.focused = false
		r.onEnd()
	}
}

// AcceptsTab lets the tabulator be no key of a command.
func (r *recorder) AcceptsTab() bool { return false }

// TypedKey does nothing: KeyDown has the key.
func (r *recorder) TypedKey(*fyne.KeyEvent) {}

// TypedRune does nothing.
func (r *recorder) TypedRune(rune) {}

// TypedShortcut keeps the shortcut from the window.
func (r *recorder) TypedShortcut(fyne.Shortcut) {}
