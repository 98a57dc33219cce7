package session

import (
	"slices"
	"testing"

	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

func TestTurningToAPageOfAnotherDocumentShowsItAtOnce(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("1", "2", "3")})
	o.Open("/a", "/b")
	o.untilIdle(t)
	o.changes = nil
	b := o.Docs[1]
	o.Turn(b, 2)
	if o.Doc() != b || b.At != 2 || len(o.changes) != 1 {
		t.Errorf("%s shown at page %d after %d changes; want /b at 2 after 1", o.Doc().Path, b.At, len(o.changes))
	}
	o.Turn(b, 7)
	if b.At != 2 {
		t.Errorf("page 7 of 3 turned to page %d", b.At)
	}
}

func TestADocumentIsFoundByItsNumberWhileItIsOpen(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("b")})
	o.Open("/a", "/b")
	o.untilIdle(t)
	a, b := o.Docs[0], o.Docs[1]
	o.Forget(a)
	if o.Find(a.ID()) != nil || o.Find(b.ID()) != b || o.Doc() != b {
		t.Error("the closed document is found, or the open one is not")
	}
	o.Open("/a")
	o.untilIdle(t)
	if again := o.Docs[1]; again.ID() == a.ID() {
		t.Errorf("the file got the number %d of its closed self", a.ID())
	}
}

func TestOnlyTheChosenPagesAreReadAgain(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3", "4")})
	o.Open("/a")
	o.untilIdle(t)
	o.RereadPages(o.Doc(), []int{1, 3})
	if got, want := o.states(), []State{Read, Waiting, Read, Waiting}; !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	o.untilIdle(t)
	reads := uitest.Reads(o.fake, "/a")
	for number, want := range []int{1, 2, 1, 2} {
		if len(reads[number]) != want {
			t.Errorf("page %d was read %d times, want %d", number, len(reads[number]), want)
		}
	}
}

func TestReadingOnlySomePagesLeavesTheOthersOut(t *testing.T) {
	doc, release := uitest.Held(uitest.DocOf("1", "2", "3", "4", "5"))
	o := open(t, map[string]ocrtest.Document{"/a": doc})
	o.Open("/a")
	o.loop.Until(t, "pages are being read", func() bool { return o.Opening == 0 && o.Doc().Count(Reading) > 0 })
	release <- struct{}{}
	o.loop.Until(t, "a page is read", func() bool { return o.Doc().Count(Read) == 1 })
	read := slices.Index(o.states(), Read)
	o.ReadOnly(o.Doc(), []int{3, 4})
	close(release)
	o.untilIdle(t)
	want := []State{LeftOut, LeftOut, LeftOut, Read, Read}
	want[read] = Read
	if got := o.states(); !slices.Equal(got, want) {
		t.Errorf("states = %v, want %v", got, want)
	}
	if !o.Doc().Resumable() {
		t.Error("the pages that were left out cannot be read any more")
	}
}
