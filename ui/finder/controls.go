package finder

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// entry is where a query is typed; keys that type nothing move among the hits.
type entry struct {
	keys.Entry
	pane *Pane
}

func newEntry(p *Pane) *entry {
	e := &entry{pane: p}
	e.PlaceHolder = lang.L("Find")
	e.OnChanged = func(string) { p.changed() }
	e.OnKey = func(event *fyne.KeyEvent) { p.OnKey(event) }
	e.OnShortcut = func(s fyne.Shortcut) { p.OnShortcut(s) }
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey moves among the hits, or does what an entry does.
func (e *entry) TypedKey(event *fyne.KeyEvent) {
	if !e.pane.key(event.Name) {
		e.Entry.TypedKey(event)
	}
}

// selectAll selects the text, so that typing replaces it.
func (e *entry) selectAll() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// hinted is a button that tells what it does while the pointer is over it.
type hinted struct {
	widget.Button
	pane *Pane
	hint string
}

func (p *Pane) newButton(icon fyne.Resource, hint string, tapped func()) *hinted {
	b := &hinted{pane: p, hint: hint}
	b.Icon, b.OnTapped, b.Importance = icon, tapped, widget.LowImportance
	b.ExtendBaseWidget(b)
	return b
}

// MouseIn tells the hint.
func (b *hinted) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.pane.OnHint(b.hint)
}

// MouseOut ends the hint.
func (b *hinted) MouseOut() {
	b.Button.MouseOut()
	b.pane.OnHint("")
}

// toggle is a button that stays pressed.
type toggle struct {
	hinted
	on bool
}

func (p *Pane) newToggle(text, hint string) *toggle {
	t := &toggle{hinted: hinted{pane: p, hint: hint}}
	t.Text, t.Importance = text, widget.LowImportance
	t.OnTapped = func() {
		t.on = !t.on
		t.allow(true)
		p.changed()
	}
	t.ExtendBaseWidget(t)
	p.toggles = append(p.toggles, t)
	return t
}

// allow shows whether the toggle is on, and whether it does anything now.
func (t *toggle) allow(allowed bool) {
	importance := widget.LowImportance
	if t.on && allowed {
		importance = widget.HighImportance
	}
	if t.Importance != importance {
		t.Importance = importance
		t.Refresh()
	}
	if allowed == t.Disabled() {
		if allowed {
			t.Enable()
		} else {
			t.Disable()
		}
	}
}
