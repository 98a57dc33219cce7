package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ui/translation"
)

// detailsHeight is the height of unfolded details; longer ones scroll.
const detailsHeight = 130

// maxDetails is how much of the details is shown, in bytes: a label lays all of
// its text out. Copied are all.
const maxDetails = 20_000

// fold is what a message tells to who wants to know more.
type fold struct {
	content fyne.CanvasObject
	button  *widget.Button
}

// fold makes the details of a message, unfolded where they were before.
func (m *messages) fold(one message) fold {
	shown := one.details
	if len(shown) > maxDetails {
		shown = shown[:maxDetails] + "…"
	}
	text := widget.NewLabel(strings.ToValidUTF8(shown, "\uFFFD"))
	text.Wrapping, text.Selectable = fyne.TextWrapBreak, true
	scroll := container.NewVScroll(text)
	scroll.SetMinSize(fyne.NewSize(0, min(detailsHeight, text.MinSize().Height)))
	copy := widget.NewButtonWithIcon(lang.L("Copy details"), theme.ContentCopyIcon(), func() { m.copy(one.details) })
	content := container.NewVBox(scroll, container.NewHBox(copy))
	unfold := one.unfold
	if unfold == "" {
		unfold = lang.L("Details")
	}
	f := fold{content: content}
	f.button = widget.NewButtonWithIcon(unfold, theme.MenuDropDownIcon(), func() {
		m.unfolded[one.text] = !m.unfolded[one.text]
		setVisible(content, m.unfolded[one.text])
		m.box.Refresh()
	})
	f.button.Importance = widget.LowImportance
	setVisible(content, m.unfolded[one.text])
	return f
}

// problemMessages tell of the files that could not be opened: of one why, of
// several how many, with the reasons to unfold.
func (w *window) problemMessages() []message {
	problems := w.session.Problems
	switch len(problems) {
	case 0:
		return nil
	case 1:
		p := problems[0]
		return []message{{serious: true, text: visible(p.Name, maxTitle) + ": " + translation.Of(p.Err), details: p.Path + "\n" + p.Err.Error(),
			dismiss: w.session.DismissAll}}
	}
	lines := make([]string, len(problems))
	for i, p := range problems {
		lines[i] = fmt.Sprintf("%s: %s\n", p.Path, translation.Of(p.Err))
	}
	slices.Sort(lines)
	data := map[string]any{"Count": len(problems), "All": w.opener.tried}
	text := lang.L("{{.Count}} of {{.All}} files could not be opened. Look at the details for the reasons; the others are not affected.", data)
	if w.opener.tried < len(problems) {
		text = lang.L("{{.Count}} files could not be opened. Look at the details for the reasons.", data)
	}
	return []message{{serious: true, text: text, details: strings.Join(lines, "\n"), dismiss: w.session.DismissAll}}
}

// onCopyDetails copies the details of a message.
func (w *window) onCopyDetails(text string) {
	w.app.Clipboard().SetContent(strings.ToValidUTF8(text, "\uFFFD"))
	w.status.say(lang.L("Copied the details"))
}
