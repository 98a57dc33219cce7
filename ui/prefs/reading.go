package prefs

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2/lang"

	"recto/settings"
	"recto/ui/languages"
)

// reading is the section of how pages are read.
func (p *Prefs) reading() *section {
	f := p.newForm()
	p.picker = languages.New(languages.Config{
		Spoken: p.cfg.Spoken, Ask: p.cfg.Ask, Copy: p.cfg.Copy, OnKey: p.cfg.OnKey, OnShortcut: p.cfg.OnShortcut,
		OnChange: func(codes []string) {
			// Codes of the picker's table are valid, and one or "auto" is left.
			_ = p.choose(func(s *settings.Settings) { s.Languages = slices.Clone(codes) })
		},
	})
	f.add(lang.L("Languages of the pages"), p.picker.Content(), "")
	f.shows = append(f.shows, func(s settings.Settings) { p.picker.Set(s.Languages) })
	f.choice(lang.L("Reading order"), "", []option{
		{settings.OrderNatural, lang.L("As people read, block by block")}, {settings.OrderBasic, lang.L("From the top left, line by line")},
	}, func(s settings.Settings) string { return s.ReadingOrder }, func(s *settings.Settings, value string) { s.ReadingOrder = value })
	f.choice(lang.L("Text in the file"), lang.L("PDFs often hold their text. Taking it is faster and without slips."), []option{
		{settings.TextLayerAuto, lang.L("Take it where it is sound")}, {settings.TextLayerOnly, lang.L("Take it alone, read nothing")},
		{settings.TextLayerNever, lang.L("Read every page")},
	}, func(s settings.Settings) string { return s.TextLayer }, func(s *settings.Settings, value string) { s.TextLayer = value })
	f.typed(typed{
		label: lang.L("Workers"), unit: lang.L("pages at once"), width: numberWidth,
		placeholder: lang.L("automatic ({{.Count}})", map[string]any{"Count": p.cfg.AutoWorkers}),
		wrong:       between(1, settings.MaxWorkers, lang.L("Leave it empty to let Recto choose.")),
		format: func(s settings.Settings) string {
			if s.Workers == 0 {
				return ""
			}
			return strconv.Itoa(s.Workers)
		},
		parse: func(text string) (func(*settings.Settings), bool) {
			if text == "" {
				return func(s *settings.Settings) { s.Workers = 0 }, true
			}
			n, ok := whole(text, 1, settings.MaxWorkers)
			return func(s *settings.Settings) { s.Workers = n }, ok
		},
	}, p.entry())
	f.choice(lang.L("Priority"), "", []option{
		{settings.PriorityLow, lang.L("Low: other programs come first")}, {settings.PriorityNormal, lang.L("Normal")},
	}, func(s settings.Settings) string { return s.WorkerPriority }, func(s *settings.Settings, value string) { s.WorkerPriority = value })
	p.limits(f)
	return &section{id: Reading, title: lang.L("Reading"), page: f.page(), show: f.show,
		reset: func(to *settings.Settings, d settings.Settings) {
			to.Languages, to.ReadingOrder, to.TextLayer = d.Languages, d.ReadingOrder, d.TextLayer
			to.Workers, to.WorkerPriority = d.Workers, d.WorkerPriority
			to.PageTimeout, to.WorkerMemory = d.PageTimeout, d.WorkerMemory
		}}
}

// limits are the rows of what a page may take.
func (p *Prefs) limits(f *form) {
	f.typed(typed{
		label: lang.L("Time limit for a page"), unit: lang.L("seconds"), width: numberWidth,
		wrong:  between(int(settings.MinTimeout/time.Second), int(settings.MaxTimeout/time.Second), ""),
		format: func(s settings.Settings) string { return strconv.Itoa(int(s.PageTimeout / time.Second)) },
		parse: func(text string) (func(*settings.Settings), bool) {
			n, ok := whole(text, int(settings.MinTimeout/time.Second), int(settings.MaxTimeout/time.Second))
			return func(s *settings.Settings) { s.PageTimeout = time.Duration(n) * time.Second }, ok
		},
	}, p.entry())
	f.typed(typed{
		label: lang.L("Memory of a worker"), unit: lang.L("MB at most"), width: numberWidth,
		note:   lang.L("A page that needs more is given up, so that it cannot take the computer's."),
		wrong:  between(settings.MinMemory>>20, settings.MaxMemory>>20, ""),
		format: func(s settings.Settings) string { return strconv.FormatInt(s.WorkerMemory>>20, 10) },
		parse: func(text string) (func(*settings.Settings), bool) {
			n, ok := whole(text, settings.MinMemory>>20, settings.MaxMemory>>20)
			return func(s *settings.Settings) { s.WorkerMemory = int64(n) << 20 }, ok
		},
	}, p.entry())
}

// whole is the whole number that a text means, within the bounds.
func whole(text string, least, most int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= least && n <= most
}

// between says which numbers can be used, and what else can.
func between(least, most int, also string) string {
	text := lang.L("Give a whole number from {{.Least}} to {{.Most}}.", map[string]any{"Least": least, "Most": most})
	if also != "" {
		text += " " + also
	}
	return text
}
