package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// correcting is a window with one page of that text and a word selected.
func correcting(t *testing.T, text string, line, word int) *tried {
	t.Helper()
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf(text, "second page")})
	r.open(t, "/a")
	at := ocr.Mark{Line: line, Word: word}
	r.session.Select(ocr.Span{First: at, Last: at})
	return r
}

// pageText is the text of the shown page.
func (r *tried) pageText() string { return strings.TrimSpace(r.session.Page().Result.Text()) }

func TestAWordIsCorrectedUnderItsPicture(t *testing.T) {
	r := correcting(t, "tne cat", 0, 0)
	r.start("correct-word")
	entry := r.corrector.entry
	if entry == nil || entry.Text != "tne" || r.win.Canvas().Focused() != fyne.Focusable(entry) {
		t.Fatal("no entry with the word's text has the focus")
	}
	pos, size, ok := r.page.view.WordRect(ocr.Mark{})
	if !ok || entry.Position().Y < pos.Y+size.Height {
		t.Errorf("the entry at %v covers the word at %v", entry.Position(), pos)
	}
	test.Type(entry, "the") // all of it is selected
	entry.OnSubmitted(entry.Text)
	if got := r.pageText(); got != "the cat" || r.corrector.entry != nil {
		t.Errorf("page %q", got)
	}
	if got := r.status.message.Text; !strings.Contains(got, "“tne” → “the”") {
		t.Errorf("the status bar says %q", got)
	}
	r.start("copy")
	if got := r.app.Clipboard().Content(); got != "the" {
		t.Errorf("copied %q, want the corrected word", got)
	}
}

func TestEscapeGivesACorrectionUpAndAnotherWordTakesItOver(t *testing.T) {
	r := correcting(t, "one two", 0, 0)
	r.start("correct-word")
	r.corrector.entry.SetText("1")
	r.corrector.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := r.pageText(); got != "one two" || r.corrector.entry != nil {
		t.Errorf("after Escape %q", got)
	}
	r.start("correct-word")
	r.corrector.entry.SetText("1")
	second := ocr.Mark{Word: 1}
	r.session.Select(ocr.Span{First: second, Last: second})
	if got := r.pageText(); got != "1 two" || r.corrector.entry != nil || r.marked() != second {
		t.Errorf("after another word was chosen %q, selected %v", got, r.marked())
	}
	r.start("correct-word")
	r.corrector.entry.SetText("lost")
	r.session.GoTo(1)
	r.session.GoTo(0)
	if got := r.pageText(); got != "1 two" || r.corrector.entry != nil {
		t.Errorf("after the page was turned %q", got)
	}
}

func TestUndoAndRedoFollowTheirCommandsAndSayWhat(t *testing.T) {
	r := correcting(t, "one two three", 0, 1)
	for _, id := range []string{"undo", "redo", "remove-corrections"} {
		if r.command(id).can() {
			t.Errorf("%s can be done before anything was", id)
		}
	}
	r.start("delete-word")
	if got := r.pageText(); got != "one three" {
		t.Errorf("deleted: %q", got)
	}
	r.session.Select(r.session.Page().Result.SpanOf(ocr.Mark{}))
	r.start("join-words")
	if got := r.pageText(); got != "onethree" {
		t.Errorf("joined: %q", got)
	}
	r.start("undo")
	r.start("undo")
	if got := r.pageText(); got != "one two three" || !strings.Contains(r.status.message.Text, "“two” was deleted") {
		t.Errorf("undone: %q, %q", got, r.status.message.Text)
	}
	r.start("redo")
	if got := r.pageText(); got != "one three" {
		t.Errorf("redone: %q", got)
	}
	r.start("remove-corrections")
	if got := r.pageText(); got != "one two three" {
		t.Errorf("removed: %q", got)
	}
}

func TestAWordThatIsRightIsSure(t *testing.T) {
	r := correcting(t, "one two", 0, 1)
	r.start("confirm-word")
	if w := r.session.Page().Result.Lines[0].Words[1]; w.Text != "two" || !w.Corrected || w.Confidence != 1 {
		t.Errorf("word %+v", w)
	}
}

func TestUndoInAnEntryUndoesWhatWasTyped(t *testing.T) {
	r := correcting(t, "one two", 0, 0)
	r.start("delete-word")
	r.win.Canvas().Focus(r.status.number)
	test.Type(r.status.number, "7")
	typed := r.status.number.Text
	r.start("undo")
	if r.status.number.Text == typed || r.pageText() != "two" {
		t.Errorf("the entry holds %q, the page %q", r.status.number.Text, r.pageText())
	}
}

func TestNothingCanBeCorrectedWithoutAWord(t *testing.T) {
	r := correcting(t, "one", 0, 0)
	r.session.Select(ocr.NoSpan)
	for _, id := range []string{"correct-word", "confirm-word", "join-words", "delete-word"} {
		if r.command(id).can() {
			t.Errorf("%s can be done", id)
		}
	}
}
