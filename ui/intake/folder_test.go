package intake

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tree writes files below a new folder; those that end in .png hold what
// Recto opens.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := filepath.Join(root, name)
		content := "nothing that is opened"
		if strings.HasSuffix(name, ".png") {
			content = "\x89PNG\r\n\x1a\n"
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func look(t *testing.T, root string, paths ...string) (files, left []string, found Found) {
	t.Helper()
	found, err := Look(t.Context(), paths)
	if err != nil {
		t.Fatal(err)
	}
	short := func(paths []string) (names []string) {
		for _, path := range paths {
			names = append(names, strings.TrimPrefix(path, root+"/"))
		}
		return names
	}
	return short(found.Files), short(found.LeftOut), found
}

func TestFoldersAreReadInTheOrderPeopleCount(t *testing.T) {
	root := tree(t, "page10.png", "page2.png", "Page1.png", "b/x.png", "a10/y.png", "a9/z.png", "notes.txt")
	files, left, found := look(t, root, root)
	if want := []string{"Page1.png", "page2.png", "page10.png", "a9/z.png", "a10/y.png", "b/x.png"}; !slices.Equal(files, want) {
		t.Errorf("files = %q, want %q", files, want)
	}
	if !slices.Equal(left, []string{"notes.txt"}) || found.Cut || found.Folders != 1 {
		t.Errorf("left out %q, %+v", left, found)
	}
}

func TestHiddenFilesAreSkipped(t *testing.T) {
	root := tree(t, ".hidden.png", ".git/x.png", "a.png")
	if files, left, _ := look(t, root, root); !slices.Equal(files, []string{"a.png"}) || left != nil {
		t.Errorf("files %q, left out %q", files, left)
	}
}

func TestNamedFilesAreTakenWhateverTheyHold(t *testing.T) {
	root := tree(t, "notes.txt", "a.png", ".hidden.png")
	paths := []string{root + "/notes.txt", root + "/.hidden.png", root + "/missing.pdf"}
	if files, _, found := look(t, root, paths...); len(files) != 3 || found.Folders != 0 {
		t.Errorf("files %q", files)
	}
}

func TestLinksInCirclesEnd(t *testing.T) {
	root := tree(t, "a/x.png")
	for link, target := range map[string]string{"a/up": "..", "a/self": "self", "b": "a", "a/gone": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	files, _, _ := look(t, root, root)
	if len(files) != 1 {
		t.Errorf("files = %q, want x.png once", files)
	}
}

func TestPipesAreNotOpened(t *testing.T) {
	root := tree(t, "a.png")
	if err := syscall.Mkfifo(root+"/pipe.png", 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan []string)
	go func() { found, _ := Look(t.Context(), []string{root}); done <- found.LeftOut }()
	select {
	case left := <-done:
		if len(left) != 1 {
			t.Errorf("left out %q", left)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("a pipe was opened")
	}
}

func TestFoldersAreBounded(t *testing.T) {
	root := tree(t, "0/a.png")
	l := &looking{ctx: t.Context(), seen: map[string]bool{}, entries: maxEntries}
	if l.folder(root); !l.found.Cut || l.found.Files != nil {
		t.Errorf("found %+v beyond the bound", l.found)
	}
}

func TestLookingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	found, err := Look(ctx, []string{tree(t, "a.png")})
	if !errors.Is(err, context.Canceled) || len(found.Files) != 0 {
		t.Errorf("Look = %+v, %v", found, err)
	}
}

func TestPastedPicturesReplaceNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new")
	at := time.Date(2026, 11, 24, 23, 31, 5, 0, time.UTC)
	for i, want := range []string{"Pasted 2026-11-24 23-31.png", "Pasted 2026-11-24 23-31 (2).png", "Pasted 2026-11-24 23-31 (3).png"} {
		path, err := KeepPasted(folder, []byte{byte(i)}, ".png", at)
		if err != nil || filepath.Base(path) != want {
			t.Fatalf("KeepPasted = %q, %v; want %q", path, err, want)
		}
		if content, _ := os.ReadFile(path); !slices.Equal(content, []byte{byte(i)}) {
			t.Errorf("%q holds %v", path, content)
		}
		if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
			t.Errorf("%q is %v, want 0600", path, info.Mode())
		}
	}
}
