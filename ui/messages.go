package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ui/session"
	"recto/ui/translation"
)

// message is a sentence over the panes, with what can be done about it.
type message struct {
	text    string
	serious bool
	action  string
	act     func()
	dismiss func()

	// also is a second action, "" for none.
	also    string
	alsoAct func()

	// details are told to who unfolds them, "" for none; unfold is the text of
	// the button that does, "" for the usual one.
	details, unfold string
}

// messages shows what went wrong where people look, and never in their way.
type messages struct {
	box   *fyne.Container
	shown string

	// unfolded are the texts of those whose details are shown.
	unfolded map[string]bool
	copy     func(text string)
}

func newMessages(copy func(text string)) *messages {
	return &messages{box: container.NewVBox(), unfolded: map[string]bool{}, copy: copy}
}

// showMessages shows what is to be said of the files, the document and the page.
func (w *window) showMessages() {
	var list []message
	if w.notice != "" {
		list = append(list, message{text: w.notice, dismiss: func() { w.notice = ""; w.showMessages() }})
	}
	list = append(list, w.opener.messages()...)
	list = append(list, w.problemMessages()...)
	if w.trouble != "" {
		list = append(list, message{serious: true, text: w.trouble, details: w.troubleDetails, dismiss: func() { w.fail("") }})
	}
	if w.api != nil && !w.api.content.Visible() {
		list = append(list, w.api.trouble()...)
	}
	list = append(list, w.exportMessages()...)
	list = append(list, w.keptMessages()...)
	w.messages.show(append(list, w.pageMessages()...))
}

// pageMessages is what is to be said of the shown document and page.
func (w *window) pageMessages() []message {
	d, p := w.session.Doc(), w.session.Page()
	var list []message
	if d != nil && d.Err != nil {
		list = append(list, message{serious: true, text: translation.Of(d.Err), action: lang.L("Enter password…"), act: func() { w.askPassword(d) }})
	}
	if p == nil {
		return list
	}
	data := map[string]any{"Page": d.At + 1}
	if w.page.err != nil {
		list = append(list, message{serious: true, action: lang.L("Try again"), act: w.onPictureAgain,
			text: lang.L("Page {{.Page}} cannot be shown.", data) + " " + translation.Of(w.page.err)})
	}
	switch p.State {
	case session.Failed:
		list = append(list, w.failedPage(p.Err, lang.L("Page {{.Page}} was not read.", data)))
	case session.Stopped:
		list = append(list, message{text: lang.L("Reading of page {{.Page}} was stopped.", data), action: lang.L("Read it"), act: w.session.Reread})
	case session.LeftOut:
		if d.Saved != "" {
			return append(list, message{text: lang.L("Page {{.Page}} is not in the saved results.", data)})
		}
		text := lang.L("Page {{.Page}} was left out.", data)
		if d.Request != "" {
			text = lang.L("Page {{.Page}} was not read for this request.", data)
		}
		list = append(list, message{text: text, action: lang.L("Read it"), act: w.session.Reread})
	case session.Waiting, session.Reading, session.Read:
	}
	return list
}

// forget has the next show make all messages anew.
func (m *messages) forget() { m.shown = "" }

// show shows the messages; the same ones again change nothing.
func (m *messages) show(list []message) {
	key := ""
	for _, one := range list {
		key += one.text + one.action + one.also + one.details + "\n"
	}
	if key == m.shown {
		return
	}
	m.shown = key
	m.box.RemoveAll()
	for _, one := range list {
		m.box.Add(m.object(one))
	}
}

func (m *messages) object(one message) fyne.CanvasObject {
	icon, name := theme.InfoIcon(), theme.ColorNamePrimary
	if one.serious {
		icon, name = theme.WarningIcon(), theme.ColorNameWarning
	}
	label := widget.NewLabel(one.text)
	label.Wrapping = fyne.TextWrapWord
	buttons := container.NewHBox()
	if one.action != "" {
		buttons.Add(widget.NewButton(one.action, one.act))
	}
	if one.also != "" {
		buttons.Add(widget.NewButton(one.also, one.alsoAct))
	}
	body := container.NewVBox(label)
	if one.details != "" {
		fold := m.fold(one)
		body.Add(fold.content)
		buttons.Add(fold.button)
	}
	if one.dismiss != nil {
		hide := widget.NewButtonWithIcon("", theme.CancelIcon(), one.dismiss)
		hide.Importance = widget.LowImportance
		buttons.Add(hide)
	}
	edge := canvas.NewRectangle(theme.Color(name))
	edge.SetMinSize(fyne.NewSize(4, 0))
	tint := canvas.NewRectangle(faint(theme.Color(name)))
	// As high as the first line of the sentence, whatever stands under it.
	sign := container.NewVBox(container.NewGridWrap(fyne.NewSize(theme.IconInlineSize(), widget.NewLabel("").MinSize().Height), widget.NewIcon(icon)))
	// Where there are details, the buttons stay beside the sentence over them.
	line := container.NewBorder(nil, nil, container.NewHBox(edge, sign), container.NewVBox(buttons), body)
	return container.NewStack(tint, line)
}

// faint is a colour that tints what is behind it.
func faint(c color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 0x26
	return n
}
