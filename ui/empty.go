package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ui/intake"
)

// The empty window's measures. A target of this width holds a sentence of
// readable length, and fits the smallest window.
const (
	targetWidth  = 560
	targetRound  = 16
	targetMargin = 24

	// shownRecent is how many recent files the empty window offers.
	shownRecent = 5
)

// welcome is what the window shows while nothing is open: what it is for, and
// a place to drop files on.
type welcome struct {
	content fyne.CanvasObject
	target  *canvas.Rectangle
	recent  *fyne.Container
	open    func(path string)
}

func newWelcome(w *window) *welcome {
	e := &welcome{target: canvas.NewRectangle(color.Transparent), recent: container.NewVBox(), open: func(path string) { w.opener.open(path) }}
	icon := canvas.NewImageFromResource(theme.NewThemedResource(theme.DocumentIcon()))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(64))
	title := widget.NewRichText(&widget.TextSegment{Text: lang.L("Drop pages here"), Style: widget.RichTextStyleSubHeading})
	title.Segments[0].(*widget.TextSegment).Style.Alignment = fyne.TextAlignCenter
	purpose := widget.NewLabelWithStyle(lang.L("Recto finds the text on scanned pages, photos and PDF files, and shows how sure it is of every word."),
		fyne.TextAlignCenter, fyne.TextStyle{})
	purpose.Wrapping = fyne.TextWrapWord
	buttons := container.NewHBox(layout.NewSpacer())
	for _, b := range []struct {
		id, text   string
		importance widget.Importance
		shown      bool
	}{
		{"open", lang.L("Open…"), widget.HighImportance, true},
		{"paste", lang.L("Paste"), widget.MediumImportance, true},
		{"sample", lang.L("Open the sample"), widget.MediumImportance, w.deps.Sample != ""},
	} {
		if b.shown {
			button := w.button(b.id, b.text)
			button.Importance = b.importance
			buttons.Add(button)
		}
	}
	buttons.Add(layout.NewSpacer())
	gap := func() fyne.CanvasObject {
		space := canvas.NewRectangle(color.Transparent)
		space.SetMinSize(fyne.NewSize(targetWidth, targetMargin))
		return space
	}
	words := container.NewVBox(gap(), icon, title, purpose, buttons, gap())
	e.target.StrokeWidth, e.target.CornerRadius = 2, targetRound
	e.paint()
	drop := container.NewStack(e.target, container.New(layout.NewCustomPaddedLayout(0, 0, targetMargin, targetMargin), words))
	// Where the window is small, it scrolls.
	e.content = container.NewVScroll(container.NewCenter(container.NewVBox(drop, e.recent)))
	return e
}

// paint gives the drop target the colours of the theme.
func (e *welcome) paint() {
	e.target.StrokeColor = theme.Color(theme.ColorNamePrimary)
	e.target.FillColor = theme.Color(theme.ColorNameInputBackground)
	e.target.Refresh()
}

// setRecent offers the latest files that are there, and greys out the others.
func (e *welcome) setRecent(lately intake.Lately) {
	e.recent.RemoveAll()
	files := lately.Files[:min(len(lately.Files), shownRecent)]
	if len(files) > 0 {
		e.recent.Add(widget.NewLabelWithStyle(lang.L("Recent files"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
	}
	for _, path := range files {
		button := widget.NewButtonWithIcon(shortPath(path), theme.FileIcon(), func() { e.open(path) })
		button.Alignment, button.Importance = widget.ButtonAlignLeading, widget.LowImportance
		if lately.Missing[path] {
			button.Disable()
		}
		e.recent.Add(button)
	}
	e.recent.Refresh()
}
