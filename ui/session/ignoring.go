package session

import (
	"slices"

	"recto/ocr"
)

// AllPages is the page of what holds for all pages of a document.
const AllPages = -1

// Ignored is an area of a page whose words are left out.
type Ignored struct {
	// Page counts from 0; AllPages for all of the document.
	Page int

	// Quad is in pixels of a page of Width by Height; pages of other sizes have
	// it in the same place. Zero sizes are those of any page.
	Quad          ocr.Quad
	Width, Height int
}

// Ignore leaves out the words whose middle lies in one of the areas, in pixels
// of the shown page: of this page, or in the same places of all pages of its
// document. They are still read, and come back with ForgetIgnored.
func (s *Session) Ignore(areas []ocr.Quad, allPages bool) {
	d, p := s.Doc(), s.Page()
	if p == nil || len(areas) == 0 {
		return
	}
	page, width, height := d.At, d.Info.Pages[d.At].Width, d.Info.Pages[d.At].Height
	if p.HasResult {
		width, height = p.read.Width, p.read.Height
	}
	if allPages {
		page = AllPages
	}
	for _, area := range areas {
		d.Ignored = append(d.Ignored, Ignored{page, area, width, height})
	}
	s.onIgnored(d, page)
}

// ForgetIgnored brings back what was left out of the shown document.
func (s *Session) ForgetIgnored() {
	if d := s.Doc(); d != nil && len(d.Ignored) > 0 {
		d.Ignored = nil
		s.onIgnored(d, AllPages)
	}
}

// ForgetIgnoredAt brings back what the areas leave out that lie at a point of
// the shown page, in its pixels.
func (s *Session) ForgetIgnoredAt(point ocr.Point) {
	d, p := s.Doc(), s.Page()
	if p == nil || !p.HasResult {
		return
	}
	before, page := len(d.Ignored), d.At
	d.Ignored = slices.DeleteFunc(d.Ignored, func(i Ignored) bool {
		gone := i.on(d.At) && i.in(p.read.Width, p.read.Height).Contains(point)
		if gone && i.Page == AllPages {
			page = AllPages
		}
		return gone
	})
	if len(d.Ignored) < before {
		s.onIgnored(d, page)
	}
}

// onIgnored shows a page, or AllPages, without what is left out of it now.
func (s *Session) onIgnored(d *Document, page int) {
	for i := range d.Pages {
		if p := &d.Pages[i]; p.HasResult && (page == AllPages || page == i) {
			p.Result = d.seen(p.read)
		}
	}
	d.Selection = ocr.NoSpan
	s.keepSession()
	s.changed(PageChanged | SelectionChanged | ProgressChanged)
}

// IgnoredOn are the areas that are left out of a page, in its pixels.
func (d *Document) IgnoredOn(number int) []ocr.Quad {
	width, height := d.Info.Pages[number].Width, d.Info.Pages[number].Height
	if p := &d.Pages[number]; p.HasResult {
		width, height = p.read.Width, p.read.Height
	}
	return d.ignored(number, width, height)
}

func (d *Document) ignored(number, width, height int) []ocr.Quad {
	var quads []ocr.Quad
	for _, i := range d.Ignored {
		if i.on(number) {
			quads = append(quads, i.in(width, height))
		}
	}
	return quads
}

func (i Ignored) on(page int) bool { return i.Page == AllPages || i.Page == page }

// in is the area in pixels of a page of that size.
func (i Ignored) in(width, height int) ocr.Quad {
	if i.Width == 0 || i.Height == 0 || width == 0 || height == 0 {
		return i.Quad
	}
	return i.Quad.Scale(float64(width)/float64(i.Width), float64(height)/float64(i.Height))
}

// seen is a page as read, with its corrections and without what is left out.
func (d *Document) seen(read ocr.Page) ocr.Page {
	parts := ocr.Parts{Ignored: d.ignored(read.Number, read.Width, read.Height)}
	return parts.Of(d.corrections.Apply(read))
}

// unseen is where a word of the page as it is shown stands among all that were
// read.
func (d *Document) unseen(p *Page, at ocr.Mark) ocr.Mark {
	parts := ocr.Parts{Ignored: d.ignored(p.read.Number, p.read.Width, p.read.Height)}
	if parts.Whole() || at == ocr.NoMark {
		return at
	}
	seen := -1
	for i, line := range d.corrections.Apply(p.read).Lines {
		words := make([]int, 0, len(line.Words))
		for j, word := range line.Words {
			if parts.Has(word.Quad.Center()) {
				words = append(words, j)
			}
		}
		if len(words) == 0 {
			continue
		}
		if seen++; seen == at.Line && at.Word >= 0 && at.Word < len(words) {
			return ocr.Mark{Line: i, Word: words[at.Word]}
		}
	}
	return ocr.NoMark
}
