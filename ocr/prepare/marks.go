package prepare

import (
	"image"

	"recto/render"
)

// Marks are the bounds of the pieces of connected ink on a grey raster that
// have about the shape of single letters, in pixels. Of light ink on a dark
// ground they are the ground's.
func Marks(grey render.Raster) []image.Rectangle {
	var marks []image.Rectangle
	for _, c := range components(threshold(grey), grey.Width, grey.Height) {
		w, h := c.right-c.left, c.bottom-c.top
		if h >= 4 && h <= 200 && w >= 2 && w <= 4*h && h <= 6*w {
			marks = append(marks, image.Rect(c.left, c.top, c.right, c.bottom))
		}
	}
	return marks
}
