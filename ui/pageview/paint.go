package pageview

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"

	"recto/ocr"
)

// scene is all that a frame of the view shows; paint needs nothing else, so
// that frames can be drawn and measured without a window.
type scene struct {
	port    viewport
	desk    color.NRGBA
	picture image.Image
	lines   []ocr.Line
	overlay bool
	marked  Mark
	hovered Mark
}

// paint draws the scene into dst, whose pixels are scale times finer than the
// units of the viewport. It fills all of dst.
func (s *scene) paint(dst *image.RGBA, scale float64) {
	draw.Draw(dst, dst.Rect, image.NewUniform(s.desk), image.Point{}, draw.Src)
	if s.port.empty() {
		return
	}
	sheet := s.sheet(scale)
	b := brush{dst: dst}
	b.frame(sheet, sheetEdge)
	s.paintPicture(dst, sheet)
	view := func(p ocr.Point) ocr.Point {
		p = s.port.toView(p)
		return ocr.Point{X: p.X * scale, Y: p.Y * scale}
	}
	if s.overlay {
		s.paintOverlay(&b, view, scale)
	}
	s.paintMarks(&b, view, scale)
}

// sheet is where the page lies, in pixels of the frame.
func (s *scene) sheet(scale float64) image.Rectangle {
	at := func(v float64) int { return int(math.Round(v * scale)) }
	v := s.port
	x, y := at(v.x), at(v.y)
	return image.Rect(x, y, x+at(v.pageW*v.zoom), y+at(v.pageH*v.zoom))
}

// paintPicture copies a picture of the right size and scales any other, which
// is coarse but quick: a better one is on its way.
func (s *scene) paintPicture(dst *image.RGBA, sheet image.Rectangle) {
	if s.picture == nil {
		draw.Draw(dst, sheet.Intersect(dst.Rect), image.NewUniform(paper), image.Point{}, draw.Src)
		return
	}
	from := s.picture.Bounds()
	if near(from.Dx(), sheet.Dx()) && near(from.Dy(), sheet.Dy()) {
		// A picture may be a pixel short of the sheet, which shows the desk then.
		to := image.Rectangle{sheet.Min, sheet.Min.Add(from.Size())}
		draw.Draw(dst, to.Intersect(sheet), s.picture, from.Min, draw.Src)
		return
	}
	xdraw.ApproxBiLinear.Scale(dst, sheet, s.picture, from, draw.Src, nil)
}

func near(a, b int) bool { return a-b <= 1 && b-a <= 1 }

func (s *scene) paintOverlay(b *brush, view func(ocr.Point) ocr.Point, scale float64) {
	for _, line := range s.lines {
		quad := line.Quad.Map(view)
		if !meets(quad, b.dst.Rect) {
			continue
		}
		b.outline(quad, scale, lineInk)
		for _, word := range line.Words {
			quad := word.Quad.Map(view)
			if meets(quad, b.dst.Rect) {
				paintWord(b, quad, BandOf(word.Confidence), scale)
			}
		}
	}
}

func paintWord(b *brush, quad ocr.Quad, band Band, scale float64) {
	b.quad(quad, bandFill[band])
	switch band {
	case Weak:
		b.line(quad[3], quad[2], 2*scale, bandInk[band])
	case Fair:
		b.dashes(quad[3], quad[2], 2*scale, 4*scale, bandInk[band])
	case Sure:
	}
}

func (s *scene) paintMarks(b *brush, view func(ocr.Point) ocr.Point, scale float64) {
	if quad, ok := s.hovered.quad(s.lines); ok && s.hovered != s.marked {
		b.outline(quad.Map(view), scale, hoverInk)
	}
	if quad, ok := s.marked.line().quad(s.lines); ok {
		b.quad(quad.Map(view), lineMark)
		b.outline(quad.Map(view), 1.5*scale, markInk)
	}
	if quad, ok := s.marked.quad(s.lines); ok && s.marked.Word >= 0 {
		b.quad(quad.Map(view), wordMark)
		b.outline(quad.Map(view), 2*scale, markInk)
	}
}

// meets reports whether the quad's bounds and r have anything in common.
func meets(q ocr.Quad, r image.Rectangle) bool {
	left, top, right, bottom := q.Bounds()
	return right >= float64(r.Min.X) && left <= float64(r.Max.X) &&
		bottom >= float64(r.Min.Y) && top <= float64(r.Max.Y)
}
