package prefs

import (
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/settings"
	"recto/ui/keys"
)

// shortcuts lists the commands with their keys, by menus, and lets others be
// chosen.
type shortcuts struct {
	p       *Prefs
	content fyne.CanvasObject
	search  *keys.Entry
	list    *keys.List

	// rows are the menus and commands that match the search.
	rows []shortcutRow

	// chosen is the command under the list, nil without one.
	chosen  *Command
	detail  *fyne.Container
	line    *fyne.Container
	name    *widget.Label
	record  *recorder
	change  *keys.Button
	add     *keys.Button
	clear   *keys.Button
	reset   *keys.Button
	message *widget.Label
	take    *keys.Button

	// adding is true while the recorded key comes beside those there are;
	// pressed is the key that another command has.
	adding  bool
	pressed keys.Key
}

// shortcutRow is a command, or a menu's title where that is nil.
type shortcutRow struct {
	title   string
	command *Command
}

func (p *Prefs) shortcutSection() *section {
	p.table = newShortcuts(p)
	return &section{id: Shortcuts, title: lang.L("Shortcuts"), page: p.table.content,
		show:  func(settings.Settings) { p.table.show() },
		reset: func(to *settings.Settings, _ settings.Settings) { to.Shortcuts = nil }}
}

func newShortcuts(p *Prefs) *shortcuts {
	k := &shortcuts{p: p, search: p.entry()}
	k.search.SetPlaceHolder(lang.L("Search for a command or a key"))
	k.search.OnChanged = func(string) { k.find() }
	k.list = keys.NewList(func() int { return len(k.rows) }, k.makeRow, k.updateRow, p.cfg.OnKey)
	k.list.OnSelected = k.onRow
	k.list.HideSeparators = true
	k.name = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	k.record = newRecorder(p.cfg.Held, k.onKey, k.onRecorded)
	k.change = p.button(lang.L("Change"), nil, func() { k.start(false) })
	k.add = p.button(lang.L("Add"), nil, func() { k.start(true) })
	k.clear = p.button(lang.L("Remove"), nil, func() { k.set(k.chosen, nil) })
	k.reset = p.button(lang.L("Reset"), nil, func() { k.set(k.chosen, keys.Read(k.chosen.Keys)) })
	k.message = widget.NewLabel("")
	k.message.Wrapping = fyne.TextWrapWord
	k.take = p.button(lang.L("Use it here"), nil, k.onTake)
	k.line = container.NewBorder(nil, nil, k.name, container.NewHBox(k.change, k.add, k.clear, k.reset), k.record)
	k.detail = container.NewVBox(widget.NewSeparator(), k.line,
		container.NewBorder(nil, nil, nil, k.take, k.message))
	k.content = container.NewBorder(k.search, k.detail, nil, nil, k.list)
	k.find()
	return k
}

// keysOf are the keys that start a command now.
func (k *shortcuts) keysOf(c *Command) []keys.Key {
	if text, ok := k.p.now.Shortcuts[c.ID]; ok {
		return keys.Read(text)
	}
	return keys.Read(c.Keys)
}

// written are keys as people read them.
func written(list []keys.Key) string {
	texts := make([]string, len(list))
	for i, one := range list {
		texts[i] = one.String()
	}
	return strings.Join(texts, ", ")
}

// find lists what matches the search by name, menu or key.
func (k *shortcuts) find() {
	wanted := strings.ToLower(strings.TrimSpace(k.search.Text))
	k.rows = nil
	title := ""
	for i := range k.p.cfg.Commands {
		c := &k.p.cfg.Commands[i]
		all := strings.ToLower(c.Text + "\n" + c.Menu + "\n" + written(k.keysOf(c)))
		if !strings.Contains(all, wanted) {
			continue
		}
		if c.Menu != title {
			title = c.Menu
			k.rows = append(k.rows, shortcutRow{title: title})
		}
		k.rows = append(k.rows, shortcutRow{command: c})
	}
	k.list.UnselectAll()
	k.list.Refresh()
	k.choose(nil)
}

func (k *shortcuts) show() {
	k.list.Refresh()
	k.showDetail()
}

func (k *shortcuts) makeRow() fyne.CanvasObject {
	shown := widget.NewLabel("")
	shown.Alignment = fyne.TextAlignTrailing
	return container.NewBorder(nil, nil, widget.NewLabel(""), shown)
}

func (k *shortcuts) updateRow(id widget.ListItemID, o fyne.CanvasObject) {
	objects, row := o.(*fyne.Container).Objects, k.rows[id]
	name, shown := objects[0].(*widget.Label), objects[1].(*widget.Label)
	name.TextStyle.Bold = row.command == nil
	if row.command == nil {
		name.SetText(row.title)
		shown.SetText("")
		return
	}
	name.SetText("    " + row.command.Text)
	shown.SetText(written(k.keysOf(row.command)))
}

func (k *shortcuts) onRow(id widget.ListItemID) { k.choose(k.rows[id].command) }

// choose shows a command under the list; nil shows none.
func (k *shortcuts) choose(c *Command) {
	k.stop()
	k.chosen = c
	k.say("", false)
	k.showDetail()
}

func (k *shortcuts) showDetail() {
	defer k.line.Refresh() // the name is as wide as it is
	for _, b := range []*keys.Button{k.change, k.add, k.clear, k.reset} {
		if k.chosen == nil {
			b.Disable()
		} else {
			b.Enable()
		}
	}
	switch {
	case k.chosen == nil:
		k.name.SetText("")
		k.record.SetText(lang.L("Choose a command to change its keys."))
	case k.record.focused:
		k.name.SetText(k.chosen.Text)
		k.record.SetText(lang.L("Press the keys…"))
	default:
		k.name.SetText(k.chosen.Text)
		text := written(k.keysOf(k.chosen))
		if text == "" {
			text = lang.L("no keys")
		}
		k.record.SetText(text)
		if len(k.keysOf(k.chosen)) == 0 {
			k.clear.Disable()
		}
		if _, own := k.p.now.Shortcuts[k.chosen.ID]; !own {
			k.reset.Disable()
		}
	}
}

// say says something under the command, and offers to take a key over.
func (k *shortcuts) say(text string, take bool) {
	k.message.SetText(text)
	if take {
		k.take.Show()
	} else {
		k.take.Hide()
	}
}

// start records the next key.
func (k *shortcuts) start(adding bool) {
	k.adding = adding
	k.say("", false)
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(k.record); canvas != nil {
		canvas.Focus(k.record)
	}
	k.showDetail()
}

// recording reports whether keys are recorded, or one is not let go yet.
func (k *shortcuts) recording() bool { return k.record.focused }

// stop ends the recording.
func (k *shortcuts) stop() {
	if !k.record.focused {
		return
	}
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(k.record); canvas != nil {
		canvas.Unfocus()
	}
}

func (k *shortcuts) onRecorded() {
	k.stop()
	k.showDetail()
}

// onKey takes a key that was pressed for the chosen command.
func (k *shortcuts) onKey(pressed keys.Key) {
	if pressed == (keys.Key{Name: fyne.KeyEscape}) && k.chosen.Keys != pressed.String() {
		return // Escape gives up, but for the command that it is the key of
	}
	k.pressed = pressed
	data := map[string]any{"Keys": pressed.String()}
	if own := pressed.OwnEdit(); own != "" && own != k.chosen.ID {
		k.say(lang.L("{{.Keys}} edits text wherever text is typed.", data), false)
		return
	}
	if typesAnywhere(pressed) {
		k.say(lang.L("{{.Keys}} alone is needed to use buttons and lists.", data), false)
		return
	}
	if other := k.owner(pressed); other != nil {
		data["Command"] = other.Text
		k.say(lang.L("{{.Keys}} starts “{{.Command}}”.", data), true)
		return
	}
	k.assign(pressed)
}

// typesAnywhere reports whether what has the focus needs the key.
func typesAnywhere(k keys.Key) bool {
	return k.Held&^fyne.KeyModifierShift == 0 && slices.Contains([]fyne.KeyName{fyne.KeyTab, fyne.KeyReturn, fyne.KeySpace, fyne.KeyEnter}, k.Name)
}

// owner is another command that the key starts, nil where there is none.
func (k *shortcuts) owner(pressed keys.Key) *Command {
	for i := range k.p.cfg.Commands {
		c := &k.p.cfg.Commands[i]
		if c.ID != k.chosen.ID && slices.ContainsFunc(k.keysOf(c), func(one keys.Key) bool { return keys.Same(one, pressed) }) {
			return c
		}
	}
	return nil
}

// assign gives the chosen command the key.
func (k *shortcuts) assign(pressed keys.Key) {
	list := []keys.Key{pressed}
	if k.adding {
		list = slices.DeleteFunc(k.keysOf(k.chosen), func(one keys.Key) bool { return keys.Same(one, pressed) })
		list = append(list, pressed)
	}
	k.set(k.chosen, list)
}

// onTake takes the key from the command that has it.
func (k *shortcuts) onTake() {
	if other := k.owner(k.pressed); other != nil {
		k.set(other, slices.DeleteFunc(k.keysOf(other), func(one keys.Key) bool { return keys.Same(one, k.pressed) }))
	}
	k.assign(k.pressed)
}

// set gives a command its keys; its own ones stand in no settings.
func (k *shortcuts) set(c *Command, list []keys.Key) {
	chosen := maps.Clone(k.p.now.Shortcuts)
	if chosen == nil {
		chosen = map[string]string{}
	}
	if names := keys.Names(list); names == keys.Names(keys.Read(c.Keys)) {
		delete(chosen, c.ID)
	} else {
		chosen[c.ID] = names
	}
	if len(chosen) == 0 {
		chosen = nil
	}
	// Names of commands and keys are valid.
	_ = k.p.choose(func(s *settings.Settings) { s.Shortcuts = maps.Clone(chosen) })
	k.say("", false)
	k.show()
}
