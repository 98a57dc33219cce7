package ui

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"recto/ui/session"
	"recto/ui/translation"
)

// sureness says how many words a page has and how sure they are.
func sureness(p *session.Page) string {
	text := lang.N("{{.Count}} word, {{.Percent}} sure", p.Result.Words(),
		map[string]any{"Count": p.Result.Words(), "Percent": percent(p.Result.Confidence())})
	if p.Restored {
		return lang.L("{{.Title}}, read last time", map[string]any{"Title": text})
	}
	return text
}

// describePage is the title over a page's text, and a note where there is no
// text to show.
func describePage(p *session.Page) (title, note string) {
	if p == nil {
		return "", ""
	}
	switch {
	case p.HasResult && p.State == session.Reading:
		title = lang.L("Reading again…")
	case p.HasResult && len(p.Result.Lines) == 0:
		return lang.L("No text"), lang.L("There is no text on this page.")
	case p.HasResult:
		title = sureness(p)
	}
	switch p.State {
	case session.Waiting:
		return lang.L("Waiting"), lang.L("This page waits for its turn.")
	case session.Reading:
		if !p.HasResult {
			return lang.L("Reading…"), lang.L("The text appears here as soon as the page is read.")
		}
	case session.Failed:
		if !p.HasResult {
			return lang.L("Not read"), lang.L("This page could not be read, so it has no text.")
		}
	case session.Stopped:
		return lang.L("Not read"), lang.L("Reading was stopped before this page was done.")
	case session.LeftOut:
		return lang.L("Not read"), lang.L("Other pages were asked for, or this one was not reached yet.")
	case session.Read:
	}
	return title, ""
}

// paceText says how far the reading is, for example
// "3 of 12 pages, 1.4 pages/s, 8 s left".
func paceText(p session.Pace, paused bool) string {
	if p.Total == 1 && !paused {
		return lang.L("Reading…")
	}
	text := lang.N("{{.Done}} of {{.Count}} page", p.Total, map[string]any{"Done": p.Done, "Count": p.Total})
	if paused {
		return text + ", " + lang.L("paused")
	}
	if p.PerSecond == 0 {
		return text
	}
	return text + ", " + lang.L("{{.Pace}} pages/s, {{.Time}} left", map[string]any{"Pace": fmt.Sprintf("%.2g", p.PerSecond), "Time": translation.Roughly(p.Left)})
}
