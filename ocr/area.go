package ocr

// Parts are the parts of a page that are read, and those that are not. The zero
// value reads all of it.
type Parts struct {
	// Area is the only part that is read; the zero quad is all of the page.
	Area Quad `json:"area,omitzero"`

	// Ignored parts are not read, also where they lie in Area.
	Ignored []Quad `json:"ignored,omitempty"`

	// Shares says that the quads count from 0 to 1 over the page's width and
	// height; else they are pixels of the page's own picture, as in Page.
	Shares bool `json:"shares,omitempty"`
}

// Whole reports whether all of the page is read.
func (p Parts) Whole() bool { return p.Area == Quad{} && len(p.Ignored) == 0 }

// InPixels are the same parts of a page of that size in pixels.
func (p Parts) InPixels(width, height int) Parts {
	if !p.Shares {
		return p
	}
	scaled := Parts{Area: p.Area.Scale(float64(width), float64(height))}
	for _, q := range p.Ignored {
		scaled.Ignored = append(scaled.Ignored, q.Scale(float64(width), float64(height)))
	}
	return scaled
}

// Has reports whether what has its middle at that point is read.
func (p Parts) Has(middle Point) bool {
	if p.Area != (Quad{}) && !p.Area.Contains(middle) {
		return false
	}
	for _, q := range p.Ignored {
		if q.Contains(middle) {
			return false
		}
	}
	return true
}

// Of is the page with those words alone that are read; see Page.Only. The parts
// are in pixels.
func (p Parts) Of(page Page) Page {
	if p.Whole() {
		return page
	}
	return page.Only(func(_ Mark, w Word) bool { return p.Has(w.Quad.Center()) })
}
