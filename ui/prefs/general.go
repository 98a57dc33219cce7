package prefs

import (
	"fmt"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"recto/settings"
)

// scales are what is offered of the sizes of the window, in percent.
var scales = []int{75, 100, 125, 150, 175, 200, 250, 300}

// general is the section of the window itself.
func (p *Prefs) general() *section {
	f := p.newForm()
	f.choice(lang.L("Theme"), "", []option{
		{settings.ThemeSystem, lang.L("As the system")}, {settings.ThemeLight, lang.L("Light")}, {settings.ThemeDark, lang.L("Dark")},
	}, func(s settings.Settings) string { return s.Theme }, func(s *settings.Settings, value string) { s.Theme = value })
	f.choice(lang.L("Scale"), "", p.scaleOptions(),
		func(s settings.Settings) string { return percent(s.UIScale) },
		func(s *settings.Settings, value string) {
			if n, err := strconv.Atoi(value); err == nil {
				s.UIScale = float64(n) / 100
			}
		})
	spoken := []option{{"", lang.L("As the system")}}
	for _, l := range p.cfg.Languages {
		spoken = append(spoken, option{l.Code, l.Name})
	}
	f.choice(lang.L("Language"), lang.L("Recto speaks another language from its next start."), spoken,
		func(s settings.Settings) string { return s.WindowLanguage }, func(s *settings.Settings, value string) { s.WindowLanguage = value })
	if p.cfg.Keeps {
		f.check(lang.L("At the start"), lang.L("Open what was open last"), "", func(s *settings.Settings) *bool { return &s.RestoreSession })
		f.check(lang.L("Results"), lang.L("Keep what was read, so that no page is read twice"), "", func(s *settings.Settings) *bool { return &s.KeepResults })
	}
	p.exports(f)
	return &section{id: General, title: lang.L("General"), page: f.page(), show: f.show,
		reset: func(to *settings.Settings, d settings.Settings) {
			to.Theme, to.UIScale, to.WindowLanguage = d.Theme, d.UIScale, d.WindowLanguage
			to.RestoreSession, to.KeepResults = d.RestoreSession, d.KeepResults
			to.ExportFormat, to.ExportFolder = d.ExportFormat, d.ExportFolder
		}}
}

// exports are the rows of what an export proposes.
func (p *Prefs) exports(f *form) {
	var formats []option
	for _, one := range p.cfg.Formats {
		formats = append(formats, option{one.Value, one.Name})
	}
	if len(formats) > 0 {
		f.choice(lang.L("Export as"), "", formats, func(s settings.Settings) string { return s.ExportFormat },
			func(s *settings.Settings, value string) { s.ExportFormat = value })
	}
	entry := p.entry()
	browse := p.button("", theme.FolderOpenIcon(), func() {
		p.cfg.ChooseFolder(func(folder string) { entry.SetText(folder) })
	})
	if p.cfg.ChooseFolder == nil {
		browse.Hide()
	}
	f.typed(typed{
		label: lang.L("Export to"), width: textWidth, after: browse, placeholder: lang.L("the document's own folder"),
		wrong:  lang.L("Give the whole path of a folder, or leave it empty."),
		format: func(s settings.Settings) string { return s.ExportFolder },
		parse: func(text string) (func(*settings.Settings), bool) {
			return func(s *settings.Settings) { s.ExportFolder = text }, text == "" || filepath.IsAbs(text)
		},
	}, entry)
}

// scaleOptions are the sizes that are offered, with the one that holds now.
func (p *Prefs) scaleOptions() []option {
	var options []option
	there := false
	for _, n := range scales {
		options = append(options, option{strconv.Itoa(n), fmt.Sprintf("%d %%", n)})
		there = there || strconv.Itoa(n) == percent(p.now.UIScale)
	}
	if !there {
		options = append(options, option{percent(p.now.UIScale), percent(p.now.UIScale) + " %"})
	}
	return options
}

// percent is a share as a number without its sign.
func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 0, 64) }
