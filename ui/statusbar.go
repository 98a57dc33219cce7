package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ui/keys"
)

// The sizes of the status bar's fixed parts.
const (
	numberWidth    = 58
	progressWidth  = 120
	progressHeight = 8
)

// statusBar shows which page is shown and how far the reading is. Its pace is
// shown anew whenever a page ends, which is when it is known anew.
type statusBar struct {
	w        *window
	content  fyne.CanvasObject
	row      *fyne.Container
	right    *fyne.Container
	sides    [2]float32 // the widths that the row was laid out for
	number   *keys.Entry
	count    *widget.Label
	turn     *fyne.Container
	message  *widget.Label
	progress *widget.ProgressBar
	pace     *widget.Label
	reading  *fyne.Container
	thin     fyne.CanvasObject
	pause    *hintButton

	// api tells whether the local API is on; nil without one.
	api *hintButton

	// numbered is the page number that was shown last.
	numbered string

	// hinted is what the pointer is over, said what was done last.
	hinted, said string
}

func newStatusBar(w *window) *statusBar {
	s := &statusBar{w: w, number: w.newEntry(), count: widget.NewLabel(""), message: widget.NewLabel(""),
		progress: widget.NewProgressBar(), pace: widget.NewLabel("")}
	s.number.OnSubmitted = s.onNumber
	s.message.Truncation = fyne.TextTruncateEllipsis
	s.progress.TextFormatter = func() string { return "" }
	s.turn = container.NewHBox(w.button("previous-page", ""),
		container.NewGridWrap(fyne.NewSize(numberWidth, s.number.MinSize().Height), s.number), s.count, w.button("next-page", ""))
	s.thin = container.NewCenter(container.NewGridWrap(fyne.NewSize(progressWidth, progressHeight), s.progress))
	s.pause = w.button("pause", "")
	s.reading = container.NewHBox(s.pace, s.thin, s.pause, w.button("cancel", lang.L("Stop")))
	s.right = container.NewHBox(s.reading)
	if w.deps.API != nil {
		s.api = w.button("api", "")
		s.right.Add(s.api)
	}
	s.row = container.NewBorder(nil, nil, s.turn, s.right, s.message)
	s.content = container.NewVBox(widget.NewSeparator(), s.row)
	return s
}

// show shows the session as it is now.
func (s *statusBar) show() {
	d := s.w.session.Doc()
	paged := d != nil && len(d.Pages) > 0
	setVisible(s.turn, paged)
	if paged {
		// While pages are read this is shown again and again: what a person
		// types there stays.
		typing := s.w.win.Canvas().Focused() == fyne.Focusable(s.number)
		if number := strconv.Itoa(d.At + 1); number != s.numbered || !typing {
			s.numbered = number
			s.number.SetText(number)
		}
		s.count.SetText(lang.L("of {{.Count}}", map[string]any{"Count": len(d.Pages)}))
	}
	running := s.w.session.Running()
	held := s.w.session.Paused()
	setVisible(s.reading, running || held)
	setVisible(s.thin, running)
	s.showPause(held)
	if running {
		p := s.w.session.Pace()
		s.pace.SetText(paceText(p, held))
		s.progress.Max = max(1, float64(p.Total))
		s.progress.SetValue(float64(p.Done))
	}
	if held && !running {
		s.pace.SetText(lang.L("Paused"))
	}
	s.fit()
	s.showMessage()
}

// fit gives the sides the room that they need now, and the message the rest: a
// container does not notice by itself.
func (s *statusBar) fit() {
	sides := [2]float32{}
	for i, side := range []fyne.CanvasObject{s.turn, s.right} {
		if side.Visible() {
			sides[i] = side.MinSize().Width
		}
	}
	if sides != s.sides {
		s.sides = sides
		s.row.Refresh()
	}
}

// showPause shows on the button what it does now.
func (s *statusBar) showPause(paused bool) {
	icon := theme.MediaPauseIcon()
	if paused {
		icon = theme.MediaPlayIcon()
	}
	if s.pause.Icon.Name() != icon.Name() {
		s.pause.SetIcon(icon)
	}
}

// showAPI shows how the local API stands.
func (s *statusBar) showAPI() {
	phase := s.w.api.api.phase
	s.api.Text, s.api.Icon = apiSign(phase, s.w.api.api.options.Port), theme.MediaRecordIcon()
	switch phase {
	case apiOn:
		s.api.Icon = theme.NewSuccessThemedResource(s.api.Icon)
	case apiStarting, apiFinishing, apiStopping:
		s.api.Icon = theme.NewWarningThemedResource(s.api.Icon)
	case apiOff:
		s.api.Icon = theme.NewDisabledResource(s.api.Icon)
	}
	s.api.Refresh()
}

// hint says what the pointer is over; "" ends it.
func (s *statusBar) hint(text string) {
	s.hinted = text
	s.showMessage()
}

// say says what was done, until another page is shown.
func (s *statusBar) say(text string) {
	s.said = text
	s.showMessage()
}

func (s *statusBar) showMessage() {
	text := s.hinted
	if text == "" {
		text = s.said
	}
	if text == "" {
		text = s.w.opener.progress()
	}
	if text == "" && s.w.session.Opening > 0 {
		text = lang.L("Opening…")
	}
	if text == "" {
		text = s.w.tongue()
	}
	s.message.SetText(text)
}

// onNumber turns to the page whose number was typed.
func (s *statusBar) onNumber(text string) {
	d := s.w.session.Doc()
	if d == nil {
		return
	}
	if number, err := strconv.Atoi(strings.TrimSpace(text)); err == nil {
		s.w.session.GoTo(number - 1)
	}
	s.number.SetText(strconv.Itoa(d.At + 1))
	s.w.win.Canvas().Unfocus()
}
