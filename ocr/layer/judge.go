package layer

import (
	"recto/ocr"
	"recto/render"
)

// maxOdd is the share of characters that mean nothing up to which a layer may
// be taken: bullets and signs of a symbol font stay below a twentieth on the
// pages that were tried, broken tables of characters give half and more.
const maxOdd = 0.15

// Mapped reports whether most characters mean something. Where they do, words
// of others alone are bullets and the like; Mended leaves them out.
func (l Layer) Mapped() bool {
	all, bad := 0, 0
	l.each(func(w *word) { all, bad = all+w.letters, bad+w.odd })
	return all > 0 && float64(bad) <= maxOdd*float64(all)
}

// Mended is the layer without words in which no character means anything.
func (l Layer) Mended() Layer {
	return l.only(func(w *word) bool { return w.odd < w.letters })
}

// leastContrast is by how much the lightest and the darkest pixel in a word's
// place must differ on a reduced picture of the page for something to be there:
// grey print on white has 60 and more, the noise of a scan's paper up to 20.
const leastContrast = 24

// Shown is the layer with those words alone in whose place the page's picture
// shows anything, and the share of the characters that they hold. The picture
// is grey and may be reduced.
func (l Layer) Shown(picture render.Raster) (shown Layer, share float64) {
	all, there := 0, 0
	sx, sy := float64(picture.Width)/l.width, float64(picture.Height)/l.height
	shown = l.only(func(w *word) bool {
		all += w.letters
		if contrast(picture, w.quad.Scale(sx, sy)) < leastContrast {
			return false
		}
		there += w.letters
		return true
	})
	if all == 0 {
		return shown, 0
	}
	return shown, float64(there) / float64(all)
}

// contrast is the difference of the lightest and the darkest pixel in the
// bounds of a quad; 0 where they lie beside the picture.
func contrast(picture render.Raster, q ocr.Quad) int {
	left, top, right, bottom := q.Bounds()
	x0, y0 := max(0, int(left)), max(0, int(top))
	x1, y1 := min(picture.Width, int(right)+1), min(picture.Height, int(bottom)+1)
	low, high := byte(255), byte(0)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			v := picture.Pix[y*picture.Width+x]
			low, high = min(low, v), max(high, v)
		}
	}
	return max(0, int(high)-int(low))
}

// Hidden is the share of the characters that leave nothing on the page by
// themselves: of text under a scan.
func (l Layer) Hidden() float64 {
	all, hidden := 0, 0
	l.each(func(w *word) {
		all += w.letters
		if w.hidden {
			hidden += w.letters
		}
	})
	if all == 0 {
		return 0
	}
	return float64(hidden) / float64(all)
}

func (l Layer) each(f func(*word)) {
	for i := range l.lines {
		for j := range l.lines[i].words {
			f(&l.lines[i].words[j])
		}
	}
}
