package archive

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/correct"
)

var slip = correct.Correction{Read: "tne", Text: "the", Quad: ocr.Rect(1, 2.5, 30, 40), Width: 600, Height: 800}

func (f fixture) corrections() string {
	return filepath.Join(f.folder, "corrections", string(keyA)+".json")
}

func TestCorrectionsComeBackPageByPage(t *testing.T) {
	a := open(t)
	added := correct.Correction{Text: "new word", Quad: ocr.Rect(0, 0, 9, 9), Width: 10, Height: 10}
	must(t, a.KeepCorrections(t.Context(), keyA, "a.pdf", 3, []correct.Correction{slip, added}))
	must(t, a.KeepCorrections(t.Context(), keyA, "b.pdf", 0, []correct.Correction{slip}))
	want := map[int][]correct.Correction{0: {slip}, 3: {slip, added}}
	if got, err := a.Corrections(t.Context(), keyA); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	text, err := os.ReadFile(a.corrections())
	must(t, err)
	for _, part := range []string{`"version": 1`, `"name": "b.pdf"`, `"page": 4`, `"read": "tne"`, `"text": "the"`} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the file lacks %s:\n%s", part, text)
		}
	}
}

func TestWithTheLastCorrectionTheFileGoes(t *testing.T) {
	a := open(t)
	must(t, a.KeepCorrections(t.Context(), keyA, "a", 0, []correct.Correction{slip}))
	for range 2 {
		must(t, a.KeepCorrections(t.Context(), keyA, "a", 0, nil))
		if _, err := os.Stat(a.corrections()); !missing(err) {
			t.Errorf("Stat gives %v, want no file", err)
		}
	}
}

func TestUnreadableCorrectionsAreSetAsideNeverOverwritten(t *testing.T) {
	a := open(t)
	texts := []string{"", `{"version":1,`, `{"version":1,"sha256":"` + string(keyB) + `"}`, `{"version":1,"pages":[{"page":0}]}`}
	for i, text := range texts {
		writeFile(t, a.corrections(), text)
		var bad *BadError
		if i%2 == 0 {
			if got, err := a.Corrections(t.Context(), keyA); !errors.As(err, &bad) || len(got) != 0 {
				t.Errorf("%q: %v, %v; want none and a BadError", text, got, err)
			}
		} else {
			must(t, a.KeepCorrections(t.Context(), keyA, "a", 0, []correct.Correction{slip}))
		}
	}
	aside, err := filepath.Glob(a.corrections() + ".bad*")
	must(t, err)
	var got []string
	for _, path := range aside {
		text, err := os.ReadFile(path)
		must(t, err)
		got = append(got, string(text))
	}
	if !reflect.DeepEqual(got, texts) {
		t.Errorf("set aside %q, want %q", got, texts)
	}
	if got, err := a.Corrections(t.Context(), keyA); err != nil || len(got) != 1 {
		t.Errorf("kept since: %v, %v", got, err)
	}
}

func TestCorrectionsOfANewerVersionStayAsTheyAre(t *testing.T) {
	a := open(t)
	const newer = `{"version":2,"sheets":[]}`
	writeFile(t, a.corrections(), newer)
	if _, err := a.Corrections(t.Context(), keyA); !errors.Is(err, ErrNewer) {
		t.Errorf("reading: %v, want %v", err, ErrNewer)
	}
	if err := a.KeepCorrections(t.Context(), keyA, "a", 0, []correct.Correction{slip}); !errors.Is(err, ErrNewer) {
		t.Errorf("keeping: %v, want %v", err, ErrNewer)
	}
	if text, err := os.ReadFile(a.corrections()); err != nil || string(text) != newer {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestAKillWhileWritingLeavesTheOldCorrections(t *testing.T) {
	a := open(t)
	must(t, a.KeepCorrections(t.Context(), keyA, "a", 0, []correct.Correction{slip}))
	// What a process leaves that was killed in the middle of writing.
	writeFile(t, filepath.Join(filepath.Dir(a.corrections()), "."+string(keyA)+".json123"), `{"version":1,"na`)
	writeFile(t, filepath.Join(a.folder, "results", string(keyA), "123.part"), "half")
	if got, err := a.Corrections(t.Context(), keyA); err != nil || !reflect.DeepEqual(got[0], []correct.Correction{slip}) {
		t.Errorf("got %v, %v", got, err)
	}
	if got := a.Results(keyA); len(got) != 0 {
		t.Errorf("results %v", got)
	}
}
