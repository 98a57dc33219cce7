package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/ocr"
	"recto/ocr/correct"
	"recto/ocr/ocrtest"
)

// kept is an archive in a folder of its own, with what its log was told.
type fixture struct {
	*Archive
	folder string
	log    *bytes.Buffer
}

func open(t *testing.T) fixture {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "recto")
	var log bytes.Buffer
	return fixture{New(folder, slog.New(slog.NewTextHandler(&log, nil))), folder, &log}
}

var (
	keyA = Key(strings.Repeat("a1", 32))
	keyB = Key(strings.Repeat("b2", 32))
)

var german = Settings{Languages: []string{"de", "en"}, Order: ocr.OrderNatural, TextLayer: ocr.TextLayerAuto, Engine: "2025-01-01"}

func page(number int, lines ...string) ocr.Page {
	p := ocrtest.Text(lines...)
	p.Number = number
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, []byte(text), 0o600))
}

func TestAResultComesBackAsItWasRead(t *testing.T) {
	a := open(t)
	p := page(41, "one", "two words")
	p.Lines[0].Words[0].Quad[0].X = 1.0 / 3
	want := Result{german, p}
	must(t, a.KeepResult(keyA, want))
	got, err := a.Result(keyA, 41)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if got := a.Results(keyA); !slices.Equal(got, []int{41}) {
		t.Errorf("results %v, want page 41", got)
	}
	other := german
	other.Languages = []string{"en", "de"}
	if !got.Equal(german) || got.Equal(other) {
		t.Error("the result fits other settings, or not its own")
	}
}

func TestWhatIsNotKeptSaysSo(t *testing.T) {
	a := open(t)
	for _, key := range []Key{keyA, "", "../..", "AA"} {
		if _, err := a.Result(key, 0); !errors.Is(err, ErrNoResult) {
			t.Errorf("%q: %v, want %v", key, err, ErrNoResult)
		}
		if got := a.Results(key); got != nil {
			t.Errorf("%q: results %v", key, got)
		}
		if got, err := a.Corrections(t.Context(), key); err != nil || len(got) != 0 {
			t.Errorf("%q: corrections %v, %v", key, got, err)
		}
	}
	if err := a.KeepResult("../x", Result{german, page(0)}); err == nil {
		t.Error("a path was taken for a key")
	}
	if got, err := a.Session(); err != nil || !reflect.DeepEqual(got, Session{}) {
		t.Errorf("session %+v, %v", got, err)
	}
	if a.log.Len() > 0 {
		t.Errorf("the log holds %s", a.log)
	}
}

func TestATornOrOldResultCountsAsNoneAndLeavesTheOthers(t *testing.T) {
	a := open(t)
	must(t, a.KeepResult(keyA, Result{german, page(0, "one")}))
	must(t, a.KeepResult(keyA, Result{german, page(1, "two")}))
	torn := filepath.Join(a.folder, "results", string(keyA), "0000001.json.gz")
	whole, err := os.ReadFile(torn)
	must(t, err)
	for n := range len(whole) {
		must(t, os.WriteFile(torn, whole[:n], 0o600))
		if _, err := a.Result(keyA, 0); !errors.Is(err, ErrNoResult) {
			t.Fatalf("cut to %d of %d bytes: %v, want %v", n, len(whole), err, ErrNoResult)
		}
	}
	if got, err := a.Result(keyA, 1); err != nil || got.Page.Text() != "two\n" {
		t.Errorf("the other page: %q, %v", got.Page.Text(), err)
	}
	if !strings.Contains(a.log.String(), "0000001.json.gz") {
		t.Errorf("the log %s does not name the file", a.log)
	}
	must(t, os.Rename(filepath.Join(filepath.Dir(torn), "0000002.json.gz"), torn))
	if _, err := a.Result(keyA, 0); !errors.Is(err, ErrNoResult) {
		t.Errorf("another page's file: %v, want %v", err, ErrNoResult)
	}
}

func TestOnlyTheirUserCanReadWhatIsKept(t *testing.T) {
	a := open(t)
	keepAll(t, a)
	err := filepath.WalkDir(a.folder, func(path string, d fs.DirEntry, err error) error {
		must(t, err)
		info, err := d.Info()
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has permissions %v", path, info.Mode().Perm())
		}
		return nil
	})
	must(t, err)
}

// keepAll keeps one of everything.
func keepAll(t *testing.T, a fixture) {
	t.Helper()
	must(t, a.KeepResult(keyA, Result{german, page(0, "one")}))
	must(t, a.KeepCorrections(t.Context(), keyA, "a.pdf", 0, []correct.Correction{{Read: "a", Text: "b"}}))
	must(t, a.KeepSession(t.Context(), Session{Documents: []Open{{Path: "/a.pdf"}}}))
	writeFile(t, filepath.Join(a.Pasted(), "p.png"), "png")
	writeFile(t, a.Recent(), "{}")
	old := filepath.Join(t.TempDir(), "old")
	writeFile(t, old, "x")
	must(t, os.Chtimes(old, time.Time{}, time.Now().Add(-time.Hour)))
	_, err := a.Key(t.Context(), old)
	must(t, err)
}

func TestForgetDeletesAllThatIsOursAndNothingElse(t *testing.T) {
	a := open(t)
	keepAll(t, a)
	writeFile(t, filepath.Join(a.folder, "corrections", string(keyB)+".json.bad"), "x")
	writeFile(t, filepath.Join(a.folder, "thesis.txt"), "not ours")
	if h := a.Holding(); h.Results != 1 || h.Corrected != 2 || h.Pasted != 1 || h.Bytes == 0 {
		t.Errorf("holding %+v", h)
	}
	left, err := a.Forget(t.Context())
	if err != nil || len(left) != 0 {
		t.Errorf("Forget: %v, left %q", err, left)
	}
	var names []string
	entries, err := os.ReadDir(a.folder)
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{"lock", "thesis.txt"}; !slices.Equal(names, want) {
		t.Errorf("the folder holds %q, want %q", names, want)
	}
	if h := a.Holding(); h != (Holding{}) {
		t.Errorf("holding %+v", h)
	}
}

func TestForgetSaysWhatItCouldNotDelete(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may delete anything")
	}
	a := open(t)
	keepAll(t, a)
	must(t, os.Chmod(a.Pasted(), 0o500))
	t.Cleanup(func() { _ = os.Chmod(a.Pasted(), 0o700) })
	left, err := a.Forget(t.Context())
	if err == nil || !slices.Equal(left, []string{filepath.Join(a.Pasted(), "p.png")}) {
		t.Errorf("Forget: %v, left %q", err, left)
	}
}

func TestTheSessionComesBack(t *testing.T) {
	a := open(t)
	want := Session{
		Documents: []Open{{Path: "/a b/ü\xff.pdf", Page: 7, Fit: "width", Rotation: 90}, {Path: "/c.png", Zoom: 1.5}},
		Shown:     1, Panels: map[string]string{"right": "json"},
	}
	must(t, a.KeepSession(t.Context(), want))
	if got, err := a.Session(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

func TestADamagedSessionIsAnErrorAndCanBeReplaced(t *testing.T) {
	a := open(t)
	for _, text := range []string{"", "{", `{"version":9}`, `{"version":1,"documents":3}`} {
		writeFile(t, filepath.Join(a.folder, "session.json"), text)
		if got, err := a.Session(); err == nil {
			t.Errorf("%q: %+v, want an error", text, got)
		}
		must(t, a.KeepSession(t.Context(), Session{}))
		if _, err := a.Session(); err != nil {
			t.Error(err)
		}
	}
	writeFile(t, filepath.Join(a.folder, "session.json"),
		`{"version":1,"shown":2,"documents":[{"uri":"http://x/a"},{"uri":""},{"uri":"file:///a","page":-4,"zoom":-1}]}`)
	want := Session{Documents: []Open{{Path: "/a"}}}
	if got, err := a.Session(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v; want what makes sense: %+v", got, err, want)
	}
}

func TestWritersAtOnceTearNothingAndLoseNoOthersPage(t *testing.T) {
	a := open(t)
	second := New(a.folder, a.Archive.log)
	var wg sync.WaitGroup
	errs := make([]error, 16)
	for i := range errs {
		archive := []*Archive{a.Archive, second}[i%2]
		wg.Go(func() {
			list := []correct.Correction{{Read: "a", Text: fmt.Sprint(i)}}
			errs[i] = errors.Join(
				archive.KeepCorrections(t.Context(), keyA, "a.pdf", i, list),
				archive.KeepResult(keyA, Result{german, page(i%4, fmt.Sprint(i))}),
				archive.KeepSession(t.Context(), Session{Shown: i}),
			)
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	pages, err := a.Corrections(t.Context(), keyA)
	if err != nil || len(pages) != len(errs) {
		t.Errorf("%d pages, %v; want %d", len(pages), err, len(errs))
	}
	for i := range 4 {
		if _, err := a.Result(keyA, i); err != nil {
			t.Errorf("page %d: %v", i, err)
		}
	}
	if _, err := a.Session(); err != nil {
		t.Error(err)
	}
}
