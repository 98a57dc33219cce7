// Package cli is Recto without a window: it reads the command line and plays
// the roles `read` and `doctor`. It knows no engine; main.go hands one in. The
// role `serve` reads its own arguments (package api/serve) and is only named
// in the help here.
package cli

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"recto/ocr"
	"recto/render"
	"recto/settings"
)

// The exit codes.
const (
	exitDone    = 0   // all was read, or nothing needed is missing
	exitFailed  = 1   // a page could not be read, or something needed is missing
	exitUsage   = 2   // the command line asks for what cannot be
	exitStopped = 130 // stopped by the user
)

const description = `Recto reads the text of pictures and documents.

Without a command it opens the window: recto [FILE…]`

// Engine is what reads and draws pages, several at once.
type Engine interface {
	ocr.Recognizer
	render.Renderer
	ocr.Describer
	ocr.PDFWriter

	// Size is how many pages are read at once, at least 1.
	Size() int

	// Close ends the engine and all that it started.
	Close() error
}

// EngineOptions are what the command line says about the engine.
type EngineOptions struct {
	// Jobs is how many pages are read at once; 0 lets the engine choose.
	Jobs int

	// Log takes what a person may want to know of the engine's work.
	Log *slog.Logger
}

// Env is all that the roles see of the world.
type Env struct {
	Stdin            io.Reader
	Stdout, Stderr   io.Writer
	StdoutIsTerminal bool
	StderrIsTerminal bool
	Version          string
	Settings         settings.Settings
	NewEngine        func(EngineOptions) (Engine, error)
}

// commandLine is the grammar.
type commandLine struct {
	Read    readCommand      `cmd:"" help:"Read files and print their text, or write it to files."`
	Serve   serveCommand     `cmd:"" help:"Serve the API of the Read OCR container on localhost: recto serve Eula=accept. Try: recto serve --help"`
	Doctor  doctorCommand    `cmd:"" help:"Say what Recto found on this machine, and what is missing."`
	Version kong.VersionFlag `help:"Print the version."`
}

// serveCommand stands in the help alone: main.go takes the role away before.
type serveCommand struct{}

// Main plays the role that args name (without the program's own name) and is
// the process's exit code. The end of ctx stops it at once.
func Main(ctx context.Context, args []string, env Env) int {
	line := commandLine{}
	exited := -1
	parser, err := kong.New(&line,
		kong.Name("recto"), kong.Description(description),
		kong.Writers(env.Stdout, env.Stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.KindMapper(reflect.String, kong.MapperFunc(asItIs)),
		kong.Vars{
			"version": "recto " + env.Version,
			"order":   env.Settings.ReadingOrder,
			"layer":   env.Settings.TextLayer,
			"formats": formatNames(),
		},
	)
	if err != nil {
		panic("cli: " + err.Error()) // our own grammar
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	// Kong goes on parsing after --help and --version, and then misses files.
	if exited >= 0 {
		return exited
	}
	if err != nil {
		return usage(env.Stderr, err)
	}
	if parsed.Command() == "doctor" {
		return withGrace(ctx, func() int { return line.Doctor.run(ctx, env) })
	}
	return withGrace(ctx, func() int { return line.Read.run(ctx, env) })
}

// asItIs takes an argument byte for byte. Kong's own way leads through JSON,
// which replaces what is not UTF-8, as the names of old files are not.
func asItIs(ctx *kong.DecodeContext, target reflect.Value) error {
	token, err := ctx.Scan.PopValue("string")
	if err != nil {
		return err
	}
	target.SetString(fmt.Sprint(token.Value))
	return nil
}

// grace is how long a role may tidy up after the end of its context.
const grace = 2 * time.Second

// withGrace is the exit code of run, or exitStopped when run does not end
// within grace after ctx: a write to a pipe that nobody reads cannot be called
// back. Workers end with the process.
func withGrace(ctx context.Context, run func() int) int {
	ended := make(chan int, 1)
	go func() { ended <- run() }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-ended:
		return code
	case <-time.After(grace):
		return exitStopped
	}
}

// newWindow and "--" are arguments of the window.
const newWindow = "--new-window"

// Handles reports whether Main plays the role that the first argument names;
// any other argument is a file for the window.
func Handles(role string) bool {
	return role == "read" || role == "doctor" || (strings.HasPrefix(role, "-") && role != stdinName && role != "--" && role != newWindow)
}

// usage tells what is wrong with the command line.
func usage(stderr io.Writer, err error) int {
	_, _ = fmt.Fprintf(stderr, "recto: %v\nTry: recto read --help\n", err) // the code says it too
	return exitUsage
}
