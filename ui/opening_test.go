package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"

	"recto/ocr/ocrtest"
	"recto/render"
	"recto/ui/clipboard"
	"recto/ui/crash"
	"recto/ui/instance"
	"recto/ui/intake"
	"recto/ui/look"
	"recto/ui/portal"
	"recto/ui/uitest"
)

// opened are the names of the open documents.
func (r *tried) opened() []string {
	var names []string
	for _, d := range r.session.Docs {
		names = append(names, d.Name())
	}
	return names
}

// pngs writes files that hold what Recto opens, and one that does not, and
// gives their folder and a script for them.
func pngs(t *testing.T, names ...string) (folder string, docs map[string]ocrtest.Document) {
	t.Helper()
	folder = t.TempDir()
	docs = map[string]ocrtest.Document{}
	for _, name := range names {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		docs[path] = uitest.DocOf(name)
	}
	if err := os.WriteFile(filepath.Join(folder, "notes.txt"), []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder, docs
}

func TestADroppedFolderIsOpenedInOrderAndTellsWhatItLeftOut(t *testing.T) {
	folder, docs := pngs(t, "page10.png", "page9.png", "more/x.png")
	r := try(t, docs)
	r.onDropped(fyne.NewPos(5, 5), []fyne.URI{storage.NewFileURI(folder)})
	r.untilIdle(t)
	if want := []string{"page9.png", "page10.png", "x.png"}; !slices.Equal(r.opened(), want) {
		t.Errorf("opened %q, want %q", r.opened(), want)
	}
	if !strings.HasPrefix(r.said(), "1 file was left out") {
		t.Errorf("the window says %q", r.said())
	}
	r.press(t, "Copy details")
	if got := r.app.Clipboard().Content(); got != filepath.Join(folder, "notes.txt") {
		t.Errorf("the details are %q", got)
	}
	r.press(t, "")
	if r.said() != "" {
		t.Errorf("after dismissing it says %q", r.said())
	}
}

func TestTwoDropsAtOnceAreBothOpened(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": uitest.DocOf("b")})
	r.opener.open("/a")
	r.opener.open("/b")
	r.untilIdle(t)
	if !slices.Equal(r.opened(), []string{"a", "b"}) {
		t.Errorf("opened %q", r.opened())
	}
}

func TestStopEndsTheLookThroughFolders(t *testing.T) {
	folder, docs := pngs(t, "a.png")
	r := try(t, docs)
	r.opener.open(folder)
	if !r.command("cancel").can() {
		t.Error("the look cannot be stopped")
	}
	r.start("cancel")
	r.untilIdle(t)
	if len(r.session.Docs) != 0 || r.command("cancel").can() {
		t.Errorf("opened %q after it was stopped", r.opened())
	}
}

func TestBadFilesAreCountedAmongAllThatWereOpened(t *testing.T) {
	r := try(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a"), "/b": {Err: render.ErrDamaged}, "/c": {Err: render.ErrFormat}})
	r.opener.open("/a", "/b", "/c")
	r.untilIdle(t)
	if !strings.HasPrefix(r.said(), "2 of 3 files could not be opened") {
		t.Errorf("the window says %q", r.said())
	}
	r.press(t, "Copy details")
	if got := r.app.Clipboard().Content(); !strings.Contains(got, "/b: ") || !strings.Contains(got, "/c: ") {
		t.Errorf("the details are %q", got)
	}
}

func TestTheDesktopsDialogOpensSeveralFiles(t *testing.T) {
	var asked []portal.Request
	r := tryIntake(t, map[string]ocrtest.Document{"/x/a": uitest.DocOf("a"), "/x/b": uitest.DocOf("b")}, Intake{
		Choose: func(_ context.Context, p portal.Request) ([]string, error) {
			asked = append(asked, p)
			return []string{"/x/a", "/x/b"}, nil
		},
		Recent: filepath.Join(t.TempDir(), "recent.json"),
	})
	r.start("open")
	r.untilIdle(t)
	if !slices.Equal(r.opened(), []string{"a", "b"}) || len(r.dialogs) != 0 {
		t.Errorf("opened %q", r.opened())
	}
	r.start("close")
	r.start("close")
	r.start("open-folder")
	r.untilIdle(t)
	if len(asked) != 2 || asked[0].Directory || len(asked[0].Kinds) != 2 || !asked[1].Directory || asked[1].Folder != "/x" {
		t.Errorf("asked %+v", asked)
	}
}

func TestWithoutAPortalFynesDialogAsks(t *testing.T) {
	asked := 0
	r := tryIntake(t, nil, Intake{Choose: func(context.Context, portal.Request) ([]string, error) {
		asked++
		return nil, fmt.Errorf("%w: none here", portal.ErrNone)
	}})
	for _, id := range []string{"open", "open-folder"} {
		r.start(id)
		r.untilIdle(t)
		if len(r.dialogs) != 1 {
			t.Fatalf("%s shows %d dialogs", id, len(r.dialogs))
		}
		r.dialogs[0].Dismiss()
	}
	if asked != 1 {
		t.Errorf("the portal was asked %d times", asked)
	}
}

func TestPastedPicturesBecomeDocuments(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "pasted")
	r := tryIntake(t, nil, Intake{Pasted: folder, Clipboard: func(context.Context) (clipboard.Content, error) {
		return clipboard.Content{Picture: []byte("picture"), Extension: ".png"}, nil
	}})
	r.fake.Documents = map[string]ocrtest.Document{}
	for _, at := range []time.Time{time.Now(), time.Now().Add(time.Minute)} {
		r.fake.Documents[filepath.Join(folder, "Pasted "+at.Format("2006-01-02 15-04")+".png")] = uitest.DocOf("pasted")
	}
	r.start("paste")
	r.untilIdle(t)
	if !slices.Equal(r.opened(), []string{"Pasted picture"}) {
		t.Fatalf("opened %q; the window says %q", r.opened(), r.said())
	}
	if content, err := os.ReadFile(r.session.Doc().Path); string(content) != "picture" {
		t.Errorf("the file holds %q, %v", content, err)
	}
}

func TestPastedFilesAreOpened(t *testing.T) {
	for _, content := range []clipboard.Content{{Files: "copy\nfile:///a"}, {Text: "'/a'"}} {
		r := tryIntake(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a")}, Intake{
			Clipboard: func(context.Context) (clipboard.Content, error) { return content, nil }})
		r.start("paste")
		r.untilIdle(t)
		if !slices.Equal(r.opened(), []string{"a"}) {
			t.Errorf("%+v opened %q", content, r.opened())
		}
	}
}

func TestPastingNothingSaysSo(t *testing.T) {
	for _, tt := range []struct {
		content clipboard.Content
		err     error
		want    string
	}{
		{clipboard.Content{Text: "some text"}, nil, "names no file"},
		{clipboard.Content{}, nil, "nothing on the clipboard"},
		{clipboard.Content{Picture: []byte("x"), Extension: ".png"}, nil, "nothing on the clipboard"},
		{clipboard.Content{}, clipboard.ErrSilent, "does not answer"},
		{clipboard.Content{}, clipboard.ErrTooLarge, "too large"},
		{clipboard.Content{}, os.ErrPermission, "could not be pasted"},
	} {
		r := tryIntake(t, nil, Intake{Clipboard: func(context.Context) (clipboard.Content, error) { return tt.content, tt.err }})
		r.start("paste")
		r.untilIdle(t)
		if got := r.status.message.Text + r.said(); !strings.Contains(got, tt.want) {
			t.Errorf("%+v, %v: the window says %q, want %q", tt.content, tt.err, got, tt.want)
		}
	}
}

func TestWithoutAnXClipboardItsTextIsPasted(t *testing.T) {
	r := tryIntake(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a")}, Intake{
		Clipboard: func(context.Context) (clipboard.Content, error) {
			return clipboard.Content{}, clipboard.ErrUnavailable
		}})
	r.app.Clipboard().SetContent("/a")
	r.start("paste")
	r.untilIdle(t)
	if !slices.Equal(r.opened(), []string{"a"}) {
		t.Errorf("opened %q", r.opened())
	}
}

func TestPasteInAnEntryPastesThere(t *testing.T) {
	asked := atomic.Bool{}
	r := tryIntake(t, nil, Intake{Clipboard: func(context.Context) (clipboard.Content, error) {
		asked.Store(true)
		return clipboard.Content{}, nil
	}})
	entry := r.newEntry()
	r.win.SetContent(entry)
	r.win.Canvas().Focus(entry)
	r.app.Clipboard().SetContent("text")
	r.start("paste")
	r.untilIdle(t)
	if entry.Text != "text" || asked.Load() {
		t.Errorf("the entry holds %q; asked for pictures: %v", entry.Text, asked.Load())
	}
}

func TestRecentFilesAreOfferedAndForgotten(t *testing.T) {
	folder, docs := pngs(t, "a.png", "b.png")
	gone := filepath.Join(t.TempDir(), "gone.png")
	recent := intake.Recent{Path: filepath.Join(t.TempDir(), "recent.json")}
	if err := recent.Add(gone, filepath.Join(folder, "b.png")); err != nil {
		t.Fatal(err)
	}
	r := tryIntake(t, docs, Intake{Recent: recent.Path})
	r.begin([]string{filepath.Join(folder, "a.png")})
	r.untilIdle(t)
	menu := r.items[r.command("open-recent")].ChildMenu
	if menu == nil || len(menu.Items) != 5 || !menu.Items[1].Disabled || menu.Items[0].Disabled || menu.Items[2].Disabled {
		t.Fatalf("the menu is %+v", menu)
	}
	if !strings.HasPrefix(menu.Items[0].Label, "a.png") {
		t.Errorf("the latest is %q", menu.Items[0].Label)
	}
	r.start("open-recent")
	r.untilIdle(t)
	if !slices.Equal(r.opened(), []string{"a.png", "b.png"}) {
		t.Errorf("opened %q", r.opened())
	}
	r.items[r.command("open-recent")].ChildMenu.Items[4].Action()
	r.untilIdle(t)
	if got, err := recent.Load(); err != nil || got.Files != nil || r.items[r.command("open-recent")].ChildMenu != nil || r.command("open-recent").can() {
		t.Errorf("after clearing: %+v, %v", got, err)
	}
}

func TestAnotherStartsFilesAreOpened(t *testing.T) {
	folder, err := os.MkdirTemp("", "instance") //nolint:usetesting // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	place := instance.Place{Folder: folder, Display: ":0"}
	first, _, err := instance.Open(t.Context(), place, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = first.Close() })
	r := tryIntake(t, map[string]ocrtest.Document{"/a": uitest.DocOf("a")}, Intake{Serve: first.Serve})
	r.begin(nil)
	handed := make(chan error, 1)
	go func() {
		_, _, err := instance.Open(t.Context(), place, []string{"/a"})
		handed <- err
	}()
	r.loop.Until(t, "the other's file is open", func() bool { return len(r.session.Docs) == 1 })
	if err := <-handed; err != nil {
		t.Error(err)
	}
}

func TestACrashIsToldOfOnce(t *testing.T) {
	report := crash.Report{Path: filepath.Join(t.TempDir(), "crash-1.txt"), Text: "panic: a bug", At: time.Now()}
	if err := os.WriteFile(report.Path, []byte(report.Text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := tryIntake(t, nil, Intake{Crashes: []crash.Report{report}})
	if !strings.HasPrefix(r.said(), "Recto ended unexpectedly") {
		t.Fatalf("the window says %q", r.said())
	}
	r.press(t, "Show report")
	r.press(t, "Copy details")
	if got := r.app.Clipboard().Content(); got != report.Text {
		t.Errorf("copied %q", got)
	}
	r.press(t, "")
	r.opener.wait()
	if _, err := os.Stat(report.Path); !os.IsNotExist(err) || r.said() != "" {
		t.Errorf("the report is there: %v; the window says %q", err, r.said())
	}
}

func TestTheDropTargetFollowsTheTheme(t *testing.T) {
	r := try(t, nil)
	r.fail("something")
	before := r.welcome.target.FillColor
	r.app.Settings().SetTheme(look.Theme(theme.VariantLight))
	r.loop.Drain()
	light := r.welcome.target.FillColor
	r.app.Settings().SetTheme(look.Theme(theme.VariantDark))
	r.loop.Drain()
	if dark := r.welcome.target.FillColor; light == dark {
		t.Errorf("the target is %v in light and in dark, %v before", dark, before)
	}
	if r.said() != "something" {
		t.Errorf("the window says %q", r.said())
	}
}
