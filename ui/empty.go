package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// purpose says what the window is for, to someone who sees it first.
const purpose = "Recto finds the text on scanned pages, photos and PDF files, and shows how sure it is of every word."

// makeEmpty is what the window shows while nothing is open: what it is for,
// and a place to drop files on.
func (w *window) makeEmpty() fyne.CanvasObject {
	icon := canvas.NewImageFromResource(theme.NewThemedResource(theme.DocumentIcon()))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(72))
	title := widget.NewRichText(&widget.TextSegment{Text: "Drop pages here", Style: widget.RichTextStyleSubHeading})
	title.Segments[0].(*widget.TextSegment).Style.Alignment = fyne.TextAlignCenter
	text := widget.NewLabelWithStyle(purpose, fyne.TextAlignCenter, fyne.TextStyle{})
	text.Wrapping = fyne.TextWrapWord
	open := w.button("open", "Open…")
	open.Importance = widget.HighImportance
	buttons := container.NewHBox(layout.NewSpacer(), open)
	if w.deps.Sample != "" {
		sample := w.button("sample", "Open the sample")
		sample.Importance = widget.MediumImportance
		buttons.Add(sample)
	}
	buttons.Add(layout.NewSpacer())
	target := canvas.NewRectangle(color.Transparent)
	target.StrokeColor, target.StrokeWidth, target.CornerRadius = theme.Color(theme.ColorNameInputBorder), 2, 16
	gap := func(height float32) fyne.CanvasObject {
		space := canvas.NewRectangle(color.Transparent)
		space.SetMinSize(fyne.NewSize(dropSize.Width, height))
		return space
	}
	words := container.NewVBox(gap(24), icon, title, text, gap(8), buttons, gap(24))
	return container.NewCenter(container.NewStack(target, container.New(layout.NewCustomPaddedLayout(0, 0, 24, 24), words)))
}

// dropSize is the least size of the drop target.
var dropSize = fyne.NewSize(480, 260)
