package session

import (
	"errors"
	"slices"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/render"
	"recto/ui/uitest"
)

// opened is a session over a scripted engine.
type opened struct {
	*Session
	loop    uitest.Loop
	fake    *ocrtest.Fake
	changes []Change
	now     time.Time
}

func open(t *testing.T, docs map[string]ocrtest.Document) *opened {
	t.Helper()
	o := &opened{loop: uitest.NewLoop(), fake: &ocrtest.Fake{Documents: docs}, now: time.Unix(1000, 0)}
	o.Session = New(t.Context(), Config{
		Recognizer: o.fake, Renderer: o.fake, Languages: []string{"de"}, Order: ocr.OrderNatural, InFlight: 2,
		Post: o.loop.Post, Now: func() time.Time { return o.now },
		OnChange: func(c Change) { o.changes = append(o.changes, c) },
	})
	t.Cleanup(o.Close)
	return o
}

func (o *opened) untilOpen(t *testing.T) {
	t.Helper()
	o.loop.Until(t, "all files are open", func() bool { return o.Opening == 0 })
}

func (o *opened) untilIdle(t *testing.T) {
	t.Helper()
	o.loop.Until(t, "nothing is read any more", func() bool { return o.Opening == 0 && !o.Running() })
}

func (o *opened) states() []State {
	var states []State
	for i := range o.Doc().Pages {
		states = append(states, o.Doc().Pages[i].State)
	}
	return states
}

func TestAllPagesOfAnOpenedDocumentAreReadOnce(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one", "two", "three", "four")})
	o.Open("/a")
	o.untilIdle(t)
	for number, text := range []string{"one\n", "two\n", "three\n", "four\n"} {
		p := o.Doc().Pages[number]
		if p.State != Read || p.Result.Text() != text || p.Result.Number != number {
			t.Errorf("page %d: state %v, text %q, number %d", number, p.State, p.Result.Text(), p.Result.Number)
		}
		if n := len(uitest.Reads(o.fake, "/a")[number]); n != 1 {
			t.Errorf("page %d was read %d times, want once", number, n)
		}
	}
}

func TestSeenPageIsUrgentAndTheOthersAreNot(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one", "two", "three")})
	o.Open("/a")
	o.untilIdle(t)
	for number, requests := range uitest.Reads(o.fake, "/a") {
		req := requests[0]
		if req.Urgent != (number == 0) || req.Group != "/a" || req.Languages[0] != "de" || req.Order != ocr.OrderNatural {
			t.Errorf("page %d: request %+v", number, req)
		}
	}
}

func TestTurningToAPageReadsItBeforeItsTurn(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5", "6"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	o.GoTo(5)
	o.loop.Until(t, "page 6 reached the engine", func() bool { return len(uitest.Reads(o.fake, "/a")[5]) == 1 || o.loop.Turn() })
	if req := uitest.Reads(o.fake, "/a")[5][0]; !req.Urgent {
		t.Error("the seen page was not urgent")
	}
	close(release)
	o.untilIdle(t)
	if n := len(uitest.Reads(o.fake, "/a")[5]); n != 1 {
		t.Errorf("the seen page was read %d times, want once", n)
	}
	if got := o.Doc().Count(Read); got != 6 {
		t.Errorf("%d pages read, want 6", got)
	}
}

func TestOneFailedPageLeavesTheOthers(t *testing.T) {
	doc := uitest.DocOf("one", "two", "three")
	doc.Pages[1].Err = ocr.ErrTimeout
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilIdle(t)
	want := []State{Read, Failed, Read}
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	if err := o.Doc().Pages[1].Err; !errors.Is(err, ocr.ErrTimeout) {
		t.Errorf("error = %v, want %v", err, ocr.ErrTimeout)
	}
	if got := len(o.Doc().Results()); got != 2 {
		t.Errorf("%d results, want 2", got)
	}
}

func TestStopLeavesWhatWasReadAndEndsTheRest(t *testing.T) {
	doc := uitest.DocOf("one", "two", "three", "four")
	never := make(chan struct{})
	for i := 1; i < 4; i++ {
		doc.Pages[i].Wait = never
	}
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.loop.Until(t, "page 1 is read and two others run", func() bool {
		return o.Opening == 0 && o.Doc().Count(Read) == 1 && o.Doc().Count(Reading) == 2
	})
	o.Stop()
	if o.Running() {
		t.Error("running after stop = true")
	}
	want := []State{Read, Stopped, Stopped, Waiting}
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	o.wg.Wait()
	o.loop.Drain()
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("after late results: states = %v, want %v", got, want)
	}
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
}

func TestStoppedPagesAreReadWhenAPersonResumes(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("one", "two", "three"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.loop.Until(t, "pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Reading) > 0 })
	o.Stop()
	close(release)
	o.Resume()
	o.untilIdle(t)
	if got := o.Doc().Count(Read); got != 3 {
		t.Errorf("%d pages read, want 3", got)
	}
}

func TestStoppedPageIsNotReadAgainByItself(t *testing.T) {
	doc, _ := uitest.Held(uitest.DocOf("one", "two"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	o.Stop()
	o.wg.Wait()
	before := len(uitest.Reads(o.fake, "/a")[0])
	o.GoTo(1)
	o.GoTo(0)
	if after := len(uitest.Reads(o.fake, "/a")[0]); after != before {
		t.Errorf("page 1 was read %d times, want %d", after, before)
	}
}

func TestReadingAgainKeepsTheOldTextUntilTheNewComes(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	o.Open("/a")
	o.untilIdle(t)
	o.Reread()
	if p := o.Page(); p.State != Reading || p.Result.Text() != "one\n" {
		t.Errorf("while reading: state %v, text %q", p.State, p.Result.Text())
	}
	o.untilIdle(t)
	if p := o.Page(); p.State != Read || len(uitest.Reads(o.fake, "/a")[0]) != 2 {
		t.Errorf("state %v after %d readings, want read after 2", p.State, len(uitest.Reads(o.fake, "/a")[0]))
	}
}

func TestFileThatCannotBeOpenedIsListedAndOthersGoOn(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one"), "/b": {Err: render.ErrFormat}, "/c": {}})
	o.Open("/b", "/a", "/c", "/none")
	o.untilIdle(t)
	if len(o.Docs) != 1 || o.Doc().Path != "/a" {
		t.Fatalf("%d documents open, want /a alone", len(o.Docs))
	}
	got := map[string]error{}
	for _, p := range o.Problems {
		got[p.Path] = p.Err
	}
	for path, want := range map[string]error{"/b": render.ErrFormat, "/c": render.ErrNoPages, "/none": render.ErrNotFound} {
		if !errors.Is(got[path], want) {
			t.Errorf("%s: %v, want %v", path, got[path], want)
		}
	}
}

func TestLockedDocumentOpensWithItsPassword(t *testing.T) {
	doc := uitest.DocOf("secret")
	doc.Password = "sesame"
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	if d := o.Doc(); d == nil || !errors.Is(d.Err, render.ErrPassword) {
		t.Fatalf("document %+v, want one that needs a password", d)
	}
	o.Unlock(o.Doc(), "wrong")
	o.untilOpen(t)
	if d := o.Doc(); !errors.Is(d.Err, render.ErrWrongPassword) {
		t.Errorf("error = %v, want %v", d.Err, render.ErrWrongPassword)
	}
	o.Unlock(o.Doc(), "sesame")
	o.untilIdle(t)
	if d := o.Doc(); d.Err != nil || o.Page() == nil || o.Page().State != Read {
		t.Errorf("after the right password: %v, page %+v", d.Err, o.Page())
	}
	if req := uitest.Reads(o.fake, "/a")[0][0]; req.Password != "sesame" {
		t.Errorf("read with password %q", req.Password)
	}
}

func TestOpeningTwiceShowsTheOneThatIsOpen(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("b")})
	o.Open("/a", "/b", "/a")
	o.untilIdle(t)
	if len(o.Docs) != 2 || o.Doc().Path != "/a" {
		t.Fatalf("%d documents, %s shown; want 2, /a", len(o.Docs), o.Doc().Path)
	}
	o.Open("/b")
	if o.Doc().Path != "/b" || o.Opening != 0 {
		t.Errorf("%s shown, %d opening; want /b, none", o.Doc().Path, o.Opening)
	}
}

func TestDocumentsStandInTheOrderTheyWereOpened(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("b"), "/c": uitest.DocOf("c")})
	a, b, c := &Document{Path: "/a", order: 1}, &Document{Path: "/b", order: 2}, &Document{Path: "/c", order: 3}
	info, err := o.fake.Info(t.Context(), "/a", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []*Document{b, c, a} {
		o.onInspected(d, "", info, nil, d == b)
	}
	if !slices.Equal(o.Docs, []*Document{a, b, c}) || o.Doc() != b {
		t.Errorf("%d documents, %s shown; want a, b, c in their order and b shown", len(o.Docs), o.Doc().Path)
	}
	o.untilIdle(t)
}

func TestClosingEndsTheChoiceOfTheDocumentAlone(t *testing.T) {
	a, _ := uitest.Held(uitest.DocOf("a", "b", "c"))
	o := open(t, map[string]ocrtest.Document{"/a": a, "/b": uitest.DocOf("x", "y")})
	o.Open("/a", "/b")
	o.untilOpen(t)
	o.Show(o.index("/a"))
	o.CloseDocument()
	o.untilIdle(t)
	o.wg.Wait()
	o.loop.Drain()
	if len(o.Docs) != 1 || o.Doc().Path != "/b" || o.Doc().Count(Read) != 2 {
		t.Errorf("%d documents, %s shown with %d pages read", len(o.Docs), o.Doc().Path, o.Doc().Count(Read))
	}
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
}

func TestPagesStayWithinTheDocument(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	o.GoTo(1)
	o.Open("/a")
	o.untilIdle(t)
	for _, turn := range []struct{ to, want int }{{99, 2}, {-5, 0}, {1, 1}} {
		if o.GoTo(turn.to); o.Doc().At != turn.want {
			t.Errorf("goTo(%d) shows %d, want %d", turn.to, o.Doc().At, turn.want)
		}
	}
}

func TestTurningThePageForgetsTheMark(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two", "three")})
	o.Open("/a")
	o.untilIdle(t)
	o.Select(ocr.SpanBetween(ocr.Mark{Line: 0, Word: 1}, ocr.Mark{Line: 0, Word: 1}))
	if got := o.Doc().Selection; got != (ocr.Span{First: ocr.Mark{Line: 0, Word: 1}, Last: ocr.Mark{Line: 0, Word: 1}}) {
		t.Errorf("mark = %v", got)
	}
	o.GoTo(1)
	if got := o.Doc().Selection; got != ocr.NoSpan {
		t.Errorf("mark on the next page = %v, want none", got)
	}
}

func TestPaceCountsPagesSinceReadingBegan(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	o.now = o.now.Add(4 * time.Second)
	release <- struct{}{}
	release <- struct{}{}
	o.loop.Until(t, "two pages are read", func() bool { return o.Doc().Count(Read) == 2 })
	p := o.Pace()
	if p.Done != 2 || p.Total != 4 || p.PerSecond != 0.5 || p.Left != 4*time.Second {
		t.Errorf("pace = %+v, want 2 of 4 at 0.5 pages/s, 4 s left", p)
	}
	close(release)
	o.untilIdle(t)
}

func TestCloseEndsEverything(t *testing.T) {
	doc, _ := uitest.Held(uitest.DocOf("1", "2", "3"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	o.Close()
	if o.fake.Running() != 0 {
		t.Errorf("%d pages still run in the engine", o.fake.Running())
	}
	o.changes = nil
	o.loop.Drain()
	if len(o.changes) != 0 {
		t.Errorf("changes after close: %v", o.changes)
	}
}
