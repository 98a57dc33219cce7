// Package languages is the control in which people choose the languages that
// pages are written in, and learn how to install those that are missing.
package languages

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	spoken "golang.org/x/text/language"

	"recto/ocr/language"
	"recto/ui/keys"
	"recto/ui/translation"
)

// The size of the list of languages.
const (
	pickerWidth  = 440
	pickerHeight = 170
)

// known is a language that pages can be written in.
type known struct {
	language.Language
	name      string // in the window's language
	installed bool
}

// Config is what the control works with, and to whom it reports.
type Config struct {
	// Spoken is the language of the window, in which languages are named.
	Spoken spoken.Tag

	// OnChange is told of the chosen languages, the most likely first, or of
	// language.Automatic alone, after each change that a person makes.
	OnChange func(codes []string)

	// Ask asks a question and does what was asked about where a person agrees.
	Ask func(question, yes string, do func())

	// Copy puts a text on the clipboard.
	Copy func(string)

	// OnKey and OnShortcut get what the controls hand on.
	OnKey      func(*fyne.KeyEvent)
	OnShortcut func(fyne.Shortcut)
}

// Picker is the control: the chosen languages in their order, or "Automatic"
// alone, and under them all others to choose from. It belongs to the user
// interface's goroutine.
type Picker struct {
	cfg     Config
	content fyne.CanvasObject

	codes  []string
	chosen *fyne.Container
	search *keys.Entry
	list   *keys.List

	// all are the known languages, installed ones first; found those that match
	// the search; told is true when it is known which are installed.
	all, found []known
	told       bool
}

// New makes a picker with nothing chosen.
func New(cfg Config) *Picker {
	k := &Picker{cfg: cfg, chosen: container.NewVBox()}
	// It needs no data of its own.
	k.all = []known{{Language: language.Language{Code: language.Automatic, Name: "Automatic"}, name: lang.L("Automatic: what each page shows"), installed: true}}
	for _, l := range language.All() {
		k.all = append(k.all, known{Language: l, name: translation.NameOf(l.Code, l.Name, cfg.Spoken)})
	}
	k.search = keys.NewEntry(cfg.OnKey, cfg.OnShortcut)
	k.search.SetPlaceHolder(lang.L("Search for a language to add"))
	k.search.OnChanged = func(string) { k.find() }
	k.search.OnSubmitted = func(string) { k.onFirst() }
	k.list = keys.NewList(func() int { return len(k.found) }, k.makeRow, k.updateRow, cfg.OnKey)
	k.list.OnSelected = k.onRow
	k.list.HideSeparators = true
	rows := container.NewGridWrap(fyne.NewSize(pickerWidth, pickerHeight), k.list)
	k.content = container.NewVBox(k.chosen, wide(k.search), rows)
	k.sort()
	return k
}

// Content is the control's object.
func (k *Picker) Content() fyne.CanvasObject { return k.content }

// Chosen are the codes of the chosen languages, the most likely first, or
// language.Automatic alone.
func (k *Picker) Chosen() []string { return slices.Clone(k.codes) }

// Set chooses languages, without a report.
func (k *Picker) Set(codes []string) {
	k.codes = slices.Clone(codes)
	k.show()
}

// SetInstalled tells which packs of traineddata there are.
func (k *Picker) SetInstalled(packs []string) {
	k.told = true
	for i, l := range k.all {
		if l.Code == language.Automatic {
			continue
		}
		_, err := language.Packs([]string{l.Code}, packs)
		k.all[i].installed = err == nil
	}
	k.sort()
	k.show()
}

func (k *Picker) sort() {
	slices.SortStableFunc(k.all, func(a, b known) int {
		if automatic := a.Code == language.Automatic; automatic || b.Code == language.Automatic {
			if automatic {
				return -1
			}
			return 1
		}
		if a.installed != b.installed {
			if a.installed {
				return -1
			}
			return 1
		}
		return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
	})
	k.find()
}

// find lists what matches the search by name, English name or code.
func (k *Picker) find() {
	wanted := strings.ToLower(strings.TrimSpace(k.search.Text))
	k.found = nil
	for _, l := range k.all {
		if slices.Contains(k.codes, l.Code) {
			continue
		}
		for _, text := range []string{l.name, l.Name, l.Code} {
			if strings.Contains(strings.ToLower(text), wanted) {
				k.found = append(k.found, l)
				break
			}
		}
	}
	k.list.UnselectAll()
	k.list.Refresh()
}

// onFirst adds the first language that matches what was typed.
func (k *Picker) onFirst() {
	if strings.TrimSpace(k.search.Text) != "" && len(k.found) > 0 {
		k.onRow(0)
	}
}

// show lists the chosen languages.
func (k *Picker) show() {
	k.chosen.RemoveAll()
	for i, code := range k.codes {
		k.chosen.Add(k.chosenRow(i, code, len(k.codes)))
	}
	k.find()
}

// chosenRow is a chosen language with what can be done with it.
func (k *Picker) chosenRow(at int, code string, count int) fyne.CanvasObject {
	name, missing := code, ""
	if i := slices.IndexFunc(k.all, func(l known) bool { return l.Code == code }); i >= 0 {
		name = k.all[i].name
		if k.told && !k.all[i].installed {
			missing = lang.L("not installed")
		}
	}
	button := func(icon fyne.Resource, on bool, run func()) *keys.Button {
		b := keys.NewButton("", icon, run, k.cfg.OnKey)
		b.Importance = widget.LowImportance
		if !on {
			b.Disable()
		}
		return b
	}
	row := container.NewBorder(nil, nil, container.NewHBox(widget.NewLabel(name), newNote(missing)), container.NewHBox(
		button(theme.MoveUpIcon(), at > 0, func() { k.move(at, at-1) }),
		button(theme.MoveDownIcon(), at < count-1, func() { k.move(at, at+1) }),
		button(theme.CancelIcon(), code != language.Automatic, func() { k.remove(at) }),
	))
	return wide(row)
}

func (k *Picker) move(from, to int) {
	k.alter(func(codes []string) []string {
		codes[from], codes[to] = codes[to], codes[from]
		return codes
	})
}

// remove takes a language off; where none is left, pages say it themselves.
func (k *Picker) remove(at int) {
	k.alter(func(codes []string) []string {
		if codes = slices.Delete(codes, at, at+1); len(codes) == 0 {
			return []string{language.Automatic}
		}
		return codes
	})
}

func (k *Picker) alter(change func([]string) []string) {
	k.codes = change(slices.Clone(k.codes))
	k.cfg.OnChange(slices.Clone(k.codes))
	k.show()
}

// makeRow is a language of the list: its name, and how to install it.
func (k *Picker) makeRow() fyne.CanvasObject {
	return container.NewBorder(nil, nil, widget.NewLabel(""), nil, newNote(""))
}

func (k *Picker) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	row, l := o.(*fyne.Container), k.found[id]
	about, name := row.Objects[0].(*widget.Label), row.Objects[1].(*widget.Label)
	name.SetText(l.name)
	if k.told && !l.installed {
		about.SetText(lang.L("not installed: {{.Package}}", map[string]any{"Package": l.Package()}))
	} else {
		about.SetText("")
	}
	row.Refresh()
}

// onRow adds a language; of one that is not installed it copies how to.
func (k *Picker) onRow(id widget.ListItemID) {
	l := k.found[id]
	k.list.UnselectAll()
	if k.told && !l.installed {
		command := InstallCommand(l.Package())
		k.cfg.Ask(lang.L("{{.Language}} is not installed. Install it with: {{.Command}}", map[string]any{"Language": l.name, "Command": command}),
			lang.L("Copy command"), func() { k.cfg.Copy(command) })
		return
	}
	k.alter(func(codes []string) []string {
		if l.Code == language.Automatic {
			return []string{l.Code}
		}
		return append(language.Named(codes), l.Code)
	})
}

// InstallCommand is what a person types to install a Debian package.
func InstallCommand(pack string) string { return "sudo apt-get install " + pack }

// newNote is a small text beside a language.
func newNote(text string) *widget.Label {
	n := widget.NewLabel(text)
	n.SizeName = theme.SizeNameCaptionText
	return n
}

// wide gives a row the picker's width.
func wide(o fyne.CanvasObject) fyne.CanvasObject {
	return container.NewHBox(container.NewGridWrap(fyne.NewSize(pickerWidth, o.MinSize().Height), o))
}
