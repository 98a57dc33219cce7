// Package prefs is the pane in which people choose how Recto works. Every
// choice is checked and takes effect at once; the pane keeps nothing itself.
package prefs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/text/language"

	"recto/settings"
	"recto/ui/keys"
	"recto/ui/languages"
)

// Section is a part of the pane.
type Section int

// The sections, in their order.
const (
	General Section = iota
	Reading
	View
	API
	Shortcuts
)

// Config is what the pane shows, and to whom it reports.
type Config struct {
	Settings settings.Settings

	// Choose alters the settings. An error means that nothing was altered.
	Choose func(change func(*settings.Settings)) error

	// Ask asks a question and does what was asked about where a person agrees.
	Ask func(question, yes string, do func())

	// Spoken is the language of the window, Languages those it could speak.
	Spoken    language.Tag
	Languages []Language

	// Formats are those that an export can have, by the names in the settings.
	// ChooseFolder asks for a folder and hands on what was chosen; it may be nil.
	Formats      []Format
	ChooseFolder func(chosen func(folder string))

	// Keeps is true where there is a store for results and sessions.
	Keeps bool

	// AutoWorkers is how many workers there are where Recto chooses.
	AutoWorkers int

	// HasAPI is true where there is a local API, APIOn while it is on: then it
	// keeps its port and key.
	HasAPI, APIOn bool

	// Commands are all commands, in the order of the menus.
	Commands []Command

	// OnKey and OnShortcut get what entries hand on; Held tells which keys are
	// held down.
	OnKey      func(*fyne.KeyEvent)
	OnShortcut func(fyne.Shortcut)
	Held       func() fyne.KeyModifier

	// Copy puts a text on the clipboard.
	Copy func(string)
}

// Language is one that the window can speak, with its name in itself.
type Language struct{ Code, Name string }

// Format is one that an export can have: what the settings and what people
// call it.
type Format struct{ Value, Name string }

// Command is one whose keys can be chosen. Keys are those of nobody's choice,
// as keys.Read reads them.
type Command struct{ ID, Text, Menu, Keys string }

// Prefs is the pane. It belongs to the user interface's goroutine.
type Prefs struct {
	cfg      Config
	now      settings.Settings
	sections []*section
	nav      *keys.List
	pages    *fyne.Container
	content  fyne.CanvasObject

	picker *languages.Picker
	table  *shortcuts

	// showing is true while values are put into the controls, which then report
	// no choice.
	showing bool
}

// section is a titled page of controls.
type section struct {
	id    Section
	title string
	page  fyne.CanvasObject

	// show puts the settings into the controls, reset takes the defaults over.
	show  func(settings.Settings)
	reset func(to *settings.Settings, defaults settings.Settings)
}

// navWidth is the width of the list of sections.
const navWidth = 150

// New makes the pane, at its first section.
func New(cfg Config) *Prefs {
	p := &Prefs{cfg: cfg, now: cfg.Settings.Clone()}
	p.sections = []*section{p.general(), p.reading(), p.view()}
	if cfg.HasAPI {
		p.sections = append(p.sections, p.api())
	}
	p.sections = append(p.sections, p.shortcutSection())
	p.pages = container.NewStack()
	for _, s := range p.sections {
		p.pages.Add(s.page)
	}
	p.nav = keys.NewList(func() int { return len(p.sections) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(p.sections[id].title) }, cfg.OnKey)
	p.nav.OnSelected = p.onSection
	p.nav.HideSeparators = true
	one := p.button(lang.L("Reset section…"), nil, p.onResetSection)
	all := p.button(lang.L("Reset all…"), nil, p.onResetAll)
	one.Importance, all.Importance = widget.LowImportance, widget.LowImportance
	left := container.NewBorder(nil, container.NewVBox(one, all), nil, nil, p.nav)
	side := container.NewHBox(container.New(&columnLayout{width: navWidth}, left), widget.NewSeparator())
	p.content = container.NewBorder(nil, nil, side, nil, container.New(layout.NewCustomPaddedLayout(0, 0, 12, 0), p.pages))
	p.show()
	p.nav.Select(0)
	return p
}

// Content is the pane's object.
func (p *Prefs) Content() fyne.CanvasObject { return p.content }

// Show turns to a section; one that is not there leaves it as it is.
func (p *Prefs) Show(id Section) {
	for i, s := range p.sections {
		if s.id == id {
			p.nav.Select(i)
		}
	}
}

// Recording reports whether the next keys are those of a command, and must
// start none.
func (p *Prefs) Recording() bool { return p.table.recording() }

// SetInstalled tells which packs of traineddata are installed.
func (p *Prefs) SetInstalled(packs []string) { p.picker.SetInstalled(packs) }

func (p *Prefs) onSection(at widget.ListItemID) {
	for i, s := range p.sections {
		if i == at {
			s.page.Show()
		} else {
			s.page.Hide()
		}
	}
	p.table.stop()
	p.pages.Refresh()
}

// choose hands a choice on and remembers it.
func (p *Prefs) choose(change func(*settings.Settings)) error {
	if p.showing {
		return nil
	}
	if err := p.cfg.Choose(change); err != nil {
		return err
	}
	change(&p.now)
	return nil
}

// show puts what holds now into all controls.
func (p *Prefs) show() {
	p.showing = true
	defer func() { p.showing = false }()
	for _, s := range p.sections {
		s.show(p.now)
	}
}

func (p *Prefs) onResetSection() {
	for _, s := range p.sections {
		if s.page.Visible() {
			p.cfg.Ask(lang.L("Set everything in “{{.Section}}” back to how Recto came?", map[string]any{"Section": s.title}), lang.L("Reset"),
				func() { p.reset(s) })
			return
		}
	}
}

func (p *Prefs) onResetAll() {
	p.cfg.Ask(lang.L("Set all preferences back to how Recto came, your shortcuts too?"), lang.L("Reset"), func() { p.reset(p.sections...) })
}

func (p *Prefs) reset(sections ...*section) {
	defaults := settings.Defaults()
	// The defaults are valid, so that there is no error to tell.
	_ = p.choose(func(s *settings.Settings) {
		for _, one := range sections {
			one.reset(s, defaults)
		}
	})
	p.show()
}

// columnLayout gives all it holds one width, or what it needs, and the whole
// height.
type columnLayout struct{ width float32 }

// MinSize is as large as the largest of what it holds.
func (l *columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(l.width, 0)
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// Layout puts all at the left.
func (l *columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(fyne.NewSize(max(l.width, o.MinSize().Width), size.Height))
	}
}
