package ui

import (
	"recto/ui/session"
)

// canPause is true while pages are read, and during a pause.
func (w *window) canPause() bool {
	return w.session.Paused() || w.session.Running() || w.batch != nil && w.batch.looked
}

// onPause lets no further page begin, of the batch neither, or goes on.
func (w *window) onPause() {
	pause := !w.session.Paused()
	w.session.Pause(pause)
	w.batch.batch.Pause(pause)
	w.batch.show()
}

// showPaused marks the pause in the menu.
func (w *window) showPaused() {
	if item := w.items[w.command("pause")]; item.Checked != w.session.Paused() {
		item.Checked = w.session.Paused()
		w.win.MainMenu().Refresh()
	}
}

// canStopPage is true while the shown page is read or waits for its turn.
func (w *window) canStopPage() bool {
	d := w.session.Doc()
	return d != nil && d.Current() != nil && d.Stoppable([]int{d.At})
}

func (w *window) onStopPage() {
	d := w.session.Doc()
	w.session.StopPages(d, []int{d.At})
}

// canReadOtherwise is true where pages can be read again with other settings.
func (w *window) canReadOtherwise() bool {
	p := w.session.Page()
	return p != nil && p.State != session.Reading && !w.session.Doc().Blank
}
