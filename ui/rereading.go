package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ui/languages"
	"recto/ui/reread"
	"recto/ui/session"
	"recto/ui/translation"
)

// rereadSize is the size of the dialog in a window that has room for it.
var rereadSize = fyne.NewSize(720, 560)

// onReadOtherwise asks how the shown page is read again, or those chosen in the
// list beside it.
func (w *window) onReadOtherwise() {
	d := w.session.Doc()
	var pages []int
	for _, ref := range w.thumbs.Chosen() {
		if ref.Doc == d.ID() {
			pages = append(pages, ref.Page)
		}
	}
	scope := reread.Page
	if len(pages) > 1 {
		scope = reread.Chosen
	}
	w.askReread(d, pages, scope)
}

// askReread asks how pages of a document are read again: the first of them, all
// of them, or those of the whole document.
func (w *window) askReread(d *session.Document, pages []int, scope reread.Scope) {
	if len(pages) == 0 {
		pages = []int{d.At}
	}
	one := pages[0]
	if len(pages) > 1 {
		one = d.At
	} else if scope == reread.Chosen {
		scope = reread.Page
	}
	chosen := len(pages)
	if scope == reread.File {
		chosen = 0
	}
	read := widget.NewButtonWithIcon(lang.L("Read again"), theme.ViewRefreshIcon(), nil)
	read.Importance = widget.HighImportance
	with := w.session.ChoiceOf(d)
	form := reread.New(reread.Config{
		Begin: reread.Choice{Scope: scope, Languages: languagesOf(with), Order: with.Order, TextLayer: with.TextLayer},
		Page:  one + 1, Chosen: chosen, Count: len(d.Pages),
		Languages: languages.Config{Spoken: w.spoken, Ask: w.confirm, Copy: w.app.Clipboard().SetContent, OnKey: w.onKey, OnShortcut: w.onShortcut},
		OnValid: func(ok bool) {
			if ok {
				read.Enable()
			} else {
				read.Disable()
			}
		},
	})
	shown := dialog.NewCustomWithoutButtons(lang.L("Read again with other settings"), form.Content(), w.win)
	read.OnTapped = func() {
		if c, ok := form.Choice(); ok {
			shown.Hide()
			w.onRereadChosen(d, one, pages, c)
		}
	}
	shown.SetButtons([]fyne.CanvasObject{widget.NewButton(lang.L("Cancel"), shown.Hide), read})
	room := w.win.Canvas().Size()
	shown.Resize(fyne.NewSize(min(rereadSize.Width, room.Width*dialogShare), min(rereadSize.Height, room.Height*dialogShare)))
	w.ask(shown)
	if w.deps.Describe != nil {
		w.engines.Start(w.deps.Describe, func(info ocr.EngineInfo, err error) {
			if err == nil { // without it, no language is called missing
				form.SetInstalled(info.Packs)
			}
		})
	}
}

// languagesOf are the languages that pages are read in, the word for automatic
// where none are chosen.
func languagesOf(c session.Choice) []string {
	if len(c.Languages) == 0 {
		return []string{language.Automatic}
	}
	return c.Languages
}

// onRereadChosen reads as a person chose it.
func (w *window) onRereadChosen(d *session.Document, one int, pages []int, c reread.Choice) {
	with := session.Choice{Languages: c.Languages, Order: c.Order, TextLayer: c.TextLayer}
	switch c.Scope {
	case reread.Page:
		w.session.RereadWith(d, []int{one}, with)
	case reread.Chosen:
		w.session.RereadWith(d, pages, with)
	case reread.File:
		w.session.ReadFile(d, c.Pages.Of(len(d.Pages)), with)
	}
}

// failedPage says why a page was not read, with what to do about it.
func (w *window) failedPage(err error, what string) message {
	m := message{serious: true, text: what + " " + translation.Of(err), action: lang.L("Read again"), act: w.session.Reread}
	if !errors.Is(err, ocr.ErrLanguage) && !errors.Is(err, ocr.ErrUnknownLanguage) {
		return m
	}
	m.action, m.act = lang.L("Choose languages…"), w.onReadOtherwise
	var missing *ocr.LanguageError
	if errors.As(err, &missing) && missing.Package != "" {
		command := languages.InstallCommand(missing.Package)
		m.also, m.alsoAct = lang.L("Copy command"), func() {
			w.app.Clipboard().SetContent(command)
			w.status.say(lang.L("Copied: {{.Command}}", map[string]any{"Command": command}))
		}
	}
	return m
}
