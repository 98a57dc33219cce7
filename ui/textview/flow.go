package textview

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
	dash      = 4
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

// objects are the words to be drawn: unsure ones coloured and underlined, those
// that a person gave with a dotted mark before them, selected ones on one
// ground with the gaps between them.
func (f flow) objects(selected func(word int) bool, variant fyne.ThemeVariant) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if band := overlay.BandOf(lineConfidence(f.line)); band != overlay.Sure {
		objects = append(objects, box(BandColor(band, variant), fyne.NewPos(0, 0), fyne.NewSize(rowBar, f.height)))
	}
	for i := range f.line.Words {
		if selected(i) {
			objects = append(objects, f.ground(i, i > 0 && selected(i-1)))
		}
	}
	for i, word := range f.line.Words {
		objects = append(objects, f.word(i, word, selected(i), variant)...)
	}
	return objects
}

// ground is what a selected word stands on, from the word before it where that
// is joined.
func (f flow) ground(i int, joined bool) fyne.CanvasObject {
	at, size := f.places[i].SubtractXY(2, 0), f.sizes[i].AddWidthHeight(4, 0)
	if joined && f.places[i-1].Y == at.Y {
		left := f.places[i-1].X + f.sizes[i-1].Width
		size.Width += at.X - left
		at.X = left
	}
	return box(theme.Color(theme.ColorNamePrimary), at, size)
}

func (f flow) word(i int, word ocr.Word, selected bool, variant fyne.ThemeVariant) []fyne.CanvasObject {
	at, size := f.places[i], f.sizes[i]
	band := overlay.BandOf(word.Confidence)
	ink := BandColor(band, variant)
	if selected {
		ink = theme.Color(theme.ColorNameForegroundOnPrimary)
	}
	text := canvas.NewText(word.Text, ink)
	text.TextSize = theme.TextSize()
	text.TextStyle.Italic = f.line.Style != nil && f.line.Style.Name == ocr.StyleHandwriting
	text.Move(at)
	text.Resize(size)
	objects := []fyne.CanvasObject{text}
	line := func(ink color.Color, x, width float32) {
		objects = append(objects, box(ink, fyne.NewPos(x, at.Y+size.Height-underline-1), fyne.NewSize(width, underline)))
	}
	switch {
	case word.Corrected && !selected:
		line(theme.Color(theme.ColorNamePrimary), at.X, size.Width)
	case band == overlay.Weak:
		line(ink, at.X, size.Width)
	case band == overlay.Fair:
		for x := float32(0); x < size.Width; x += 2 * dash {
			line(ink, at.X+x, min(dash, size.Width-x))
		}
	}
	return objects
}

// at is the word nearest to a place in the row; -1 for a line without words.
func (f flow) at(pos fyne.Position) int {
	nearest, best := -1, float32(math.Inf(1))
	for i, p := range f.places {
		dx := max(p.X-pos.X, 0, pos.X-p.X-f.sizes[i].Width)
		dy := max(p.Y-pos.Y, 0, pos.Y-p.Y-f.sizes[i].Height)
		// Another row is further away than any word of this one.
		if d := dx + 1000*dy; d < best {
			nearest, best = i, d
		}
	}
	return nearest
}

// lineConfidence is the mean of a line's words, in [0, 1].
func lineConfidence(line ocr.Line) float64 {
	return ocr.Page{Lines: []ocr.Line{line}}.Confidence()
}

func box(c color.Color, at fyne.Position, size fyne.Size) *canvas.Rectangle {
	r := canvas.NewRectangle(c)
	r.Move(at)
	r.Resize(size)
	return r
}

// BandColor is the colour of text in a band: the theme's own for sure text,
// and for unsure text one that can be read on the theme's background (contrast
// 4.5 and more).
func BandColor(band overlay.Band, variant fyne.ThemeVariant) color.Color {
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
