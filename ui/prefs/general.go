package prefs

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2/lang"

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
	return &section{id: General, title: lang.L("General"), page: f.page(), show: f.show,
		reset: func(to *settings.Settings, d settings.Settings) {
			to.Theme, to.UIScale, to.WindowLanguage = d.Theme, d.UIScale, d.WindowLanguage
		}}
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
