package ui

import "fyne.io/fyne/v2"

// repaintWithTheme paints anew what was given its colours when it was made,
// each time the theme changes. Fyne tells of it on any goroutine.
func (w *window) repaintWithTheme(post func(func())) {
	w.app.Settings().AddListener(func(fyne.Settings) {
		post(func() {
			w.welcome.paint()
			w.messages.forget()
			w.showMessages()
		})
	})
}
