package session

import (
	"errors"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// Places on a page of ocrtest.Text.
var (
	firstLine  = ocr.Rect(30, 35, 590, 65)
	secondLine = ocr.Rect(30, 65, 590, 95)
)

func TestAnAreaThatIsReadAgainReplacesTheWordsInItAlone(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree four\nfive")})
	o.Open("/a")
	o.untilIdle(t)
	better := &ocrtest.Fake{Documents: map[string]ocrtest.Document{"/a": uitest.DocOf("ONE TWO\nTHREE FOUR\nFIVE")}}
	o.cfg.Recognizer = better
	o.Pause(true)
	o.ReadArea(secondLine)
	if p := o.Page(); p.State != Reading || p.Result.Text() != "one two\nthree four\nfive\n" {
		t.Errorf("while it is read: state %v, text %q", p.State, p.Result.Text())
	}
	o.loop.Until(t, "the area is read", func() bool { return o.Page().State == Read })
	if got, want := o.Page().Result.Text(), "one two\nTHREE FOUR\nfive\n"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	if req := better.Reads()[0]; !req.Urgent || req.Parts.Whole() {
		t.Errorf("request %+v, want an urgent one for a part", req)
	}
	o.Pause(false)
	o.Reread()
	o.untilIdle(t)
	if got := o.Page().Result.Text(); got != "ONE TWO\nTHREE FOUR\nFIVE\n" {
		t.Errorf("the page read again: %q", got)
	}
}

func TestCorrectionsOutsideOfAnAreaStayWhenItIsReadAgain(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree four")})
	o.Open("/a")
	o.untilIdle(t)
	if err := o.Correct(ocr.Mark{Line: 0, Word: 1}, "zwei"); err != nil {
		t.Fatal(err)
	}
	o.cfg.Recognizer = &ocrtest.Fake{Documents: map[string]ocrtest.Document{"/a": uitest.DocOf("ONE TWO\nTHREE FOUR")}}
	o.ReadArea(secondLine)
	o.untilIdle(t)
	if got, want := o.Page().Result.Text(), "one zwei\nTHREE FOUR\n"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
}

func TestAPageThatWasNotReadHasTheAreasTextAlone(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one\ntwo")})
	o.Pause(true)
	o.Open("/a")
	o.untilOpen(t)
	o.loop.Drain()
	o.ReadArea(firstLine)
	o.loop.Until(t, "the area is read", func() bool { return o.Page().State == Read })
	if got := o.Page().Result.Text(); got != "one\n" {
		t.Errorf("text = %q, want the first line's", got)
	}
}

func TestAnAreaThatFailsKeepsThePage(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	o.Open("/a")
	o.untilIdle(t)
	doc := uitest.DocOf("one")
	doc.Pages[0].Err = ocr.ErrTimeout
	o.cfg.Recognizer = &ocrtest.Fake{Documents: map[string]ocrtest.Document{"/a": doc}}
	o.ReadArea(firstLine)
	o.untilIdle(t)
	if p := o.Page(); p.State != Failed || !errors.Is(p.Err, ocr.ErrTimeout) || p.Result.Text() != "one\n" {
		t.Errorf("state %v, error %v, text %q", p.State, p.Err, p.Result.Text())
	}
}

func TestWhatWasReadOfAnAreaIsKeptWithThePage(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.png", "picture", uitest.DocOf("one\ntwo"))
	o := k.sit(t, nil)
	o.Open(path)
	o.loop.Until(t, "the page is read", func() bool { return o.Opening == 0 && o.Page().State == Read })
	o.cfg.Recognizer = &ocrtest.Fake{Documents: map[string]ocrtest.Document{path: uitest.DocOf("ONE\nTWO")}}
	o.ReadArea(secondLine)
	o.untilIdle(t)
	o.Close()
	again := k.sit(t, nil)
	again.Open(path)
	again.loop.Until(t, "the page is there", func() bool { return again.Opening == 0 && again.Page().HasResult })
	if got := again.Page().Result.Text(); got != "one\nTWO\n" || len(again.fake.Reads()) != 0 {
		t.Errorf("text = %q after %d readings, want one\\nTWO after none", got, len(again.fake.Reads()))
	}
}

func TestIgnoredWordsVanishAndComeBackWithoutReading(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("head one\ntext", "head two\nmore")})
	o.Open("/a")
	o.untilIdle(t)
	all := func() string {
		var texts []string
		for _, page := range o.Doc().Results() {
			texts = append(texts, strings.ReplaceAll(page.Text(), "\n", "/"))
		}
		return strings.Join(texts, " ")
	}
	o.Select(o.Page().Result.WholeSpan())
	o.Ignore([]ocr.Quad{secondLine}, false)
	if got, want := all(), "head one/ head two/more/"; got != want || !o.Doc().Selection.Empty() {
		t.Errorf("on one page: %q, want %q; selection %v", got, want, o.Doc().Selection)
	}
	o.Ignore([]ocr.Quad{firstLine}, true)
	if got, want := all(), " more/"; got != want {
		t.Errorf("on all pages: %q, want %q", got, want)
	}
	if one, two := len(o.Doc().IgnoredOn(0)), len(o.Doc().IgnoredOn(1)); one != 2 || two != 1 {
		t.Errorf("%d and %d ignored areas, want 2 and 1", one, two)
	}
	o.ForgetIgnoredAt(firstLine.Center())
	if got, want := all(), "head one/ head two/more/"; got != want {
		t.Errorf("after the first was taken back: %q, want %q", got, want)
	}
	o.ForgetIgnored()
	if got, want := all(), "head one/text/ head two/more/"; got != want || len(o.fake.Reads()) != 2 {
		t.Errorf("after all were: %q, want %q; %d readings", got, want, len(o.fake.Reads()))
	}
}

func TestPagesThatAreReadLaterLeaveIgnoredWordsOut(t *testing.T) {
	large := uitest.DocOf("head\ntext", "head\nmore")
	page := &large.Pages[1].Page // the same places on a page of twice the size
	*page = sized(*page, ocr.Page{Width: 2 * page.Width, Height: 2 * page.Height})
	page.Width, page.Height = 2*page.Width, 2*page.Height
	o := open(t, map[string]ocrtest.Document{"/a": large})
	o.Open("/a")
	o.untilIdle(t)
	o.Ignore([]ocr.Quad{firstLine}, true)
	o.Reread()
	o.untilIdle(t)
	for i, want := range []string{"text\n", "more\n"} {
		if got := o.Doc().Pages[i].Result.Text(); got != want {
			t.Errorf("page %d = %q, want %q", i+1, got, want)
		}
	}
}

func TestAWordIsCorrectedThatStandsBehindIgnoredOnes(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("head\none two three\nend")})
	o.Open("/a")
	o.untilIdle(t)
	two := o.Page().Result.Lines[1].Words[1].Quad
	o.Ignore([]ocr.Quad{firstLine, two}, false)
	if err := o.Correct(ocr.Mark{Line: 0, Word: 1}, "drei"); err != nil {
		t.Fatal(err)
	}
	if got := o.Page().Result.Text(); got != "one drei\nend\n" {
		t.Errorf("text = %q", got)
	}
	o.ForgetIgnored()
	if got, want := o.Page().Result.Text(), "head\none two drei\nend\n"; got != want {
		t.Errorf("all of it = %q, want %q", got, want)
	}
}
