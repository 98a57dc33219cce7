package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ui/pageview"
	"recto/ui/uitest"
)

// firstLine is the area of the words of the shown page's first line.
func (r *tried) firstLine() ocr.Quad {
	left, top, right, bottom := r.session.Page().Result.Lines[0].Quad.Bounds()
	return ocr.Rect(left-1, top-1, right+1, bottom+1)
}

func TestAnAreaIsCopiedAndExportedAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.png")
	r := try(t, map[string]ocrtest.Document{path: uitest.DocOf("one two\nthree")})
	r.open(t, path)
	r.page.view.OnArea(r.firstLine())
	r.press(t, "Copy")
	if got := r.app.Clipboard().Content(); got != "one two\n" {
		t.Errorf("copied %q", got)
	}
	target := filepath.Join(t.TempDir(), "area.txt")
	r.export(t, scopeArea, export.FormatText, target)
	if got, err := os.ReadFile(target); err != nil || string(got) != "one two\n" {
		t.Errorf("exported %q, %v", got, err)
	}
	r.page.view.OnArea(ocr.Quad{})
	if r.areas.bar.Visible() {
		t.Error("the bar stays when the area is given up")
	}
}

func TestWhatIsLeftOutIsGoneEverywhereAndComesBack(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree", "four\nfive")})
	r.open(t, "/a")
	text := func(page int) string { return r.session.Doc().Pages[page].Result.Text() }
	area := r.firstLine()
	r.page.view.OnIgnore(area)
	if text(0) != "three\n" || text(1) != "four\nfive\n" || r.text.text.Len() != 1 {
		t.Errorf("left out on the page: %q, %q, %d lines shown", text(0), text(1), r.text.text.Len())
	}
	r.press(t, "Leave it out on all pages")
	if text(0) != "three\n" || text(1) != "five\n" {
		t.Errorf("left out on all pages: %q, %q", text(0), text(1))
	}
	if !r.command("forget-ignored").can() {
		t.Error("nothing can be brought back")
	}
	r.start("forget-ignored")
	if text(0) != "one two\nthree\n" || text(1) != "four\nfive\n" || r.command("forget-ignored").can() {
		t.Errorf("brought back: %q, %q", text(0), text(1))
	}
}

func TestAnAreaIsReadAlone(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two\nthree")})
	r.open(t, "/a")
	before := len(r.fake.Reads())
	r.page.view.OnArea(r.firstLine())
	r.press(t, "Read this area")
	r.untilIdle(t)
	reads := r.fake.Reads()
	if len(reads) != before+1 || reads[before].Parts.Area == (ocr.Quad{}) {
		t.Errorf("%d readings, the last of %+v", len(reads)-before, reads[len(reads)-1].Parts)
	}
}

func TestAWordIsAddedWithItsTextOrNotAtAll(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two")})
	r.open(t, "/a")
	left, top, right, bottom := r.session.Page().Result.Lines[0].Quad.Bounds()
	area := ocr.Rect(left, bottom+(bottom-top), right, bottom+2*(bottom-top))
	for typed, want := range map[string]string{"": "one two\n", "three": "one two\nthree\n"} {
		r.page.view.OnArea(area)
		r.press(t, "Add a word")
		if r.corrector.entry == nil {
			t.Fatal("nobody asks for the word's text")
		}
		if typed != "" {
			r.corrector.entry.SetText(typed)
			r.corrector.end(true)
		} else {
			r.corrector.onKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
		if got := r.session.Page().Result.Text(); got != want {
			t.Errorf("typed %q: the page says %q, want %q", typed, got, want)
		}
		if err := r.session.RemoveCorrections(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEscapeAndTheSameCommandEndATool(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one")})
	r.open(t, "/a")
	for id, tool := range tools {
		r.start(id)
		if r.page.view.Tool() != tool || !r.items[r.command(id)].Checked {
			t.Errorf("%s uses tool %v", id, r.page.view.Tool())
		}
		r.start(id)
		if r.page.view.Tool() != pageview.ToolText || r.items[r.command(id)].Checked {
			t.Errorf("%s again leaves tool %v", id, r.page.view.Tool())
		}
	}
}
