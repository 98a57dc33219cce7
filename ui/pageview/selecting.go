package pageview

import (
	"fyne.io/fyne/v2"

	"recto/ocr"
	"recto/ocr/overlay"
)

// SetSelection selects words. Where the selection is another one than the view
// has, the page moves as far as is needed to see what is new of it.
func (v *PageView) SetSelection(span ocr.Span) {
	was := v.scene.marks.Selection
	if span == was {
		return
	}
	v.scene.marks.Selection = span
	v.press.anchor = span
	switch {
	case span.Empty():
	case span.First == was.First:
		v.Reveal(ocr.Span{First: span.Last, Last: span.Last})
	case span.Last == was.Last:
		v.Reveal(ocr.Span{First: span.First, Last: span.First})
	default:
		v.Reveal(span)
	}
	v.Refresh()
}

// Selection is the selected stretch of words.
func (v *PageView) Selection() ocr.Span { return v.scene.marks.Selection }

// Reveal moves the page no more than is needed to see the words.
func (v *PageView) Reveal(span ocr.Span) {
	bars := overlay.Bars(v.scene.lines, span)
	if len(bars) == 0 || v.scene.port.empty() {
		return
	}
	if v.scene.port.reveal(ocr.Around(bars, 0)) {
		v.moved()
	}
}

// SetHits marks what was found; current is the one that is looked at.
func (v *PageView) SetHits(hits []ocr.Span, current ocr.Span) {
	v.scene.marks.Hits, v.scene.marks.Current = hits, current
	v.Refresh()
}

// SetAreas marks the chosen area, zero for none, and those that are ignored.
func (v *PageView) SetAreas(area ocr.Quad, ignored []ocr.Quad) {
	v.scene.marks.Area, v.scene.marks.Ignored = area, ignored
	v.Refresh()
}

// WordRect is where a word or line stands in the view, upright bounds in its
// units; false where the page has no such word or none of it is in view.
func (v *PageView) WordRect(m ocr.Mark) (fyne.Position, fyne.Size, bool) {
	quad, ok := overlay.QuadOf(v.scene.lines, m)
	if !ok || v.scene.port.empty() {
		return fyne.Position{}, fyne.Size{}, false
	}
	left, top, right, bottom := quad.Map(v.scene.port.toView).Bounds()
	seen := right > 0 && bottom > 0 && left < v.scene.port.viewW && top < v.scene.port.viewH
	return fyne.NewPos(float32(left), float32(top)), fyne.NewSize(float32(right-left), float32(bottom-top)), seen
}

// choose selects words by the person's hand.
func (v *PageView) choose(span ocr.Span) {
	if span == v.scene.marks.Selection {
		return
	}
	v.scene.marks.Selection = span
	v.Refresh()
	if v.OnSelect != nil {
		v.OnSelect(span)
	}
}

// extend selects from the anchor to the word nearest to the page point.
func (v *PageView) extend(to ocr.Point) {
	head := nearestWord(v.scene.lines, to)
	if v.press.clicks >= 3 {
		head.Word = -1
	}
	v.choose(joined(v.press.anchor, spanOf(v.scene.lines, head)))
}

// joined is the least span that holds both.
func joined(a, b ocr.Span) ocr.Span {
	switch {
	case a.Empty():
		return b
	case b.Empty():
		return a
	}
	if b.First.Compare(a.First) < 0 {
		a.First = b.First
	}
	if b.Last.Compare(a.Last) > 0 {
		a.Last = b.Last
	}
	return a
}
