package session

import (
	"slices"
	"testing"
	"time"

	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

func TestWhilePausedPagesUnderWayAreFinishedAndNoneBegins(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5", "6"))
	o := open(t, map[string]ocrtest.Document{"/a": doc, "/b": uitest.DocOf("x", "y")})
	o.Open("/a")
	o.loop.Until(t, "three pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Reading) == 3 })
	o.Pause(true)
	close(release)
	o.loop.Until(t, "these are done", func() bool { return o.Doc().Count(Read) == 3 })
	o.Open("/b")
	o.untilOpen(t)
	o.Show(0)
	o.GoTo(5)
	o.loop.Drain()
	if got := len(uitest.Reads(o.fake, "/a")) + len(uitest.Reads(o.fake, "/b")); got != 3 || !o.Paused() {
		t.Errorf("%d pages reached the engine, want 3; paused %v", got, o.Paused())
	}
	if state := o.Page().State; state != Waiting {
		t.Errorf("the page that was turned to: state %v, want waiting", state)
	}
	o.Pause(false)
	o.untilIdle(t)
	if a, b := o.Docs[0].Count(Read), o.Docs[1].Count(Read); a != 6 || b != 2 || o.Paused() {
		t.Errorf("after the pause %d and %d pages are read, want 6 and 2", a, b)
	}
	if n := len(o.fake.Reads()); n != 8 {
		t.Errorf("%d readings, want 8", n)
	}
}

func TestWhatAPersonAsksForIsReadWhilePaused(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3", "4")})
	o.Pause(true)
	o.Open("/a")
	o.untilOpen(t)
	o.loop.Drain()
	o.Reread()
	o.loop.Until(t, "page 1 is read", func() bool { return o.Doc().Count(Read) == 1 })
	o.RereadPages(o.Doc(), []int{2})
	o.loop.Until(t, "page 3 is read", func() bool { return o.Doc().Pages[2].State == Read })
	want := []State{Read, Waiting, Read, Waiting}
	if got := o.states(); !slices.Equal(got, want) || !o.Paused() {
		t.Errorf("states = %v, want %v; paused %v", got, want, o.Paused())
	}
	o.Resume()
	o.untilIdle(t)
	if o.Paused() || o.Doc().Count(Read) != 4 || len(o.fake.Reads()) != 4 {
		t.Errorf("after resume: paused %v, %d pages read in %d readings", o.Paused(), o.Doc().Count(Read), len(o.fake.Reads()))
	}
}

func TestStoppingEndsAPause(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	o.Pause(true)
	o.Open("/a")
	o.untilOpen(t)
	o.Stop()
	o.wg.Wait()
	o.loop.Drain()
	if o.Paused() || o.Running() || len(o.fake.Reads()) != 0 {
		t.Errorf("paused %v, running %v, %d readings; want none", o.Paused(), o.Running(), len(o.fake.Reads()))
	}
}

func TestPaceLeavesPausesOut(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.untilOpen(t)
	o.now = o.now.Add(4 * time.Second)
	release <- struct{}{}
	release <- struct{}{}
	o.loop.Until(t, "two pages are read", func() bool { return o.Doc().Count(Read) == 2 })
	o.Pause(true)
	o.now = o.now.Add(time.Hour)
	for _, paused := range []bool{true, false} {
		o.Pause(paused)
		if p := o.Pace(); p.PerSecond != 0.5 {
			t.Errorf("paused %v: %+v, want 0.5 pages/s", paused, p)
		}
	}
	close(release)
	o.untilIdle(t)
}

func TestOnePageIsStoppedAndTheOthersAreRead(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.loop.Until(t, "three pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Reading) == 3 })
	d := o.Doc()
	if !d.Stoppable([]int{0, 4}) {
		t.Error("a page that is read and one that waits cannot be stopped")
	}
	o.StopPages(d, []int{0, 4})
	o.loop.Until(t, "page 1 was stopped", func() bool { return d.Pages[0].State == Stopped })
	close(release)
	o.untilIdle(t)
	want := []State{Stopped, Read, Read, Read, Stopped}
	if got := o.states(); !slices.Equal(got, want) || d.Stoppable([]int{0, 1}) {
		t.Errorf("states = %v, want %v", got, want)
	}
	o.Resume()
	o.untilIdle(t)
	if got := d.Count(Read); got != 5 {
		t.Errorf("%d pages read after resume, want 5", got)
	}
}

func TestAPageThatWasReadBeforeKeepsItsTextWhenStopped(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	o.Open("/a")
	o.untilIdle(t)
	held, _ := uitest.Held(uitest.DocOf("two"))
	o.cfg.Recognizer = &ocrtest.Fake{Documents: map[string]ocrtest.Document{"/a": held}}
	o.Reread()
	o.StopPages(o.Doc(), []int{0})
	o.untilIdle(t)
	if p := o.Page(); p.State != Read || p.Result.Text() != "one\n" {
		t.Errorf("state %v, text %q; want read, the old text", p.State, p.Result.Text())
	}
}

func TestOneFileIsStoppedAndTheOthersAreRead(t *testing.T) {
	a, _ := uitest.Held(uitest.DocOf("1", "2", "3", "4"))
	b, release := uitest.Held(uitest.DocOf("x", "y"))
	o := open(t, map[string]ocrtest.Document{"/a": a, "/b": b})
	o.Open("/a", "/b")
	o.loop.Until(t, "pages of both are read", func() bool {
		return o.Opening == 0 && o.Docs[0].Count(Reading) > 0 && o.Docs[1].Count(Reading) > 0
	})
	o.StopDocument(o.Docs[0])
	close(release)
	o.untilIdle(t)
	if a, b := o.Docs[0].Count(Read), o.Docs[1].Count(Read); a != 0 || b != 2 || o.Docs[0].Count(Reading) != 0 {
		t.Errorf("%d and %d pages read, want 0 and 2", a, b)
	}
}

func TestMorePagesAreReadAtOnceFromTheNextPageOn(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5", "6", "7"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.loop.Until(t, "three pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Reading) == 3 })
	o.SetInFlight(4)
	for range 3 {
		release <- struct{}{}
	}
	o.loop.Until(t, "four others are read at once", func() bool { return o.Doc().Count(Reading) == 4 })
	close(release)
	o.untilIdle(t)
}
