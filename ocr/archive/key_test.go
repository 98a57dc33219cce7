package archive

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// document writes a file that was last changed an hour ago.
func document(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	writeFile(t, path, text)
	must(t, os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
	return path
}

func keyOf(text string) Key { return Key(fmt.Sprintf("%x", sha256.Sum256([]byte(text)))) }

func TestADocumentIsKnownByItsContent(t *testing.T) {
	a := open(t)
	for _, text := range []string{"", "content"} {
		if got, err := a.Key(t.Context(), document(t, text)); err != nil || got != keyOf(text) {
			t.Errorf("%q: %s, %v, want %s", text, got, err, keyOf(text))
		}
	}
}

func TestAKnownFileIsNotReadAgainUntilItChanges(t *testing.T) {
	a := open(t)
	path := document(t, "before")
	_, err := a.Key(t.Context(), path)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)

	// The same size and time: the index answers, as it cannot see the change.
	writeFile(t, path, "inside")
	must(t, os.Chtimes(path, time.Time{}, info.ModTime()))
	if got, err := a.Key(t.Context(), path); err != nil || got != keyOf("before") {
		t.Errorf("unchanged to the eye: %s, %v; want the key that is known", got, err)
	}
	must(t, os.Chtimes(path, time.Time{}, info.ModTime().Add(time.Second)))
	if got, err := a.Key(t.Context(), path); err != nil || got != keyOf("inside") {
		t.Errorf("changed: %s, %v, want %s", got, err, keyOf("inside"))
	}
}

func TestAnotherFileInItsPlaceIsAnotherDocument(t *testing.T) {
	a := open(t)
	path := document(t, "before")
	_, err := a.Key(t.Context(), path)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	writeFile(t, path+".new", "behind")
	must(t, os.Chtimes(path+".new", time.Time{}, info.ModTime()))
	must(t, os.Rename(path+".new", path))
	if got, err := a.Key(t.Context(), path); err != nil || got != keyOf("behind") {
		t.Errorf("%s, %v, want %s", got, err, keyOf("behind"))
	}
}

func TestAFileThatWasJustWrittenIsNotBelievedUnread(t *testing.T) {
	a := open(t)
	path := filepath.Join(t.TempDir(), "a")
	for _, text := range []string{"one", "two"} {
		writeFile(t, path, text)
		if got, err := a.Key(t.Context(), path); err != nil || got != keyOf(text) {
			t.Errorf("%q: %s, %v, want %s", text, got, err, keyOf(text))
		}
	}
}

func TestADamagedIndexIsReplaced(t *testing.T) {
	a := open(t)
	path := document(t, "x")
	for _, text := range []string{"", "[", `{"files":[{"uri":1}]}`} {
		writeFile(t, filepath.Join(a.folder, "index.json"), text)
		for range 2 {
			if got, err := a.Key(t.Context(), path); err != nil || got != keyOf("x") {
				t.Errorf("with the index %q: %s, %v", text, got, err)
			}
		}
	}
}

func TestHashingEndsWithItsContextAndTakesFilesOnly(t *testing.T) {
	a := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Key(ctx, document(t, "x")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	for _, path := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if got, err := a.Key(t.Context(), path); err == nil {
			t.Errorf("%s: %s, want an error", path, got)
		}
	}
}

func TestTheIndexKeepsWhatWasSeenLast(t *testing.T) {
	a := open(t)
	var all index
	for i := range maxIndex + 5 {
		all.Files = append(all.Files, known{URI: fmt.Sprintf("file:///%d", i), Key: keyA, Seen: time.Unix(int64(i), 0)})
	}
	must(t, write(a.path(indexName), all))
	_, err := a.Key(t.Context(), document(t, "x"))
	must(t, err)
	got := a.index().Files
	if len(got) != maxIndex || got[0].Key != keyOf("x") || got[1].URI != fmt.Sprintf("file:///%d", maxIndex+4) {
		t.Errorf("%d files, the first %+v, %+v", len(got), got[0], got[1])
	}
}
