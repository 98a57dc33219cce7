package cli

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr/ocrtest"
	"recto/render"
)

// looker opens files as the fake does, and looks at what they hold.
type looker struct {
	*ocrtest.Fake
	path, text string
	mode       os.FileMode
}

func (l *looker) Info(ctx context.Context, path, password string) (render.Info, error) {
	l.path = path
	if info, err := os.Stat(path); err == nil {
		l.mode = info.Mode()
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return render.Info{}, err
	}
	l.text = string(text)
	return l.Fake.Info(ctx, path, password)
}

func TestTheStandardInputIsCopiedForTheUserAloneAndRemoved(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := t.TempDir()
	doc := ocrtest.TextDocument("text")
	engine := &looker{Fake: &ocrtest.Fake{Other: &doc}}
	env := envOf(engine)
	env.Stdin = strings.NewReader("bytes of a picture")
	o := runIn(t.Context(), env, "read", "-o", dir+"/", "-")
	o.is(t, exitDone, "")
	if engine.text != "bytes of a picture" || engine.mode.Perm() != 0o600 {
		t.Errorf("the copy holds %q with mode %v", engine.text, engine.mode)
	}
	if _, err := os.Stat(engine.path); err == nil {
		t.Errorf("%s was left behind", engine.path)
	}
	if text, err := os.ReadFile(filepath.Join(dir, "stdin.txt")); err != nil || string(text) != "text\n" {
		t.Errorf("stdin.txt holds %q, %v", text, err)
	}
}

func TestStoppingWhileTheInputIsAwaitedLeavesNoCopy(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	in, out := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	env := envOf(&ocrtest.Fake{})
	env.Stdin = in
	done := make(chan outcome)
	go func() { done <- runIn(ctx, env, "read", "-") }()
	if _, err := out.Write([]byte("the first part")); err != nil {
		t.Fatal(err)
	}
	stop()
	o := <-done
	o.is(t, exitStopped, "")
	if entries, err := os.ReadDir(temp); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	_ = out.Close()
}

func TestAPipeIsReadAsAFileAndCostsOnlyItself(t *testing.T) {
	temp, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	path := filepath.Join(dir, "page.png")
	if err := exec.CommandContext(t.Context(), "mkfifo", path).Run(); err != nil {
		t.Skip("this system makes no pipes:", err)
	}
	written := make(chan error, 1)
	go func() { written <- os.WriteFile(path, []byte("bytes of a picture"), 0o600) }()
	doc := ocrtest.TextDocument("text")
	engine := &looker{Fake: &ocrtest.Fake{Other: &doc}}
	o := runIn(t.Context(), envOf(engine), "read", path)
	o.is(t, exitDone, "text\n")
	if err := <-written; err != nil || engine.text != "bytes of a picture" {
		t.Errorf("the copy holds %q, %v", engine.text, err)
	}
	if entries, err := os.ReadDir(temp); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestStoppingWhileAPipeIsAwaitedLeavesNoCopy(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	path := filepath.Join(t.TempDir(), "page.png")
	if err := exec.CommandContext(t.Context(), "mkfifo", path).Run(); err != nil {
		t.Skip("this system makes no pipes:", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	runIn(ctx, envOf(&ocrtest.Fake{}), "read", path).is(t, exitStopped, "")
	if entries, err := os.ReadDir(temp); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
	// Lets go of the opening that still waits.
	if f, err := os.OpenFile(path, os.O_RDWR, 0); err == nil {
		_ = f.Close()
	}
}
