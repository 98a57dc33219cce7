package settings

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCachedWritesAndMendsTheFile(t *testing.T) {
	folder := t.TempDir()
	for _, content := range []string{"first", "first", "second"} {
		path, err := cachedIn(folder, "sample.pdf", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(folder, "recto", "sample.pdf"); path != want {
			t.Errorf("cachedIn = %q, want %q", path, want)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("content = %q, %v, want %q", got, err, content)
		}
	}
}
