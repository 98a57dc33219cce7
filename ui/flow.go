package ui

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"recto/ocr"
	"recto/ocr/overlay"
)

// The measures of a row of text, in the window's units.
const (
	rowBar    = 3 // the coloured bar beside an unsure line
	rowLeft   = 10
	rowIndent = 14 // of what goes on in the next row
	rowRight  = 10
	rowAbove  = 1
	underline = 1.5
)

// flow is a line of the page set in a column: its words from left to right,
// and over several rows where the column is too narrow.
type flow struct {
	line   ocr.Line
	places []fyne.Position
	sizes  []fyne.Size
	height float32
}

// flowOf sets the line in a column of the given width.
func flowOf(line ocr.Line, width float32) flow {
	f := flow{line: line, places: make([]fyne.Position, len(line.Words)), sizes: make([]fyne.Size, len(line.Words))}
	textSize := theme.TextSize()
	// Whole units: a word is drawn up to one wider than it is measured.
	space := ceil(fyne.MeasureText(" ", textSize, fyne.TextStyle{}).Width) + 1
	at := fyne.NewPos(rowLeft, rowAbove)
	rowHeight := fyne.MeasureText("M", textSize, fyne.TextStyle{}).Height
	for i, word := range line.Words {
		f.sizes[i] = fyne.MeasureText(word.Text, textSize, fyne.TextStyle{})
		f.sizes[i].Width = ceil(f.sizes[i].Width)
		if i > 0 {
			at.X += f.sizes[i-1].Width
			if separator(line.Words[i-1], word) != "" {
				at.X += space
			}
		}
		if i > 0 && at.X+f.sizes[i].Width > width-rowRight {
			at = fyne.NewPos(rowLeft+rowIndent, at.Y+rowHeight)
		}
		f.places[i] = at
	}
	f.height = at.Y + rowHeight + rowAbove
	return f
}

func ceil(v float32) float32 { return float32(math.Ceil(float64(v))) }

// separator is what stands between two words in the text.
func separator(a, b ocr.Word) string {
	pair := ocr.Line{Words: []ocr.Word{a, b}}.Text()
	return pair[len(a.Text) : len(pair)-len(b.Text)]
}

// objects are the words to be drawn, unsure ones coloured and underlined, the
// marked one on a mark; -1 marks none.
func (f flow) objects(marked int, variant fyne.ThemeVariant) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if band := overlay.BandOf(lineConfidence(f.line)); band != overlay.Sure {
		objects = append(objects, box(bandColor(band, variant), fyne.NewPos(0, 0), fyne.NewSize(rowBar, f.height)))
	}
	for i, word := range f.line.Words {
		at, size := f.places[i], f.sizes[i]
		band := overlay.BandOf(word.Confidence)
		ink := bandColor(band, variant)
		if i == marked {
			mark := box(theme.Color(theme.ColorNamePrimary), at.SubtractXY(2, 0), size.AddWidthHeight(4, 0))
			mark.CornerRadius = 3
			objects = append(objects, mark)
			ink = theme.Color(theme.ColorNameForegroundOnPrimary)
		}
		text := canvas.NewText(word.Text, ink)
		text.TextSize = theme.TextSize()
		text.Move(at)
		text.Resize(size)
		objects = append(objects, text)
		if band == overlay.Weak {
			objects = append(objects, box(ink, at.AddXY(0, size.Height-underline-1), fyne.NewSize(size.Width, underline)))
		}
	}
	return objects
}

func box(c color.Color, at fyne.Position, size fyne.Size) *canvas.Rectangle {
	r := canvas.NewRectangle(c)
	r.Move(at)
	r.Resize(size)
	return r
}

// bandColor is the colour of text in a band: the theme's own for sure text,
// and for unsure text one that can be read on the theme's background (contrast
// 4.5 and more).
func bandColor(band overlay.Band, variant fyne.ThemeVariant) color.Color {
	light := variant == theme.VariantLight
	switch {
	case band == overlay.Weak && light:
		return color.NRGBA{0xc0, 0x18, 0x18, 0xff}
	case band == overlay.Weak:
		return color.NRGBA{0xff, 0x80, 0x78, 0xff}
	case band == overlay.Fair && light:
		return color.NRGBA{0x96, 0x5a, 0x00, 0xff}
	case band == overlay.Fair:
		return color.NRGBA{0xff, 0xb9, 0x4f, 0xff}
	}
	return theme.Color(theme.ColorNameForeground)
}
