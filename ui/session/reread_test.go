package session

import (
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
	o.RereadWith(o.Doc(), []int{0, 2}, Choice{[]string{"fr", "en"}, ocr.OrderBasic})
	o.untilIdle(t)
	reads := uitest.Reads(o.fake, "/a")
	for page, times := range map[int]int{0: 2, 1: 1, 2: 2} {
		if len(reads[page]) != times {
			t.Errorf("page %d was read %d times, want %d", page, len(reads[page]), times)
		}
	}
	if req := reads[2][1]; !slices.Equal(req.Languages, []string{"fr", "en"}) || req.Order != ocr.OrderBasic {
		t.Errorf("page 3 was read again with %+v", req)
	}
	o.Reread()
	o.untilIdle(t)
	if req := uitest.Reads(o.fake, "/a")[0][2]; !slices.Equal(req.Languages, []string{"de"}) || req.Order != ocr.OrderNatural {
		t.Errorf("the third time page 1 was read with %+v, want the session's own", req)
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
