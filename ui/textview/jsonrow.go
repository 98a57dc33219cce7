package textview

import (
	"image/color"
	"regexp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// jsonMargin is the space left and right of a row, in view units.
const jsonMargin = 8

// keyed parts a row into its indent, the name of the value, and the value.
var keyed = regexp.MustCompile(`^( *)("(?:[^"\\]|\\.)*": ?)?(.*)$`)

// newJSONRow is a ground and three pieces of text: indent with name, value.
func newJSONRow() *fyne.Container {
	name, value := canvas.NewText("", nil), canvas.NewText("", nil)
	name.TextStyle.Monospace, value.TextStyle.Monospace = true, true
	return container.New(jsonLayout{}, canvas.NewRectangle(color.Transparent), name, value)
}

func fillJSONRow(row *fyne.Container, text string, selected bool) {
	parts := keyed.FindStringSubmatch(text)
	ground, name, value := row.Objects[0].(*canvas.Rectangle), row.Objects[1].(*canvas.Text), row.Objects[2].(*canvas.Text)
	name.Text, value.Text = parts[1]+parts[2], parts[3]
	name.TextSize, value.TextSize = theme.TextSize(), theme.TextSize()
	name.Color, value.Color = theme.Color(theme.ColorNamePrimary), theme.Color(theme.ColorNameForeground)
	ground.FillColor = color.Transparent
	if strings.HasPrefix(parts[3], "{") || strings.HasPrefix(parts[3], "}") || strings.HasPrefix(parts[3], "]") {
		value.Color = theme.Color(theme.ColorNamePlaceHolder)
	}
	if selected {
		ground.FillColor = theme.Color(theme.ColorNameSelection)
	}
	row.Refresh()
	row.Layout.Layout(row.Objects, row.Size())
}

// jsonLayout sets the value behind the name, over a ground as wide as the row.
type jsonLayout struct{}

// Layout places the three objects of a row.
func (jsonLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	name, value := objects[1].(*canvas.Text), objects[2].(*canvas.Text)
	objects[0].Resize(size.AddWidthHeight(0, theme.Padding())) // the list leaves a gap below
	width := fyne.MeasureText("0", name.TextSize, name.TextStyle).Width
	at := float32(jsonMargin)
	name.Move(fyne.NewPos(at, 0))
	name.Resize(fyne.NewSize(size.Width, size.Height))
	value.Move(fyne.NewPos(at+width*float32(len([]rune(name.Text))), 0))
	value.Resize(fyne.NewSize(size.Width, size.Height))
}

// MinSize is one row high, in whole units so that the grounds of rows meet; the
// width is the list's.
func (jsonLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, ceil(objects[1].MinSize().Height))
}
