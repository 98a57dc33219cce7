package ui

import (
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/reread"
	"recto/ui/session"
	"recto/ui/uitest"
)

func TestPagesAreReadAgainAsADialogSays(t *testing.T) {
	for _, tt := range []struct {
		scope reread.Scope
		want  map[int]int // readings by page
	}{
		{reread.Page, map[int]int{0: 2, 1: 1, 2: 1}}, {reread.Chosen, map[int]int{0: 1, 1: 2, 2: 2}}, {reread.File, map[int]int{0: 1, 1: 1, 2: 2}},
	} {
		r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2", "3")})
		r.open(t, "/a")
		with := reread.Choice{Scope: tt.scope, Languages: []string{"fr"}, Order: ocr.OrderBasic}
		if tt.scope == reread.File {
			with.Pages, _ = ocr.ParsePages("3-")
		}
		r.onRereadChosen(r.session.Doc(), 0, []int{1, 2}, with)
		r.untilIdle(t)
		for page, requests := range uitest.Reads(r.fake, "/a") {
			last := requests[len(requests)-1]
			again := slices.Equal(last.Languages, []string{"fr"}) && last.Order == ocr.OrderBasic
			if len(requests) != tt.want[page] || again != (len(requests) == 2) {
				t.Errorf("scope %d, page %d: %d readings, want %d; the last %+v", tt.scope, page, len(requests), tt.want[page], last)
			}
		}
	}
}

func TestTheDialogReadsThePageAsItStands(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("1", "2")})
	r.open(t, "/a")
	r.start("reread-with")
	if len(r.dialogs) != 1 {
		t.Fatalf("%d dialogs, want one", len(r.dialogs))
	}
	r.press(t, "Read again")
	r.untilIdle(t)
	if n := len(uitest.Reads(r.fake, "/a")[0]); n != 2 || len(r.dialogs) != 0 {
		t.Errorf("%d readings, want 2; %d dialogs", n, len(r.dialogs))
	}
	r.start("reread-with")
	r.press(t, "Cancel")
	if n := len(r.fake.Reads()); n != 3 || len(r.dialogs) != 0 {
		t.Errorf("after cancel %d readings, %d dialogs", n, len(r.dialogs))
	}
}

func TestAMissingLanguageOffersOthersAndItsCommand(t *testing.T) {
	doc := uitest.DocOf("1")
	doc.Pages[0].Err = &ocr.LanguageError{Language: "th", Package: "tesseract-ocr-tha"}
	r := try(t, map[string]ocrtest.Document{"/a": doc})
	r.open(t, "/a")
	if r.session.Page().State != session.Failed || !strings.Contains(r.said(), "tesseract-ocr-tha") {
		t.Fatalf("said %q", r.said())
	}
	r.press(t, "Copy command")
	if got := r.app.Clipboard().Content(); got != "sudo apt-get install tesseract-ocr-tha" {
		t.Errorf("copied %q", got)
	}
	r.press(t, "Choose languages…")
	if len(r.dialogs) != 1 {
		t.Errorf("%d dialogs, want one", len(r.dialogs))
	}
}

func TestIgnoredAreasAreForgottenByACommand(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one\ntwo")})
	r.open(t, "/a")
	if r.command("forget-ignored").can() {
		t.Error("there is something to forget")
	}
	r.session.Ignore([]ocr.Quad{r.session.Page().Result.Lines[0].Quad}, false)
	if got := r.session.Page().Result.Text(); got != "two\n" {
		t.Errorf("text = %q", got)
	}
	r.start("forget-ignored")
	if got := r.session.Page().Result.Text(); got != "one\ntwo\n" {
		t.Errorf("text = %q", got)
	}
}
