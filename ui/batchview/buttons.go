package batchview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr/batch"
	"recto/ui/keys"
)

func (p *Panel) makeButtons() {
	p.start = widget.NewButtonWithIcon(lang.L("Start"), theme.MediaPlayIcon(), p.onStart)
	p.start.Importance = widget.HighImportance
	p.pause = widget.NewButtonWithIcon("", theme.MediaPauseIcon(), func() { p.wishes.Pause(!p.snapshot.Paused) })
	p.cancel = widget.NewButtonWithIcon(lang.L("Cancel"), theme.MediaStopIcon(), func() { p.wishes.Cancel() })
	p.retry = p.button("", theme.ViewRefreshIcon(), p.onRetry)
	p.clear = p.button(lang.L("Clear list"), theme.DeleteIcon(), func() { p.wishes.Clear() })
	p.problems = keys.NewCheck(lang.L("Only what went wrong"), p.wishes.Key)
	p.problems.OnChanged = func(bool) { p.SetSnapshot(p.snapshot) }
}

func (p *Panel) onStart() {
	if p.ready() {
		p.wishes.Start(p.choice())
	}
}

func (p *Panel) onRetry() {
	if p.ready() {
		p.wishes.Retry(p.choice())
	}
}

// showButtons shows those that have something to do.
func (p *Panel) showButtons() {
	s := p.snapshot
	changed := false
	for _, b := range []struct {
		button fyne.CanvasObject
		show   bool
	}{
		{p.start, !s.Running}, {p.pause, s.Running}, {p.cancel, s.Running},
		{p.retry, !s.Running && s.Count(batch.Failed, batch.Partly, batch.Cancelled) > 0},
		{p.clear, len(s.Items) > 0},
		{p.problems, s.Count(batch.Failed, batch.Partly, batch.Skipped, batch.Cancelled) > 0 || p.problems.Checked},
	} {
		changed = changed || b.show != b.button.Visible()
		if b.show {
			b.button.Show()
		} else {
			b.button.Hide()
		}
	}
	if s.Count(batch.Waiting) > 0 {
		p.start.Enable()
	} else {
		p.start.Disable()
	}
	text, icon := lang.L("Pause"), theme.MediaPauseIcon()
	if s.Paused {
		text, icon = lang.L("Go on"), theme.MediaPlayIcon()
	}
	if p.pause.Text != text {
		p.pause.Icon = icon
		p.pause.SetText(text)
	}
	again := lang.N("Try {{.Count}} again", s.Count(batch.Failed, batch.Partly, batch.Cancelled), map[string]any{"Count": s.Count(batch.Failed, batch.Partly, batch.Cancelled)})
	if p.retry.Text != again {
		p.retry.SetText(again)
	}
	for _, input := range p.inputs {
		if s.Running {
			input.Disable()
		} else {
			input.Enable()
		}
	}
	if changed { // a container does not notice by itself
		p.top.Refresh()
		p.foot.Refresh()
	}
}
