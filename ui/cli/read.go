package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/language"
	"recto/ui/sentence"
)

// readCommand is `recto read`.
type readCommand struct {
	Format       []string `short:"f" placeholder:"text" help:"What to write: ${formats}. Several, with commas between them, give a file each. When not given, the ending of the output file tells, else it is text."`
	Pages        string   `placeholder:"1-3,7-" help:"Which pages to read; all when not given. Write --pages=-2 for the first two."`
	Language     []string `short:"l" placeholder:"en,de" help:"Languages of the text, the most likely first, or auto for what each page shows; the settings' when not given."`
	ReadingOrder string   `enum:"basic,natural" default:"${order}" help:"Order of the lines: basic (from the top left) or natural (by columns)."`
	TextLayer    string   `enum:"auto,only,never" default:"${layer}" help:"What becomes of text that a document holds: auto (taken where it is sound), only (nothing is read) or never (every page is read)."`
	Area         string   `placeholder:"X,Y,W,H" help:"Reads only this part of every page: left, top, width and height as shares of the page from 0 to 1."`
	Ignore       []string `sep:"none" placeholder:"X,Y,W,H" help:"Leaves this part of every page out; may be given several times."`
	Password     string   `env:"RECTO_PASSWORD" placeholder:"…" help:"Opens locked documents. The variable keeps it out of the list of processes."`
	Output       string   `short:"o" placeholder:"FILE|DIR" help:"Where to write. With several inputs or formats, or a folder, each gives a file of its own there."`
	Jobs         int      `short:"j" placeholder:"N" help:"How many pages to read at once; Recto chooses when not given."`
	NoClobber    bool     `help:"Never replace a file that exists."`
	Quiet        bool     `short:"q" xor:"talk" help:"Print nothing but results and what went wrong."`
	Verbose      bool     `short:"v" xor:"talk" help:"Print what happens in detail."`
	Files        []string `arg:"" name:"file" help:"Pictures and documents; - is the standard input."`
}

// run reads the files and is the exit code.
func (c readCommand) run(ctx context.Context, env Env) int {
	defer keepPipeErrors()()
	out := newConsole(env.Stderr, env.StderrIsTerminal, c.Quiet)
	job, err := c.plan(env)
	if err != nil {
		return usage(env.Stderr, err)
	}
	job.console, job.log = out, slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: c.level()}))
	remove, err := spoolStreams(ctx, env.Stdin, job.documents)
	defer remove()
	if err != nil {
		return job.end(ctx, err)
	}
	jobs := c.Jobs
	if jobs == 0 {
		jobs = env.Settings.Workers
	}
	engine, err := env.NewEngine(EngineOptions{Jobs: jobs, Log: job.log})
	if err != nil {
		return job.end(ctx, err)
	}
	defer func() {
		if err := engine.Close(); err != nil {
			job.log.Warn("close the engine", "error", err)
		}
	}()
	job.engine = engine
	return job.end(ctx, job.run(ctx))
}

// plan is what the command line asks for, or what is wrong with it.
func (c readCommand) plan(env Env) (*job, error) {
	set, err := ocr.ParsePages(c.Pages)
	if err != nil {
		return nil, fmt.Errorf("--pages: %w", err)
	}
	if c.Jobs < 0 {
		return nil, fmt.Errorf("--jobs: %d is not a number of pages", c.Jobs)
	}
	languages, err := c.languages(env)
	if err != nil {
		return nil, err
	}
	parts, err := c.parts()
	if err != nil {
		return nil, err
	}
	if count(c.Files, stdinName) > 1 {
		return nil, errors.New("the standard input (-) can be read only once")
	}
	formats, err := c.formats()
	if err != nil {
		return nil, err
	}
	if toStdout(c.Output) && env.StdoutIsTerminal && formats[0].Binary() {
		return nil, fmt.Errorf("%s is nothing to look at on a terminal; give a file with -o", formats[0].Name())
	}
	documents, err := planOutputs(c.Files, c.Output, formats, c.NoClobber)
	if err != nil {
		return nil, err
	}
	about := export.Document{Version: env.Version}
	if len(languages) == 1 {
		about.Language = languages[0]
	}
	return &job{
		documents: documents, set: set, format: formats[0], about: about, noClobber: c.NoClobber, stdout: env.Stdout,
		request: ocr.Request{Password: c.Password, Languages: languages, Order: ocr.Order(c.ReadingOrder),
			TextLayer: ocr.TextLayer(c.TextLayer), Parts: parts},
	}, nil
}

// languages are the codes to read, none for automatic.
func (c readCommand) languages(env Env) ([]string, error) {
	languages := c.Language
	if len(languages) == 0 {
		languages = env.Settings.Languages
	}
	if len(languages) > 1 && slices.Contains(languages, language.Automatic) {
		return nil, errors.New("--language: auto stands alone; give it, or codes such as en,de")
	}
	for _, code := range language.Named(languages) {
		if _, ok := language.Lookup(code); !ok {
			return nil, fmt.Errorf("--language: Recto does not know %q; give auto, or codes such as en or de", code)
		}
	}
	return language.Named(languages), nil
}

func (c readCommand) level() slog.Level {
	switch {
	case c.Verbose:
		return slog.LevelDebug
	case c.Quiet:
		return slog.LevelError
	}
	return slog.LevelWarn
}

// end says why the job ended where that was not by itself, and is the exit code.
func (j *job) end(ctx context.Context, err error) int {
	closed := errors.Is(err, syscall.EPIPE)
	j.console.finish(!closed)
	switch {
	case ctx.Err() != nil:
		j.console.info("Stopped.")
		return exitStopped
	case closed:
		// Whoever reads the result has seen enough, as `head` does.
		return exitDone
	case err != nil:
		what := "recto"
		var output outputError
		if errors.As(err, &output) {
			what = shown(output.target)
		}
		j.console.complain(what + ": " + sentence.Of(err))
		j.log.Debug("stopped by an error", "error", err)
		return exitFailed
	case j.failures > 0:
		return exitFailed
	}
	return exitDone
}

// keepPipeErrors makes a closed pipe an error of the write to it. Unless
// somebody listens for the signal, Go ends the process, and the copy of the
// standard input would stay behind. (Ignoring the signal would be inherited by
// the workers.)
func keepPipeErrors() (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGPIPE)
	return func() { signal.Stop(signals) }
}

func count(list []string, item string) (n int) {
	for _, one := range list {
		if one == item {
			n++
		}
	}
	return n
}
