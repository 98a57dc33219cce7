package ui

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"recto/ocr/archive"
	"recto/settings"
	"recto/ui/pageview"
	"recto/ui/session"
	"recto/ui/translation"
)

// keeping is what the settings want to be kept.
func keeping(s settings.Settings) session.Keeping {
	return session.Keeping{Results: s.KeepResults, Session: s.RestoreSession}
}

// forgetCommands are none where nothing is kept.
func (w *window) forgetCommands() []*command {
	if w.deps.Store == nil {
		return nil
	}
	return []*command{{id: "forget", text: lang.L("Forget everything…"), icon: theme.DeleteIcon(), menu: menuFile, lined: true, run: w.onForget}}
}

// onForget asks whether all that is kept may go, and says what that is.
func (w *window) onForget() {
	w.session.Holding(func(h archive.Holding) {
		w.confirm(forgetText(h), lang.L("Forget everything"), w.forget)
	})
}

// forgetText says what will be deleted.
func forgetText(h archive.Holding) string {
	parts := []string{
		lang.N("the results of {{.Count}} document", h.Results, map[string]any{"Count": h.Results}),
		lang.N("your corrections of {{.Count}} document", h.Corrected, map[string]any{"Count": h.Corrected}),
		lang.N("{{.Count}} pasted picture", h.Pasted, map[string]any{"Count": h.Pasted}),
		lang.L("which documents were open, and the list of recent files"),
	}
	return lang.L("This deletes from this computer ({{.Size}} MB):", map[string]any{"Size": fmt.Sprintf("%.1f", float64(h.Bytes)/1e6)}) +
		"\n\n• " + strings.Join(parts, "\n• ") + "\n\n" +
		lang.L("Open documents are closed. The documents themselves stay where they are, untouched. This cannot be undone.")
}

func (w *window) forget() {
	w.session.ForgetEverything(func(_ []string, err error) {
		w.opener.remember(nil) // reads the list anew
		if err != nil {
			w.failOf(lang.L("Not everything could be deleted.")+" "+translation.Of(err), err)
			return
		}
		w.status.say(lang.L("Everything is forgotten"))
	})
}

// keptMessages are what is to be said of what is kept, and of saved results.
func (w *window) keptMessages() []message {
	var list []message
	if err := w.session.KeepErr; err != nil {
		list = append(list, message{serious: true, text: translation.Of(err), details: err.Error(), dismiss: w.session.DismissKeepErr})
	}
	d, p := w.session.Doc(), w.session.Page()
	if d != nil && d.Blank {
		list = append(list, message{text: lang.L("The picture of these pages was not found. Put it beside the file under the same name, or choose it."),
			action: lang.L("Choose…"), act: func() { w.onSource(d) }})
	}
	if p == nil || !p.HasResult {
		return list
	}
	if _, loose := w.session.Corrections(); loose > 0 {
		list = append(list, message{text: lang.N("{{.Count}} correction of this page fits nowhere on it as it was read now. It is kept.", loose, map[string]any{"Count": loose})})
	}
	return list
}

// onSource asks for the file that has the pages of saved results.
func (w *window) onSource(d *session.Document) {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			_ = file.Close() // a worker reads it
			err = w.session.SetSource(d, file.URI().Path())
		}
		if err != nil {
			w.fail(lang.L("The file cannot be opened.") + " " + translation.Of(err))
		}
	}, w.win)
	if folder, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(d.Saved))); err == nil {
		open.SetLocation(folder)
	}
	open.Resize(fyne.NewSize(w.win.Canvas().Size().Width*dialogShare, w.win.Canvas().Size().Height*dialogShare))
	w.ask(open)
}

// The names under which the window's view is kept.
const (
	viewFit  = "fit"
	viewZoom = "zoom"
	viewTab  = "tab"
	viewTurn = "turn"
)

// The kept names of how the page fits the view.
var fits = map[string]pageview.Fit{"page": pageview.FitPage, "width": pageview.FitWidth, "zoom": pageview.FitNone}

// view is how the window shows what is open, for its next start.
func (w *window) view() map[string]string {
	v := map[string]string{
		viewTab:  strconv.Itoa(w.places.tabs.SelectedIndex()),
		viewZoom: strconv.FormatFloat(w.page.view.Zoom(), 'g', 6, 64), viewTurn: strconv.Itoa(w.page.view.Turn()),
	}
	for name, fit := range fits {
		if fit == w.page.view.Fit() {
			v[viewFit] = name
		}
	}
	return v
}

// onRestored shows what will be open as it was shown last. A zoom is of the
// document that was shown, so it waits for that.
func (w *window) onRestored(v map[string]string) {
	if tab, err := strconv.Atoi(v[viewTab]); err == nil && tab >= 0 && tab < len(w.places.tabs.Items) {
		w.places.tabs.SelectIndex(tab)
	}
	if turn, err := strconv.Atoi(v[viewTurn]); err == nil {
		w.page.view.SetTurn(turn)
	}
	switch fit, ok := fits[v[viewFit]]; {
	case ok && fit != pageview.FitNone:
		w.page.view.SetFit(fit)
	case ok:
		if zoom, err := strconv.ParseFloat(v[viewZoom], 64); err == nil && zoom > 0 {
			w.zoomAgain = zoom
		}
	}
}

// showZoomAgain zooms to what the last session was zoomed to.
func (w *window) showZoomAgain() {
	if w.zoomAgain > 0 && w.session.Opening == 0 && w.session.Page() != nil {
		w.page.view.SetZoom(w.zoomAgain)
		w.zoomAgain = 0
	}
}
