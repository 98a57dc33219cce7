package cli

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"recto/ocr/ocrtest"
	"recto/render"
)

func TestATerminalShowsABarWithRateAndTimeLeft(t *testing.T) {
	env := envOf(files("a.pdf", failing(nil, nil, render.ErrPage, nil)))
	env.StderrIsTerminal = true
	o := runIn(t.Context(), env, "read", "a.pdf")
	o.says(t, "\r", "(2/4)", "pages/s", " left")
	if i := strings.Index(o.stderr, "a.pdf page 3"); i < 1 || o.stderr[i-1] != '\r' {
		t.Errorf("the message runs into the bar: %q", o.stderr)
	}
}

func TestElsewhereThereArePlainLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var text strings.Builder
		c := newConsole(&text, false, false)
		c.start(4)
		<-time.After(2 * time.Second)
		c.step(true)
		<-time.After(4 * time.Second)
		c.step(true)
		c.step(true)
		<-time.After(6 * time.Second)
		c.step(false)
		c.finish(true)
		want := "2 of 4 pages, 0.33 pages/s, 6s left\n3 of 4 pages read in 12s, 0.33 pages/s\n"
		if text.String() != want {
			t.Errorf("got %q, want %q", text.String(), want)
		}
	})
}

func TestQuietPrintsOnlyWhatWentWrong(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		env := envOf(files("a.pdf", failing(nil, render.ErrPage)))
		env.StderrIsTerminal = terminal
		o := runIn(t.Context(), env, "read", "--quiet", "a.pdf")
		if strings.Count(o.stderr, "\n") != 1 || !strings.HasPrefix(o.stderr, "a.pdf page 2: ") || strings.Contains(o.stderr, "\r") {
			t.Errorf("terminal %v: stderr %q", terminal, o.stderr)
		}
	}
}

func TestVerboseLogsEachPage(t *testing.T) {
	o := run(t, files("a.pdf", ocrtest.TextDocument("one two")), "read", "--verbose", "a.pdf")
	o.says(t, "level=DEBUG", `msg="page read"`, "page=1", "words=2")
	o = run(t, files("a.pdf", ocrtest.TextDocument("one two")), "read", "a.pdf")
	if strings.Contains(o.stderr, "level=") {
		t.Errorf("without the flag: %q", o.stderr)
	}
}

func TestMessagesFromManyGoroutinesStayWhole(t *testing.T) {
	var text strings.Builder
	c := newConsole(&text, true, false)
	c.start(100)
	done := make(chan struct{})
	for i := range 10 {
		go func() {
			for range 10 {
				c.complain(fmt.Sprint("message ", i))
				c.step(true)
			}
			done <- struct{}{}
		}()
	}
	for range 10 {
		<-done
	}
	c.finish(true)
	for line := range strings.Lines(text.String()) {
		if i := strings.Index(line, "message "); i >= 0 && len(line[i:]) != len("message 1\n") {
			t.Errorf("torn line %q", line)
		}
	}
}
