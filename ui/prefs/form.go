package prefs

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/settings"
	"recto/ui/keys"
)

// The widths of controls.
const (
	choiceWidth = 320
	numberWidth = 150
	textWidth   = 300
)

// form is the rows of a section: what is chosen, the control, and under it a
// note or what is wrong.
type form struct {
	p     *Prefs
	grid  *fyne.Container
	shows []func(settings.Settings)
}

func (p *Prefs) newForm() *form { return &form{p: p, grid: container.New(layout.NewFormLayout())} }

// show puts the settings into the controls.
func (f *form) show(s settings.Settings) {
	for _, show := range f.shows {
		show(s)
	}
}

// page is the form under a scrollbar.
func (f *form) page() fyne.CanvasObject { return container.NewVScroll(f.grid) }

// add adds a row and returns how to say what is wrong with its value, "" for
// nothing. A note may be "".
func (f *form) add(label string, control fyne.CanvasObject, text string) (problem func(string)) {
	wrong := widget.NewLabel("")
	wrong.Importance, wrong.Wrapping = widget.DangerImportance, fyne.TextWrapWord
	wrong.Hide()
	cell := container.NewVBox(control, wrong)
	if text != "" {
		cell.Add(newNote(text, fyne.TextWrapWord))
	}
	name := widget.NewLabel(label)
	f.grid.Add(container.NewVBox(name))
	f.grid.Add(cell)
	return func(text string) {
		if wrong.Text == text {
			return
		}
		wrong.SetText(text)
		if text == "" {
			wrong.Hide()
		} else {
			wrong.Show()
		}
	}
}

// newNote is a small text under or beside a control.
func newNote(text string, wrapping fyne.TextWrap) *widget.Label {
	n := widget.NewLabel(text)
	n.SizeName, n.Wrapping = theme.SizeNameCaptionText, wrapping
	return n
}

// wide gives a control its width and keeps it at the left.
func wide(o fyne.CanvasObject, width float32, after ...fyne.CanvasObject) fyne.CanvasObject {
	sized := container.NewGridWrap(fyne.NewSize(width, o.MinSize().Height), o)
	return container.NewHBox(append([]fyne.CanvasObject{sized}, after...)...)
}

// option is one of the values of a choice, and what it is called.
type option struct{ value, text string }

// choice is a row in which one of several is chosen.
func (f *form) choice(label, note string, options []option, get func(settings.Settings) string, set func(*settings.Settings, string)) *keys.Select {
	texts := make([]string, len(options))
	for i, o := range options {
		texts[i] = o.text
	}
	box := keys.NewSelect(texts, f.p.cfg.OnKey)
	problem := f.add(label, wide(box, choiceWidth), note)
	box.OnChanged = func(string) {
		i := box.SelectedIndex()
		if i < 0 {
			return
		}
		problem(said(f.p.choose(func(s *settings.Settings) { set(s, options[i].value) })))
	}
	f.shows = append(f.shows, func(s settings.Settings) {
		box.ClearSelected()
		for i, o := range options {
			if o.value == get(s) {
				box.SetSelectedIndex(i)
			}
		}
		problem("")
	})
	return box
}

// said is what a person is told of a value that the settings refuse though its
// control offered it.
func said(err error) string {
	if err == nil {
		return ""
	}
	return lang.L("This value cannot be used.")
}

// check is a row that is on or off.
func (f *form) check(label, text, note string, at func(*settings.Settings) *bool) *keys.Check {
	box := keys.NewCheck(text, f.p.cfg.OnKey)
	problem := f.add(label, container.NewHBox(box), note)
	box.OnChanged = func(on bool) { problem(said(f.p.choose(func(s *settings.Settings) { *at(s) = on }))) }
	f.shows = append(f.shows, func(s settings.Settings) {
		box.SetChecked(*at(&s))
		problem("")
	})
	return box
}

// typed is a value that is typed: how it is written, and what a text means;
// wrong says what to type instead of a text that means none.
type typed struct {
	label, note, unit, placeholder, wrong string
	width                                 float32

	// after stands in the unit's place; it may be nil.
	after fyne.CanvasObject

	format func(settings.Settings) string
	parse  func(text string) (set func(*settings.Settings), ok bool)
}

// typed is a row with an entry. What is typed counts as soon as it can be used;
// while it cannot, what held before does, so that no half of a value stays.
func (f *form) typed(t typed, entry *keys.Entry) *keys.Entry {
	entry.PlaceHolder = t.placeholder
	beside := []fyne.CanvasObject{widget.NewLabel(t.unit)}
	if t.after != nil {
		beside = []fyne.CanvasObject{t.after}
	}
	control := wide(entry, t.width, beside...)
	problem := f.add(t.label, control, t.note)
	before := ""
	entry.OnChanged = func(text string) {
		set, ok := t.parse(strings.TrimSpace(text))
		if ok && f.p.choose(set) == nil {
			problem("")
			return
		}
		problem(t.wrong)
		if set, ok := t.parse(before); ok {
			_ = f.p.choose(set) // it held before
		}
	}
	f.shows = append(f.shows, func(s settings.Settings) {
		before = t.format(s)
		entry.SetText(before)
		problem("")
	})
	return entry
}

// entry is an entry in which commands go on.
func (p *Prefs) entry() *keys.Entry { return keys.NewEntry(p.cfg.OnKey, p.cfg.OnShortcut) }

// button is a button in which commands go on.
func (p *Prefs) button(text string, icon fyne.Resource, run func()) *keys.Button {
	return keys.NewButton(text, icon, run, p.cfg.OnKey)
}
