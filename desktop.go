package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"github.com/adrg/xdg"

	"recto/assets"
	"recto/ocr/archive"
	"recto/settings"
	"recto/ui"
	"recto/ui/clipboard"
	"recto/ui/crash"
	"recto/ui/instance"
	"recto/ui/portal"
)

// desktop stands between the window and the person's desktop: other starts,
// dialogs, the clipboard, and the folders that things are kept in.
type desktop struct {
	// files are the arguments as absolute paths.
	files  []string
	intake ui.Intake
	kept   *archive.Archive

	first *instance.First
	watch *crash.Watch
	aside sync.WaitGroup
}

// openDesktop makes the window's desktop, or hands the arguments to the window
// that runs and reports it. What of it does not work is left out: a window
// without it is worth more than none.
func openDesktop(ctx context.Context, args []string, log *slog.Logger) (d *desktop, handed bool) {
	state := filepath.Join(xdg.StateHome, "recto")
	files, own := instance.Arguments(args)
	d = &desktop{files: files}
	if !own {
		var err error
		if d.first, handed, err = instance.Open(ctx, instance.Here(runtimeFolder(state)), files); err != nil {
			log.Warn("a window of its own", "error", err)
		}
		if handed {
			return nil, true
		}
	}
	d.kept = archive.New(filepath.Join(xdg.DataHome, "recto"), log)
	d.aside.Go(func() {
		if err := d.kept.Sweep(ctx, archive.DefaultLimit); err != nil && ctx.Err() == nil {
			log.Warn("sweep of kept results", "error", err)
		}
	})
	d.intake = ui.Intake{
		Choose:    portal.Choose,
		Clipboard: func(ctx context.Context) (clipboard.Content, error) { return clipboard.Read(ctx, "") },
		Pasted:    d.kept.Pasted(), Recent: d.kept.Recent(),
	}
	if d.first != nil {
		d.intake.Serve = d.first.Serve
	}
	var err error
	if d.intake.Crashes, err = crash.Reports(state); err != nil {
		log.Warn("crash reports", "error", err)
	}
	if d.watch, err = crash.Start(state, version); err != nil {
		log.Warn("crash reports", "error", err)
	}
	return d, false
}

// runtimeFolder is where starts meet: the session's own folder, which only its
// user can enter, or else the user's state folder.
func runtimeFolder(state string) string {
	if info, err := os.Stat(xdg.RuntimeDir); err == nil && info.IsDir() {
		return xdg.RuntimeDir
	}
	return state
}

// close lets the next start have a window, and ends the watch for crashes.
func (d *desktop) close(log *slog.Logger) {
	d.aside.Wait()
	if err := d.first.Close(); err != nil {
		log.Warn("single window", "error", err)
	}
	if err := d.watch.Close(); err != nil {
		log.Warn("crash reports", "error", err)
	}
}

// sample is the path of the document that shows what Recto does; "" where it
// cannot be kept.
func sample(log *slog.Logger) string {
	content, err := assets.Files.ReadFile("sample.pdf")
	if err != nil {
		log.Warn("sample", "error", err)
		return ""
	}
	path, err := settings.Cached("sample.pdf", content)
	if err != nil {
		log.Warn("sample", "error", err)
	}
	return path
}
