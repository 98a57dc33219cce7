package ui

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ui/session"
	"recto/ui/translation"
)

// copied is the text of the selection, or of the page where nothing is
// selected, and in words how much that is. Within a line no line feed ends it.
func copied(p ocr.Page, s ocr.Span) (text, what string) {
	if s.Empty() {
		return p.Text(), lang.L("the page: {{.Lines}}, {{.Words}}", map[string]any{"Lines": lineCount(len(p.Lines)), "Words": wordCount(p.Words())})
	}
	part := p.Part(s)
	switch {
	case part.Words() == 1:
		return strings.TrimSuffix(part.Text(), "\n"), lang.L("a word")
	case len(part.Lines) == 1:
		return strings.TrimSuffix(part.Text(), "\n"), wordCount(part.Words())
	}
	return part.Text(), lineCount(len(part.Lines)) + ", " + wordCount(part.Words())
}

func (w *window) onExportText() { w.askExport(export.FormatText) }
func (w *window) onExportJSON() { w.askExport(export.FormatJSON) }

// exportName is where a document's text goes unless a person says otherwise:
// beside the document, under its base name. What came over the API lies where
// no person looks, so its text goes into the home folder.
func exportName(d *session.Document, format export.Format) string {
	path := d.Path
	if d.Request != "" {
		home, err := os.UserHomeDir()
		if err != nil {
			home = "."
		}
		path = filepath.Join(home, filepath.Base(d.Name()))
	}
	return strings.TrimSuffix(path, filepath.Ext(path)) + format.Extension()
}

// askExport asks for the file to write. Fyne's own dialog empties an existing
// file before it asks nobody what to write there, so that a failed export
// would lose it; this one gives a name, and the file is replaced whole.
func (w *window) askExport(format export.Format) {
	d := w.session.Doc()
	pages := d.Results()
	w.target = w.newEntry()
	w.target.SetText(exportName(d, format))
	w.target.CursorColumn = len([]rune(w.target.Text))
	folder := widget.NewButtonWithIcon("", theme.FolderOpenIcon(), w.onExportFolder)
	note := widget.NewLabel(exportNote(len(pages), len(d.Pages)))
	note.Wrapping = fyne.TextWrapWord
	form := dialog.NewForm(lang.L("Export as {{.Format}}", map[string]any{"Format": formatName(format)}), lang.L("Save"), lang.L("Cancel"), []*widget.FormItem{
		widget.NewFormItem(lang.L("File"), container.NewBorder(nil, nil, nil, folder, w.target)),
		widget.NewFormItem("", note),
	}, func(ok bool) {
		if ok {
			w.export(w.target.Text, format, pages, len(d.Pages), true)
		}
	}, w.win)
	w.target.OnSubmitted = func(string) { form.Submit() }
	form.Resize(fyne.NewSize(640, 0))
	w.ask(form)
	w.win.Canvas().Focus(w.target)
}

// exportNote says what will be in the file.
func exportNote(read, all int) string {
	if read == all {
		return lang.N("{{.Count}} page will be written.", all, map[string]any{"Count": all})
	}
	return lang.N("Only {{.Done}} of {{.Count}} page are read; the others will be left out.", all, map[string]any{"Done": read, "Count": all})
}

func formatName(format export.Format) string {
	if format == export.FormatText {
		return lang.X("format.text", "text")
	}
	return strings.ToUpper(string(format))
}

// onExportFolder chooses another folder for the file.
func (w *window) onExportFolder() {
	target := w.target
	choose := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		if err == nil && folder != nil {
			target.SetText(filepath.Join(folder.Path(), filepath.Base(target.Text)))
		}
	}, w.win)
	if folder, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(target.Text))); err == nil {
		choose.SetLocation(folder)
	}
	w.fillWindow(choose)
	w.ask(choose)
}

// export writes the pages. Of a file that is there already, it asks first.
func (w *window) export(path string, format export.Format, pages []ocr.Page, all int, ask bool) {
	err := export.WriteFile(path, ask, func(out io.Writer) error { return export.Pages(out, format, export.Document{}, pages) })
	switch {
	case ask && errors.Is(err, fs.ErrExist):
		w.ask(dialog.NewConfirm(lang.L("Replace the file?"), lang.L("{{.File}} is there already. Replace it?", map[string]any{"File": filepath.Base(path)}), func(yes bool) {
			if yes {
				w.export(path, format, pages, all, false)
			}
		}, w.win))
	case err != nil:
		w.fail(lang.L("{{.File}} was not written.", map[string]any{"File": filepath.Base(path)}) + " " + translation.Of(err))
	default:
		w.status.say(written(path, len(pages), all))
	}
}

// written says which file holds how much now.
func written(path string, pages, all int) string {
	data := map[string]any{"Count": pages, "All": all, "File": path, "Size": ""}
	if info, err := os.Stat(path); err == nil {
		data["Size"] = fmt.Sprintf(" (%.1f kB)", float64(info.Size())/1000)
	}
	if pages < all {
		return lang.L("Wrote {{.Count}} of {{.All}} pages{{.Size}} to {{.File}}", data)
	}
	return lang.N("Wrote {{.Count}} page{{.Size}} to {{.File}}", pages, data)
}
