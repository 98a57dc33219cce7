package session

import (
	"slices"

	"recto/ocr"
	"recto/ocr/archive"
)

// remembered is what is kept of the document while it is open.
func (d *Document) remembered() archive.Open {
	o := archive.Open{Path: d.file(), Page: d.At, Languages: slices.Clone(d.Own.Languages), Order: d.Own.Order, TextLayer: d.Own.TextLayer}
	for _, i := range d.Ignored {
		o.Ignored = append(o.Ignored, archive.Ignored(i))
	}
	return o
}

// recall gives a document that opens again how it was read and what was left
// out; words that nobody knows any more are not.
func (d *Document) recall(o archive.Open) {
	d.Own.Languages = o.Languages
	if o.Order == ocr.OrderBasic || o.Order == ocr.OrderNatural {
		d.Own.Order = o.Order
	}
	if o.TextLayer.Known() {
		d.Own.TextLayer = o.TextLayer
	}
	for _, i := range o.Ignored {
		d.Ignored = append(d.Ignored, Ignored(i))
	}
}
