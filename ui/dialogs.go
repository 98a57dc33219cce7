package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// dialogShare is the part of the window that a file dialog takes.
const dialogShare = 0.85

// ask shows a dialog over what is there, until it is closed or Escape is
// pressed. Commands wait for it.
func (w *window) ask(d dialog.Dialog) {
	w.dialogs = append(w.dialogs, d)
	d.SetOnClosed(func() {
		w.dialogs = slices.DeleteFunc(w.dialogs, func(other dialog.Dialog) bool { return other == d })
		w.askPasswords() // of a document that was locked meanwhile
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

// canStop is true while pages are read or folders are looked through.
func (w *window) canStop() bool { return w.session.Running() || w.opener.look.Running() }

func (w *window) onStop() {
	w.opener.stop()
	w.session.Stop()
}

func (w *window) onNextDocument() {
	w.session.Show((w.session.Shown + 1) % len(w.session.Docs))
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
	w.status.say(what)
}

// onAbout says which Recto this is and what it found.
func (w *window) onAbout() {
	text := "Recto " + w.deps.Version + "\n\n" + lang.L("Reads the text on scanned pages, photos and PDF files.") + "\n" + lang.L("Tesseract reads the text, MuPDF opens the documents.")
	if w.deps.Stats != nil {
		stats := w.deps.Stats()
		text += "\n\n" + lang.N("{{.Count}} worker, {{.Busy}} busy, {{.Waiting}} waiting", stats.Workers,
			map[string]any{"Count": stats.Workers, "Busy": stats.Busy, "Waiting": stats.Waiting})
	}
	if w.deps.Notice != "" {
		text += "\n\n" + w.deps.Notice
	}
	text += "\n\n" + lang.L("Free software under the GNU AGPL, version 3 or later.")
	label := widget.NewLabel(text)
	label.Wrapping = fyne.TextWrapWord
	about := dialog.NewCustom(lang.L("About Recto"), lang.L("Close"), container.NewVBox(label), w.win)
	about.Resize(fyne.NewSize(480, 0))
	w.ask(about)
}

// fail says over the panes what went wrong.
func (w *window) fail(text string) { w.failOf(text, nil) }

// failOf says over the panes what went wrong and what to do, with the error's
// own text for who wants to know more; nil has none.
func (w *window) failOf(text string, err error) {
	w.trouble, w.troubleDetails = text, ""
	if err != nil {
		w.troubleDetails = err.Error()
	}
	w.showMessages()
}
