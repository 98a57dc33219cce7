//go:build unix

package worker

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestANewPoolRemovesWhatAKilledOneLeftAndNothingElse(t *testing.T) {
	parent := t.TempDir()
	old := time.Now().Add(-2 * sweepAge)
	make := func(name string, age time.Time) string {
		folder := filepath.Join(parent, name)
		if err := os.MkdirAll(filepath.Join(folder, "child-1"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(folder, age, age); err != nil {
			t.Fatal(err)
		}
		return folder
	}
	left, young, foreign := make(tempPrefix+"left", old), make(tempPrefix+"young", time.Now()), make("other", old)
	live := make(tempPrefix+"live", old)
	mark, err := claim(live)
	if err != nil {
		t.Fatal(err)
	}
	defer mark.Close()
	pool, err := New(Options{Command: []string{"never-started"}, TempDir: parent})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for folder, want := range map[string]bool{left: false, young: true, foreign: true, live: true, pool.temp: true} {
		if _, err := os.Stat(folder); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(folder), err == nil, want)
		}
	}
}
