package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"recto/ocr"
	"recto/settings"
	"recto/ui/translation"
)

// choices are the settings as they are now. It belongs to the user interface's
// goroutine.
type choices struct {
	now    settings.Settings
	memory *memory

	// onChange is called after a change, with what was before.
	onChange func(before settings.Settings)
}

// choose alters the settings and keeps them so. The error is that of a value
// out of bounds; then all stays as it was.
func (c *choices) choose(change func(*settings.Settings)) error {
	after := c.now.Clone()
	change(&after)
	if err := after.Validate(); err != nil {
		return err
	}
	if reflect.DeepEqual(after, c.now) {
		return nil
	}
	before := c.now
	c.now = after
	c.memory.keep(change)
	c.onChange(before)
	return nil
}

// onChosen lets a choice take effect.
func (w *window) onChosen(before settings.Settings) {
	now := w.choices.now
	if now.Theme != before.Theme || now.UIScale != before.UIScale {
		w.showLook()
	}
	if !reflect.DeepEqual(now.Shortcuts, before.Shortcuts) {
		w.useKeys(now.Shortcuts)
	}
	w.showPanes()
	w.showLayers()
	w.thumbs.UpdateSeen() // another word may be weak now
	w.page.cache.SetLimit(int64(now.RasterCache) << 20)
	w.session.SetKeeping(keeping(now))
	w.session.SetReading(now.Languages, ocr.Order(now.ReadingOrder), ocr.TextLayer(now.TextLayer))
	if w.deps.Tune != nil && worksOtherwise(now, before) {
		w.session.SetInFlight(w.deps.Tune(now))
	}
	if w.api != nil {
		w.api.onChosen(APIOptions{Port: now.APIPort, Key: now.APIKey})
	}
}

// worksOtherwise reports whether the workers depend on what differs.
func worksOtherwise(a, b settings.Settings) bool {
	return a.Workers != b.Workers || a.WorkerPriority != b.WorkerPriority || a.PageTimeout != b.PageTimeout || a.WorkerMemory != b.WorkerMemory
}

// showLook draws the window as it was chosen, in the size that it has on the
// screen.
func (w *window) showLook() {
	canvas := w.win.Canvas()
	size, scale := canvas.Size(), canvas.Scale()
	w.look.Use(w.app, w.choices.now.Theme, w.choices.now.UIScale)
	if now := canvas.Scale(); now != scale && now > 0 {
		ratio := scale / now
		w.win.Resize(fyne.NewSize(size.Width*ratio, size.Height*ratio))
	}
	w.onLook()
}

// onLook draws anew what has colours of its own.
func (w *window) onLook() {
	w.showPage()
	w.page.view.Refresh()
}

// showPanes shows the panes that were chosen.
func (w *window) showPanes() {
	setVisible(w.places.tabs, w.choices.now.ShowText)
	w.places.work.Refresh()
	w.showSidebar(w.choices.now.ShowThumbnails)
	if item := w.items[w.command("text-pane")]; item.Checked != w.choices.now.ShowText {
		item.Checked = w.choices.now.ShowText
		w.win.MainMenu().Refresh()
	}
}

// onTextPane shows or hides the text beside the page.
func (w *window) onTextPane() {
	w.onForgotten(w.choices.choose(func(s *settings.Settings) { s.ShowText = !s.ShowText }))
}

// onForgotten says that a choice could not be kept.
func (w *window) onForgotten(err error) {
	if err != nil {
		w.fail(lang.L("What you chose holds only until Recto is closed.") + " " + translation.Of(err))
	}
}
