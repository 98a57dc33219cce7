// Recto reads pages: it opens images and documents, finds the text in them and
// where it stands, and hands it on. This file reads the role and wires the
// parts together; it alone chooses engines.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"fyne.io/fyne/v2/app"
	"github.com/klauspost/cpuid/v2"
	"golang.org/x/term"

	"recto/api/serve"
	"recto/ocr"
	"recto/ocr/reader"
	"recto/ocr/searchable"
	"recto/ocr/tesseract"
	"recto/ocr/wire"
	"recto/ocr/worker"
	"recto/render/fitz"
	"recto/settings"
	"recto/ui"
	"recto/ui/cli"
)

// slowNotice is said where Tesseract's fastest code cannot run.
const slowNotice = "This processor has no AVX2: Recto works, but reads slowly."

// version is set by the build (-ldflags -X).
var version = "0.1.0"

func main() {
	role := ""
	if len(os.Args) > 1 {
		role = os.Args[1]
	}
	if role == "worker" {
		os.Exit(worker.Main(engines))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if role != "serve" {
		context.AfterFunc(ctx, stop) // a second signal ends the program at once
	}
	code := 0
	switch {
	case role == "serve":
		code = serve.Main(ctx, os.Args[2:], serverEnvironment())
	case cli.Handles(role):
		code = cli.Main(ctx, os.Args[1:], environment())
	default:
		if err := window(ctx, os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, "recto:", err)
			code = 1
		}
	}
	stop()
	os.Exit(code)
}

// engines builds what a worker works with.
func engines() (worker.Engines, error) {
	log := worker.NewLog(os.Stderr)
	renderer := &fitz.Renderer{Log: log}
	engine := tesseract.New()
	return worker.Engines{
		Recognizer: &reader.Reader{Renderer: renderer, Texts: renderer, Engine: engine, Log: log},
		Renderer:   renderer,
		Describer:  &reader.Describer{Engine: engine, Components: components},
		PDFWriter:  &searchable.Writer{Renderer: renderer, Log: log},
	}, nil
}

// components are the libraries and programs behind the engines.
func components(ctx context.Context) []ocr.Component {
	tess, lept := tesseract.Versions()
	list := []ocr.Component{
		{Name: "Tesseract", Version: tess, Package: "tesseract-ocr"},
		{Name: "Leptonica", Version: lept, Package: "libleptonica-dev"},
	}
	for _, t := range fitz.Tools(ctx) {
		list = append(list, ocr.Component{Name: t.Name, Version: t.Version, Package: t.Package})
	}
	return list
}

// environment is what the roles without a window see of the world.
func environment() cli.Env {
	chosen, err := settings.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, "recto:", err)
	}
	return cli.Env{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutIsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
		StderrIsTerminal: term.IsTerminal(int(os.Stderr.Fd())),
		Version:          version,
		Settings:         chosen,
		NewEngine: func(o cli.EngineOptions) (cli.Engine, error) {
			if o.Jobs != 0 {
				chosen.Workers = o.Jobs
			}
			pool, err := newPool(chosen, o.Log)
			if err != nil {
				return nil, err // a nil *Pool is no nil Engine
			}
			return pool, nil
		},
	}
}

func newPool(chosen settings.Settings, log *slog.Logger) (*worker.Pool, error) {
	if !cpuid.CPU.Supports(cpuid.AVX2) {
		log.Warn(slowNotice)
	}
	t := tuning(chosen)
	return worker.New(worker.Options{Size: t.Size, PageTimeout: t.PageTimeout, Memory: t.Memory, Keen: t.Keen, Log: log})
}

// tuning is what the settings say of the workers.
func tuning(s settings.Settings) worker.Tuning {
	return worker.Tuning{Size: s.Workers, PageTimeout: s.PageTimeout, Memory: s.WorkerMemory, Keen: s.WorkerPriority == settings.PriorityNormal}
}

// window shows the window until it is closed.
func window(ctx context.Context, args []string) error {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	desktop, handed := openDesktop(ctx, args, log)
	if handed {
		return nil
	}
	chosen, err := settings.Load()
	if err != nil {
		log.Warn("settings", "error", err)
	}
	notice := ""
	if !cpuid.CPU.Supports(cpuid.AVX2) {
		notice = slowNotice
	}
	pool, err := newPool(chosen, log)
	if err != nil {
		desktop.close(log)
		return err
	}
	api := newAPISwitch(pool, log)
	leave := func() {
		_ = api.Close(ctx) // in case the window could not
		_ = pool.Close()
		desktop.close(log)
	}
	defer leave()
	ui.Run(ctx, app.NewWithID("org.recto.Recto"), ui.Deps{
		Recognizer: pool, Renderer: pool, PDF: pool, Settings: chosen, Version: version, Notice: notice,
		Sample: sample(log), InFlight: 2 * pool.Size(), API: api, ChangeSettings: settings.Change, Intake: desktop.intake,
		Store: desktop.kept, Engine: wire.ModelVersion,
		AutoWorkers: worker.DefaultSize(), Describe: pool.Describe,
		Tune: func(s settings.Settings) int {
			pool.Tune(tuning(s))
			return 2 * pool.Size()
		},
		Stats: func() ui.Stats {
			s := pool.Stats()
			return ui.Stats{Workers: pool.Size(), Busy: int(s.Running), Waiting: int(s.Waiting)}
		},
		Abandon: func() {
			leave()
			os.Exit(0)
		},
	}, desktop.files)
	return nil
}
