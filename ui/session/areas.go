package session

import (
	"slices"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/order"
)

// asked is how a page was asked for: with which settings, and of it which area
// alone, in pixels; all of it where that is zero.
type asked struct {
	settings archive.Settings
	area     ocr.Quad
}

func (s *Session) asked(with Choice, area ocr.Quad) asked { return asked{s.settings(with), area} }

// CanReadArea reports whether ReadArea would read anything.
func (s *Session) CanReadArea() bool {
	d, p := s.Doc(), s.Page()
	return p != nil && p.State != Reading && d.readable()
}

// ReadArea reads an area of the shown page, in its pixels, also while reading is
// paused. What comes of it replaces the words whose middle lies there; a page
// that was not read before then has that area's text alone.
func (s *Session) ReadArea(area ocr.Quad) {
	if s.CanReadArea() && area != (ocr.Quad{}) {
		s.rereadShown(s.ChoiceOf(s.Doc()), area)
	}
}

// partsOf is the area in a request. The page's pixels are those in which it was
// read, which may not be those of its picture where its text was saved.
func partsOf(p *Page, area ocr.Quad) ocr.Parts {
	if area == (ocr.Quad{}) || !p.HasResult {
		return ocr.Parts{Area: area}
	}
	return ocr.Parts{Area: area.Scale(1/float64(p.read.Width), 1/float64(p.read.Height)), Shares: true}
}

// onPageRead takes over what was read of a page.
func (s *Session) onPageRead(d *Document, p *Page, result ocr.Page, as asked) {
	p.State = Read
	switch {
	case as.area == ocr.Quad{}:
		p.used = as.settings
	case p.HasResult:
		result = order.Replace(p.read, sized(result, p.read), as.area, as.settings.Order)
	default:
		p.set(d, result) // not kept: it is no reading of the page
		return
	}
	p.set(d, result)
	s.keepResult(d, p)
}

// sized is the page in the pixels of another.
func sized(page, like ocr.Page) ocr.Page {
	if page.Width == like.Width && page.Height == like.Height || page.Width == 0 || page.Height == 0 {
		return page
	}
	x, y := float64(like.Width)/float64(page.Width), float64(like.Height)/float64(page.Height)
	page.Lines = slices.Clone(page.Lines)
	for i := range page.Lines {
		line := &page.Lines[i]
		line.Quad, line.Words = line.Quad.Scale(x, y), slices.Clone(line.Words)
		for j := range line.Words {
			line.Words[j].Quad = line.Words[j].Quad.Scale(x, y)
		}
	}
	return page
}
