package prefs

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"recto/settings"
)

// view is the section of what is shown of a page.
func (p *Prefs) view() *section {
	f := p.newForm()
	f.check(lang.L("Panes"), lang.L("Text beside the page"), "", func(s *settings.Settings) *bool { return &s.ShowText })
	f.check(lang.L("Sidebar"), lang.L("Files and their pages"), "", func(s *settings.Settings) *bool { return &s.ShowThumbnails })
	f.typed(typed{
		label: lang.L("Memory for pictures of pages"), unit: lang.L("MB at most"), width: numberWidth,
		note:   lang.L("More makes turning pages faster."),
		wrong:  between(settings.MinCache, settings.MaxCache, ""),
		format: func(s settings.Settings) string { return strconv.Itoa(s.RasterCache) },
		parse: func(text string) (func(*settings.Settings), bool) {
			n, ok := whole(text, settings.MinCache, settings.MaxCache)
			return func(s *settings.Settings) { s.RasterCache = n }, ok
		},
	}, p.entry())
	f.typed(typed{
		label: lang.L("A word counts as weak under"), unit: "%", width: numberWidth,
		wrong:  between(1, 100, ""),
		format: func(s settings.Settings) string { return strconv.Itoa(s.WeakUnder) },
		parse: func(text string) (func(*settings.Settings), bool) {
			n, ok := whole(text, 1, 100)
			return func(s *settings.Settings) { s.WeakUnder = n }, ok
		},
	}, p.entry())
	return &section{id: View, title: lang.L("View"), page: f.page(), show: f.show,
		reset: func(to *settings.Settings, d settings.Settings) {
			to.ShowText, to.ShowThumbnails, to.RasterCache = d.ShowText, d.ShowThumbnails, d.RasterCache
			to.Layers, to.ShownUnder, to.WeakUnder = d.Layers, d.ShownUnder, d.WeakUnder
		}}
}
