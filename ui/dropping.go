package ui

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// flashTime is how long the window shows that a drop arrived.
const flashTime = 400 * time.Millisecond

// flash tints the whole window for a moment: Fyne does not tell of files that
// hover, so that a drop is the first thing that a person sees of it.
type flash struct{ tint *canvas.Rectangle }

func newFlash() *flash {
	f := &flash{canvas.NewRectangle(color.Transparent)}
	f.tint.Hide()
	return f
}

func (f *flash) start() {
	f.tint.Show()
	from, to := faint(theme.Color(theme.ColorNamePrimary)), faint(theme.Color(theme.ColorNamePrimary))
	from.A, to.A = 0x60, 0
	fade := canvas.NewColorRGBAAnimation(from, to, flashTime, func(c color.Color) {
		f.tint.FillColor = c
		f.tint.Refresh()
		if _, _, _, alpha := c.RGBA(); alpha == 0 {
			f.tint.Hide()
		}
	})
	fade.Start()
}

// onDropped opens files and folders that were dropped anywhere on the window.
func (w *window) onDropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, uri := range uris {
		if uri.Scheme() == "file" {
			paths = append(paths, uri.Path())
		}
	}
	if len(paths) > 0 {
		w.flash.start()
		w.opener.open(paths...)
	}
}
