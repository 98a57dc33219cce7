package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ui/prefs"
	"recto/ui/translation"
)

// prefsSize is the size of the preferences in a window that has room for it.
var prefsSize = fyne.NewSize(900, 600)

func (w *window) onPreferences() { w.showPreferences(prefs.General) }

// onShortcuts lists all commands with their keys.
func (w *window) onShortcuts() { w.showPreferences(prefs.Shortcuts) }

// showPreferences asks what a person prefers, from that section on.
func (w *window) showPreferences(at prefs.Section) {
	cfg := prefs.Config{
		Settings: w.choices.now, Choose: w.choices.choose, Ask: w.confirm, Spoken: w.spoken, AutoWorkers: w.deps.AutoWorkers,
		Keeps: w.deps.Store != nil, ChooseFolder: w.chooseExportFolder,
		HasAPI: w.api != nil, APIOn: w.api != nil && w.api.api.phase != apiOff,
		OnKey: w.onKey, OnShortcut: w.onShortcut, Held: func() fyne.KeyModifier { return w.held() },
		Copy: w.app.Clipboard().SetContent,
	}
	for _, l := range translation.Languages() {
		cfg.Languages = append(cfg.Languages, prefs.Language(l))
	}
	for _, f := range w.formats() {
		cfg.Formats = append(cfg.Formats, prefs.Format{Value: string(f), Name: formatName(f)})
	}
	for title := range menuCount {
		for _, c := range w.commands {
			if c.menu == title {
				cfg.Commands = append(cfg.Commands, prefs.Command{ID: c.id, Text: c.text, Menu: title.String(), Keys: c.keys})
			}
		}
	}
	w.prefs = prefs.New(cfg)
	w.prefs.Show(at)
	shown := dialog.NewCustom(lang.L("Preferences"), lang.L("Close"), w.prefs.Content(), w.win)
	room := w.win.Canvas().Size()
	shown.Resize(fyne.NewSize(min(prefsSize.Width, room.Width*dialogShare), min(prefsSize.Height, room.Height*dialogShare)))
	w.ask(shown)
	w.findPacks()
}

// chooseExportFolder asks for the folder that exports go to.
func (w *window) chooseExportFolder(chosen func(string)) {
	w.opener.choose(question{lang.L("Folder for the files"), lang.L("Choose"), true, func(paths ...string) { chosen(paths[0]) }})
}

// findPacks tells the preferences which languages are installed.
func (w *window) findPacks() {
	if w.deps.Describe == nil {
		return
	}
	shown := w.prefs
	w.engines.Start(w.deps.Describe, func(info ocr.EngineInfo, err error) {
		if err == nil { // without it, no language is called missing
			shown.SetInstalled(info.Packs)
		}
	})
}

// confirm asks a question and does what was asked about where a person agrees.
func (w *window) confirm(question, yes string, do func()) {
	text := widget.NewLabel(question)
	text.Wrapping = fyne.TextWrapWord
	ask := dialog.NewCustomConfirm("Recto", yes, lang.L("Cancel"), text, func(ok bool) {
		if ok {
			do()
		}
	}, w.win)
	ask.Resize(fyne.NewSize(460, 0))
	w.ask(ask)
}
