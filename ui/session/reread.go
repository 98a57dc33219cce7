package session

import (
	"slices"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/gate"
	"recto/ocr/language"
)

// Choice is how pages are read: in which languages, the most likely first, in
// which order, and what becomes of text that the document holds. The zero value
// leaves all of it to the session.
type Choice struct {
	Languages []string
	Order     ocr.Order
	TextLayer ocr.TextLayer
}

// Equal reports whether pages would be read the same way.
func (c Choice) Equal(other Choice) bool {
	return slices.Equal(c.Languages, other.Languages) && c.Order == other.Order && c.TextLayer == other.TextLayer
}

// ChoiceOf is how the pages of a document are read.
func (s *Session) ChoiceOf(d *Document) Choice {
	with := Choice{s.cfg.Languages, s.cfg.Order, s.cfg.TextLayer}
	if len(d.Own.Languages) > 0 {
		with.Languages = d.Own.Languages
	}
	if d.Own.Order != "" {
		with.Order = d.Own.Order
	}
	if d.Own.TextLayer != "" {
		with.TextLayer = d.Own.TextLayer
	}
	return with
}

// settings are the same for the store.
func (s *Session) settings(with Choice) archive.Settings {
	if len(with.Languages) == 0 {
		with.Languages = []string{language.Automatic}
	}
	if with.Order == "" {
		with.Order = ocr.OrderBasic
	}
	if with.TextLayer == "" {
		with.TextLayer = ocr.TextLayerAuto
	}
	return archive.Settings{Languages: slices.Clone(with.Languages), Order: with.Order, TextLayer: with.TextLayer, Engine: s.cfg.Engine}
}

// Reread reads the shown page again, whatever became of it before, even while
// reading is paused.
func (s *Session) Reread() {
	if d := s.Doc(); d != nil {
		s.rereadShown(s.ChoiceOf(d), ocr.Quad{})
	}
}

// rereadShown reads the shown page again; of it an area alone that is not zero.
func (s *Session) rereadShown(with Choice, area ocr.Quad) {
	d, p := s.Doc(), s.Page()
	if p == nil || p.State == Reading || !d.readable() {
		return
	}
	d.run.claims.release(d.At)
	p.State = Reading // at once, so that a person sees it
	s.readUrgent(d, d.At, with, area)
	s.changed(PageChanged | ProgressChanged)
}

// RereadPages reads pages again, whatever became of them before, even while
// reading is paused. Those that are being read are left alone.
func (s *Session) RereadPages(d *Document, pages []int) { s.RereadWith(d, pages, s.ChoiceOf(d)) }

// RereadWith is RereadPages with other languages or another order, for this
// time; those of the document stay.
func (s *Session) RereadWith(d *Document, pages []int, with Choice) {
	if !d.readable() {
		return
	}
	d.known.begun = true
	var again []int
	for _, n := range pages {
		if d.Pages[n].State == Reading {
			continue
		}
		d.run.claims.release(n)
		d.Pages[n].State = Waiting
		again = append(again, n)
	}
	if slices.Contains(again, d.At) && d == s.Doc() {
		s.readUrgent(d, d.At, with, ocr.Quad{})
	}
	if len(again) > 0 {
		s.readList(d, again, with, &gate.Gate{})
	}
	s.changed(PageChanged | ProgressChanged)
}

// ReadFile reads those pages of the document again as a person chose it for the
// document, from now on. Other pages that were not read are left out.
func (s *Session) ReadFile(d *Document, pages []int, own Choice) {
	if !d.readable() {
		return
	}
	d.Own = own
	for _, n := range pages {
		d.Pages[n].State = LeftOut
	}
	s.readOnly(d, pages)
	s.keepSession()
}

// ReadOnly reads those of the pages that were not read, and leaves out all
// others of the document that still wait or are being read.
func (s *Session) ReadOnly(d *Document, pages []int) {
	if d.readable() {
		s.readOnly(d, pages)
	}
}

func (s *Session) readOnly(d *Document, pages []int) {
	d.known.begun = true
	d.run.cancel()
	again := map[int]bool{}
	for _, n := range pages {
		state := d.Pages[n].State
		again[n] = state != Read && state != Failed
	}
	for i := range d.Pages {
		switch p := &d.Pages[i]; {
		case again[i]:
			p.State = Waiting
		case p.State == Read || p.State == Failed:
		case p.HasResult:
			p.State = Read // it was being read again
		default:
			p.State = LeftOut
		}
	}
	s.newRun(d)
	if !s.Running() {
		s.progress.stop()
	}
	with := s.ChoiceOf(d)
	if p := d.Current(); d == s.Doc() && p != nil && p.State == Waiting {
		s.readUrgent(d, d.At, with, ocr.Quad{})
	}
	if waiting := d.unread(); len(waiting) > 0 {
		s.readList(d, waiting, with, &gate.Gate{})
	}
	s.changed(PageChanged | ProgressChanged)
}
