package session

import (
	"reflect"
	"testing"

	"recto/ocr"
	"recto/ui/uitest"
)

func TestHowAFileIsReadAndWhatIsLeftOutComesBackWithTheSession(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.png", "picture", uitest.DocOf("one\ntwo", "one\ntwo"))
	o := k.sit(t, nil)
	o.Open(path)
	o.loop.Until(t, "the pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Read) == 2 })
	o.ReadFile(o.Doc(), []int{0, 1}, Choice{Languages: []string{"fr"}, Order: ocr.OrderBasic, TextLayer: ocr.TextLayerNever})
	o.loop.Until(t, "they are read again", func() bool { return o.Doc().Count(Read) == 2 && !o.Running() })
	o.Ignore([]ocr.Quad{firstLine}, true)
	o.Ignore([]ocr.Quad{secondLine}, false)
	before := *o.Doc()
	o.Close()
	again := k.sit(t, nil)
	again.Restore(nil)
	again.loop.Until(t, "the page is there", func() bool { return len(again.Docs) == 1 && again.Doc().Count(Read) == 2 })
	if d := again.Doc(); !reflect.DeepEqual(d.Own, before.Own) || !reflect.DeepEqual(d.Ignored, before.Ignored) {
		t.Errorf("own %+v, ignored %+v; want %+v, %+v", d.Own, d.Ignored, before.Own, before.Ignored)
	}
	if one, two := again.Doc().Pages[0].Result.Text(), again.Doc().Pages[1].Result.Text(); one != "" || two != "two\n" || len(again.fake.Reads()) != 0 {
		t.Errorf("pages = %q and %q after %d readings, want \"\" and two after none", one, two, len(again.fake.Reads()))
	}
}
