package ui

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/settings"
	"recto/ui/keys"
	"recto/ui/task"
)

const (
	// apiSampling is how often the panel looks at the API while it is shown.
	apiSampling = 500 * time.Millisecond

	// apiCloseLimit is how long the API may take to end with the window.
	apiCloseLimit = 5 * time.Second

	// apiPanelShare is the share of the window that the panel takes at first.
	apiPanelShare = 0.45

	toggleWidth = 92
	portWidth   = 84
	keyWidth    = 190
)

// apiPanel is the pane of the local API: its switch, what it listens on, and
// the requests as they come. It stays beside the page while people work.
type apiPanel struct {
	w       *window
	api     *apiSwitch
	content *fyne.Container

	toggle      *widget.Button
	address     *widget.Hyperlink
	copyAddress *widget.Button
	state       *widget.Label
	cancel      *widget.Button
	port, key   *keys.Entry
	form        *fyne.Container
	keyText     *widget.Label
	reveal      *widget.Button
	keyed       *fyne.Container
	month       *widget.Label
	purpose     *widget.Label
	messages    *messages
	none        *widget.Label
	list        *requestList

	sampler *task.Sampler
	opening *task.Latest[APIDocument]

	// closeLimit is apiCloseLimit but in tests.
	closeLimit time.Duration
}

// newAPIPanel makes the panel, hidden, of a window whose Deps have an API.
func newAPIPanel(ctx context.Context, w *window, post func(func())) *apiPanel {
	chosen := w.deps.Settings
	p := &apiPanel{w: w, messages: newMessages(w.onCopyDetails), opening: task.New[APIDocument](ctx, post), closeLimit: apiCloseLimit}
	p.api = newAPISwitch(ctx, w.deps.API, chosen.APIOn, APIOptions{Port: chosen.APIPort, Key: chosen.APIKey}, post)
	p.api.keep, p.api.kept = p.keep, w.choices.memory.wait
	p.sampler = task.NewSampler(ctx, apiSampling, post, p.show)
	p.build()
	p.api.onChange = p.onChange
	p.show()
	return p
}

func (p *apiPanel) build() {
	p.toggle = widget.NewButton("", p.onToggle)
	p.address = widget.NewHyperlink("", nil)
	p.copyAddress = quiet(theme.ContentCopyIcon(), p.onCopyAddress)
	p.state = widget.NewLabel("")
	p.cancel = widget.NewButton("", p.onCancelRunning)
	p.port = p.w.newEntry()
	p.port.Text = strconv.Itoa(p.api.options.Port)
	p.key = p.w.newPassword()
	p.key.Text = p.api.options.Key
	p.key.SetPlaceHolder(lang.L("none needed"))
	p.port.OnChanged, p.key.OnChanged = p.onTyped, p.onTyped
	p.form = container.NewHBox(widget.NewLabel(lang.L("Port")), sized(p.port, portWidth), widget.NewLabel(lang.L("Key")), sized(p.key, keyWidth))
	p.keyText = widget.NewLabel(hiddenKey)
	p.keyText.Truncation = fyne.TextTruncateEllipsis
	p.reveal = quiet(theme.VisibilityOffIcon(), p.onReveal)
	p.keyed = container.NewHBox(widget.NewLabel(lang.L("Key")), p.reveal, quiet(theme.ContentCopyIcon(), p.onCopyKey))
	p.month = widget.NewLabel("")
	p.purpose = widget.NewLabel("")
	p.purpose.Wrapping = fyne.TextWrapWord
	p.none = widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{})
	p.none.Wrapping = fyne.TextWrapWord
	p.list = newRequestList(time.Now, p.onOpen, p.w.onKey)

	title := widget.NewLabelWithStyle(lang.L("Local API"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	left := container.NewHBox(title, sized(p.toggle, toggleWidth),
		p.state, p.cancel, p.address, p.copyAddress, p.keyed, p.form)
	right := container.NewHBox(p.month, quiet(theme.CancelIcon(), p.w.onAPI))
	row := container.New(layout.NewCustomPaddedLayout(4, 0, 0, 4), container.NewBorder(nil, nil, left, right, p.keyText))
	head := container.NewVBox(row, p.messages.box, p.purpose, makeRow(true), widget.NewSeparator())
	body := container.NewStack(p.list, container.NewBorder(p.none, nil, nil, nil))
	// Not NewBorder, in which the tabulator comes to the list before the head.
	p.content = container.New(layout.NewBorderLayout(head, nil, nil, nil), head, body)
}

// quiet is a button of an icon alone.
func quiet(icon fyne.Resource, run func()) *widget.Button {
	b := widget.NewButtonWithIcon("", icon, run)
	b.Importance = widget.LowImportance
	return b
}

// sized gives a part of a row its width.
func sized(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(width, o.MinSize().Height), o)
}

// hiddenKey stands for any key.
const hiddenKey = "••••••••••••"

// show shows the API as it is now.
func (p *apiPanel) show() {
	state := p.api.state()
	phase := p.api.phase
	p.showToggle()
	setVisible(p.address, phase == apiOn)
	setVisible(p.copyAddress, phase == apiOn)
	setVisible(p.state, phase != apiOn && phase != apiOff)
	setVisible(p.cancel, phase == apiFinishing)
	if text := cancelText(state.Active); p.cancel.Text != text {
		p.cancel.SetText(text)
	}
	if address, err := url.Parse(state.Address); err == nil && p.address.Text != state.Address {
		p.address.SetText(state.Address)
		p.address.SetURL(address)
	}
	setText(p.state, apiStateText(phase, state.Active))
	setVisible(p.form, phase == apiOff)
	keyed := phase == apiOn && p.api.options.Key != ""
	setVisible(p.keyed, keyed)
	setVisible(p.keyText, keyed)
	setText(p.month, monthText(state.PagesThisMonth))
	setText(p.purpose, apiPurpose(phase, p.api.options.Key != ""))
	p.messages.show(p.problems())
	setText(p.none, apiNone(phase))
	setVisible(p.none, len(state.Requests) == 0)
	shown := ""
	if d := p.w.session.Doc(); d != nil {
		shown = d.Request
	}
	p.list.set(state.Requests, shown)
	p.follow(state.Requests)
}

// showToggle shows what the switch does now.
func (p *apiPanel) showToggle() {
	_, typed, _ := p.typed()
	text, importance := lang.L("Turn on"), widget.HighImportance
	if p.api.phase != apiOff {
		text, importance = lang.L("Turn off"), widget.MediumImportance
	}
	if p.toggle.Text != text {
		p.toggle.Text, p.toggle.Importance = text, importance
		p.toggle.Refresh()
	}
	enable(p.toggle, p.api.phase == apiOn || p.api.phase == apiOff && typed)
}

// enable enables or disables, and does nothing where that is so already.
func enable(o fyne.Disableable, on bool) {
	switch {
	case on && o.Disabled():
		o.Enable()
	case !on && !o.Disabled():
		o.Disable()
	}
}

// setText sets another text.
func setText(l *widget.Label, text string) {
	if l.Text != text {
		l.SetText(text)
	}
}

// onChange shows that the switch stands elsewhere, in the window too.
func (p *apiPanel) onChange() {
	if port := strconv.Itoa(p.api.options.Port); p.port.Text != port && p.api.phase != apiOff {
		p.port.Text = port
		p.port.Refresh()
	}
	p.show()
	p.w.status.showAPI()
	p.w.showMessages()
}

// typed is what stands in the entries, and what is wrong with it, else "".
func (p *apiPanel) typed() (o APIOptions, ok bool, bad string) {
	port, isPort := portOf(p.port.Text)
	o = APIOptions{Port: port, Key: p.key.Text}
	switch {
	case !isPort:
		return o, false, apiBadPort()
	case !settings.UsableAPIKey(o.Key):
		return o, false, apiBadKey()
	}
	return o, true, ""
}

func (p *apiPanel) onTyped(string) {
	if o, ok, _ := p.typed(); ok {
		p.api.choose(o)
	}
	p.show()
}

// problems are what is to be said of the entries and of the switch.
func (p *apiPanel) problems() []message {
	if _, ok, bad := p.typed(); !ok {
		return []message{{serious: true, text: bad}}
	}
	return p.trouble()
}

// trouble is what went wrong last with the switch, and what can be done.
func (p *apiPanel) trouble() []message {
	if p.api.err == nil {
		return nil
	}
	port := p.api.options.Port
	m := message{serious: true, text: apiTrouble(p.api.err, p.api.phase, port), dismiss: p.api.dismiss}
	if next := nextPort(port); next > 0 && p.api.phase == apiOff && errors.Is(p.api.err, syscall.EADDRINUSE) {
		m.action, m.act = lang.L("Use {{.Port}}", map[string]any{"Port": next}), func() { p.api.turnOn(APIOptions{Port: next, Key: p.api.options.Key}) }
	}
	return []message{m}
}

// close ends all work of the panel and the API, and returns when nothing of
// them runs any more, or when the limit is over.
func (p *apiPanel) close(ctx context.Context) {
	p.sampler.Stop()
	p.opening.Stop()
	p.api.work.Stop()
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.closeLimit)
	defer cancel()
	ended, phase := make(chan struct{}), p.api.phase
	go func() {
		defer close(ended)
		p.api.end(limited, phase)
		p.opening.Wait()
		p.sampler.Wait()
	}()
	select {
	case <-ended:
	case <-limited.Done():
	}
}
