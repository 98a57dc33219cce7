package ui

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"recto/ocr"
	"recto/ocr/find"
	"recto/ui/finder"
	"recto/ui/session"
)

// longestSelection is up to how many letters a selection is taken as the query.
const longestSelection = 200

// finding looks for what a person types in all pages that were read, and draws
// the hits on the page that is shown.
type finding struct {
	w      *window
	pane   *finder.Pane
	tab    *container.TabItem
	search *finder.Search

	// texts are the pages that were made ready, and pages those that are
	// searched, in their order; both are of the same documents.
	texts map[pageKey]readText
	pages []finder.Page
	keys  []pageKey

	// on is true from the query to the end of the search: hits are drawn.
	on bool

	// within tells apart the hits of the shown page that select the same words.
	within int

	// back is what had the focus before, and before the tab that was shown.
	back   fyne.Focusable
	before *container.TabItem
}

// readText is a page made ready; first is its first line then: a page that was
// read again, or corrected, has others.
type readText struct {
	first *ocr.Line
	page  finder.Page
}

func newFinding(ctx context.Context, w *window, post func(func())) *finding {
	f := &finding{w: w, pane: finder.New(), search: finder.NewSearch(ctx, post), texts: map[pageKey]readText{}}
	f.pane.OnQuery, f.pane.OnHit, f.pane.OnClose = f.onQuery, f.goTo, f.onClose
	f.pane.OnNext, f.pane.OnPrevious = func() { f.step(1) }, func() { f.step(-1) }
	f.pane.OnKey, f.pane.OnShortcut = w.onKey, w.onShortcut
	f.pane.OnHint = func(hint string) { w.status.hint(hint) }
	f.pane.Held = func() fyne.KeyModifier { return w.held() }
	f.search.OnChange = f.show
	f.tab = container.NewTabItem(lang.L("Find"), f.pane.Content)
	return f
}

func (w *window) findCommands() []*command {
	f := w.finding
	return []*command{
		{id: "find", text: lang.L("Find…"), icon: theme.SearchIcon(), menu: menuEdit, lined: true, keys: "Ctrl+F",
			enabled: w.hasDocument, run: f.start},
		{id: "find-next", text: lang.L("Next hit"), icon: theme.MoveDownIcon(), menu: menuEdit, keys: "F3",
			enabled: w.hasDocument, run: func() { f.again(1) }},
		{id: "find-previous", text: lang.L("Previous hit"), icon: theme.MoveUpIcon(), menu: menuEdit, keys: "Shift+F3",
			enabled: w.hasDocument, run: func() { f.again(-1) }},
		{id: "next-weak", text: lang.L("Next weak word"), icon: theme.WarningIcon(), menu: menuEdit, lined: true, keys: "F8",
			enabled: w.hasAnyResults, run: func() { w.goToWeak(true) }},
		{id: "previous-weak", text: lang.L("Previous weak word"), icon: theme.WarningIcon(), menu: menuEdit, keys: "Shift+F8",
			enabled: w.hasAnyResults, run: func() { w.goToWeak(false) }},
	}
}

// start lets a person type what to look for; what is selected is looked for
// unless it is a hit.
func (f *finding) start() {
	if focused := f.w.win.Canvas().Focused(); !f.pane.Holds(focused) {
		f.back = focused
	}
	f.w.places.tabs.Select(f.tab)
	if _, isHit := f.current(); !isHit {
		if text := f.selected(); text != "" {
			f.pane.SetText(text)
		}
	}
	f.resume()
	f.pane.Focus(f.w.win.Canvas())
}

// selected is the selected text where it is short enough to be looked for.
func (f *finding) selected() string {
	d, p := f.w.session.Doc(), f.w.session.Page()
	if p == nil || !p.HasResult || d.Selection.Empty() {
		return ""
	}
	text := strings.TrimSpace(p.Result.Part(d.Selection).Text())
	if len([]rune(text)) > longestSelection {
		return ""
	}
	return text
}

// again goes on with the last query, or asks for one.
func (f *finding) again(by int) {
	if f.search.Empty() {
		f.start()
		return
	}
	f.resume()
	f.step(by)
}

// resume draws the hits of the last query again.
func (f *finding) resume() {
	f.on = true
	f.gather()
	f.show()
}

func (f *finding) onQuery(q find.Query) {
	f.on = true
	f.gather()
	f.search.Look(q)
}

// onClose ends the search and gives back what was there before.
func (f *finding) onClose() {
	f.on = false
	if tabs := f.w.places.tabs; f.before != nil {
		tabs.Select(f.before)
	} else {
		tabs.SelectIndex(0)
	}
	canvas := f.w.win.Canvas()
	if canvas.Unfocus(); f.back != nil {
		canvas.Focus(f.back)
	}
	f.show()
}

// onTab lets a person type where the tab was chosen; a hidden entry would go on
// taking keys.
func (f *finding) onTab() {
	selected := f.w.places.tabs.Selected()
	if selected == f.tab {
		f.resume()
		f.pane.Focus(f.w.win.Canvas())
		return
	}
	f.before = selected
	if canvas := f.w.win.Canvas(); f.pane.Holds(canvas.Focused()) {
		canvas.Unfocus()
	}
}

// onChange follows the session: pages are read, closed and turned.
func (f *finding) onChange(what session.Change) {
	if what&(session.DocumentsChanged|session.PageChanged|session.ProgressChanged) != 0 {
		f.gather()
	}
	if what&(session.ShownChanged|session.PageChanged|session.SelectionChanged) != 0 {
		f.showCurrent()
	}
}

// gather gives the search all pages that were read, none while nothing is
// looked for.
func (f *finding) gather() {
	texts := make(map[pageKey]readText, len(f.texts))
	var pages []finder.Page
	f.keys = f.keys[:0]
	for _, d := range f.w.session.Docs {
		for i := range d.Pages {
			p := &d.Pages[i]
			if f.pane.Query().Text == "" || !p.HasResult || len(p.Result.Lines) == 0 {
				continue
			}
			key := pageKey{d, i}
			had, ok := f.texts[key]
			if !ok || had.first != &p.Result.Lines[0] {
				title := lang.L("{{.Document}} · page {{.Page}}", map[string]any{"Document": d.Name(), "Page": i + 1})
				had = readText{&p.Result.Lines[0], finder.Page{Title: title, Text: find.NewText(p.Result)}}
			}
			texts[key] = had
			pages, f.keys = append(pages, had.page), append(f.keys, key)
		}
	}
	f.texts = texts
	if !slices.Equal(pages, f.pages) {
		f.pages = pages
		f.search.SetPages(pages)
	}
}

// show shows what was found, in the pane and on the page.
func (f *finding) show() {
	if f.w.places == nil {
		return
	}
	f.pane.SetGroups(f.search.Groups())
	f.pane.SetCount(f.search.Total())
	f.pane.SetBusy(f.search.Busy())
	f.showCurrent()
}

// showCurrent shows which hit is selected.
func (f *finding) showCurrent() {
	number, ok := f.current()
	if !ok {
		number = -1
	}
	f.pane.SetCurrent(number)
	f.draw(ok)
}

// draw draws the hits of the shown page.
func (f *finding) draw(isCurrent bool) {
	var spans []ocr.Span
	current := ocr.NoSpan
	if at, ok := f.shown(); ok && f.on {
		for _, h := range f.search.Hits(at) {
			spans = append(spans, h.Span)
		}
		if isCurrent {
			current = f.w.session.Doc().Selection
		}
	}
	f.w.page.view.SetHits(spans, current)
}

// shown is the place of the shown page among those that are searched; where it
// is not one of them, that of the next one, and false.
func (f *finding) shown() (int, bool) {
	s := f.w.session
	if s.Doc() == nil {
		return 0, false
	}
	return slices.BinarySearchFunc(f.keys, pageKey{s.Doc(), s.Doc().At}, f.compare)
}

// compare orders pages as they are searched.
func (f *finding) compare(a, b pageKey) int {
	if a.doc == b.doc {
		return a.page - b.page
	}
	return slices.Index(f.w.session.Docs, a.doc) - slices.Index(f.w.session.Docs, b.doc)
}

// current is the number of the hit that is selected.
func (f *finding) current() (number int, ok bool) {
	at, ok := f.shown()
	if !ok {
		return 0, false
	}
	hits, selection := f.search.Hits(at), f.w.session.Doc().Selection
	if f.within >= len(hits) || hits[f.within].Span != selection {
		f.within = slices.IndexFunc(hits, func(h find.Hit) bool { return h.Span == selection })
	}
	if f.within < 0 {
		f.within = 0
		return 0, false
	}
	return f.search.Before(at) + f.within, true
}
