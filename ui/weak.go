package ui

import (
	"slices"

	"fyne.io/fyne/v2/lang"

	"recto/ocr"
	"recto/ocr/find"
	"recto/ui/session"
)

// turnTo shows a page and selects words of it.
func (w *window) turnTo(key pageKey, span ocr.Span) {
	w.session.Show(slices.Index(w.session.Docs, key.doc))
	w.session.GoTo(key.page)
	w.session.Select(span)
	w.page.view.Reveal(span)
}

// weakUnder is the confidence under which a word counts as weak.
func (w *window) weakUnder() float64 { return float64(w.choices.now.WeakUnder) / 100 }

// goToWeak turns to the next word that the engine was not sure of, or to the
// last one before, over all pages that were read; behind the last comes the
// first.
func (w *window) goToWeak(forward bool) {
	pages := w.readPages()
	if len(pages) == 0 {
		return
	}
	here, _ := slices.BinarySearchFunc(pages, pageKey{w.session.Doc(), w.session.Doc().At}, w.finding.compare)
	step, from := 1, w.session.Doc().Selection.First
	if !forward {
		step = -1
	}
	below := w.weakUnder()
	for n := range len(pages) + 1 {
		at := (here + n*step + 2*len(pages)) % len(pages)
		if m, ok := find.Weak(pages[at].doc.Pages[pages[at].page].Result, below, from, forward); ok {
			w.turnTo(pages[at], ocr.Span{First: m, Last: m})
			return
		}
		from = ocr.NoMark
		if !forward {
			from = find.End
		}
	}
	w.status.hint("") // what is selected would stand before it
	w.status.say(lang.L("No word is less sure than {{.Percent}} %", map[string]any{"Percent": w.choices.now.WeakUnder}))
}

// readPages are the pages with a result, in their order.
func (w *window) readPages() []pageKey {
	var pages []pageKey
	for _, d := range w.session.Docs {
		for i := range d.Pages {
			if d.Pages[i].HasResult {
				pages = append(pages, pageKey{d, i})
			}
		}
	}
	return pages
}

func (w *window) hasAnyResults() bool {
	return slices.ContainsFunc(w.session.Docs, func(d *session.Document) bool {
		return slices.ContainsFunc(d.Pages, func(p session.Page) bool { return p.HasResult })
	})
}
