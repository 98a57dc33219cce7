package ui

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"recto/ocr"
	"recto/ocr/batch"
	"recto/ocr/correct"
	"recto/ocr/export"
	"recto/ocr/publish"
	"recto/ui/batchview"
	"recto/ui/intake"
	"recto/ui/session"
	"recto/ui/task"
	"recto/ui/translation"
)

// batchSampling is how often the panel looks at the batch while it runs.
const batchSampling = 250 * time.Millisecond

// batchPane is the panel of the batch and the batch itself.
type batchPane struct {
	w       *window
	ctx     context.Context // the window's: a batch goes on while the panel is hidden
	batch   *batch.Batch
	panel   *batchview.Panel
	sampler *task.Sampler
	adding  *task.Latest[intake.Found]

	// looked is true once the batch was seen to run, until its end was told.
	looked bool
}

func newBatchPane(ctx context.Context, w *window, post func(func())) *batchPane {
	b := &batchPane{w: w, ctx: ctx, adding: task.New[intake.Found](ctx, post)}
	b.batch = batch.New(batch.Config{Recognizer: w.deps.Recognizer, Renderer: w.deps.Renderer, Write: w.exporter.publish,
		Correct: corrected(w.deps.Store), Now: time.Now})
	b.sampler = task.NewSampler(ctx, batchSampling, post, b.show)
	entries := batchview.Entries{Folder: w.newEntry(), Pattern: w.newEntry(), Password: w.newPassword()}
	b.panel = batchview.New(batchview.Wishes{
		AddFiles: b.onAddFiles, AddFolder: b.onAddFolder, AddOpen: b.onAddOpen, ChooseFolder: b.onFolder,
		Start: b.onStart, Retry: b.onRetry, Clear: b.onClear, Remove: b.onRemove,
		Pause:  func(pause bool) { b.batch.Pause(pause); b.show() },
		Cancel: func() { b.batch.Cancel(); b.show() },
		Open:   func(path string) { w.session.Open(path) },
		Close:  w.onBatch,
		Key:    w.onKey,
	}, entries, w.formatNames(), batchview.Choice{Format: export.Format(w.choices.now.ExportFormat),
		Folder: w.choices.now.ExportFolder, Pattern: batch.DefaultPattern}, batchSentence)
	return b
}

// corrected gives pages as a person corrected them in their document before;
// nil without a store.
func corrected(store session.Store) func(context.Context, string) func(ocr.Page) ocr.Page {
	if store == nil {
		return nil
	}
	return func(ctx context.Context, path string) func(ocr.Page) ocr.Page {
		asRead := func(page ocr.Page) ocr.Page { return page }
		key, err := store.Key(ctx, path)
		if err != nil {
			return asRead
		}
		list, err := store.Corrections(ctx, key)
		if err != nil {
			return asRead
		}
		return correct.New(list).Apply
	}
}

// formatNames are the formats with their names.
func (w *window) formatNames() []batchview.FormatName {
	var names []batchview.FormatName
	for _, f := range w.formats() {
		names = append(names, batchview.FormatName{Format: f, Name: formatName(f)})
	}
	return names
}

// batchSentence says why a document was not done.
func batchSentence(err error) string {
	switch {
	case errors.Is(err, batch.ErrPages):
		return lang.L("The document has none of these pages.")
	case errors.Is(err, publish.ErrSource):
		return lang.L("The file would replace the document itself. Choose another folder or name.")
	}
	return translation.Of(err)
}

// onBatch shows or hides the panel.
func (w *window) onBatch() { w.togglePanel("batch") }

// show shows the batch as it is now, and stops looking when it has ended.
func (b *batchPane) show() {
	s := b.batch.Snapshot()
	b.panel.SetSnapshot(s)
	if b.looked && !s.Running {
		b.looked = false
		b.sampler.Stop()
		b.w.status.say(lang.N("The batch has ended: {{.Count}} documents written", s.Count(batch.Done, batch.Partly),
			map[string]any{"Count": s.Count(batch.Done, batch.Partly)}))
	}
}

func (b *batchPane) onAddOpen() {
	for _, d := range b.w.session.Docs {
		if d.Request == "" {
			b.batch.Add(d.Path)
		}
	}
	b.show()
}

// onAddFiles asks for files to be read.
func (b *batchPane) onAddFiles() {
	b.w.opener.choose(question{lang.L("Add documents to the batch"), lang.L("Add"), false, b.add})
}

// onAddFolder asks for a folder whose files are to be read.
func (b *batchPane) onAddFolder() {
	b.w.opener.choose(question{lang.L("Add the files in a folder to the batch"), lang.L("Add"), true, b.add})
}

// add adds files, and those in folders, off the user interface's goroutine.
func (b *batchPane) add(paths ...string) {
	b.adding.Start(
		func(ctx context.Context) (intake.Found, error) { return intake.Look(ctx, paths) },
		func(found intake.Found, err error) {
			if err != nil {
				return
			}
			n := b.batch.Add(found.Files...)
			text := lang.N("Added {{.Count}} documents to the batch", n, map[string]any{"Count": n})
			if left := len(found.LeftOut); left > 0 {
				text += ". " + lang.N("{{.Count}} files were left out: Recto does not open them", left, map[string]any{"Count": left})
			}
			b.w.status.say(text)
			b.show()
		},
	)
}

// onStart does what waits, after asking where files may be replaced.
func (b *batchPane) onStart(c batchview.Choice) {
	if c.Existing != batch.Replace {
		b.start(c)
		return
	}
	b.w.ask(dialog.NewConfirm(lang.L("Replace what is there?"),
		lang.L("Files in {{.Folder}} that have the name of a document in the batch will be replaced.", map[string]any{"Folder": c.Folder}),
		func(yes bool) {
			if yes {
				b.start(c)
			}
		}, b.w.win))
}

func (b *batchPane) start(c batchview.Choice) {
	folder, err := filepath.Abs(c.Folder)
	if err != nil {
		folder = c.Folder
	}
	err = b.batch.Start(b.ctx, batch.Options{Format: c.Format, Folder: folder, Pattern: c.Pattern, Existing: c.Existing, Password: c.Password,
		Languages: b.w.choices.now.Languages, Order: ocr.Order(b.w.choices.now.ReadingOrder),
		TextLayer: ocr.TextLayer(b.w.choices.now.TextLayer), Layers: b.w.page.view.Layers(), InFlight: b.w.session.InFlight()})
	if err == nil {
		b.looked = true
		b.sampler.Start()
	}
	b.show()
}

func (b *batchPane) onRetry(c batchview.Choice) {
	b.batch.Retry()
	b.onStart(c)
}

func (b *batchPane) onClear() {
	b.batch.Clear()
	b.show()
}

func (b *batchPane) onRemove(index int) {
	b.batch.Remove(index)
	b.show()
}

// onFolder asks where the files go.
func (b *batchPane) onFolder() {
	b.w.opener.choose(question{lang.L("Folder for the files"), lang.L("Choose"), true, func(paths ...string) { b.panel.SetFolder(paths[0]) }})
}

// close ends the batch and returns when nothing of it runs any more.
func (b *batchPane) close() {
	b.sampler.Stop()
	b.batch.Close()
	b.sampler.Wait()
	b.adding.Wait()
}
