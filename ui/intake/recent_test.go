package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestRecentFilesAreRememberedLatestFirst(t *testing.T) {
	r := Recent{Path: filepath.Join(t.TempDir(), "new", "recent.json")}
	there := filepath.Join(t.TempDir(), "\xff a.png")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, paths := range [][]string{{"/a", "/b"}, {there, there}, {"/b"}} {
		if err := r.Add(paths...); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.SetFolder("/some where"); err != nil {
		t.Fatal(err)
	}
	got, err := r.Load()
	if want := []string{"/b", there, "/a"}; err != nil || !slices.Equal(got.Files, want) || got.Folder != "/some where" {
		t.Errorf("Load = %+v, %v; want %q", got, err, want)
	}
	if !got.Missing["/a"] || got.Missing[there] {
		t.Errorf("missing are %v", got.Missing)
	}
	if err := r.Clear(); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Load(); err != nil || got.Files != nil || got.Folder != "" {
		t.Errorf("after Clear: %+v, %v", got, err)
	}
	if err := r.Clear(); err != nil {
		t.Errorf("Clear of nothing: %v", err)
	}
}

func TestRecentFilesAreBounded(t *testing.T) {
	r := Recent{Path: filepath.Join(t.TempDir(), "recent.json")}
	for i := range MaxRecent + 5 {
		if err := r.Add(fmt.Sprintf("/%d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := r.Load(); len(got.Files) != MaxRecent || got.Files[0] != fmt.Sprintf("/%d", MaxRecent+4) {
		t.Errorf("files = %q", got.Files)
	}
}

func TestABrokenListOfRecentFilesIsWrittenAnew(t *testing.T) {
	r := Recent{Path: filepath.Join(t.TempDir(), "recent.json")}
	if err := os.WriteFile(r.Path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Load(); err == nil || got.Files != nil {
		t.Errorf("Load = %+v, %v", got, err)
	}
	if err := r.Add("/a"); err != nil {
		t.Fatal(err)
	}
	if got, err := r.Load(); err != nil || !slices.Equal(got.Files, []string{"/a"}) {
		t.Errorf("Load = %+v, %v", got, err)
	}
}
