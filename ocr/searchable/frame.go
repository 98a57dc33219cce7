package searchable

import (
	"math"

	"recto/ocr"
)

// frame says where a page, as viewers show it, lies in its user space.
type frame struct {
	left, bottom, right, top float64 // what is shown, before turning
	rotate                   int     // clockwise: 0, 90, 180 or 270
}

// letter is the page that viewers assume where none is given, in points.
var letter = frame{0, 0, 612, 792, 0}

// newFrame is the frame of a page with these boxes, nil or odd ones counting as
// absent: the media box, cut down to the crop box, as MuPDF draws it.
func newFrame(media, crop any, rotate any) frame {
	f, ok := box(media)
	if !ok {
		f = letter
	}
	if c, ok := box(crop); ok {
		cut := frame{max(f.left, c.left), max(f.bottom, c.bottom), min(f.right, c.right), min(f.top, c.top), 0}
		if cut.left < cut.right && cut.bottom < cut.top {
			f = cut
		} else {
			f = letter
		}
	}
	if turn, ok := float(rotate); ok && math.Abs(turn) < 1e6 {
		f.rotate = ((int(math.Round(turn/90))*90)%360 + 360) % 360
	}
	return f
}

// box reads an array of four numbers; ok is false for one without area.
func box(value any) (frame, bool) {
	list, _ := value.([]any)
	if len(list) != 4 {
		return frame{}, false
	}
	var v [4]float64
	for i, item := range list {
		var ok bool
		if v[i], ok = float(item); !ok {
			return frame{}, false
		}
	}
	f := frame{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]), 0}
	return f, f.left < f.right && f.bottom < f.top
}

// size is the size of the page as shown, in units of user space.
func (f frame) size() (width, height float64) {
	width, height = f.right-f.left, f.top-f.bottom
	if f.rotate%180 != 0 {
		return height, width
	}
	return width, height
}

// place is the point of user space that is shown at u, v: shares of the shown
// page's width and height, from its top left.
func (f frame) place(u, v float64) ocr.Point {
	width, height := f.right-f.left, f.top-f.bottom
	switch f.rotate {
	case 90:
		return ocr.Point{X: f.left + v*width, Y: f.bottom + u*height}
	case 180:
		return ocr.Point{X: f.right - u*width, Y: f.bottom + v*height}
	case 270:
		return ocr.Point{X: f.right - v*width, Y: f.top - u*height}
	}
	return ocr.Point{X: f.left + u*width, Y: f.top - v*height}
}
