package ui

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"

	"recto/ocr/publish"
	"recto/ui/translation"
)

// exporter writes files beside the window, one export after the other.
type exporter struct {
	// The window's context, kept because it outlives every single export.
	ctx     context.Context
	post    func(func())
	publish func(context.Context, publish.Job) (publish.Result, error)

	// running are the exports that have not ended, the first of them at work.
	running []*running

	// finding is how many exports find out what they would replace.
	finding int
	wg      sync.WaitGroup
	turn    sync.Mutex
}

// running is an export on its way: how many of its files are done, and the end
// of it.
type running struct {
	jobs   []publish.Job
	done   int
	cancel context.CancelFunc
}

// outcome is what became of an export: the results of the jobs that were
// written, and of the first that was not, why.
type outcome struct {
	results []publish.Result
	lost    publish.Job
	err     error
}

// start writes the jobs; changed is told after each, and done once.
func (e *exporter) start(jobs []publish.Job, changed func(), done func(outcome)) {
	ctx, cancel := context.WithCancel(e.ctx)
	r := &running{jobs: jobs, cancel: cancel}
	e.running = append(e.running, r)
	e.wg.Go(func() {
		defer cancel()
		e.turn.Lock()
		defer e.turn.Unlock()
		var out outcome
		for _, job := range jobs {
			result, err := e.publish(ctx, job)
			out.results = append(out.results, result)
			if err != nil {
				out.lost, out.err = job, err
				if ctx.Err() != nil {
					out.err = ctx.Err()
				}
				break
			}
			e.post(func() {
				r.done++
				changed()
			})
		}
		e.post(func() {
			e.running = slices.DeleteFunc(e.running, func(other *running) bool { return other == r })
			if e.ctx.Err() == nil {
				done(out)
			}
		})
	})
}

// find gives the files that the jobs would replace. A folder may be slow to
// answer.
func (e *exporter) find(jobs []publish.Job, found func(taken []string)) {
	e.finding++
	e.wg.Go(func() {
		var taken []string
		for _, job := range jobs {
			taken = append(taken, publish.Taken(job)...)
		}
		e.post(func() {
			e.finding--
			if e.ctx.Err() == nil {
				found(taken)
			}
		})
	})
}

// busy reports whether an export is under way.
func (e *exporter) busy() bool { return e.finding > 0 || len(e.running) > 0 }

// wait returns when nothing is written any more.
func (e *exporter) wait() { e.wg.Wait() }

// carry writes the jobs. Of files that are there already, it asks first.
func (w *window) carry(jobs []publish.Job) {
	w.exporter.find(jobs, func(taken []string) {
		if len(taken) == 0 {
			w.write(jobs)
			return
		}
		w.askReplace(jobs, taken)
	})
}

// askReplace asks whether the files that are there may be replaced.
func (w *window) askReplace(jobs []publish.Job, taken []string) {
	w.ask(dialog.NewConfirm(lang.L("Replace what is there?"), takenText(taken), func(yes bool) {
		if yes {
			for i := range jobs {
				jobs[i].Replace = true
			}
			w.write(jobs)
		}
	}, w.win))
}

// maxNamed is how many files are named in a question.
const maxNamed = 4

// takenText asks whether files may be replaced.
func takenText(taken []string) string {
	var names []string
	for _, path := range taken[:min(len(taken), maxNamed)] {
		names = append(names, filepath.Base(path))
	}
	if more := len(taken) - len(names); more > 0 {
		names = append(names, lang.N("and {{.Count}} more", more, map[string]any{"Count": more}))
	}
	return lang.N("{{.Count}} files are there already. Replace them?", len(taken), map[string]any{"Count": len(taken)}) + "\n\n" + strings.Join(names, "\n")
}

func (w *window) write(jobs []publish.Job) {
	if len(jobs) > 0 {
		w.exporter.start(jobs, w.showMessages, w.onWritten)
		w.showMessages()
	}
}

// onWritten says what was written, or why it was not.
func (w *window) onWritten(out outcome) {
	var files []string
	var bytes int64
	for _, result := range out.results {
		files, bytes = append(files, result.Files...), bytes+result.Bytes
	}
	name := filepath.Base(out.lost.Target)
	switch {
	case errors.Is(out.err, context.Canceled):
		w.status.say(lang.N("The export was cancelled; {{.Count}} files were written before.", len(files), map[string]any{"Count": len(files)}))
	case errors.Is(out.err, publish.ErrSource):
		w.fail(lang.L("{{.File}} is the document itself, which Recto never changes. Choose another name.", map[string]any{"File": name}))
	case errors.Is(out.err, fs.ErrExist):
		w.fail(lang.L("{{.File}} came into being meanwhile and was left as it is. Export again to replace it.", map[string]any{"File": name}))
	case out.err != nil:
		w.failOf(lang.L("{{.File}} was not written. {{.Why}}", map[string]any{"File": name, "Why": translation.Of(out.err)}), out.err)
	default:
		w.status.say(writtenText(files, bytes))
		if text := pdfNote(out.results); text != "" {
			w.notice = text
		}
	}
	w.showMessages()
}

// writtenText says which files were written, and how large they are.
func writtenText(files []string, bytes int64) string {
	size := fmt.Sprintf("%.1f kB", float64(bytes)/1000)
	if len(files) == 1 {
		return lang.L("Wrote {{.File}} ({{.Size}})", map[string]any{"File": files[0], "Size": size})
	}
	return lang.N("Wrote {{.Count}} files ({{.Size}}) into {{.Folder}}", len(files), map[string]any{"Count": len(files), "Size": size, "Folder": filepath.Dir(files[0])})
}

// pdfNote tells what a person should know of a searchable PDF, "" for nothing.
func pdfNote(results []publish.Result) string {
	for _, result := range results {
		switch {
		case result.PDF.Signed:
			return lang.L("The document bears signatures. They hold for it, not for the PDF that was written.")
		case result.PDF.Encrypted:
			return lang.L("The document is locked, and so is the PDF that was written: the same password opens it.")
		}
	}
	return ""
}

// exportMessages tell what is being written.
func (w *window) exportMessages() []message {
	var list []message
	for _, r := range w.exporter.running {
		text := lang.L("Writing {{.File}}…", map[string]any{"File": filepath.Base(r.jobs[min(r.done, len(r.jobs)-1)].Target)})
		if len(r.jobs) > 1 {
			text = lang.L("{{.Done}} of {{.All}} files are written.", map[string]any{"Done": r.done, "All": len(r.jobs)}) + " " + text
		}
		list = append(list, message{text: text, action: lang.L("Cancel"), act: r.cancel})
	}
	return list
}
