package ui

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/settings"
	"recto/ui/session"
)

// onAPI shows or hides the panel of the local API.
func (w *window) onAPI() { w.togglePanel("api") }

func (p *apiPanel) onShown() {
	p.show()
	p.sampler.Start()
}

func (p *apiPanel) onHidden() {
	p.sampler.Stop()
	p.hideKey()
}

// onToggle turns the API on or off. What runs then is asked about first.
func (p *apiPanel) onToggle() {
	o, ok, _ := p.typed()
	active := p.api.api.State().Active
	switch {
	case p.api.phase == apiOn && active > 0:
		p.askRunning(active)
	case p.api.phase == apiOn:
		p.api.turnOff(true)
	case ok:
		p.api.turnOn(o)
	}
}

// askRunning asks what becomes of the operations that run.
func (p *apiPanel) askRunning(active int) {
	text := widget.NewLabel(unendedText(active))
	text.Wrapping = fyne.TextWrapWord
	ask := dialog.NewCustomWithoutButtons(lang.L("Turn the local API off?"), text, p.w.win)
	button := func(text string, run func()) *widget.Button {
		return widget.NewButton(text, func() {
			ask.Hide()
			run()
		})
	}
	finish := button(finishText(active), func() { p.api.turnOff(true) })
	finish.Importance = widget.HighImportance
	ask.SetButtons([]fyne.CanvasObject{button(lang.L("Keep it on"), func() {}), button(cancelText(active), func() { p.api.turnOff(false) }), finish})
	ask.Resize(fyne.NewSize(520, 0))
	p.w.ask(ask)
}

func (p *apiPanel) onCancelRunning() { p.api.turnOff(false) }

func (p *apiPanel) onCopyAddress() {
	p.w.app.Clipboard().SetContent(p.address.Text)
	p.w.status.say(lang.L("Copied {{.What}}", map[string]any{"What": p.address.Text}))
}

func (p *apiPanel) onCopyKey() {
	p.w.app.Clipboard().SetContent(p.api.options.Key)
	p.w.status.say(lang.L("Copied the key"))
}

// onReveal shows or hides the key; the icon is as in an entry for passwords.
func (p *apiPanel) onReveal() {
	if p.keyText.Text == hiddenKey {
		p.keyText.SetText(p.api.options.Key)
		p.reveal.SetIcon(theme.VisibilityIcon())
	} else {
		p.hideKey()
	}
}

func (p *apiPanel) hideKey() {
	p.keyText.SetText(hiddenKey)
	p.reveal.SetIcon(theme.VisibilityOffIcon())
}

// keep keeps a choice in the settings.
func (p *apiPanel) keep(on bool, o APIOptions) {
	err := p.w.choices.choose(func(s *settings.Settings) { s.APIOn, s.APIPort, s.APIKey = on, o.Port, o.Key })
	if err != nil {
		p.w.onForgotten(err)
	}
}

// onChosen takes options that were chosen elsewhere.
func (p *apiPanel) onChosen(o APIOptions) {
	if p.api.phase != apiOff || p.api.options == o {
		return
	}
	// Not SetText, which would choose the one with the other's value of before.
	p.port.Text, p.key.Text = strconv.Itoa(o.Port), o.Key
	p.port.Refresh()
	p.key.Refresh()
	p.api.choose(o)
	p.show()
}

// onOpen shows the document of a request with what was read on it.
func (p *apiPanel) onOpen(r APIRequest) {
	name := titleOf(r.File)
	if r.ID == "" {
		p.w.status.say(apiUnkept(r.State))
		return
	}
	p.w.status.say(lang.L("Opening {{.File}}…", map[string]any{"File": name}))
	p.opening.Start(
		func(ctx context.Context) (APIDocument, error) { return p.api.api.Document(ctx, r.ID) },
		func(d APIDocument, err error) {
			p.w.status.say("")
			if err != nil {
				p.w.fail(apiLost(name, err))
				return
			}
			if d.Name != "" {
				name = titleOf(d.Name)
			}
			p.w.session.OpenGiven(session.Given{Path: d.Path, Title: name, Request: r.ID, Results: d.Pages})
		},
	)
}

// follow fetches what was read of the shown document since it was opened: once
// its request has ended, and before that where the shown page is waited for.
func (p *apiPanel) follow(requests []APIRequest) {
	d := p.w.session.Doc()
	if d == nil || d.Request == "" || len(d.Pages) == 0 || p.opening.Running() {
		return
	}
	i := slices.IndexFunc(requests, func(r APIRequest) bool { return r.ID == d.Request })
	if i < 0 || requests[i].PagesRead <= d.Followed {
		return
	}
	r := requests[i]
	if (r.State == APIReading || r.State == APIWaiting) && d.Current().State != session.LeftOut {
		return
	}
	p.opening.Start(
		func(ctx context.Context) (APIDocument, error) { return p.api.api.Document(ctx, r.ID) },
		func(got APIDocument, _ error) {
			d.Followed = r.PagesRead // not asked for again, whatever the answer is
			p.w.session.Follow(d, got.Pages)
		},
	)
}
