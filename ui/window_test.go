package ui

import (
	"context"
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
	"recto/settings"
	"recto/ui/pageview"
	"recto/ui/sentence"
	"recto/ui/session"
	"recto/ui/thumbs"
	"recto/ui/uitest"
)

// tried is a window under test, over a scripted engine.
type tried struct {
	*window
	ctx  context.Context
	end  context.CancelFunc
	loop uitest.Loop
	fake *ocrtest.Fake
}

func try(t *testing.T, docs map[string]ocrtest.Document) *tried {
	t.Helper()
	return tryIntake(t, docs, Intake{})
}

// tryIntake is try with what pages are got in with.
func tryIntake(t *testing.T, docs map[string]ocrtest.Document, from Intake) *tried {
	t.Helper()
	a := test.NewTempApp(t)
	r := newTried(t, docs)
	r.window = newWindow(r.ctx, a, Deps{Recognizer: r.fake, Renderer: r.fake, PDF: scribe{}, Settings: settings.Defaults(),
		Version: "1.2", Notice: "", Sample: "/sample", InFlight: 2, Intake: from, Stats: func() Stats { return Stats{Workers: 2} }}, r.loop.Post)
	r.page.settle = 0
	r.win.Resize(fyne.NewSize(1000, 700))
	t.Cleanup(func() { r.close(); r.win.Close() })
	return r
}

func newTried(t *testing.T, docs map[string]ocrtest.Document) *tried {
	r := &tried{loop: uitest.NewLoop(), fake: &ocrtest.Fake{Documents: docs}}
	r.ctx, r.end = context.WithCancel(t.Context())
	return r
}

// close closes the window as Run does.
func (r *tried) close() {
	r.end()
	r.window.close(r.ctx)
}

// marked is the word or line that is selected.
func (r *tried) marked() ocr.Mark { return markOf(r.session.Page(), r.session.Doc().Selection) }

// open opens files as a person does and waits until all is read and drawn.
func (r *tried) open(t *testing.T, paths ...string) {
	t.Helper()
	r.session.Open(paths...)
	r.untilIdle(t)
}

func (r *tried) untilIdle(t *testing.T) {
	t.Helper()
	r.loop.Until(t, "nothing runs any more", func() bool {
		return r.session.Opening == 0 && !r.session.Running() && !r.page.latest.Running() && !r.page.ahead.Busy() && !r.opener.busy()
	})
}

// said are the texts of the messages over the panes.
func (r *tried) said() string {
	var texts []string
	for _, o := range test.LaidOutObjects(r.messages.box) {
		if label, ok := o.(*widget.Label); ok && !label.Selectable { // details are
			texts = append(texts, label.Text)
		}
	}
	return strings.Join(texts, "\n")
}

// press taps the first button of that text among the dialogs, the messages and
// the rest; "" is the first of the messages that has an icon alone.
func (r *tried) press(t *testing.T, text string) {
	t.Helper()
	trees := append(slices.Clone(r.win.Canvas().Overlays().List()), r.messages.box, r.win.Content())
	for _, tree := range trees {
		for _, o := range test.LaidOutObjects(tree) {
			if b, ok := o.(*widget.Button); ok && b.Text == text && b.Visible() {
				test.Tap(b)
				return
			}
		}
	}
	t.Fatalf("no button %q", text)
}

func (r *tried) start(id string) { r.window.start(r.command(id)) }

func TestEmptyWindowOffersToOpen(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/sample": uitest.DocOf("sample")})
	if !r.empty.Visible() || r.places.wide.Visible() {
		t.Fatal("the empty window shows panes")
	}
	for id, want := range map[string]bool{"open": true, "sample": true, "about": true, "quit": true,
		"close": false, "copy": false, "export": false, "zoom-in": false, "next-page": false, "reread": false, "cancel": false} {
		if got := r.command(id).can(); got != want {
			t.Errorf("%s enabled = %v, want %v", id, got, want)
		}
		if item := r.items[r.command(id)]; item.Disabled == want {
			t.Errorf("menu item %s disabled = %v", id, item.Disabled)
		}
	}
	r.start("sample")
	r.untilIdle(t)
	if d := r.session.Doc(); d == nil || d.Path != "/sample" || r.empty.Visible() || !r.places.wide.Visible() {
		t.Errorf("after opening the sample: document %+v", d)
	}
}

func TestEveryCommandHasAMenuAndNoKeyTwice(t *testing.T) {
	r := try(t, nil)
	ids, taken := map[string]bool{}, map[string]string{}
	for _, c := range r.commands {
		if ids[c.id] || c.text == "" || c.icon == nil || c.run == nil || r.items[c] == nil {
			t.Errorf("command %q is not whole, or there twice", c.id)
		}
		ids[c.id] = true
		if len(c.chosen) != len(strings.Fields(c.keys)) {
			t.Errorf("%s: of the keys %q only %v are known", c.id, c.keys, c.chosen)
		}
		for _, k := range c.chosen {
			name := k.String()
			if !k.Bare() {
				name = k.Shortcut().ShortcutName()
			}
			if other, dup := taken[name]; dup {
				t.Errorf("%s starts %s and %s", k, other, c.id)
			}
			taken[name] = c.id
			if own := k.OwnEdit(); own != "" && own != c.id {
				t.Errorf("%s starts %s, but belongs to %s", k, c.id, own)
			}
		}
	}
}

// TestCommandsOfAnEmptyWindowDoNothing starts all that a shortcut can reach
// while there is nothing to act on.
func TestCommandsOfAnEmptyWindowDoNothing(t *testing.T) {
	r := try(t, nil)
	for _, c := range r.commands {
		if c.enabled != nil && c.id != "sample" {
			r.window.start(c)
		}
	}
	if len(r.win.Canvas().Overlays().List()) != 0 || r.said() != "" {
		t.Errorf("a dialog or message appeared: %q", r.said())
	}
}

func TestKeysTurnPages(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3", "4")})
	r.open(t, "/a")
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyPageDown, 1}, {fyne.KeyEnd, 3}, {fyne.KeyPageDown, 3}, {fyne.KeyPageUp, 2}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0}} {
		r.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: step.key})
		r.untilIdle(t)
		if got := r.session.Doc().At; got != step.want {
			t.Errorf("after %s page %d is shown, want %d", step.key, got, step.want)
		}
		if r.status.number.Text != string(rune('1'+step.want)) || r.status.count.Text != "of 4" {
			t.Errorf("status bar says %s %s", r.status.number.Text, r.status.count.Text)
		}
	}
}

func TestKeysReachTheCommandsFromEveryPane(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	r.open(t, "/a")
	for i, pane := range []fyne.Focusable{r.page.view, r.text.text.Focusable()} {
		r.win.Canvas().Focus(pane)
		r.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		if got := r.session.Doc().At; got != i+1 {
			t.Errorf("pane %d: page %d is shown, want %d", i, got, i+1)
		}
	}
}

func TestTypedNumberTurnsToThePage(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	r.open(t, "/a")
	for text, want := range map[string]int{"3": 2, " 2 ": 1, "99": 2, "0": 0} {
		r.status.onNumber(text)
		if got := r.session.Doc().At; got != want {
			t.Errorf("%q shows page %d, want %d", text, got, want)
		}
	}
	at := r.session.Doc().At
	if r.status.onNumber("x"); r.session.Doc().At != at || r.status.number.Text == "x" {
		t.Errorf("nonsense shows page %d and leaves %q", r.session.Doc().At, r.status.number.Text)
	}
}

func TestClickOnEitherSideMarksTheOther(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree four\nfive")})
	r.open(t, "/a")
	r.page.view.OnSelect(ocr.Span{First: ocr.Mark{Line: 1, Word: 1}, Last: ocr.Mark{Line: 1, Word: 1}})
	if got, want := r.text.text.Selection(), r.session.Page().Result.SpanOf(ocr.Mark{Line: 1, Word: 1}); got != want {
		t.Errorf("the text shows %v, want %v", got, want)
	}
	if got := r.status.message.Text; !strings.Contains(got, "four") || !strings.Contains(got, "90 %") {
		t.Errorf("status bar says %q", got)
	}
	r.text.text.OnSelect(r.session.Page().Result.SpanOf(ocr.Mark{Line: 2, Word: -1}))
	if got := r.marked(); got != (ocr.Mark{Line: 2, Word: 0}) {
		t.Errorf("a click on the third line, of one word, marks %v", got)
	}
	r.page.view.OnSelect(ocr.NoSpan)
	if got := r.marked(); got != ocr.NoMark || !r.text.text.Selection().Empty() {
		t.Errorf("a click beside the text leaves %v", got)
	}
}

func TestTextAppearsWhenThePageIsRead(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("one two"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "the page is being read", func() bool { return r.session.Page() != nil && r.session.Page().State == session.Reading })
	if r.text.text.Title() != "Reading…" || r.text.text.Note() == "" || !r.status.reading.Visible() {
		t.Errorf("while reading: title %q, note %v, progress %v", r.text.text.Title(), r.text.text.Note() != "", r.status.reading.Visible())
	}
	close(release)
	r.untilIdle(t)
	if r.text.text.Title() != "2 words, 90 % sure" || r.text.text.Note() != "" || r.status.reading.Visible() || r.text.text.Len() != 1 {
		t.Errorf("when read: title %q, note %v, progress %v, %d rows", r.text.text.Title(), r.text.text.Note() != "", r.status.reading.Visible(), r.text.text.Len())
	}
}

func TestFailedPageSaysWhyAndCanBeReadAgain(t *testing.T) {
	doc := uitest.DocOf("one", "two")
	doc.Pages[0].Err = ocr.ErrTimeout
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.open(t, "/a")
	if !strings.Contains(r.said(), "Page 1 was not read. "+sentence.Of(ocr.ErrTimeout)) || r.text.text.Title() != "Not read" {
		t.Errorf("the window says %q and %q", r.said(), r.text.text.Title())
	}
	before := len(r.fake.Reads())
	r.press(t, "Read again")
	r.untilIdle(t)
	if got := len(r.fake.Reads()); got != before+1 {
		t.Errorf("%d more readings, want 1", got-before)
	}
	if r.start("next-page"); r.said() != "" || r.session.Page().State != session.Read {
		t.Errorf("the next page says %q", r.said())
	}
}

func TestPageThatCannotBeDrawnSaysWhy(t *testing.T) {
	info := render.Info{Format: "pdf", Pages: make([]render.PageInfo, 2)}
	info.Pages[0], info.Pages[1] = render.PageInfo{WidthPt: 100, HeightPt: 100}, render.PageInfo{WidthPt: 100, HeightPt: 100}
	doc := uitest.DocOf("only one")
	doc.Info = info
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.open(t, "/a")
	r.start("next-page")
	r.untilIdle(t)
	if !strings.Contains(r.said(), "Page 2 cannot be shown. "+sentence.Of(render.ErrNoPage)) {
		t.Errorf("the window says %q", r.said())
	}
	before := len(r.fake.Renders())
	r.press(t, "Try again")
	r.untilIdle(t)
	if got := len(r.fake.Renders()); got == before {
		t.Error("it was not drawn again")
	}
	r.start("previous-page")
	r.untilIdle(t)
	if r.said() != "" {
		t.Errorf("the first page says %q", r.said())
	}
}

func TestFileThatIsNoDocumentIsSaidAndDismissed(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/b": {Err: render.ErrFormat}})
	r.open(t, "/b")
	if !strings.Contains(r.said(), "b: "+sentence.Of(render.ErrFormat)) || !r.empty.Visible() {
		t.Errorf("the window says %q", r.said())
	}
	r.press(t, "")
	if r.said() != "" {
		t.Errorf("after dismissing it says %q", r.said())
	}
}

func TestManyBadFilesAreCounted(t *testing.T) {
	r := try(t, nil)
	r.open(t, "/1", "/2", "/3", "/4", "/5")
	if got := r.said(); !strings.HasPrefix(got, "5 files could not be opened") || strings.Contains(got, "\n") {
		t.Errorf("the window says %q", got)
	}
}

func TestDroppedFilesAreOpened(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("b")})
	web, err := storage.ParseURI("https://example.com/c")
	if err != nil {
		t.Fatal(err)
	}
	r.onDropped(fyne.NewPos(5, 5), []fyne.URI{storage.NewFileURI("/a"), web, storage.NewFileURI("/b")})
	r.untilIdle(t)
	if len(r.session.Docs) != 2 || r.session.Doc().Path != "/a" || !r.documents.Visible() || len(r.documents.Options) != 2 {
		t.Errorf("%d documents open, list %v", len(r.session.Docs), r.documents.Options)
	}
	r.documents.SetSelectedIndex(1)
	if r.session.Doc().Path != "/b" || r.win.Title() != "b – Recto" {
		t.Errorf("%s shown under the title %q", r.session.Doc().Path, r.win.Title())
	}
	r.start("next-document")
	if r.session.Doc().Path != "/a" {
		t.Errorf("%s shown, want /a", r.session.Doc().Path)
	}
	closed := r.session.Doc().ID()
	r.start("close")
	if len(r.session.Docs) != 1 || r.documents.Visible() {
		t.Errorf("%d documents after closing one", len(r.session.Docs))
	}
	if kept, _ := r.page.cache.Whole(closed, 0, image.Pt(1, 1)); kept.Image != nil {
		t.Error("the closed document's picture is kept")
	}
}

func TestPasswordIsAskedForUntilItIsRight(t *testing.T) {
	doc := uitest.DocOf("secret")
	doc.Password = "sesame"
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.open(t, "/a")
	if len(r.dialogs) == 0 || !strings.Contains(r.said(), sentence.Of(render.ErrPassword)) {
		t.Fatalf("asking %v; the window says %q", len(r.dialogs) > 0, r.said())
	}
	r.password.SetText("wrong")
	r.press(t, "Open")
	r.untilIdle(t)
	if len(r.dialogs) == 0 || !strings.Contains(r.said(), sentence.Of(render.ErrWrongPassword)) {
		t.Fatalf("after a wrong one: asking %v; the window says %q", len(r.dialogs) > 0, r.said())
	}
	r.press(t, "Not now")
	if len(r.dialogs) > 0 {
		t.Fatal("still asking")
	}
	r.press(t, "Enter password…")
	r.password.SetText("sesame")
	r.press(t, "Open")
	r.untilIdle(t)
	if len(r.dialogs) > 0 || r.said() != "" || r.session.Page() == nil || r.text.text.Len() != 1 {
		t.Errorf("after the right one: asking %v; the window says %q", len(r.dialogs) > 0, r.said())
	}
}

func TestStopEndsReadingAndThePageSaysSo(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "the page is being read", func() bool { return r.session.Page() != nil && r.session.Page().State == session.Reading })
	if !r.command("cancel").can() {
		t.Fatal("cannot stop while reading")
	}
	r.start("cancel")
	if r.status.reading.Visible() || r.command("cancel").can() || !strings.Contains(r.said(), "stopped") {
		t.Errorf("after stopping: progress %v; the window says %q", r.status.reading.Visible(), r.said())
	}
	close(release)
	r.start("resume")
	r.untilIdle(t)
	if got := r.session.Doc().Count(session.Read); got != 3 || r.said() != "" {
		t.Errorf("%d pages read; the window says %q", got, r.said())
	}
}

func TestCopyTakesTheMarkElseThePage(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree")})
	r.open(t, "/a")
	for _, step := range []struct {
		mark       ocr.Mark
		text, said string
	}{
		{ocr.NoMark, "one two\nthree\n", "Copied the page: 2 lines, 3 words"},
		{ocr.Mark{Line: 0, Word: -1}, "one two", "Copied 2 words"},
		{ocr.Mark{Line: 0, Word: 1}, "two", "Copied 1 word"},
	} {
		r.session.Select(r.session.Page().Result.SpanOf(step.mark))
		r.start("copy")
		if got := r.app.Clipboard().Content(); got != step.text {
			t.Errorf("%v: copied %q, want %q", step.mark, got, step.text)
		}
		if r.status.said != step.said {
			t.Errorf("%v: said %q, want %q", step.mark, r.status.said, step.said)
		}
	}
}

func TestCopyInAnEntryCopiesFromTheEntry(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two")})
	r.open(t, "/a")
	r.win.Canvas().Focus(r.status.number)
	r.status.number.TypedShortcut(&fyne.ShortcutSelectAll{})
	r.start("copy")
	if got := r.app.Clipboard().Content(); got != "1" {
		t.Errorf("copied %q, want the selected number", got)
	}
}

func TestZoomCommandsAndTheirLabel(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	r.open(t, "/a")
	view := r.page.view
	fitted := view.Zoom()
	if r.start("zoom-in"); view.Zoom() <= fitted || view.Fit() != pageview.FitNone {
		t.Errorf("zoomed in from %v to %v", fitted, view.Zoom())
	}
	if r.start("actual-size"); view.Zoom() != 1 || r.zoom.Text != "100 %" {
		t.Errorf("actual pixels: %v, %q", view.Zoom(), r.zoom.Text)
	}
	if r.start("fit-page"); view.Zoom() != fitted {
		t.Errorf("fitted again: %v, want %v", view.Zoom(), fitted)
	}
	if r.start("fit-width"); view.Fit() != pageview.FitWidth {
		t.Errorf("fit = %v, want the width", view.Fit())
	}
	r.untilIdle(t)
}

func TestOverlayCommandHidesAndShows(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	r.open(t, "/a")
	for _, want := range []bool{false, true} {
		if r.start("overlay"); r.page.view.Overlay() != want || r.items[r.command("overlay")].Checked != want {
			t.Errorf("overlay shown = %v, want %v", r.page.view.Overlay(), want)
		}
	}
}

func TestSharperPictureIsAskedForWhenZoomedIn(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	r.open(t, "/a")
	first := r.fake.Renders()[0]
	r.start("actual-size")
	r.untilIdle(t)
	renders := r.fake.Renders()
	last := renders[len(renders)-1]
	if last.MaxWidth != 600 || last.MaxHeight != 800 || first.MaxWidth >= last.MaxWidth {
		t.Errorf("asked for %d × %d, then %d × %d; want 600 × 800", first.MaxWidth, first.MaxHeight, last.MaxWidth, last.MaxHeight)
	}
}

func TestCommandsWaitForTheDialogThatEscapeCloses(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2")})
	r.open(t, "/a")
	for name, escape := range map[string]func(){
		"entry":  func() { r.exporting.target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"window": func() { r.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
	} {
		r.start("export")
		r.start("next-page")
		r.start("export")
		if n := len(r.win.Canvas().Overlays().List()); n != 1 || r.session.Doc().At != 0 {
			t.Errorf("%s: %d dialogs over page %d, want 1 over the first", name, n, r.session.Doc().At+1)
		}
		escape()
		if n := len(r.win.Canvas().Overlays().List()); n != 0 || len(r.dialogs) > 0 {
			t.Errorf("%s: %d dialogs after Escape", name, n)
		}
	}
}

func TestAboutNamesTheVersion(t *testing.T) {
	r := try(t, nil)
	r.start("about")
	overlays := r.win.Canvas().Overlays().List()
	if len(overlays) != 1 {
		t.Fatalf("%d dialogs, want 1", len(overlays))
	}
	found := false
	for _, o := range test.LaidOutObjects(overlays[0]) {
		label, ok := o.(*widget.Label)
		found = found || ok && strings.Contains(label.Text, "Recto 1.2") && strings.Contains(label.Text, "2 workers")
	}
	if !found {
		t.Error("the dialog names neither version nor workers")
	}
}

func TestClosedWindowLeavesNothingRunning(t *testing.T) {
	doc, _ := uitest.Held(uitest.DocOf("1", "2", "3"))
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.session.Open("/a")
	r.loop.Until(t, "it is open", func() bool { return r.session.Opening == 0 })
	r.close()
	if r.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", r.fake.Running())
	}
}

func TestLayersAreChosenInTheirTabAndKept(t *testing.T) {
	r, _, _ := choosing(t, settings.Defaults(), nil)
	want := r.page.view.Layers()
	if !want.Lines || want.Numbers || want.Under != 0 {
		t.Fatalf("at first the layers are %+v", want)
	}
	want.Numbers, want.Lines, want.Under = true, false, 0.7
	r.layers.OnChange(want)
	if got := r.page.view.Layers(); got != want {
		t.Errorf("the page draws %+v, want %+v", got, want)
	}
	if got := layersOf(r.choices.now); got != want {
		t.Errorf("the settings choose %+v, want %+v", got, want)
	}

}

func TestTheViewIsTurnedAndTheHandIsATool(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	r.open(t, "/a")
	r.start("turn-right")
	r.start("turn-right")
	r.start("turn-left")
	if got := r.page.view.Turn(); got != 1 {
		t.Errorf("turned by %d quarters, want 1", got)
	}
	for _, want := range []bool{true, false} {
		r.start("tool-hand")
		if r.items[r.command("tool-hand")].Checked != want || (r.page.view.Tool() == pageview.ToolPan) != want {
			t.Errorf("the hand is used = %v, want %v", !want, want)
		}
	}
	r.start("select-all")
	if got := r.session.Doc().Selection; got != r.session.Page().Result.WholeSpan() {
		t.Errorf("all of the page selects %v", got)
	}
}

func TestAPageNumberCanBeTypedWhilePagesAreRead(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a.png": uitest.DocOf("1", "2", "3")})
	r.open(t, "/a.png")
	r.win.Canvas().Focus(r.status.number)
	r.status.number.SetText("3")
	r.showChange(session.ProgressChanged)
	if got := r.status.number.Text; got != "3" {
		t.Errorf("progress made %q of the number that is typed", got)
	}
	r.session.GoTo(1)
	if got := r.status.number.Text; got != "2" {
		t.Errorf("page 2 is shown as %q", got)
	}
}

func TestTheLayersNameTheKeyThatWasChosen(t *testing.T) {
	chosen := settings.Defaults()
	chosen.Shortcuts = map[string]string{"overlay": "F7"}
	r, _, _ := choosing(t, chosen, nil)
	hint := func() string {
		for _, o := range test.LaidOutObjects(r.layers.Content) {
			if l, ok := o.(*widget.Label); ok && strings.Contains(l.Text, "hides and shows") {
				return l.Text
			}
		}
		return ""
	}
	if got := hint(); !strings.HasPrefix(got, "F7 ") {
		t.Errorf("the layers say %q", got)
	}
	r.choose(t, func(s *settings.Settings) { s.Shortcuts = nil })
	if got := hint(); !strings.HasPrefix(got, "Ctrl+L ") {
		t.Errorf("with the usual keys the layers say %q", got)
	}
}

func TestThumbnailsCountTheWordsThatTheKeysForWeakWordsStopAt(t *testing.T) {
	doc := uitest.DocOf("one two three")
	for i, confidence := range []float64{0.97, 0.7, 0.4} {
		doc.Pages[0].Page.Lines[0].Words[i].Confidence = confidence
	}
	r, _, _ := choosing(t, settings.Defaults(), map[string]ocrtest.Document{"/a": doc})
	r.open(t, "/a")
	weak := func() int { return r.thumbOf(thumbs.Ref{Doc: r.session.Doc().ID(), Page: 0}).Weak }
	for under, want := range map[int]int{80: 2, 50: 1, 30: 0} {
		r.choose(t, func(s *settings.Settings) { s.WeakUnder = under })
		if got := weak(); got != want {
			t.Errorf("under %d %%: %d weak words, want %d", under, got, want)
		}
	}
}
