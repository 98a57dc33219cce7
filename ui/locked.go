package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
	"recto/ui/session"
	"recto/ui/translation"
)

// passwordWidth is the width of the dialog that asks for a password.
const passwordWidth = 520

// askPasswords asks for the password of the next locked document, the shown one
// first: one dialog after the other, and none for a document that somebody did
// not want to unlock now.
func (w *window) askPasswords() {
	if len(w.dialogs) > 0 || w.session.Opening > 0 {
		return
	}
	for _, d := range append([]*session.Document{w.session.Doc()}, w.session.Docs...) {
		if d != nil && d.Err != nil && !w.notNow[d] {
			w.askPassword(d)
			return
		}
	}
}

// locked are the documents that wait for a password, but for one.
func (w *window) locked(but *session.Document) []*session.Document {
	var list []*session.Document
	for _, d := range w.session.Docs {
		if d.Err != nil && d != but {
			list = append(list, d)
		}
	}
	return list
}

// askPassword asks for the password of a locked document. Someone who does not
// know it may go on with other documents.
func (w *window) askPassword(d *session.Document) {
	if len(w.dialogs) > 0 {
		return // the message over the panes goes on asking
	}
	w.password = w.newPassword()
	why := widget.NewLabel(translation.Of(d.Err))
	why.Wrapping = fyne.TextWrapWord
	items := []*widget.FormItem{widget.NewFormItem("", why), widget.NewFormItem(lang.L("Password"), w.password)}
	others := keys.NewCheck(lang.L("Try it on the other locked files too"), w.onKey)
	if len(w.locked(d)) > 0 {
		items = append(items, widget.NewFormItem("", others))
	}
	form := dialog.NewForm(lang.L("Password for {{.Name}}", map[string]any{"Name": visible(d.Name(), maxShown)}), lang.L("Open"), lang.L("Not now"),
		items, func(ok bool) { w.onPassword(d, ok, others.Checked) }, w.win)
	w.password.OnSubmitted = func(string) { form.Submit() }
	form.Resize(fyne.NewSize(passwordWidth, 0))
	w.ask(form)
	w.win.Canvas().Focus(w.password)
}

// onPassword tries the password. Where there is none, the end of the dialog
// goes on to the next locked document.
func (w *window) onPassword(d *session.Document, ok, others bool) {
	w.notNow[d] = !ok
	if !ok {
		return
	}
	if others {
		for _, other := range w.locked(d) {
			w.session.Try(other, w.password.Text)
		}
	}
	w.session.Unlock(d, w.password.Text)
}
