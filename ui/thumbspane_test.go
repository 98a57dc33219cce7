package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"recto/ocr/ocrtest"
	"recto/ui/session"
	"recto/ui/thumbs"
	"recto/ui/uitest"
)

// long is a document of that many pages.
func long(pages int) ocrtest.Document {
	lines := make([]string, pages)
	for i := range lines {
		lines[i] = fmt.Sprint("page ", i+1)
	}
	return uitest.DocOf(lines...)
}

func TestOfALongDocumentOnlyWhatIsSeenIsDrawn(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/long": long(600)})
	r.open(t, "/long")
	if n := len(r.fake.Renders()); n > 14 {
		t.Errorf("%d pictures were drawn, want the page, two beside it and at most 11 thumbnails", n)
	}
	before := len(r.fake.Renders())
	r.session.GoTo(400)
	r.untilIdle(t)
	if n := len(r.fake.Renders()) - before; n > 16 {
		t.Errorf("a jump drew %d pictures, want at most 16", n)
	}
}

func TestTheShownPageIsDrawnBeforeAllThatNobodyWaitsFor(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/long": long(50)})
	r.open(t, "/long")
	before := len(r.fake.Renders())
	r.session.GoTo(30)
	r.untilIdle(t)
	renders := r.fake.Renders()[before:]
	if renders[0].Page != 30 || renders[0].Ahead {
		t.Errorf("first drawn: page %d, ahead %v; want 30, false", renders[0].Page, renders[0].Ahead)
	}
	for _, req := range renders[1:] {
		if !req.Ahead {
			t.Errorf("page %d was drawn before what somebody waits for", req.Page)
		}
	}
}

func TestPagesThatWereFetchedAheadAreShownAtOnce(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/long": long(20)})
	r.open(t, "/long")
	for range 5 {
		r.start("next-page")
		if r.page.latest.Running() || !r.page.sharp {
			t.Fatalf("page %d is drawn when it is turned to", r.session.Doc().At)
		}
		r.untilIdle(t)
	}
}

func TestTheListShowsHowFarEachPageIs(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("one", "two", "three", "four"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "two pages are being read", func() bool { return r.session.Page() != nil && r.session.Doc().Count(session.Reading) >= 2 })
	id := r.session.Doc().ID()
	if got := r.thumbOf(thumbs.Ref{Doc: id, Page: 3}); got.State != thumbs.Waiting || got.Graded {
		t.Errorf("the last page is %+v, want one that waits", got)
	}
	close(release)
	r.untilIdle(t)
	got := r.thumbOf(thumbs.Ref{Doc: id, Page: 3})
	if got.State != thumbs.Read || !got.Graded || got.Words != 1 || got.Picture == nil {
		t.Errorf("the last page is %+v, want one that was read, with its picture", got)
	}
	if gone := r.thumbOf(thumbs.Ref{Doc: 99}); gone != (thumbs.Page{}) {
		t.Errorf("a page of no document is %+v", gone)
	}
}

func TestAPageOfAnotherFileIsTurnedToFromTheList(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("1", "2", "3")})
	r.open(t, "/a", "/b")
	b := r.session.Docs[1]
	r.onThumb(thumbs.Ref{Doc: b.ID(), Page: 2})
	if r.session.Doc() != b || b.At != 2 {
		t.Errorf("%s is shown at page %d, want /b at 2", r.session.Doc().Path, b.At)
	}
	r.thumbs.OnClose(b.ID())
	r.onThumb(thumbs.Ref{Doc: b.ID()}) // too late
	if len(r.session.Docs) != 1 || r.session.Doc().Path != "/a" {
		t.Errorf("%d documents after closing one", len(r.session.Docs))
	}
	r.untilIdle(t)
}

func TestTheMenuOfPagesReadsAndCopiesThem(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one", "two", "three")})
	r.open(t, "/a")
	d := r.session.Doc()
	choose := func(part string) {
		t.Helper()
		menu := r.thumbMenu(d, []thumbs.Ref{{Doc: d.ID(), Page: 0}, {Doc: d.ID(), Page: 2}})
		i := slices.IndexFunc(menu.Items, func(item *fyne.MenuItem) bool { return strings.Contains(item.Label, part) })
		if i < 0 || menu.Items[i].Disabled {
			t.Fatalf("no item %q", part)
		}
		menu.Items[i].Action()
	}
	choose("Copy text of")
	if got := r.app.Clipboard().Content(); got != "one\nthree\n" {
		t.Errorf("copied %q", got)
	}
	choose("pages again")
	r.untilIdle(t)
	reads := uitest.Reads(r.fake, "/a")
	if len(reads[0]) != 2 || len(reads[1]) != 1 || len(reads[2]) != 2 {
		t.Errorf("pages were read %d, %d and %d times, want 2, 1, 2", len(reads[0]), len(reads[1]), len(reads[2]))
	}
}

func TestTheSidebarHidesAndAsksForNothingThen(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/long": long(80)})
	r.open(t, "/long")
	r.start("sidebar")
	if r.places.sidebar.Visible() || r.items[r.command("sidebar")].Checked {
		t.Fatal("the sidebar is still shown")
	}
	before := len(r.fake.Renders())
	r.session.GoTo(60)
	r.untilIdle(t)
	if n := len(r.fake.Renders()) - before; n > 4 {
		t.Errorf("%d pictures were drawn, want the page and three beside it", n)
	}
	r.start("sidebar")
	r.untilIdle(t)
	shown := r.thumbOf(thumbs.Ref{Doc: r.session.Doc().ID(), Page: 60})
	if !r.places.sidebar.Visible() || shown.Picture == nil {
		t.Errorf("shown again: visible %v, picture of the shown page %v", r.places.sidebar.Visible(), shown.Picture != nil)
	}
}

func TestProgressOfManyPagesIsShownTenTimesASecondAtMost(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/long": long(400)})
	shown := 0
	show := r.pulse.show
	r.pulse.show = func() { shown++; show() }
	r.open(t, "/long")
	if shown > 40 {
		t.Errorf("the progress of 400 pages was shown %d times", shown)
	}
	if r.status.reading.Visible() || r.session.Doc().Count(session.Read) != 400 {
		t.Errorf("at the end: progress shown %v, %d pages read", r.status.reading.Visible(), r.session.Doc().Count(session.Read))
	}
}
