package prefs

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"recto/settings"
	"recto/ui/keys"
)

// api is the section of the local API.
func (p *Prefs) api() *section {
	f := p.newForm()
	note := ""
	if p.cfg.APIOn {
		note = lang.L("Turn the local API off to change its port or key.")
	}
	port := f.typed(typed{
		label: lang.L("Port"), width: numberWidth, note: note, wrong: between(settings.MinPort, settings.MaxPort, ""),
		format: func(s settings.Settings) string { return strconv.Itoa(s.APIPort) },
		parse: func(text string) (func(*settings.Settings), bool) {
			n, ok := whole(text, settings.MinPort, settings.MaxPort)
			return func(s *settings.Settings) { s.APIPort = n }, ok
		},
	}, p.entry())
	key := f.typed(typed{
		label: lang.L("Key"), width: textWidth, placeholder: lang.L("none needed"),
		note:   lang.L("Programs that send pages must send the key along. Without one, every program of this computer may use the API."),
		wrong:  lang.L("Give at most {{.Most}} letters, digits and signs, without spaces.", map[string]any{"Most": settings.MaxAPIKey}),
		format: func(s settings.Settings) string { return s.APIKey },
		parse: func(text string) (func(*settings.Settings), bool) {
			return func(s *settings.Settings) { s.APIKey = text }, settings.UsableAPIKey(text)
		},
	}, keys.NewPassword(p.cfg.OnKey, p.cfg.OnShortcut))
	if p.cfg.APIOn {
		port.Disable()
		key.Disable()
	}
	return &section{id: API, title: lang.L("Local API"), page: f.page(), show: f.show,
		reset: func(to *settings.Settings, d settings.Settings) {
			if !p.cfg.APIOn {
				to.APIPort, to.APIKey = d.APIPort, d.APIKey
			}
		}}
}
