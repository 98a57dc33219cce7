package prefs

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/language"
	"recto/settings"
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

// picker chooses the languages of pages: those chosen in their order, and under
// them all others to choose from.
type picker struct {
	p       *Prefs
	content fyne.CanvasObject

	chosen *fyne.Container
	search *keys.Entry
	list   *keys.List

	// all are the known languages, installed ones first; found those that match
	// the search; told is true when it is known which are installed.
	all, found []known
	told       bool
}

func newPicker(p *Prefs) *picker {
	k := &picker{p: p, chosen: container.NewVBox()}
	for _, l := range language.All() {
		k.all = append(k.all, known{Language: l, name: translation.NameOf(l.Code, l.Name, p.cfg.Spoken)})
	}
	k.search = p.entry()
	k.search.SetPlaceHolder(lang.L("Search for a language to add"))
	k.search.OnChanged = func(string) { k.find() }
	k.list = keys.NewList(func() int { return len(k.found) }, k.makeRow, k.updateRow, p.cfg.OnKey)
	k.list.OnSelected = k.onRow
	k.list.HideSeparators = true
	rows := container.NewGridWrap(fyne.NewSize(pickerWidth, pickerHeight), k.list)
	k.content = container.NewVBox(k.chosen, wide(k.search, pickerWidth), rows)
	k.sort()
	return k
}

// setInstalled tells which packs there are.
func (k *picker) setInstalled(packs []string) {
	k.told = true
	for i, l := range k.all {
		_, err := language.Packs([]string{l.Code}, packs)
		k.all[i].installed = err == nil
	}
	k.sort()
	k.show(k.p.now)
}

func (k *picker) sort() {
	slices.SortStableFunc(k.all, func(a, b known) int {
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
func (k *picker) find() {
	wanted := strings.ToLower(strings.TrimSpace(k.search.Text))
	k.found = nil
	for _, l := range k.all {
		if slices.Contains(k.p.now.Languages, l.Code) {
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

// show lists the chosen languages.
func (k *picker) show(s settings.Settings) {
	k.chosen.RemoveAll()
	for i, code := range s.Languages {
		k.chosen.Add(k.chosenRow(i, code, len(s.Languages)))
	}
	k.find()
}

// chosenRow is a chosen language with what can be done with it.
func (k *picker) chosenRow(at int, code string, count int) fyne.CanvasObject {
	name, missing := code, ""
	if i := slices.IndexFunc(k.all, func(l known) bool { return l.Code == code }); i >= 0 {
		name = k.all[i].name
		if k.told && !k.all[i].installed {
			missing = lang.L("not installed")
		}
	}
	button := func(icon fyne.Resource, on bool, run func()) *keys.Button {
		b := k.p.button("", icon, run)
		b.Importance = widget.LowImportance
		if !on {
			b.Disable()
		}
		return b
	}
	row := container.NewBorder(nil, nil, container.NewHBox(widget.NewLabel(name), newNote(missing, fyne.TextWrapOff)), container.NewHBox(
		button(theme.MoveUpIcon(), at > 0, func() { k.move(at, at-1) }),
		button(theme.MoveDownIcon(), at < count-1, func() { k.move(at, at+1) }),
		button(theme.CancelIcon(), count > 1, func() { k.remove(at) }),
	))
	return wide(row, pickerWidth)
}

func (k *picker) move(from, to int) {
	k.alter(func(codes []string) []string {
		codes[from], codes[to] = codes[to], codes[from]
		return codes
	})
}

func (k *picker) remove(at int) {
	k.alter(func(codes []string) []string { return slices.Delete(codes, at, at+1) })
}

func (k *picker) alter(change func([]string) []string) {
	codes := change(slices.Clone(k.p.now.Languages))
	// Codes of the table are valid, and one is left at least.
	_ = k.p.choose(func(s *settings.Settings) { s.Languages = slices.Clone(codes) })
	k.show(k.p.now)
}

// makeRow is a language of the list: its name, and how to install it.
func (k *picker) makeRow() fyne.CanvasObject {
	return container.NewBorder(nil, nil, widget.NewLabel(""), nil, newNote("", fyne.TextWrapOff))
}

func (k *picker) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
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
func (k *picker) onRow(id widget.ListItemID) {
	l := k.found[id]
	k.list.UnselectAll()
	if k.told && !l.installed {
		command := "sudo apt-get install " + l.Package()
		k.p.cfg.Ask(lang.L("{{.Language}} is not installed. Install it with: {{.Command}}", map[string]any{"Language": l.name, "Command": command}),
			lang.L("Copy command"), func() { k.p.cfg.Copy(command) })
		return
	}
	k.alter(func(codes []string) []string { return append(codes, l.Code) })
}
