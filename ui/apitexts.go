package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"time"

	"fyne.io/fyne/v2/lang"

	"recto/settings"
	"recto/ui/translation"
)

// apiBadPort is said of what is no port.
func apiBadPort() string { return lang.L("That is no port. Type a number from 1 to 65535.") }

// apiBadKey is said of what no header carries.
func apiBadKey() string {
	return lang.L("This key cannot be sent. Use letters, digits and signs without spaces, at most {{.Most}} of them.", map[string]any{"Most": settings.MaxAPIKey})
}

// apiPurpose says what the API is for, and what programs must send.
func apiPurpose(phase apiPhase, keyed bool) string {
	text := lang.L("Lets programs on this computer that were written for the Read OCR container use Recto instead. Nothing leaves this computer.")
	switch phase {
	case apiFinishing:
		return lang.L("New documents are refused. Those that were sent before are read to their end, and programs have a few seconds more to fetch the results.")
	case apiOn:
		text = lang.L("Programs on this computer that were written for the Read OCR container can use Recto at this address. Nothing leaves this computer.")
	case apiOff, apiStarting, apiStopping:
	}
	if keyed {
		text += " " + lang.L("Programs must send the key as Ocp-Apim-Subscription-Key.")
	}
	return text
}

// apiNone is said where there are no requests.
func apiNone(phase apiPhase) string {
	if phase == apiOn {
		return lang.L("No requests yet. They appear here as they come; a click on one opens its document.")
	}
	return lang.L("No requests. Turn the API on, and they appear here as they come.")
}

// apiStateText is what becomes of the API just now, "" while it is on or off.
func apiStateText(phase apiPhase, active int) string {
	switch phase {
	case apiStarting:
		return lang.L("Turning on…")
	case apiFinishing:
		if active > 0 {
			return lang.N("Turning off after {{.Count}} operation…", active, map[string]any{"Count": active})
		}
		return lang.L("Turning off…")
	case apiStopping:
		return lang.L("Turning off…")
	case apiOff, apiOn:
	}
	return ""
}

// unendedText asks what becomes of the operations that run.
func unendedText(n int) string {
	return lang.N("{{.Count}} operation has not ended yet. The program that waits for it gets its result only if it may finish.", n, map[string]any{"Count": n})
}

// finishText offers to let the operations end that run.
func finishText(n int) string { return lang.N("Let it finish", n) }

// cancelText offers to cancel the operations that run.
func cancelText(n int) string {
	if n == 0 {
		return lang.L("Turn off now")
	}
	return lang.N("Cancel it", n)
}

// monthText is how many pages were read this month.
func monthText(pages int64) string {
	return lang.N("{{.Count}} page this month", int(pages), map[string]any{"Count": grouped(pages)})
}

// apiSign is how the API stands, for the status bar.
func apiSign(phase apiPhase, port int) string {
	switch phase {
	case apiOn:
		return lang.L("API on, port {{.Port}}", map[string]any{"Port": port})
	case apiStarting:
		return lang.L("API turning on")
	case apiFinishing, apiStopping:
		return lang.L("API turning off")
	case apiOff:
	}
	return lang.L("API off")
}

// apiTrouble says why the API is off, or still on.
func apiTrouble(err error, phase apiPhase, port int) string {
	switch {
	case phase == apiOn:
		return lang.L("The local API could not be turned off. Try again.")
	case errors.Is(err, errAPIEnded):
		return lang.L("The local API has ended. Turn it on again; the log says why it ended.")
	case errors.Is(err, syscall.EADDRINUSE):
		if next := nextPort(port); next > 0 {
			return lang.L("Port {{.Port}} is in use by another program. Use {{.Next}}?", map[string]any{"Port": port, "Next": next})
		}
		return lang.L("Port {{.Port}} is in use by another program. Choose another one.", map[string]any{"Port": port})
	case port < firstFreePort && (errors.Is(err, syscall.EACCES) || errors.Is(err, syscall.EPERM)):
		return lang.L("Port {{.Port}} is kept for the system. Choose one from {{.Least}} to {{.Most}}.",
			map[string]any{"Port": port, "Least": firstFreePort, "Most": settings.MaxPort})
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.EAFNOSUPPORT):
		return lang.L("The local API could not be turned on. This computer has no local network (localhost); set it up and try again.")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return lang.L("The local API took too long to turn on. Try again.")
	}
	return lang.L("The local API could not be turned on.") + " " + translation.Of(err)
}

// firstFreePort is the first port that programs may use without being root.
const firstFreePort = 1024

// nextPort is the port after it, 0 after the last.
func nextPort(port int) int {
	if port >= settings.MaxPort {
		return 0
	}
	return port + 1
}

// portOf reads a port as it was typed.
func portOf(text string) (port int, ok bool) {
	port, err := strconv.Atoi(strings.TrimSpace(text))
	return port, err == nil && port >= settings.MinPort && port <= settings.MaxPort
}

// apiLost says why a request's document cannot be shown.
func apiLost(name string, err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return lang.L("{{.File}} is no longer there: the documents of requests are kept for a limited time. Send it again.", map[string]any{"File": name})
	}
	return lang.L("{{.File}} cannot be shown.", map[string]any{"File": name}) + " " + translation.Of(err)
}

// apiUnkept says why a request has no document that could be shown.
func apiUnkept(state APIRequestState) string {
	if state == APIRefused {
		return lang.L("This request was refused, so there is no document to show.")
	}
	if state == APIReading || state == APIWaiting {
		return lang.L("The program waits for the answer to this request (syncAnalyze): its document can be shown when it is read.")
	}
	return lang.L("This request was not read to the end, so its document is not kept.")
}

// stateName is the state as a person reads it.
func stateName(state APIRequestState) string {
	switch state {
	case APIWaiting:
		return lang.L("Waiting")
	case APIReading:
		return lang.X("request.reading", "Reading")
	case APIRead:
		return lang.X("request.read", "Read")
	case APIFailed:
		return lang.L("Failed")
	case APIRefused:
		return lang.L("Refused")
	case APICancelled:
		return lang.L("Cancelled")
	}
	return ""
}

// requestTexts are the columns of a request, as requestColumns has them.
func requestTexts(r APIRequest, now time.Time) []string {
	return []string{
		clock(r.Time, now), orDash(visible(r.Client, maxTitle)), orDash(visible(r.Version, maxTitle)), orDash(visible(r.File, maxTitle)),
		pagesText(r), stateName(r.State), took(r.Duration),
	}
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// pagesText is how many pages are read, and of how many while more are to come.
func pagesText(r APIRequest) string {
	switch {
	case r.Pages <= 0:
		return "–"
	case r.PagesRead < r.Pages && r.State != APIWaiting:
		return lang.L("{{.Done}} of {{.All}}", map[string]any{"Done": r.PagesRead, "All": r.Pages})
	}
	return strconv.Itoa(r.Pages)
}

// clock is a time of today, or the day of an older one with it.
func clock(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return t.Format("15:04:05")
	}
	return t.Format("2006-01-02 15:04")
}

// took is a duration in the unit that suits it.
func took(d time.Duration) string {
	switch {
	case d <= 0:
		return "–"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %02d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %02d min", int(d.Hours()), int(d.Minutes())%60)
}

// thinSpace groups digits in every language, and breaks no row.
const thinSpace = "\u202f"

// grouped is a number with its thousands apart.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + thinSpace + text[i:]
	}
	return text
}
