package ui

import (
	"fmt"
	"math"
	"time"

	"recto/ui/session"
)

// describePage is the title over a page's text, and a note where there is no
// text to show.
func describePage(p *session.Page) (title, note string) {
	if p == nil {
		return "", ""
	}
	switch {
	case p.HasResult && p.State == session.Reading:
		title = "Reading again…"
	case p.HasResult && len(p.Result.Lines) == 0:
		return "No text", "There is no text on this page."
	case p.HasResult:
		title = fmt.Sprintf("%s, %s sure", count(p.Result.Words(), "word"), percent(p.Result.Confidence()))
	}
	switch p.State {
	case session.Waiting:
		return "Waiting", "This page waits for its turn."
	case session.Reading:
		if !p.HasResult {
			return "Reading…", "The text appears here as soon as the page is read."
		}
	case session.Failed:
		if !p.HasResult {
			return "Not read", "This page could not be read, so it has no text."
		}
	case session.Stopped:
		return "Not read", "Reading was stopped before this page was done."
	case session.LeftOut:
		return "Not read", "The request asked for other pages, or this one was not reached yet."
	case session.Read:
	}
	return title, ""
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// paceText says how far the reading is, for example
// "3 of 12 pages, 1.4 pages/s, 8 s left".
func paceText(p session.Pace) string {
	text := fmt.Sprintf("%d of %s", p.Done, count(p.Total, "page"))
	if p.Total == 1 {
		return "Reading…"
	}
	if p.PerSecond == 0 {
		return text
	}
	return fmt.Sprintf("%s, %.2g pages/s, %s left", text, p.PerSecond, roughly(p.Left))
}

// roughly is a time as a person would guess it.
func roughly(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return fmt.Sprintf("%.0f s", math.Ceil(d.Seconds()))
	case d < 90*time.Minute:
		return fmt.Sprintf("%.0f min", math.Ceil(d.Minutes()))
	}
	return fmt.Sprintf("%.1f h", d.Hours())
}
