package ui

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/settings"
	"recto/ui/pageview"
	"recto/ui/session"
	"recto/ui/uitest"
)

// shelf is a folder with a document in it, and an archive beside.
type shelf struct {
	path  string
	store *archive.Archive
	docs  map[string]ocrtest.Document
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	folder := t.TempDir()
	s := &shelf{path: filepath.Join(folder, "a.pdf"), docs: map[string]ocrtest.Document{}}
	s.store = archive.New(filepath.Join(folder, "kept"), slog.New(slog.DiscardHandler))
	s.docs[s.path] = uitest.DocOf("one", "two", "three")
	s.write(t, s.path, "pdf")
	return s
}

func (s *shelf) write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	hour := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, hour, hour); err != nil {
		t.Fatal(err)
	}
}

// window is a window over the shelf.
func (s *shelf) window(t *testing.T) *tried {
	t.Helper()
	a := test.NewTempApp(t)
	r := newTried(t, s.docs)
	r.window = newWindow(r.ctx, a, Deps{Recognizer: r.fake, Renderer: r.fake, Settings: settings.Defaults(), InFlight: 2, Store: s.store}, r.loop.Post)
	r.page.settle = 0
	r.win.Resize(fyne.NewSize(1000, 700))
	t.Cleanup(func() { r.close(); r.win.Close() })
	return r
}

// untilRead waits until all pages of the shown document are read.
func (r *tried) untilRead(t *testing.T) {
	t.Helper()
	r.loop.Until(t, "all is read", func() bool {
		d := r.session.Doc()
		return r.session.Opening == 0 && d != nil && d.Count(session.Read) == len(d.Pages) && r.session.CanCorrect() && !r.session.Running()
	})
}

func TestTheWindowOpensAsItWasClosed(t *testing.T) {
	s := newShelf(t)
	first := s.window(t)
	first.session.Open(s.path)
	first.untilRead(t)
	first.session.GoTo(2)
	first.page.view.SetFit(pageview.FitWidth)
	first.places.tabs.SelectIndex(1)
	first.close()

	r := s.window(t)
	r.begin(nil)
	r.untilRead(t)
	if d := r.session.Doc(); d.Path != s.path || d.At != 2 || !d.Current().Restored {
		t.Errorf("document %s at page %d, restored %v", d.Path, d.At, d.Current().Restored)
	}
	if n := len(r.fake.Reads()); n != 0 {
		t.Errorf("%d pages were read again", n)
	}
	if r.page.view.Fit() != pageview.FitWidth || r.places.tabs.SelectedIndex() != 1 {
		t.Errorf("fit %v, tab %d", r.page.view.Fit(), r.places.tabs.SelectedIndex())
	}
	if title, _ := describePage(r.session.Page()); !strings.Contains(title, "read last time") {
		t.Errorf("title %q", title)
	}
}

func TestFilesThatAreGivenOpenAlone(t *testing.T) {
	s := newShelf(t)
	first := s.window(t)
	first.session.Open(s.path)
	first.untilRead(t)
	first.close()
	other := filepath.Join(filepath.Dir(s.path), "b.pdf")
	s.docs[other] = uitest.DocOf("x")
	s.write(t, other, "b")
	r := s.window(t)
	r.begin([]string{other})
	r.loop.Until(t, "it is open", func() bool { return r.session.Doc() != nil })
	r.untilRead(t)
	if len(r.session.Docs) != 1 || r.session.Doc().Path != other {
		t.Errorf("%d documents are open", len(r.session.Docs))
	}
}

func TestEverythingIsForgottenAfterAQuestion(t *testing.T) {
	s := newShelf(t)
	r := s.window(t)
	r.session.Open(s.path)
	r.untilRead(t)
	r.start("forget")
	r.loop.Until(t, "it is asked", func() bool { return len(r.dialogs) == 1 })
	r.press(t, "Forget everything")
	r.loop.Until(t, "all is forgotten", func() bool { return strings.Contains(r.status.message.Text, "forgotten") })
	if h := s.store.Holding(); h != (archive.Holding{}) || len(r.session.Docs) != 0 || !r.empty.Visible() {
		t.Errorf("kept %+v, %d documents open", h, len(r.session.Docs))
	}
}

func TestTheQuestionListsWhatIsDeleted(t *testing.T) {
	text := forgetText(archive.Holding{Results: 3, Corrected: 1, Pasted: 2, Bytes: 5_250_000})
	for _, part := range []string{"3 documents", "1 document\n", "2 pasted pictures", "5.2 MB", "recent files", "untouched"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q lacks %q", text, part)
		}
	}
}

func TestSavedResultsOpenOnBlankPaperWithAWayToTheirPicture(t *testing.T) {
	s := newShelf(t)
	path := filepath.Join(filepath.Dir(s.path), "result.json")
	var b bytes.Buffer
	if err := export.Pages(&b, export.FormatJSON, export.Document{}, []ocr.Page{ocrtest.Text("saved text")}); err != nil {
		t.Fatal(err)
	}
	s.write(t, path, b.String())
	r := s.window(t)
	r.session.Open(path)
	r.untilRead(t)
	r.untilIdle(t)
	if r.pageText() != "saved text" || !strings.Contains(r.said(), "picture of these pages was not found") || r.page.err != nil {
		t.Errorf("page %q, messages %q, picture %v", r.pageText(), r.said(), r.page.err)
	}
	if r.command("reread").can() || r.command("resume").can() {
		t.Error("blank paper can be read")
	}
}

func TestThatSomethingCannotBeKeptIsSaid(t *testing.T) {
	s := newShelf(t)
	s.write(t, filepath.Join(filepath.Dir(s.path), "kept"), "a file in the folder's place")
	r := s.window(t)
	r.session.Open(s.path)
	r.loop.Until(t, "it is said", func() bool { return r.session.KeepErr != nil })
	r.untilRead(t)
	if r.said() == "" {
		t.Error("no message")
	}
}

// TestTheFirstMenuEndsWithQuit, since Fyne adds another Quit to one that ends
// otherwise, and that one would be no command.
func TestTheFirstMenuEndsWithQuit(t *testing.T) {
	first := newShelf(t).window(t).makeMenu().Items[0].Items
	if last := first[len(first)-1]; !last.IsQuit {
		t.Errorf("the first menu ends with %q, want Quit", last.Label)
	}
}
