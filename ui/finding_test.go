package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/keys"
	"recto/ui/uitest"
)

// look starts the search for a text, as a person does, and waits for its end.
func (r *tried) look(t *testing.T, text string) {
	t.Helper()
	r.start("find")
	test.Type(r.win.Canvas().Focused(), text)
	r.loop.Until(t, "the search is done", func() bool { return !r.finding.search.Busy() })
}

// at is the document, the page and the words that are shown and selected.
func (r *tried) at() (path string, page int, words string) {
	d := r.session.Doc()
	return d.Path, d.At, d.Current().Result.Part(d.Selection).Text()
}

func (r *tried) expectAt(t *testing.T, after, path string, page int, words string) {
	t.Helper()
	if gotPath, gotPage, got := r.at(); gotPath != path || gotPage != page || got != words+"\n" {
		t.Errorf("after %s %s page %d is shown with %q selected; want %s, %d, %q", after, gotPath, gotPage, got, path, page, words)
	}
}

func twoFiles() map[string]ocrtest.Document {
	return map[string]ocrtest.Document{
		"/a": uitest.DocOf("one invoice\nand another invoice", "nothing here", "the last invoice"),
		"/b": uitest.DocOf("an invoice too"),
	}
}

func TestFindGoesOverAllPagesAndFilesWithF3(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a", "/b")
	r.look(t, "invoice")
	if got := r.finding.search.Total(); got != 4 {
		t.Fatalf("%d hits, want 4", got)
	}
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "F3 in the entry", "/a", 0, "invoice")
	if first := r.session.Doc().Selection.First; first != (ocr.Mark{Line: 0, Word: 1}) {
		t.Errorf("the first hit is at %v", first)
	}
	r.pressKey(fyne.KeyReturn, 0)
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "Enter and F3", "/a", 2, "invoice")
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "F3 behind the last hit of a file", "/b", 0, "invoice")
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "F3 behind the last hit", "/a", 0, "invoice")
	r.pressKey(fyne.KeyF3, fyne.KeyModifierShift)
	r.expectAt(t, "Shift+F3 before the first", "/b", 0, "invoice")
	r.pressKey(fyne.KeyReturn, fyne.KeyModifierShift)
	r.expectAt(t, "Shift+Enter", "/a", 2, "invoice")
	if !r.finding.pane.Holds(r.win.Canvas().Focused()) {
		t.Error("the entry lost the focus while a person moved among the hits")
	}
}

func TestFindGoesOnFromWhatIsShown(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a", "/b")
	r.look(t, "invoice")
	r.session.GoTo(1)
	r.untilIdle(t)
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "F3 on a page without hits", "/a", 2, "invoice")
	r.session.GoTo(1)
	r.untilIdle(t)
	r.pressKey(fyne.KeyF3, fyne.KeyModifierShift)
	r.expectAt(t, "Shift+F3 on a page without hits", "/a", 0, "invoice")
	if first := r.session.Doc().Selection.First; first.Line != 1 {
		t.Errorf("Shift+F3 went to line %d, want the last hit of the page", first.Line+1)
	}
	r.session.Select(ocr.SpanBetween(ocr.Mark{Line: 1, Word: 0}, ocr.Mark{Line: 1, Word: 0}))
	r.pressKey(fyne.KeyF3, fyne.KeyModifierShift)
	if first := r.session.Doc().Selection.First; first.Line != 0 {
		t.Errorf("Shift+F3 from a word between two hits went to line %d", first.Line+1)
	}
}

func TestSelectionIsLookedFor(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a")
	word := ocr.Mark{Line: 1, Word: 1}
	r.session.Select(ocr.Span{First: word, Last: word})
	r.start("find")
	r.loop.Until(t, "the search is done", func() bool { return !r.finding.search.Busy() })
	if got := r.finding.pane.Query().Text; got != "another" || r.finding.search.Total() != 1 {
		t.Errorf("looks for %q, %d hits", got, r.finding.search.Total())
	}
	r.look(t, "inv")
	r.pressKey(fyne.KeyReturn, 0)
	r.start("find")
	if got := r.finding.pane.Query().Text; got != "inv" {
		t.Errorf("after a second Ctrl+F on a hit it looks for %q", got)
	}
}

func TestEscapeGivesBackWhatWasThereBefore(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a")
	r.win.Canvas().Focus(r.page.view)
	r.places.tabs.Select(r.text.jsonTab)
	r.look(t, "invoice")
	r.pressKey(fyne.KeyEscape, 0)
	if r.win.Canvas().Focused() != r.page.view || r.places.tabs.Selected() != r.text.jsonTab || r.finding.on {
		t.Errorf("Escape left the focus at %T, the tab %s", r.win.Canvas().Focused(), r.places.tabs.Selected().Text)
	}
	r.pressKey(fyne.KeyF3, 0)
	r.expectAt(t, "F3 once the search was closed", "/a", 0, "invoice")
}

func TestPagesReadLaterAreFoundToo(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("a word", "a word"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "the document is open", func() bool { return r.session.Doc() != nil })
	r.look(t, "word")
	if got := r.finding.search.Total(); got != 0 {
		t.Errorf("%d hits before a page was read", got)
	}
	close(release)
	r.untilIdle(t)
	r.loop.Until(t, "all pages are searched", func() bool { return r.finding.search.Total() == 2 && !r.finding.search.Busy() })
	r.start("close")
	if got := r.finding.search.Total(); got != 0 {
		t.Errorf("%d hits after the document was closed", got)
	}
}

func TestFindKeysWorkAsShortcuts(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a")
	canvas := r.win.Canvas().(interface{ TypedShortcut(fyne.Shortcut) })
	canvas.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: keys.Ctrl})
	if !r.finding.pane.Holds(r.win.Canvas().Focused()) {
		t.Fatal("Ctrl+F does not lead to the entry")
	}
	r.win.Canvas().Focus(r.status.number)
	r.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: keys.Ctrl})
	if !r.finding.pane.Holds(r.win.Canvas().Focused()) {
		t.Error("Ctrl+F in another entry does not lead to the entry")
	}
	r.win.Canvas().Unfocus()
	r.pressKey(fyne.KeyF3, 0)
	if !r.finding.pane.Holds(r.win.Canvas().Focused()) {
		t.Error("F3 with nothing looked for does not ask for it")
	}
}

func TestWeakWordsAreReachedOverPagesAndFiles(t *testing.T) {
	docs := twoFiles()
	for path, pages := range map[string][]int{"/a": {0, 2}, "/b": {0}} {
		for _, page := range pages {
			docs[path].Pages[page].Page.Lines[0].Words[1].Confidence = 0.4
		}
	}
	r := try(t, docs)
	r.open(t, "/a", "/b")
	r.pressKey(fyne.KeyF8, 0)
	r.expectAt(t, "F8", "/a", 0, "invoice")
	r.pressKey(fyne.KeyF8, 0)
	r.expectAt(t, "F8 again", "/a", 2, "last")
	r.pressKey(fyne.KeyF8, 0)
	r.expectAt(t, "F8 behind the last of a file", "/b", 0, "invoice")
	r.pressKey(fyne.KeyF8, 0)
	r.expectAt(t, "F8 behind the last", "/a", 0, "invoice")
	r.pressKey(fyne.KeyF8, fyne.KeyModifierShift)
	r.expectAt(t, "Shift+F8 before the first", "/b", 0, "invoice")
	r.look(t, "another")
	r.pressKey(fyne.KeyF8, fyne.KeyModifierShift)
	r.expectAt(t, "Shift+F8 in the entry", "/a", 2, "last")
}

func TestNoWeakWordIsSaid(t *testing.T) {
	r := try(t, twoFiles())
	r.open(t, "/a")
	r.pressKey(fyne.KeyF8, 0)
	if got, want := r.status.message.Text, "No word is less sure than 80 %"; got != want {
		t.Errorf("the status bar says %q, want %q", got, want)
	}
}
