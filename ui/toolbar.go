package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// hintButton is a button that says what it does while the pointer is over it,
// since Fyne has no tooltips.
type hintButton struct {
	keys.Button
	onHover func(over bool)
}

// button is a button that starts the command, with its text or without.
func (w *window) button(id, text string) *hintButton {
	c := w.command(id)
	b := &hintButton{Button: keys.Button{OnKey: w.onKey}, onHover: func(over bool) {
		if over {
			w.status.hint(c.hint())
		} else {
			w.status.hint("")
		}
	}}
	b.Text, b.Icon, b.OnTapped = text, c.icon, func() { w.start(c) }
	b.Importance = widget.LowImportance
	b.ExtendBaseWidget(b)
	w.buttons[c] = append(w.buttons[c], b)
	return b
}

// MouseIn shows the hint.
func (b *hintButton) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	b.onHover(true)
}

// MouseOut ends the hint.
func (b *hintButton) MouseOut() {
	b.Button.MouseOut()
	b.onHover(false)
}

// makeToolbar is the row of what is used most, with the list of documents at
// its end where there are several.
func (w *window) makeToolbar() fyne.CanvasObject {
	w.documents = keys.NewSelect(nil, w.onKey)
	w.documents.OnChanged = w.onDocumentChosen
	w.zoom = widget.NewLabel("")
	w.zoom.Alignment = fyne.TextAlignCenter
	left := container.NewHBox(
		w.button("open", lang.L("Open")), w.button("copy", lang.L("Copy")), w.button("export", lang.L("Export")),
		widget.NewSeparator(),
		w.button("zoom-out", ""), container.NewCenter(container.NewGridWrap(fyne.NewSize(zoomWidth, w.zoom.MinSize().Height), w.zoom)), w.button("zoom-in", ""),
		w.button("fit-page", lang.L("Fit page")), w.button("fit-width", lang.L("Fit width")),
		widget.NewSeparator(),
		w.button("overlay", lang.L("Words")), w.button("reread", ""),
	)
	documents := container.New(layout.NewCustomPaddedLayout(2, 2, 0, 4), w.documents)
	row := container.New(layout.NewCustomPaddedLayout(4, 0, 4, 4), container.NewBorder(nil, nil, left, nil, documents))
	return container.NewVBox(row, widget.NewSeparator())
}

// zoomWidth holds "1600 %".
const zoomWidth = 68

// onZoom says how far the page is zoomed.
func (w *window) onZoom() {
	if w.zoom == nil {
		return
	}
	text := ""
	if w.session.Page() != nil {
		text = fmt.Sprintf("%.0f %%", 100*w.page.view.Zoom())
	}
	w.zoom.SetText(text)
}

func (w *window) onDocumentChosen(string) { w.session.Show(w.documents.SelectedIndex()) }

// onOverlay shows or hides the words over the page.
func (w *window) onOverlay() {
	view := w.page.view
	view.ShowOverlay(!view.Overlay())
	w.showOverlay()
}

// showOverlay shows on the buttons and in the menu whether words are shown.
func (w *window) showOverlay() {
	c := w.command("overlay")
	w.items[c].Checked = w.page.view.Overlay()
	w.win.MainMenu().Refresh()
	for _, b := range w.buttons[c] {
		b.Importance = widget.LowImportance
		if w.page.view.Overlay() {
			b.Importance = widget.MediumImportance
		}
		b.Refresh()
	}
}
