package cli

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/settings"
)

var _ Engine = (*ocrtest.Fake)(nil)

// outcome is what a run of the program left.
type outcome struct {
	code           int
	stdout, stderr string
	options        EngineOptions
}

// buffer is a bytes.Buffer for several goroutines.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// envOf is a world with that engine and nothing on the standard input.
func envOf(engine Engine) Env {
	return Env{
		Stdin: strings.NewReader(""), Stdout: &buffer{}, Stderr: &buffer{},
		Version: "1.2.3", Settings: settings.Defaults(),
		NewEngine: func(EngineOptions) (Engine, error) { return engine, nil },
	}
}

func runIn(ctx context.Context, env Env, args ...string) (o outcome) {
	newEngine := env.NewEngine
	env.NewEngine = func(options EngineOptions) (Engine, error) {
		o.options = options
		return newEngine(options)
	}
	o.code = Main(ctx, args, env)
	if b, ok := env.Stdout.(*buffer); ok {
		o.stdout = b.String()
	}
	o.stderr = env.Stderr.(*buffer).String()
	return o
}

func run(t *testing.T, engine Engine, args ...string) outcome {
	t.Helper()
	return runIn(t.Context(), envOf(engine), args...)
}

// is fails unless the run ended with that code and wrote that.
func (o outcome) is(t *testing.T, code int, stdout string) {
	t.Helper()
	if o.code != code || o.stdout != stdout {
		t.Errorf("exit code %d, stdout %q\nwant      %d,        %q\nstderr %q", o.code, o.stdout, code, stdout, o.stderr)
	}
}

// says fails unless the standard error holds each of the texts.
func (o outcome) says(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(o.stderr, text) {
			t.Errorf("stderr %q lacks %q", o.stderr, text)
		}
	}
}

func files(documents ...any) *ocrtest.Fake {
	fake := &ocrtest.Fake{Documents: map[string]ocrtest.Document{}}
	for i := 0; i < len(documents); i += 2 {
		fake.Documents[documents[i].(string)] = documents[i+1].(ocrtest.Document)
	}
	return fake
}

func TestHelpAndVersionNeedNoEngine(t *testing.T) {
	env := envOf(nil)
	env.NewEngine = func(EngineOptions) (Engine, error) {
		t.Error("an engine was started")
		return nil, errors.New("none")
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--version"}, "recto 1.2.3\n"},
		{[]string{"--help"}, "Without a command it opens the window"},
		{[]string{"--help"}, "Say what Recto found"},
		{[]string{"read", "--help"}, "--reading-order"},
		{[]string{"read", "--help"}, "$RECTO_PASSWORD"},
		{[]string{"doctor", "--help"}, "Usage: recto doctor"},
		{nil, "Usage: recto <command>"},
	} {
		env.Stdout = &buffer{}
		if o := runIn(t.Context(), env, tt.args...); o.code != 0 || !strings.Contains(o.stdout, tt.want) {
			t.Errorf("%v: exit code %d, stdout %q, want 0 and %q", tt.args, o.code, o.stdout, tt.want)
		}
	}
}

func TestFilesAreLeftToTheWindow(t *testing.T) {
	for role, want := range map[string]bool{
		"read": true, "doctor": true, "--version": true, "--help": true, "-h": true, "--colour": true,
		"": false, "a.pdf": false, "./read": false, "serve": false, "-": false,
	} {
		if got := Handles(role); got != want {
			t.Errorf("Handles(%q) = %v, want %v", role, got, want)
		}
	}
}

func TestBadUsageIsSaidBeforeAnyEngineStarts(t *testing.T) {
	dir := t.TempDir()
	for name, args := range map[string][]string{
		"unknown flag --colour":              {"read", "--colour", "a.png"},
		"unexpected argument write":          {"write", "a.png"},
		`expected "<file> ..."`:              {"read"},
		"--format must be one of":            {"read", "--format", "odt", "a.png"},
		`page range "3-1"`:                   {"read", "--pages", "3-1", "a.png"},
		`page range "x"`:                     {"read", "--pages", "1,x", "a.png"},
		`does not know "klingon"`:            {"read", "--language", "en,klingon", "a.png"},
		"--reading-order must be one":        {"read", "--reading-order", "up", "a.png"},
		"--jobs: -2 is not":                  {"read", "--jobs=-2", "a.png"},
		"several documents as Read JSON 3.2": {"read", "--format", "json", "a.png", "b.png"},
		"can be read only once":              {"read", "-", "-", "-o", dir},
		"--quiet and --verbose can't":        {"read", "--quiet", "--verbose", "a.png"},
		"the name is too long":               {"read", "-o", filepath.Join(dir, strings.Repeat("x", 250)), "a.png"},
		"nothing can be written there":       {"read", "-o", dir + "/none/a.txt", "a.png"},
		"the folder cannot be made":          {"read", "-o", "/dev/null/x", "a.png", "b.png"},
	} {
		env := envOf(nil)
		env.NewEngine = func(EngineOptions) (Engine, error) {
			t.Errorf("%v: an engine was started", args)
			return &ocrtest.Fake{}, nil
		}
		o := runIn(t.Context(), env, args...)
		o.is(t, exitUsage, "")
		o.says(t, name, "Try: recto read --help")
	}
}

func TestAnEngineThatCannotStartIsTold(t *testing.T) {
	env := envOf(nil)
	env.NewEngine = func(EngineOptions) (Engine, error) { return nil, ocr.ErrEngine }
	o := runIn(t.Context(), env, "read", "a.png")
	o.is(t, exitFailed, "")
	o.says(t, "recto: The reading engine could not be started", "recto doctor")
}

func TestAStopIsObeyedThoughAWriteHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		reader, code := make(chan int), make(chan int)
		go func() { code <- withGrace(ctx, func() int { return <-reader }) }()
		stop()
		if got := <-code; got != exitStopped {
			t.Errorf("exit code %d, want %d", got, exitStopped)
		}
		reader <- exitDone
	})
}

func TestAStoppedRoleMayTidyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		stop()
		code := withGrace(ctx, func() int {
			<-time.After(grace / 2)
			return exitFailed
		})
		if code != exitFailed {
			t.Errorf("exit code %d, want the role's own, %d", code, exitFailed)
		}
	})
}
