package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func says(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// holds fails unless dir has the named file with that text and nothing else.
func holds(t *testing.T, dir, name, text string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("the folder holds %v, want only %s", entries, name)
	}
	if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != text {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, text)
	}
}

func TestAFileIsReplacedWholeAndKeepsItsPermissions(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("old and longer"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, false, says("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, "a.txt", "new")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("permissions %v, %v; want 0600", info.Mode().Perm(), err)
	}
}

func TestTheOldFileStaysUntilTheNewOneIsWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := WriteFile(path, false, func(w io.Writer) error {
		if err := says("half")(w); err != nil {
			return err
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
			t.Errorf("meanwhile it holds %q, %v; want old", got, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnErrorOrPanicLeavesNothingBehind(t *testing.T) {
	stop := errors.New("stop")
	for _, noClobber := range []bool{false, true} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.txt")
		err := WriteFile(path, noClobber, func(w io.Writer) error {
			_ = says("half")(w)
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("err = %v, want %v", err, stop)
		}
		func() {
			defer func() { _ = recover() }()
			_ = WriteFile(path, noClobber, func(io.Writer) error { panic("test") })
		}()
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
			t.Errorf("noClobber %v: the folder holds %v, %v; want nothing", noClobber, entries, err)
		}
	}
}

func TestNoClobberNeverReplaces(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	for i, want := range []error{nil, fs.ErrExist} {
		if err := WriteFile(path, true, says(fmt.Sprint("writer ", i))); !errors.Is(err, want) {
			t.Errorf("writer %d: %v, want %v", i, err, want)
		}
	}
	holds(t, dir, "a.txt", "writer 0")
}

func TestOfManyNoClobberWritersExactlyOneWins(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.txt")
	const writers = 8
	var ready, done sync.WaitGroup
	ready.Add(writers)
	var mu sync.Mutex
	won := ""
	for i := range writers {
		done.Go(func() {
			text := fmt.Sprint("writer ", i)
			err := WriteFile(path, true, func(w io.Writer) error {
				ready.Done()
				ready.Wait() // all have seen that there is no file yet
				return says(text)(w)
			})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && won == "":
				won = text
			case err == nil:
				t.Errorf("both %s and %s won", won, text)
			case !errors.Is(err, fs.ErrExist):
				t.Error(err)
			}
		})
	}
	done.Wait()
	holds(t, dir, "a.txt", won)
}

func TestASymbolicLinkKeepsPointingAtTheNewText(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(t.TempDir(), "target.txt"), filepath.Join(dir, "link.txt")
	if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(link, false, says("new")); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Dir(target), "target.txt", "new")
	holds(t, dir, "link.txt", "new")
}

func TestADeviceIsWrittenToAndStays(t *testing.T) {
	if err := WriteFile(os.DevNull, false, says("gone")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s is now %v, %v", os.DevNull, info.Mode(), err)
	}
}

func TestAFolderIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := WriteFile(dir, false, says("x")); err == nil {
		t.Error("a folder was written over")
	}
}
