package crash

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The test binary is a process that dies in one of some ways, in a folder.
const (
	childWay    = "RECTO_TEST_CRASH"
	childFolder = "RECTO_TEST_CRASH_FOLDER"
)

func TestMain(m *testing.M) {
	if way := os.Getenv(childWay); way != "" {
		die(way)
	}
	os.Exit(m.Run())
}

func die(way string) {
	w, err := Start(os.Getenv(childFolder), "1.2")
	if err != nil {
		os.Exit(3)
	}
	switch way {
	case "panic":
		go func() { panic("a bug of ours") }()
		select {}
	case "fault":
		var nowhere *int
		*nowhere = 1
	case "writes":
		m := map[int]int{}
		for {
			go func() {
				for {
					m[1]++ // fatal: concurrent map writes
				}
			}()
		}
	case "wait":
		_, _ = os.Stdout.WriteString("waits\n")
		_, _ = io.ReadAll(os.Stdin)
	}
	if err := w.Close(); err != nil {
		os.Exit(4)
	}
	os.Exit(0)
}

func child(t *testing.T, way, folder string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), childWay+"="+way, childFolder+"="+folder)
	return c
}

func TestACrashLeavesAReport(t *testing.T) {
	for way, want := range map[string]string{
		"panic":  "panic: a bug of ours",
		"fault":  "nil pointer dereference",
		"writes": "maps.fatal",
	} {
		folder := filepath.Join(t.TempDir(), "new")
		if err := child(t, way, folder).Run(); err == nil {
			t.Fatalf("%s: the child ended well", way)
		}
		reports, err := Reports(folder)
		if err != nil || len(reports) != 1 {
			t.Fatalf("%s: Reports = %d, %v; want one", way, len(reports), err)
		}
		r := reports[0]
		for _, part := range []string{"Recto 1.2", want, "goroutine ", "crash_test.go"} {
			if !strings.Contains(r.Text, part) {
				t.Errorf("%s: the report lacks %q:\n%.600s", way, part, r.Text)
			}
		}
		if info, err := os.Stat(r.Path); err != nil || info.Mode().Perm() != 0o600 || r.At.IsZero() {
			t.Errorf("%s: %v, %v, at %v", way, info.Mode(), err, r.At)
		}
		if err := r.Forget(); err != nil {
			t.Error(err)
		}
		if left, _ := os.ReadDir(folder); len(left) != 0 {
			t.Errorf("%s: %v is left", way, left)
		}
	}
}

func TestAGoodEndLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	if err := child(t, "end", folder).Run(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}

func TestAProcessThatRunsOrWasKilledHasNoReport(t *testing.T) {
	folder := t.TempDir()
	c := child(t, "wait", folder)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if reports, err := Reports(folder); err != nil || len(reports) != 0 {
		t.Errorf("while it runs: %v, %v", reports, err)
	}
	if left, _ := filepath.Glob(folder + "/*" + suffix); len(left) != 1 {
		t.Errorf("the file of a running process was taken away: %v", left)
	}
	_ = c.Process.Kill()
	_ = c.Wait()
	if reports, err := Reports(folder); err != nil || len(reports) != 0 {
		t.Errorf("after a kill: %v, %v", reports, err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}

func TestReportsOfNowhereAreNone(t *testing.T) {
	if reports, err := Reports(filepath.Join(t.TempDir(), "none")); err != nil || reports != nil {
		t.Errorf("Reports = %v, %v", reports, err)
	}
}
