package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/theme"

	"recto/ocr/ocrtest"
	"recto/ui/session"
	"recto/ui/uitest"
)

func TestPauseHoldsPagesAndTheStatusBarSaysSo(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5", "6"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "three pages are read", func() bool { return r.session.Opening == 0 && r.session.Doc().Count(session.Reading) == 3 })
	r.start("pause")
	close(release)
	r.loop.Until(t, "these are done", func() bool { return r.session.Doc().Count(session.Read) == 3 })
	r.pulse.beat()
	if text := r.status.pace.Text; !strings.Contains(text, "3 of 6 pages, paused") || !r.items[r.command("pause")].Checked ||
		r.status.pause.Icon.Name() != theme.MediaPlayIcon().Name() {
		t.Errorf("the status bar says %q, the menu is checked %v", text, r.items[r.command("pause")].Checked)
	}
	if pages, reading := r.doneOf(r.session.Doc().ID()); pages != 3 || !reading {
		t.Errorf("the list of pages says %d read, reading %v", pages, reading)
	}
	r.start("pause")
	r.untilIdle(t)
	if r.status.reading.Visible() || r.session.Doc().Count(session.Read) != 6 || r.items[r.command("pause")].Checked {
		t.Errorf("after the pause: %d pages read, progress visible %v", r.session.Doc().Count(session.Read), r.status.reading.Visible())
	}
}

func TestAPauseIsSeenWhileNothingIsRead(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1")})
	r.open(t, "/a")
	if r.command("pause").can() {
		t.Error("there is something to pause")
	}
	r.session.Pause(true)
	if !r.status.reading.Visible() || r.status.pace.Text != "Paused" || !r.command("pause").can() {
		t.Errorf("the status bar says %q", r.status.pace.Text)
	}
}

func TestTheShownPageIsStoppedAlone(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "pages are read", func() bool { return r.session.Opening == 0 && r.session.Doc().Count(session.Reading) == 3 })
	r.start("stop-page")
	r.loop.Until(t, "page 1 was stopped", func() bool { return r.session.Page().State == session.Stopped })
	close(release)
	r.untilIdle(t)
	if got := r.session.Doc().Count(session.Read); got != 2 || r.command("stop-page").can() {
		t.Errorf("%d pages read, want 2", got)
	}
}
