package ui

import (
	"errors"
	"slices"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
	"recto/ui/pageview"
)

// opened is a session over a scripted engine.
type opened struct {
	*session
	loop    loop
	fake    *ocrtest.Fake
	changes []change
	now     time.Time
}

func open(t *testing.T, docs map[string]ocrtest.Document) *opened {
	t.Helper()
	o := &opened{loop: newLoop(), fake: &ocrtest.Fake{Documents: docs}, now: time.Unix(1000, 0)}
	o.session = newSession(t.Context(), sessionConfig{
		Recognizer: o.fake, Renderer: o.fake, Languages: []string{"de"}, Order: ocr.OrderNatural, InFlight: 2,
		Post: o.loop.post, Now: func() time.Time { return o.now },
		OnChange: func(c change) { o.changes = append(o.changes, c) },
	})
	t.Cleanup(o.close)
	return o
}

func (o *opened) untilOpen(t *testing.T) {
	t.Helper()
	o.loop.until(t, "all files are open", func() bool { return o.opening == 0 })
}

func (o *opened) untilIdle(t *testing.T) {
	t.Helper()
	o.loop.until(t, "nothing is read any more", func() bool { return o.opening == 0 && !o.running() })
}

func (o *opened) states() []pageState {
	var states []pageState
	for i := range o.doc().pages {
		states = append(states, o.doc().pages[i].state)
	}
	return states
}

func TestAllPagesOfAnOpenedDocumentAreReadOnce(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("one", "two", "three", "four")})
	o.open("/a")
	o.untilIdle(t)
	for number, text := range []string{"one\n", "two\n", "three\n", "four\n"} {
		p := o.doc().pages[number]
		if p.state != pageRead || p.result.Text() != text || p.result.Number != number {
			t.Errorf("page %d: state %v, text %q, number %d", number, p.state, p.result.Text(), p.result.Number)
		}
		if n := len(reads(o.fake, "/a")[number]); n != 1 {
			t.Errorf("page %d was read %d times, want once", number, n)
		}
	}
}

func TestSeenPageIsUrgentAndTheOthersAreNot(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("one", "two", "three")})
	o.open("/a")
	o.untilIdle(t)
	for number, requests := range reads(o.fake, "/a") {
		req := requests[0]
		if req.Urgent != (number == 0) || req.Group != "/a" || req.Languages[0] != "de" || req.Order != ocr.OrderNatural {
			t.Errorf("page %d: request %+v", number, req)
		}
	}
}

func TestTurningToAPageReadsItBeforeItsTurn(t *testing.T) {
	doc, release := held(docOf("1", "2", "3", "4", "5", "6"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilOpen(t)
	o.goTo(5)
	o.loop.until(t, "page 6 reached the engine", func() bool { return len(reads(o.fake, "/a")[5]) == 1 || wait(o.loop) })
	if req := reads(o.fake, "/a")[5][0]; !req.Urgent {
		t.Error("the seen page was not urgent")
	}
	close(release)
	o.untilIdle(t)
	if n := len(reads(o.fake, "/a")[5]); n != 1 {
		t.Errorf("the seen page was read %d times, want once", n)
	}
	if got := o.doc().count(pageRead); got != 6 {
		t.Errorf("%d pages read, want 6", got)
	}
}

// wait runs one posted function, if any, and reports false: for conditions
// that come true without a post.
func wait(l loop) bool {
	select {
	case f := <-l:
		f()
	case <-time.After(time.Millisecond):
		l.post(func() {})
	}
	return false
}

func TestOneFailedPageLeavesTheOthers(t *testing.T) {
	doc := docOf("one", "two", "three")
	doc.Pages[1].Err = ocr.ErrTimeout
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilIdle(t)
	want := []pageState{pageRead, pageFailed, pageRead}
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	if err := o.doc().pages[1].err; !errors.Is(err, ocr.ErrTimeout) {
		t.Errorf("error = %v, want %v", err, ocr.ErrTimeout)
	}
	if got := len(o.doc().results()); got != 2 {
		t.Errorf("%d results, want 2", got)
	}
}

func TestStopLeavesWhatWasReadAndEndsTheRest(t *testing.T) {
	doc := docOf("one", "two", "three", "four")
	never := make(chan struct{})
	for i := 1; i < 4; i++ {
		doc.Pages[i].Wait = never
	}
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.loop.until(t, "page 1 is read and two others run", func() bool {
		return o.opening == 0 && o.doc().count(pageRead) == 1 && o.doc().count(pageReading) == 2
	})
	o.stop()
	if o.running() {
		t.Error("running after stop = true")
	}
	want := []pageState{pageRead, pageStopped, pageStopped, pageWaiting}
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	o.wg.Wait()
	o.loop.drain()
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("after late results: states = %v, want %v", got, want)
	}
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
}

func TestStoppedPagesAreReadWhenAPersonResumes(t *testing.T) {
	doc, release := held(docOf("one", "two", "three"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.loop.until(t, "pages are read", func() bool { return o.opening == 0 && o.doc().count(pageReading) > 0 })
	o.stop()
	close(release)
	o.resume()
	o.untilIdle(t)
	if got := o.doc().count(pageRead); got != 3 {
		t.Errorf("%d pages read, want 3", got)
	}
}

func TestStoppedPageIsNotReadAgainByItself(t *testing.T) {
	doc, _ := held(docOf("one", "two"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilOpen(t)
	o.stop()
	o.wg.Wait()
	before := len(reads(o.fake, "/a")[0])
	o.goTo(1)
	o.goTo(0)
	if after := len(reads(o.fake, "/a")[0]); after != before {
		t.Errorf("page 1 was read %d times, want %d", after, before)
	}
}

func TestReadingAgainKeepsTheOldTextUntilTheNewComes(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("one")})
	o.open("/a")
	o.untilIdle(t)
	o.reread()
	if p := o.page(); p.state != pageReading || p.result.Text() != "one\n" {
		t.Errorf("while reading: state %v, text %q", p.state, p.result.Text())
	}
	o.untilIdle(t)
	if p := o.page(); p.state != pageRead || len(reads(o.fake, "/a")[0]) != 2 {
		t.Errorf("state %v after %d readings, want read after 2", p.state, len(reads(o.fake, "/a")[0]))
	}
}

func TestFileThatCannotBeOpenedIsListedAndOthersGoOn(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("one"), "/b": {Err: render.ErrFormat}, "/c": {}})
	o.open("/b", "/a", "/c", "/none")
	o.untilIdle(t)
	if len(o.docs) != 1 || o.doc().path != "/a" {
		t.Fatalf("%d documents open, want /a alone", len(o.docs))
	}
	got := map[string]error{}
	for _, p := range o.problems {
		got[p.path] = p.err
	}
	for path, want := range map[string]error{"/b": render.ErrFormat, "/c": render.ErrNoPages, "/none": render.ErrNotFound} {
		if !errors.Is(got[path], want) {
			t.Errorf("%s: %v, want %v", path, got[path], want)
		}
	}
}

func TestLockedDocumentOpensWithItsPassword(t *testing.T) {
	doc := docOf("secret")
	doc.Password = "sesame"
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilOpen(t)
	if d := o.doc(); d == nil || !errors.Is(d.err, render.ErrPassword) {
		t.Fatalf("document %+v, want one that needs a password", d)
	}
	o.unlock(o.doc(), "wrong")
	o.untilOpen(t)
	if d := o.doc(); !errors.Is(d.err, render.ErrWrongPassword) {
		t.Errorf("error = %v, want %v", d.err, render.ErrWrongPassword)
	}
	o.unlock(o.doc(), "sesame")
	o.untilIdle(t)
	if d := o.doc(); d.err != nil || o.page() == nil || o.page().state != pageRead {
		t.Errorf("after the right password: %v, page %+v", d.err, o.page())
	}
	if req := reads(o.fake, "/a")[0][0]; req.Password != "sesame" {
		t.Errorf("read with password %q", req.Password)
	}
}

func TestOpeningTwiceShowsTheOneThatIsOpen(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("a"), "/b": docOf("b")})
	o.open("/a", "/b", "/a")
	o.untilIdle(t)
	if len(o.docs) != 2 || o.doc().path != "/a" {
		t.Fatalf("%d documents, %s shown; want 2, /a", len(o.docs), o.doc().path)
	}
	o.open("/b")
	if o.doc().path != "/b" || o.opening != 0 {
		t.Errorf("%s shown, %d opening; want /b, none", o.doc().path, o.opening)
	}
}

func TestDocumentsStandInTheOrderTheyWereOpened(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("a"), "/b": docOf("b"), "/c": docOf("c")})
	a, b, c := &document{path: "/a", order: 1}, &document{path: "/b", order: 2}, &document{path: "/c", order: 3}
	info, err := o.fake.Info(t.Context(), "/a", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*document{b, c, a} {
		o.onInspected(d, "", info, nil, d == b)
	}
	if !slices.Equal(o.docs, []*document{a, b, c}) || o.doc() != b {
		t.Errorf("%d documents, %s shown; want a, b, c in their order and b shown", len(o.docs), o.doc().path)
	}
	o.untilIdle(t)
}

func TestClosingEndsTheReadingOfTheDocumentAlone(t *testing.T) {
	a, _ := held(docOf("a", "b", "c"))
	o := open(t, map[string]ocrtest.Document{"/a": a, "/b": docOf("x", "y")})
	o.open("/a", "/b")
	o.untilOpen(t)
	o.show(o.index("/a"))
	o.closeDocument()
	o.untilIdle(t)
	o.wg.Wait()
	o.loop.drain()
	if len(o.docs) != 1 || o.doc().path != "/b" || o.doc().count(pageRead) != 2 {
		t.Errorf("%d documents, %s shown with %d pages read", len(o.docs), o.doc().path, o.doc().count(pageRead))
	}
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
}

func TestPagesStayWithinTheDocument(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("1", "2", "3")})
	o.goTo(1)
	o.open("/a")
	o.untilIdle(t)
	for _, turn := range []struct{ to, want int }{{99, 2}, {-5, 0}, {1, 1}} {
		if o.goTo(turn.to); o.doc().at != turn.want {
			t.Errorf("goTo(%d) shows %d, want %d", turn.to, o.doc().at, turn.want)
		}
	}
}

func TestTurningThePageForgetsTheMark(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": docOf("one two", "three")})
	o.open("/a")
	o.untilIdle(t)
	o.mark(pageview.Mark{Line: 0, Word: 1})
	if got := o.doc().mark; got != (pageview.Mark{Line: 0, Word: 1}) {
		t.Errorf("mark = %v", got)
	}
	o.goTo(1)
	if got := o.doc().mark; got != pageview.None {
		t.Errorf("mark on the next page = %v, want none", got)
	}
}

func TestPaceCountsPagesSinceReadingBegan(t *testing.T) {
	doc, release := held(docOf("1", "2", "3", "4"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilOpen(t)
	o.now = o.now.Add(4 * time.Second)
	release <- struct{}{}
	release <- struct{}{}
	o.loop.until(t, "two pages are read", func() bool { return o.doc().count(pageRead) == 2 })
	p := o.pace()
	if p.done != 2 || p.total != 4 || p.perSecond != 0.5 || p.left != 4*time.Second {
		t.Errorf("pace = %+v, want 2 of 4 at 0.5 pages/s, 4 s left", p)
	}
	close(release)
	o.untilIdle(t)
}

func TestCloseEndsEverything(t *testing.T) {
	doc, _ := held(docOf("1", "2", "3"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.open("/a")
	o.untilOpen(t)
	o.close()
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
	o.changes = nil
	o.loop.drain()
	if len(o.changes) != 0 {
		t.Errorf("changes after close: %v", o.changes)
	}
}
