package pageview

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"recto/ocr"
	"recto/ocr/overlay"
)

// paper is the colour of a page whose picture is not there yet.
var paper = color.NRGBA{0xff, 0xff, 0xff, 0xff}

// scene is all that a frame of the view shows; paint needs nothing else, so
// that frames can be drawn and measured without a window.
type scene struct {
	port    viewport
	desk    color.NRGBA
	picture image.Image // of the whole page, not turned; see quick
	part    part
	lines   []ocr.Line
	layers  overlay.Layers
	hidden  bool // the layers are
	marks   overlay.Marks
	rubber  ocr.Quad // a rectangle that is being drawn

	painter overlay.Painter
}

// paint draws the scene into dst, whose pixels are scale times finer than the
// units of the viewport. It fills all of dst.
func (s *scene) paint(dst *image.RGBA, scale float64) {
	if s.port.empty() {
		draw.Draw(dst, dst.Rect, image.NewUniform(s.desk), image.Point{}, draw.Src)
		return
	}
	sheet := s.sheet(scale)
	s.paintDesk(dst, sheet)
	s.paintPicture(dst, sheet)
	f := overlay.Frame{Dst: dst, Scale: scale, Place: func(p ocr.Point) ocr.Point {
		p = s.port.toView(p)
		return ocr.Point{X: p.X * scale, Y: p.Y * scale}
	}}
	if !s.hidden {
		s.painter.Page(f, s.lines, s.layers)
	}
	marks := s.marks
	if s.rubber != (ocr.Quad{}) {
		marks.Area = s.rubber
	}
	s.painter.Marks(f, s.lines, marks)
}

// paintDesk fills what the sheet leaves free, and draws its edge.
func (s *scene) paintDesk(dst *image.RGBA, sheet image.Rectangle) {
	edge := image.NewUniform(mix(s.desk, color.NRGBA{0x80, 0x80, 0x80, 0xff}, 0.55))
	for i, from := range []*image.Uniform{image.NewUniform(s.desk), edge} {
		outer, inner := dst.Rect, sheet.Inset(-1)
		if i == 1 {
			outer, inner = inner, sheet
		}
		for _, r := range []image.Rectangle{
			{outer.Min, image.Pt(outer.Max.X, inner.Min.Y)}, {image.Pt(outer.Min.X, inner.Max.Y), outer.Max},
			{image.Pt(outer.Min.X, inner.Min.Y), image.Pt(inner.Min.X, inner.Max.Y)},
			{image.Pt(inner.Max.X, inner.Min.Y), image.Pt(outer.Max.X, inner.Max.Y)},
		} {
			if r.Min.X < r.Max.X && r.Min.Y < r.Max.Y {
				draw.Draw(dst, r.Intersect(dst.Rect), from, image.Point{}, draw.Src)
			}
		}
	}
}

// sheet is where the page lies, in pixels of the frame.
func (s *scene) sheet(scale float64) image.Rectangle {
	at := func(v float64) int { return int(math.Round(v * scale)) }
	v := s.port
	x, y := at(v.x), at(v.y)
	width, height := v.size()
	return image.Rect(x, y, x+at(width*v.zoom), y+at(height*v.zoom))
}

// part is a picture of a part of the page: clip of a picture of the size whole.
type part struct {
	picture image.Image
	clip    image.Rectangle
	whole   image.Point
}

// pictureSize is the size in pixels of a picture that can be copied, not turned.
func (s *scene) pictureSize(scale float64) image.Point {
	size := s.sheet(scale).Size()
	if s.port.turn%2 == 1 {
		size.X, size.Y = size.Y, size.X
	}
	return size
}

// seen is what of a picture of that size is in view.
func (s *scene) seen(scale float64) image.Rectangle {
	sheet := s.sheet(scale)
	frame := image.Rect(0, 0, int(math.Ceil(s.port.viewW*scale)), int(math.Ceil(s.port.viewH*scale)))
	return turned(frame.Intersect(sheet).Sub(sheet.Min), sheet.Size(), 4-s.port.turn)
}

// sharp reports whether what is needed can be copied from what is at hand.
func (s *scene) sharp(n need) bool {
	if s.picture != nil && nearSize(s.picture.Bounds().Size(), n.whole) {
		return true
	}
	return s.part.picture != nil && nearSize(s.part.whole, n.whole) && n.seen.In(s.part.clip)
}

// turned is a rectangle of a picture of the given size after the picture was
// turned clockwise by quarters.
func turned(r image.Rectangle, size image.Point, quarters int) image.Rectangle {
	switch quarters & 3 {
	case 1:
		return image.Rect(size.Y-r.Max.Y, r.Min.X, size.Y-r.Min.Y, r.Max.X)
	case 2:
		return image.Rect(size.X-r.Max.X, size.Y-r.Max.Y, size.X-r.Min.X, size.Y-r.Min.Y)
	case 3:
		return image.Rect(r.Min.Y, size.X-r.Max.X, r.Max.Y, size.X-r.Min.X)
	}
	return r
}

// paintPicture copies a picture of the right size and scales any other, which
// is coarse but quick: a better one is on its way. The picture of a part lies
// over that of the whole.
func (s *scene) paintPicture(dst *image.RGBA, sheet image.Rectangle) {
	place := image.Rectangle{}
	if s.part.picture != nil {
		place = s.partOn(sheet)
	}
	if !sheet.Intersect(dst.Rect).In(place) {
		if s.picture == nil {
			draw.Draw(dst, sheet.Intersect(dst.Rect), image.NewUniform(paper), image.Point{}, draw.Src)
		} else {
			lay(dst, sheet, s.picture, s.port.turn)
		}
	}
	if s.part.picture != nil {
		lay(dst, place, s.part.picture, s.port.turn)
	}
}

// partOn is where the part lies on the sheet, in pixels of the frame.
func (s *scene) partOn(sheet image.Rectangle) image.Rectangle {
	size := sheet.Size()
	if s.port.turn%2 == 1 {
		size.X, size.Y = size.Y, size.X
	}
	clip, whole := s.part.clip, s.part.whole
	if !nearSize(whole, size) {
		at := func(p image.Point) image.Point { return image.Pt(p.X*size.X/whole.X, p.Y*size.Y/whole.Y) }
		clip = image.Rectangle{at(clip.Min), at(clip.Max)}
	}
	return turned(clip, size, s.port.turn).Add(sheet.Min)
}

func near(a, b int) bool { return a-b <= 1 && b-a <= 1 }

func nearSize(a, b image.Point) bool { return near(a.X, b.X) && near(a.Y, b.Y) }
