package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/adrg/xdg"

	"recto/api/license"
	"recto/api/logging"
	"recto/api/operation"
	"recto/ocr"
	"recto/ocr/language"
	"recto/settings/container"
)

// Env is all that the role sees of the world.
type Env struct {
	Environ        []string
	Root           fs.FS // the machine's files, "/"
	Stdout, Stderr io.Writer
	Version        string
	Docs, Home     fs.FS

	// NewEngine starts what reads, with the given number of workers (0 lets it
	// choose) and their limits. Close ends it.
	NewEngine func(workers int, pageTimeout time.Duration, memory int64, log *slog.Logger) (ClosableEngine, error)
}

// ClosableEngine is an Engine that ends with its server.
type ClosableEngine interface {
	Engine
	Close() error
}

// Main plays the role `recto serve` with the arguments behind it, untouched,
// until ctx ends, and is the process's exit code.
func Main(ctx context.Context, args []string, env Env) int {
	o, notices, err := container.Load(container.Sources{
		Args: args, Environ: env.Environ, Root: env.Root, File: filepath.Join(xdg.ConfigHome, "recto", "appsettings.json"),
	})
	say := func(format string, a ...any) { fmt.Fprintf(env.Stderr, format+"\n", a...) } //nolint:errcheck // nobody is left to be told
	switch {
	case o.Help:
		fmt.Fprint(env.Stdout, container.Help()) //nolint:errcheck // the same
		return container.ExitDone
	case o.Version:
		fmt.Fprintln(env.Stdout, "recto "+env.Version) //nolint:errcheck // the same
		return container.ExitDone
	case err != nil:
		say("%v\nTry: recto serve --help", err)
		return container.ExitUsage
	case !o.EULA:
		say("Missing Eula=accept command line option. You must provide this to continue.\n" +
			"It says that you accept Recto's licence, the GNU AGPL 3 or later. Try: recto serve --help")
		return container.ExitEULA
	}
	for _, code := range language.Named(o.Languages) {
		if _, ok := language.Lookup(code); !ok {
			say("Recto:Languages: Recto does not know the language %q; give auto, or codes such as en, de or zh-Hans.", code)
			return container.ExitUsage
		}
	}
	if code, ended := licensed(o, env, say); ended {
		return code
	}
	output, isDefault := outputFolder(o)
	log, closeLog, err := logging.New(logging.From(o, env.Stderr, operation.NewID()))
	if err != nil {
		say("%s", err)
		return container.ExitUsage
	}
	defer closeLog() //nolint:errcheck // there is no log left to tell it to
	for _, notice := range notices {
		log.Log(ctx, notice.Level, notice.Text)
	}
	if o.LicenseDir != "" && isDefault {
		log.Warn("Mounts:Output is not given: usage records go to the default folder", "folder", output)
	}
	return run(ctx, o, env, output, log)
}

// licensed does what the disconnected mode asks for; ended is true where the
// program is not to go on.
func licensed(o container.Options, env Env, say func(string, ...any)) (code int, ended bool) {
	if o.LicenseDir == "" {
		return 0, false
	}
	if o.DownloadLicense {
		file, err := license.Write(o.LicenseDir, license.Product, env.Version, time.Now(), o.LicenseDays)
		if err != nil {
			say("%s", license.Sentence(err))
			return container.ExitFailed, true
		}
		fmt.Fprintf(env.Stdout, "The licence was written and is valid until %s. Run Recto with:\n\n%s\n", //nolint:errcheck // nobody is left to be told
			file.Expires.Format("2006-01-02"), license.RunTemplate(o.LicenseDir))
		return container.ExitDone, true
	}
	if _, err := license.Read(o.LicenseDir, license.Product, time.Now()); err != nil {
		say("%s", license.Sentence(err))
		return license.ExitCode(err), true
	}
	return 0, false
}

// outputFolder is where usage records and logs go.
func outputFolder(o container.Options) (folder string, isDefault bool) {
	if o.OutputDir != "" {
		return o.OutputDir, false
	}
	return DefaultOutput(), true
}

// DefaultOutput is where usage records go that nobody gave a folder.
func DefaultOutput() string { return filepath.Join(xdg.StateHome, "recto") }

// DefaultFolder is where operations lie that nobody gave a folder.
func DefaultFolder() string { return filepath.Join(xdg.DataHome, "recto", "operations") }

// sharedFolder is where operations and results lie: in the container role
// /share, where that is there and can be written to.
func sharedFolder(o container.Options) string {
	const share = "/share"
	switch {
	case o.SharedDir != "":
		return filepath.Join(o.SharedDir, "recto")
	case o.Container && isWritable(share):
		return filepath.Join(share, "recto")
	}
	return DefaultFolder()
}

func isWritable(folder string) bool {
	file, err := os.CreateTemp(folder, ".recto-")
	if err != nil {
		return false
	}
	os.Remove(file.Name())
	return file.Close() == nil
}

// run serves until ctx ends.
func run(ctx context.Context, o container.Options, env Env, output string, log *slog.Logger) int {
	engine, err := env.NewEngine(o.Workers, o.PageTimeout, o.WorkerMemory, log.With("category", "Recto.Worker"))
	if err != nil {
		log.Error("the workers cannot be started", "error", err)
		return container.ExitFailed
	}
	defer func() {
		if err := engine.Close(); err != nil {
			log.Warn("close the workers", "error", err)
		}
	}()
	folder := sharedFolder(o)
	log.Info("folders", "operations", folder, "output", output)
	server, err := Start(ctx, Options{
		Engine: engine, Bind: o.Bind, Port: o.Port, Folder: folder, Output: output, Docs: env.Docs, Home: env.Home,
		Key: keyOf(o), AllowedHosts: o.AllowedHosts, AllowedOrigins: o.AllowedOrigins,
		AnalyzeResults: o.OperationLocation == container.AnalyzeResults, Languages: o.Languages, TextLayer: ocr.TextLayer(o.TextLayer), MaxBody: o.MaxBody,
		MinSide: o.MinSide, MaxSide: o.MaxSide, MaxOperations: o.MaxOperations, MaxRunning: o.MaxRunningTime,
		Life: o.ResultLife, Life20: o.ResultLife20, DeleteOnRead20: o.DeleteOnRead20,
		AllowPrivateURLs: o.AllowPrivateURLs, FetchTimeout: o.FetchTimeout, Proxy: o.Proxy, ProxyBypass: o.ProxyBypass,
		Version: env.Version, Log: log.With("category", "Recto.Api"),
	})
	if err != nil {
		log.Error(startSentence(err, o.Port), "error", err)
		return container.ExitFailed
	}
	if !o.RequireKey {
		log.Warn("No access control enabled: whoever reaches the port may use it (Recto:RequireKey).")
	}
	// The container's own words: scripts wait for them.
	log.Info("Now listening on: " + server.Address())
	log.Info("Application started. Press Ctrl+C to shut down.")
	<-ctx.Done()
	log.Info("Application is shutting down...", "grace", o.StopTimeout)
	// Who asks twice does not want to wait for the pages under way.
	again, forget := signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt, syscall.SIGTERM)
	defer forget()
	defer context.AfterFunc(again, server.Operations().Hurry)()
	server.Stop(o.StopTimeout)
	return container.ExitDone
}

func keyOf(o container.Options) string {
	if o.RequireKey {
		return o.APIKey
	}
	return ""
}

// startSentence says to a person why the server does not start.
func startSentence(err error, port int) string {
	switch {
	case isTaken(err):
		return fmt.Sprintf("port %d is in use by another program; choose another one with Recto:Port", port)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("port %d or the output folder may not be used by this user; choose others with Recto:Port and Mounts:Output", port)
	}
	return "the server cannot be started"
}
