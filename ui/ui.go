// Package ui is Recto's window: it shows documents, the text read on them and
// how sure it is, and hands the text on. Documents are opened and read by the
// interfaces it is given; it parses no file itself.
package ui

import (
	"context"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"recto/ocr"
	"recto/render"
	"recto/settings"
	"recto/ui/session"
	"recto/ui/translation"
)

// Deps is what the window works with. Recognizer and Renderer are needed.
type Deps struct {
	Recognizer ocr.Recognizer
	Renderer   render.Renderer

	// Stats tells what the workers do, for the About page; it may be nil.
	Stats func() Stats

	// PDF writes searchable PDFs; nil offers none.
	PDF ocr.PDFWriter

	Settings settings.Settings

	// Version is Recto's own.
	Version string

	// Notice is a sentence to be shown at start, "" for none.
	Notice string

	// Sample is the path of the document that "Open the sample" opens; ""
	// where there is none.
	Sample string

	// API is the local API that the window can switch on; nil where there is
	// none.
	API API

	// ChangeSettings alters the kept settings, as settings.Change does; nil
	// keeps no choice. It may be slow.
	ChangeSettings func(change func(*settings.Settings)) error

	// Intake is what pages are got in with.
	Intake Intake

	// Tune lets the workers be as many, and work, as the settings say, at once,
	// and returns InFlight anew; it may be nil.
	Tune func(settings.Settings) (inFlight int)

	// AutoWorkers is how many workers there are where Recto chooses.
	AutoWorkers int

	// Describe tells of the engines, as ocr.Describer does; it may be nil.
	Describe func(context.Context) (ocr.EngineInfo, error)

	// Store keeps what was read, corrected and open; nil keeps nothing. Engine
	// changes when pages may be read otherwise than before.
	Store  session.Store
	Engine string

	// InFlight is how many pages of a document are read at once, at least 1.
	InFlight int

	// Abandon ends the process, and what main started, where the toolkit does
	// not come back from a window that is closed; it is needed.
	Abandon func()
}

// Stats is how many workers there are and what they do.
type Stats struct {
	Workers, Busy, Waiting int
}

// garbageShare is how much garbage may lie beside what is kept, in percent. Most
// of it all are pixels, which cost the collector nothing to look at; with Go's
// own 100 half a gigabyte of kept pictures made a whole one (docs/adr/0018).
const garbageShare = 25

// stuck is how long the toolkit may take to come back from its closed window.
// Fyne 2.7.1 never does where its last event comes between the emptying of its
// queue and the queue's end: about one end in a hundred on a busy machine.
const stuck = 3 * time.Second

// Run shows the window with the given files open, and returns when it was
// closed, or soon after ctx ended, and nothing that it started runs any more.
// It belongs to the main goroutine.
func Run(ctx context.Context, a fyne.App, deps Deps, files []string) {
	debug.SetGCPercent(garbageShare)
	windowCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	spoken, err := translation.Use(deps.Settings.WindowLanguage)
	if err != nil && deps.Notice == "" {
		deps.Notice = translation.Of(err)
	}
	w := newWindow(windowCtx, a, deps, func(f func()) {
		// Without its event loop Fyne would run f here, beside the window's end.
		if windowCtx.Err() == nil {
			fyne.Do(f)
		}
	})
	w.spoken = spoken
	w.win.SetOnClosed(cancel)
	// The driver's Quit, unlike the app's, may come twice: Fyne listens to
	// signals as well.
	forget := context.AfterFunc(ctx, func() { fyne.Do(a.Driver().Quit) })
	// Nothing may come back from a worker before the event loop runs.
	a.Lifecycle().SetOnStarted(func() { w.begin(files) })
	back := make(chan struct{})
	context.AfterFunc(windowCtx, func() {
		select {
		case <-back:
		case <-time.After(stuck):
			w.close(windowCtx)
			deps.Abandon()
		}
	})
	w.win.ShowAndRun()
	close(back)
	forget()
	cancel()
	w.close(windowCtx)
}
