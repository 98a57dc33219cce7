package session

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/archive"
	"recto/ocr/correct"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// desk is a folder with documents, and one with what is kept of them, over
// which sessions come and go.
type desk struct {
	folder string
	store  *archive.Archive
	docs   map[string]ocrtest.Document
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	k := &desk{folder: t.TempDir(), docs: map[string]ocrtest.Document{}}
	k.store = archive.New(filepath.Join(k.folder, "kept"), slog.New(slog.DiscardHandler))
	return k
}

// lay puts a document on the desk, last changed an hour ago, and gives its path.
func (k *desk) lay(t *testing.T, name, content string, doc ocrtest.Document) string {
	t.Helper()
	path := filepath.Join(k.folder, name)
	write(t, path, content)
	k.docs[path] = doc
	return path
}

func write(t *testing.T, path, content string) {
	t.Helper()
	hour := time.Now().Add(-time.Hour)
	if err := errors.Join(os.WriteFile(path, []byte(content), 0o600), os.Chtimes(path, hour, hour)); err != nil {
		t.Fatal(err)
	}
}

// sit opens a session at the desk; change alters how it works.
func (k *desk) sit(t *testing.T, change func(*Config)) *opened {
	t.Helper()
	o := &opened{loop: uitest.NewLoop(), fake: &ocrtest.Fake{Documents: k.docs}}
	cfg := Config{
		Recognizer: o.fake, Renderer: o.fake, Languages: []string{"de"}, Order: ocr.OrderNatural, InFlight: 2,
		Post: o.loop.Post, Now: time.Now, OnChange: func(c Change) { o.changes = append(o.changes, c) },
		Store: k.store, Keeping: Keeping{Results: true, Session: true}, Engine: "1",
	}
	if change != nil {
		change(&cfg)
	}
	o.Session = New(t.Context(), cfg)
	t.Cleanup(o.Close)
	return o
}

// untilRead waits until every page of every document is read.
func (o *opened) untilRead(t *testing.T) {
	t.Helper()
	o.loop.Until(t, "all pages are read", func() bool {
		return o.Opening == 0 && !o.Running() && !slices.ContainsFunc(o.Docs, func(d *Document) bool {
			return d.known.looking || d.Count(Read) < len(d.Pages)
		})
	})
}

func TestWhatWasReadIsNotReadAgain(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one", "two", "three"))
	first := k.sit(t, nil)
	first.Open(path)
	first.untilRead(t)
	first.Close()

	o := k.sit(t, nil)
	o.Open(path)
	o.untilRead(t)
	if n := len(o.fake.Reads()); n != 0 {
		t.Errorf("%d pages were read again", n)
	}
	if p := o.Doc().Pages[2]; !p.Restored || p.Result.Text() != "three\n" {
		t.Errorf("page 3: restored %v, %q", p.Restored, p.Result.Text())
	}
	o.Reread()
	o.untilRead(t)
	if p := o.Page(); p.Restored || len(o.fake.Reads()) != 1 {
		t.Errorf("read again: restored %v after %d readings", p.Restored, len(o.fake.Reads()))
	}
}

func TestWhatDoesNotFitIsReadAnew(t *testing.T) {
	for name, change := range map[string]func(k *desk, path string, cfg *Config){
		"other languages":                func(_ *desk, _ string, cfg *Config) { cfg.Languages = []string{"en"} },
		"another use of the file's text": func(_ *desk, _ string, cfg *Config) { cfg.TextLayer = ocr.TextLayerNever },
		"another order":                  func(_ *desk, _ string, cfg *Config) { cfg.Order = ocr.OrderBasic },
		"another engine":                 func(_ *desk, _ string, cfg *Config) { cfg.Engine = "2" },
		"another content":                func(_ *desk, path string, _ *Config) { write(t, path, "other content") },
		"nothing is wanted":              func(_ *desk, _ string, cfg *Config) { cfg.Keeping.Results = false },
	} {
		k := newDesk(t)
		path := k.lay(t, "a.pdf", "content", uitest.DocOf("one", "two"))
		first := k.sit(t, nil)
		first.Open(path)
		first.untilRead(t)
		first.Close()
		o := k.sit(t, func(cfg *Config) { change(k, path, cfg) })
		o.Open(path)
		o.untilRead(t)
		if n := len(o.fake.Reads()); n != 2 || o.Page().Restored {
			t.Errorf("%s: %d pages read, want 2", name, n)
		}
	}
}

func TestPagesThatWereNotKeptAreReadBesideTheOthers(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one", "two", "three", "four"))
	key, err := k.store.Key(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	o := k.sit(t, nil)
	for n, engine := range map[int]string{1: "1", 2: "old"} {
		page := ocrtest.Text("kept")
		page.Number = n
		used := o.settings(Choice{o.cfg.Languages, o.cfg.Order, o.cfg.TextLayer})
		used.Engine = engine
		if err := k.store.KeepResult(key, archive.Result{Settings: used, Page: page}); err != nil {
			t.Fatal(err)
		}
	}
	o.Open(path)
	o.untilRead(t)
	var got []string
	for _, p := range o.Doc().Pages {
		got = append(got, p.Result.Text())
	}
	if want := []string{"one\n", "kept\n", "three\n", "four\n"}; !slices.Equal(got, want) {
		t.Errorf("pages %q, want %q", got, want)
	}
}

func TestNothingOfALockedDocumentIsKept(t *testing.T) {
	k := newDesk(t)
	doc := uitest.DocOf("secret")
	doc.Password = "sesame"
	path := k.lay(t, "a.pdf", "content", doc)
	o := k.sit(t, nil)
	o.Open(path)
	o.untilOpen(t)
	o.Unlock(o.Doc(), "sesame")
	o.untilRead(t)
	o.Close()
	if got := k.store.Results(o.Doc().known.key); len(got) != 0 {
		t.Errorf("results of pages %v are kept", got)
	}
}

// slow is a store that is told when it may look at documents.
type slow struct {
	*archive.Archive
	may chan struct{}
}

func (s slow) Key(ctx context.Context, path string) (archive.Key, error) {
	select {
	case <-s.may:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return s.Archive.Key(ctx, path)
}

func TestReadingDoesNotWaitForAFileThatTakesLongToKnow(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one", "two"))
	may := make(chan struct{})
	o := k.sit(t, func(cfg *Config) { cfg.Store = slow{k.store, may} })
	o.Open(path)
	o.loop.Until(t, "both pages are read", func() bool { return o.Opening == 0 && o.Doc().Count(Read) == 2 })
	if o.CanCorrect() || !errors.Is(o.Correct(ocr.Mark{}, "x"), errLooking) {
		t.Error("a word can be corrected before it is known what was corrected before")
	}
	close(may)
	o.untilRead(t)
	o.Close()
	if got := k.store.Results(o.Doc().known.key); !slices.Equal(got, []int{0, 1}) {
		t.Errorf("kept pages %v, want both", got)
	}
}

func TestClosingADocumentEndsLookingAtIt(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one"))
	o := k.sit(t, func(cfg *Config) { cfg.Store = slow{k.store, nil} })
	o.Open(path)
	o.untilOpen(t)
	o.CloseDocument()
	o.wg.Wait() // would hang while somebody looked
	o.loop.Drain()
	if o.KeepErr != nil {
		t.Errorf("error %v", o.KeepErr)
	}
}

func TestTheLastSessionOpensAgain(t *testing.T) {
	k := newDesk(t)
	a := k.lay(t, "a.pdf", "a", uitest.DocOf("1", "2", "3"))
	b := k.lay(t, "b.pdf", "b", uitest.DocOf("x", "y"))
	gone := k.lay(t, "c.pdf", "c", uitest.DocOf("z"))
	view := map[string]string{"fit": "width"}
	first := k.sit(t, func(cfg *Config) { cfg.View = func() map[string]string { return view } })
	first.Open(a, b, gone)
	first.untilRead(t)
	first.GoTo(2)
	first.Close()
	delete(k.docs, gone)

	var got map[string]string
	o := k.sit(t, nil)
	o.Restore(func(v map[string]string) { got = v })
	o.loop.Until(t, "all is open", func() bool { return o.restoring == 0 })
	o.untilRead(t)
	if len(o.Docs) != 2 || o.Doc().Path != a || o.Doc().At != 2 || o.Docs[1].Path != b || got["fit"] != "width" {
		t.Errorf("%d documents, %s shown at %d, view %v", len(o.Docs), o.Doc().Path, o.Doc().At, got)
	}
	if len(o.Problems) != 1 || o.Problems[0].Path != gone {
		t.Errorf("problems %+v, want the file that is gone", o.Problems)
	}
	o.CloseDocument()
	o.Close()
	if last, err := k.store.Session(); err != nil || len(last.Documents) != 1 || last.Documents[0].Path != b {
		t.Errorf("kept %+v, %v; want b alone", last, err)
	}
}

func TestASessionThatOpensNothingKeepsTheLastOne(t *testing.T) {
	k := newDesk(t)
	if err := k.store.KeepSession(t.Context(), archive.Session{Documents: []archive.Open{{Path: "/a"}}}); err != nil {
		t.Fatal(err)
	}
	k.sit(t, nil).Close()
	if last, err := k.store.Session(); err != nil || len(last.Documents) != 1 {
		t.Errorf("kept %+v, %v", last, err)
	}
}

func TestForgettingClosesAllAndLeavesNothing(t *testing.T) {
	k := newDesk(t)
	doc, _ := uitest.Held(uitest.DocOf("one", "two", "three"))
	doc.Pages[0].Wait = nil
	path := k.lay(t, "a.pdf", "content", doc)
	o := k.sit(t, nil)
	o.Open(path)
	o.loop.Until(t, "a page is read and others are under way", func() bool {
		return o.Opening == 0 && o.Doc().Count(Read) == 1 && o.Doc().Count(Reading) > 0 && o.CanCorrect()
	})
	if err := o.Correct(ocr.Mark{}, "1"); err != nil {
		t.Fatal(err)
	}
	forgotten := false
	o.ForgetEverything(func(left []string, err error) {
		forgotten = true
		if err != nil || len(left) > 0 {
			t.Errorf("left %v, %v", left, err)
		}
	})
	o.loop.Until(t, "all is forgotten", func() bool { return forgotten })
	o.Close()
	if h := k.store.Holding(); h != (archive.Holding{}) || len(o.Docs) != 0 {
		t.Errorf("%d documents are open, and kept is %+v", len(o.Docs), h)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the document itself: %v", err)
	}
}

// full is a store that cannot keep what is open.
type full struct{ *archive.Archive }

func (full) KeepSession(context.Context, archive.Session) error { return errors.New("disk full") }

func TestWhatCannotBeKeptIsToldOnceAndNotTriedForEver(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one"))
	o := k.sit(t, func(cfg *Config) { cfg.Store = full{k.store} })
	resting := func() bool {
		o.keeper.mu.Lock()
		defer o.keeper.mu.Unlock()
		return !o.keeper.running && len(o.loop) == 0
	}
	o.Open(path)
	o.untilRead(t)
	o.loop.Until(t, "it is told, and nothing is tried any more", func() bool { return o.KeepErr != nil && resting() || o.loop.Turn() })
	o.DismissKeepErr()
	o.loop.Until(t, "nothing is tried any more", func() bool { return resting() || o.loop.Turn() })
	if o.KeepErr != nil {
		t.Errorf("the error came back by itself: %v", o.KeepErr)
	}
}

func TestUnreadableCorrectionsAreToldAndReadingGoesOn(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("one"))
	key, err := k.store.Key(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(k.folder, "kept", "corrections")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, string(key)+".json"), "{")
	o := k.sit(t, nil)
	o.Open(path)
	o.untilRead(t)
	var bad *archive.BadError
	if !errors.As(o.KeepErr, &bad) {
		t.Errorf("error %v, want that they were set aside", o.KeepErr)
	}
	if o.DismissKeepErr(); o.KeepErr != nil || !o.CanCorrect() {
		t.Error("the error stays, or nothing can be corrected")
	}
}

func TestCorrectionsAreKeptAndFollowTheNextReading(t *testing.T) {
	k := newDesk(t)
	path := k.lay(t, "a.pdf", "content", uitest.DocOf("tne cat", "two"))
	first := k.sit(t, nil)
	first.Open(path)
	first.untilRead(t)
	if err := first.Correct(ocr.Mark{}, "the"); err != nil {
		t.Fatal(err)
	}
	if got := first.Doc().Results()[0].Text(); got != "the cat\n" {
		t.Errorf("results have %q", got)
	}
	first.Close()

	o := k.sit(t, func(cfg *Config) { cfg.Engine = "2" })
	o.Open(path)
	o.untilRead(t)
	word := o.Page().Result.Lines[0].Words[0]
	if word.Text != "the" || !word.Corrected || word.Confidence != 1 {
		t.Errorf("word %+v", word)
	}
	if _, ok := o.Undo(); ok {
		t.Error("a change of an earlier session can be undone")
	}
	if err := o.RemoveCorrections(); err != nil {
		t.Fatal(err)
	}
	if got := o.Page().Result.Text(); got != "tne cat\n" {
		t.Errorf("without corrections %q", got)
	}
	o.Close()
	if got, err := k.store.Corrections(t.Context(), o.Doc().known.key); err != nil || len(got) != 0 {
		t.Errorf("kept %v, %v", got, err)
	}
}

func TestUndoTurnsToThePageOfTheChange(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two", "x")})
	o.Open("/a")
	o.untilIdle(t)
	if err := errors.Join(o.JoinWords(ocr.Mark{}), o.AddWord(ocr.Rect(40, 300, 100, 320), "new"), o.DeleteWord(ocr.Mark{Line: 1})); err != nil {
		t.Fatal(err)
	}
	if got := o.Page().Result.Text(); got != "onetwo\n" {
		t.Errorf("corrected %q", got)
	}
	o.GoTo(1)
	for _, want := range []string{"onetwo\nnew\n", "onetwo\n", "one two\n"} {
		if change, ok := o.Undo(); !ok || o.Doc().At != 0 || o.Page().Result.Text() != want {
			t.Errorf("undone %+v, page %d: %q, want %q", change, o.Doc().At, o.Page().Result.Text(), want)
		}
	}
	if change, ok := o.Redo(); !ok || change.Code != correct.Joined || o.Page().Result.Text() != "onetwo\n" {
		t.Errorf("redone %+v: %q", change, o.Page().Result.Text())
	}
}

func TestUndoSelectsTheWordThatItChanged(t *testing.T) {
	o := open(t, map[string]ocrtest.Document{"/a": uitest.DocOf("one two", "x")})
	o.Open("/a")
	o.untilIdle(t)
	second := ocr.Mark{Line: 0, Word: 1}
	if err := o.Correct(second, "2"); err != nil {
		t.Fatal(err)
	}
	for _, step := range []func() (correct.Change, bool){o.Undo, o.Redo} {
		if change, ok := step(); !ok || o.Doc().Selection != (ocr.Span{First: second, Last: second}) {
			t.Errorf("%+v selects %v", change, o.Doc().Selection)
		}
	}
}
