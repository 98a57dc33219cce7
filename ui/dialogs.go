package ui

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
	"recto/ui/sentence"
	"recto/ui/session"
)

// dialogShare is the part of the window that a file dialog takes.
const dialogShare = 0.85

// onOpen asks for a file, starting where the shown document is.
func (w *window) onOpen() {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			w.fail("The file cannot be opened. " + sentence.Of(err))
		case file != nil:
			// Only the name is wanted: a worker reads the file.
			_ = file.Close()
			w.session.Open(file.URI().Path())
		}
	}, w.win)
	if d := w.session.Doc(); d != nil && d.Request == "" {
		if folder, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(d.Path))); err == nil {
			open.SetLocation(folder)
		}
	}
	open.SetTitleText("Open a document")
	w.fillWindow(open)
	w.ask(open)
}

// ask shows a dialog over what is there, until it is closed or Escape is
// pressed. Commands wait for it.
func (w *window) ask(d dialog.Dialog) {
	w.dialogs = append(w.dialogs, d)
	d.SetOnClosed(func() {
		w.dialogs = slices.DeleteFunc(w.dialogs, func(other dialog.Dialog) bool { return other == d })
	})
	d.Show()
}

// newEntry makes an entry in which keys and commands go on; one of a dialog is
// closed with it by Escape.
func (w *window) newEntry() *keys.Entry { return keys.NewEntry(w.onKey, w.onShortcut) }

// newPassword makes an entry that hides what is typed.
func (w *window) newPassword() *keys.Entry { return keys.NewPassword(w.onKey, w.onShortcut) }

func (w *window) fillWindow(d dialog.Dialog) {
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(size.Width*dialogShare, size.Height*dialogShare))
}

func (w *window) onSample() { w.session.Open(w.deps.Sample) }

func (w *window) onNextDocument() {
	w.session.Show((w.session.Shown + 1) % len(w.session.Docs))
}

// askPassword asks for the password of a locked document, one at a time.
// Someone who does not know it may go on with other documents.
func (w *window) askPassword(d *session.Document) {
	if len(w.dialogs) > 0 {
		return // the message over the panes goes on asking
	}
	w.password = w.newPassword()
	why := widget.NewLabel(sentence.Of(d.Err))
	why.Wrapping = fyne.TextWrapWord
	form := dialog.NewForm("Password for "+d.Name(), "Open", "Not now", []*widget.FormItem{
		widget.NewFormItem("", why), widget.NewFormItem("Password", w.password),
	}, func(ok bool) {
		if ok {
			w.session.Unlock(d, w.password.Text)
		}
	}, w.win)
	w.password.OnSubmitted = func(string) { form.Submit() }
	form.Resize(fyne.NewSize(460, 0))
	w.ask(form)
	w.win.Canvas().Focus(w.password)
}

// onPictureAgain draws the shown page again.
func (w *window) onPictureAgain() {
	w.page.again()
	w.page.show(w.session.Doc())
	w.showPage()
	w.showMessages()
}

// onCopy copies what is marked, else the page.
func (w *window) onCopy() {
	d, p := w.session.Doc(), w.session.Page()
	if p == nil || !p.HasResult {
		return
	}
	text, what := copied(p.Result, d.Selection)
	w.app.Clipboard().SetContent(text)
	w.status.say("Copied " + what)
}

// onAbout says which Recto this is and what it found.
func (w *window) onAbout() {
	text := fmt.Sprintf("Recto %s\n\nReads the text on scanned pages, photos and PDF files.\nTesseract reads the text, MuPDF opens the documents.", w.deps.Version)
	if w.deps.Stats != nil {
		stats := w.deps.Stats()
		text += fmt.Sprintf("\n\n%s, %d busy, %d waiting", count(stats.Workers, "worker"), stats.Busy, stats.Waiting)
	}
	if w.deps.Notice != "" {
		text += "\n\n" + w.deps.Notice
	}
	text += "\n\nFree software under the GNU AGPL, version 3 or later."
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	about := dialog.NewCustom("About Recto", "Close", container.NewVBox(label), w.win)
	about.Resize(fyne.NewSize(480, 0))
	w.ask(about)
}

// fail says over the panes what went wrong.
func (w *window) fail(text string) {
	w.trouble = text
	w.showMessages()
}
