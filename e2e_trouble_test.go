package main_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestBadInputGetsASentenceOfItsOwn(t *testing.T) {
	seen := map[string]string{}
	for _, tt := range []struct{ file, want string }{
		{"truncated.jpg", "ends too early"},
		{"truncated.pdf", "ends too early"},
		{"empty.png", "is empty"},
		{"zero.png", "no width or no height"},
		{"text.png", "neither a picture nor a document"},
		{"password.pdf", "password"},
		{"huge.png", "enormous"},
		{"bomb.png", "enormous"},
		{"no-pages.pdf", "no pages"},
		{"not-there.png", "no such file"},
	} {
		path := filepath.Join("testdata/made", tt.file)
		out := recto(t, "read", "--quiet", path)
		if out.code != 1 || !strings.Contains(out.stderr, tt.want) || !strings.Contains(out.stderr, path) || out.stdout != "" {
			t.Errorf("%s: exit %d, stdout %q, stderr %q, want 1 and %q", tt.file, out.code, out.stdout, out.stderr, tt.want)
		}
		sentence := strings.TrimPrefix(out.stderr, path)
		if other, twice := seen[sentence]; twice && filepath.Ext(other) != filepath.Ext(tt.file) {
			t.Errorf("%s and %s get the same sentence %q", tt.file, other, sentence)
		}
		seen[sentence] = tt.file
	}
}

func TestAWrongPasswordIsSaidToBeWrong(t *testing.T) {
	out := recto(t, "read", "--quiet", "--password", "verso", "testdata/made/password.pdf")
	if out.code != 1 || !strings.Contains(out.stderr, "password does not open") {
		t.Errorf("exit %d, stderr %q, want 1 and that the password does not open it", out.code, out.stderr)
	}
	out = recto(t, "read", "--quiet", "--password", "recto", "testdata/made/password.pdf")
	if out.code != 0 || !strings.Contains(out.stdout, "Behind the lock") {
		t.Errorf("right password: exit %d, %q %q", out.code, out.stdout, out.stderr)
	}
}

func TestOneBrokenPageCostsOnlyItself(t *testing.T) {
	out := recto(t, "read", "--quiet", "testdata/made/broken-page.pdf")
	if out.code != 1 || !strings.Contains(out.stderr, "page 2") ||
		!strings.Contains(out.stdout, "The first page is whole") || !strings.Contains(out.stdout, "The third page is whole") {
		t.Errorf("exit %d, stdout %q, stderr %q, want pages 1 and 3 and page 2 named", out.code, out.stdout, out.stderr)
	}
}

func TestADocumentOfManyPagesIsRead(t *testing.T) {
	out := recto(t, "read", "--pages", "4999-", "testdata/made/many.pdf")
	if out.code != 0 || strings.Count(out.stdout, "One of very many") != 2 {
		t.Errorf("exit %d, stdout %q, stderr %q, want two pages", out.code, out.stdout, out.stderr)
	}
}

func TestAMissingLanguagePackIsNamed(t *testing.T) {
	out := recto(t, "read", "--quiet", "--language", "dz", "testdata/made/print.png")
	if out.code != 1 || !strings.Contains(out.stderr, "tesseract-ocr-dzo") {
		t.Errorf("exit %d, stderr %q, want 1 and the package tesseract-ocr-dzo", out.code, out.stderr)
	}
}

func TestWithoutADisplayTheWindowSaysSo(t *testing.T) {
	out := recto(t, "testdata/made/print.png")
	if out.code == 0 || !strings.Contains(out.stderr, "display") {
		t.Errorf("exit %d, stderr %q, want a failure that names the display", out.code, out.stderr)
	}
}

func TestAnInterruptStopsAtOnceAndLeavesNothing(t *testing.T) {
	bin, err := builtRecto()
	if err != nil {
		t.Fatal(err)
	}
	temp, target := t.TempDir(), filepath.Join(t.TempDir(), "out.json")
	cmd := exec.CommandContext(t.Context(), bin, "read", "--format", "json", "-o", target, "testdata/made/many.pdf")
	cmd.Env = append(os.Environ(), "TMPDIR="+temp)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	// What comes first says that so many pages take long; then reading begins.
	said := bufio.NewScanner(stderr)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if !said.Scan() || !strings.Contains(said.Text(), "more than 2000 pages") {
		t.Errorf("first line %q, want that the document is long", said.Text())
	}
	children := childrenOf(t, cmd.Process.Pid)
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	defer watchdog.Stop()
	for said.Scan() { // Wait may be called when all was read
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit %d, want 130", code)
	}
	for _, pid := range children {
		if _, err := os.Stat(filepath.Join("/proc", pid)); err == nil {
			t.Errorf("child %s is still there", pid)
		}
	}
	for _, folder := range []string{temp, filepath.Dir(target)} {
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v (%v)", left, err)
		}
	}
}

func childrenOf(t *testing.T, pid int) []string {
	t.Helper()
	lists, err := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*", "children"))
	if err != nil {
		t.Fatal(err)
	}
	var children []string
	for _, list := range lists {
		pids, err := os.ReadFile(list)
		if err == nil {
			children = append(children, strings.Fields(string(pids))...)
		}
	}
	return children
}

func TestTheLanguageOfContainersMakesNoNoise(t *testing.T) {
	t.Setenv("LC_ALL", "C.UTF-8")
	out := recto(t, "read", "--quiet", "testdata/made/bit1.png")
	if out.code != 0 || out.stderr != "" || !strings.Contains(out.stdout, "One bit is enough") {
		t.Errorf("exit %d, stdout %q, stderr %q, want the text and no word beside it", out.code, out.stdout, out.stderr)
	}
}

func TestALoweredResolutionIsLogged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "poster.pdf")
	content, err := os.ReadFile("testdata/made/small-type.pdf")
	if err != nil {
		t.Fatal(err)
	}
	// The same page on a sheet of 100 × 100 inches.
	poster := strings.Replace(string(content), "/MediaBox [", "/MediaBox [0 0 7200 7200] /Was [", 1)
	if poster == string(content) {
		t.Fatal("the fixture has no MediaBox to replace")
	}
	if err := os.WriteFile(path, []byte(poster), 0o600); err != nil {
		t.Fatal(err)
	}
	out := recto(t, "read", "--verbose", path)
	if out.code != 0 || !strings.Contains(out.stderr, "resolution lowered") {
		t.Errorf("exit %d, stderr %q, want the lowered resolution in it", out.code, out.stderr)
	}
}
