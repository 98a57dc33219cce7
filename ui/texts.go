package ui

import (
	"fmt"
	"math"
	"time"
)

// describePage is the title over a page's text, and a note where there is no
// text to show.
func describePage(p *page) (title, note string) {
	if p == nil {
		return "", ""
	}
	switch {
	case p.hasResult && p.state == pageReading:
		title = "Reading again…"
	case p.hasResult && len(p.result.Lines) == 0:
		return "No text", "There is no text on this page."
	case p.hasResult:
		title = fmt.Sprintf("%s, %s sure", count(p.result.Words(), "word"), percent(p.result.Confidence()))
	}
	switch p.state {
	case pageWaiting:
		return "Waiting", "This page waits for its turn."
	case pageReading:
		if !p.hasResult {
			return "Reading…", "The text appears here as soon as the page is read."
		}
	case pageFailed:
		if !p.hasResult {
			return "Not read", "This page could not be read, so it has no text."
		}
	case pageStopped:
		return "Not read", "Reading was stopped before this page was done."
	case pageLeftOut:
		return "Not read", "The request asked for other pages, or this one was not reached yet."
	case pageRead:
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
func paceText(p pace) string {
	text := fmt.Sprintf("%d of %s", p.done, count(p.total, "page"))
	if p.total == 1 {
		return "Reading…"
	}
	if p.perSecond == 0 {
		return text
	}
	return fmt.Sprintf("%s, %.2g pages/s, %s left", text, p.perSecond, roughly(p.left))
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
