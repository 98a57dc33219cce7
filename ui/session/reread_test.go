package session

import (
	"context"
	"slices"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

func TestPagesAreReadAgainWithOtherSettingsForOnce(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
	o.Open("/a")
	o.untilIdle(t)
	o.RereadWith(o.Doc(), []int{0, 2}, Choice{[]string{"fr", "en"}, ocr.OrderBasic, ocr.TextLayerNever})
	o.untilIdle(t)
	reads := uitest.Reads(o.fake, "/a")
	for page, times := range map[int]int{0: 2, 1: 1, 2: 2} {
		if len(reads[page]) != times {
			t.Errorf("page %d was read %d times, want %d", page, len(reads[page]), times)
		}
	}
	if req := reads[2][1]; !slices.Equal(req.Languages, []string{"fr", "en"}) || req.Order != ocr.OrderBasic || req.TextLayer != ocr.TextLayerNever {
		t.Errorf("page 3 was read again with %+v", req)
	}
	o.Reread()
	o.untilIdle(t)
	if req := uitest.Reads(o.fake, "/a")[0][2]; !slices.Equal(req.Languages, []string{"de"}) || req.Order != ocr.OrderNatural {
		t.Errorf("the third time page 1 was read with %+v, want the session's own", req)
	}
}

// queued is an engine over another that lets readings in German wait in vain
// before they begin, as in a long queue, even when nobody wants them any more.
type queued struct {
	ocr.Recognizer
	release <-chan struct{}
}

func (q queued) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	if req.Languages[0] != "de" {
		return q.Recognizer.Recognize(ctx, req)
	}
	<-q.release
	page := ocrtest.Text("older")
	page.Number = req.Page
	return page, nil
}

func TestAnOlderReadingNeverReplacesANewerOne(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("newer", "newer"))
	release := make(chan struct{})
	o := k.sit(t, func(cfg *Config) {
		cfg.Recognizer = queued{cfg.Recognizer, release}
		cfg.Store = nil
	})
	o.Open(path)
	o.untilOpen(t)
	claims := &o.Doc().run.claims
	o.loop.Until(t, "both pages wait for the engine", func() bool {
		claims.mu.Lock()
		defer claims.mu.Unlock()
		return len(claims.readings) == 2 || o.loop.Turn()
	})
	o.RereadWith(o.Doc(), []int{0, 1}, Choice{Languages: []string{"fr"}})
	o.loop.Until(t, "both are read as was asked last", func() bool { return o.Doc().Count(Read) == 2 })
	close(release)
	o.untilIdle(t)
	for n, p := range o.Doc().Pages {
		if p.State != Read || p.Result.Text() != "newer\n" || p.used.Languages[0] != "fr" {
			t.Errorf("page %d: state %v, %q read in %v", n, p.State, p.Result.Text(), p.used.Languages)
		}
	}
}

func TestAFileKeepsItsOwnSettingsAndPages(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3", "4")})
	o.Pause(true)
	o.Open("/a")
	o.untilOpen(t)
	o.loop.Drain()
	o.ReadFile(o.Doc(), []int{1, 2}, Choice{Languages: []string{"fr"}})
	o.loop.Until(t, "both are read", func() bool { return o.Doc().Count(Read) == 2 })
	want := []State{LeftOut, Read, Read, LeftOut}
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	o.Reread()
	o.untilIdle(t)
	for page, requests := range uitest.Reads(o.fake, "/a") {
		if req := requests[0]; !slices.Equal(req.Languages, []string{"fr"}) || req.Order != ocr.OrderNatural || len(requests) != 1 {
			t.Errorf("page %d: %d readings, the first %+v", page, len(requests), req)
		}
	}
}

func TestAFileThatIsReadAgainKeepsTheOldTextUntilTheNewComes(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2")})
	o.Open("/a")
	o.untilIdle(t)
	o.ReadFile(o.Doc(), []int{0, 1}, Choice{Languages: []string{"fr"}})
	if p := o.Page(); p.State == Read || p.Result.Text() != "1\n" {
		t.Errorf("state %v, text %q; want one that is read again, the old text", p.State, p.Result.Text())
	}
	o.untilIdle(t)
	if got := len(o.fake.Reads()); got != 4 || o.Doc().Count(Read) != 2 {
		t.Errorf("%d readings, want 4", got)
	}
}
