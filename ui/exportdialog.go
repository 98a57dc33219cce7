package ui

import (
	"path/filepath"
	"slices"
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
	"recto/ui/keys"
	"recto/ui/session"
)

// exportDialog asks what is to be written, in which format, and where.
type exportDialog struct {
	w       *window
	doc     *session.Document // shown when it was asked; others may come meanwhile
	scopes  []scope
	formats []export.Format

	scope, format *keys.Select
	target        *keys.Entry
	note          *widget.Label
	form          *dialog.FormDialog

	// named is the name that was proposed last: one that a person typed stays.
	named string
}

// exportWidth is the dialog's, in a window that has room for it.
const exportWidth = 660

// onExport asks for the file to write. Fyne's own dialog empties an existing
// file before it asks nobody what to write there, so that a failed export
// would lose it; this one gives a name, and the file is replaced whole.
func (w *window) onExport() {
	d := w.session.Doc()
	e := &exportDialog{w: w, doc: d, formats: w.formats(), target: w.newEntry(), note: widget.NewLabel("")}
	w.exporting = e
	e.note.Wrapping = fyne.TextWrapWord
	e.makeScopes()
	var names []string
	for _, f := range e.formats {
		names = append(names, formatName(f))
	}
	e.format = keys.NewSelect(names, w.onKey)
	e.format.SetSelectedIndex(max(0, slices.Index(e.formats, export.Format(w.choices.now.ExportFormat))))
	e.propose()
	e.scope.OnChanged = func(string) { e.propose() }
	e.format.OnChanged = func(string) { e.propose() }
	e.target.OnChanged = func(string) { e.showNote() }
	folder := widget.NewButtonWithIcon("", theme.FolderOpenIcon(), e.onFolder)
	e.form = dialog.NewForm(lang.L("Export"), lang.L("Save"), lang.L("Cancel"), []*widget.FormItem{
		widget.NewFormItem(lang.L("What"), e.scope),
		widget.NewFormItem(lang.L("Format"), e.format),
		widget.NewFormItem(lang.L("Where"), container.NewBorder(nil, nil, nil, folder, e.target)),
		widget.NewFormItem("", e.note),
	}, func(ok bool) {
		if ok {
			e.save()
		}
	}, w.win)
	e.target.OnSubmitted = func(string) { e.form.Submit() }
	e.form.Resize(fyne.NewSize(min(exportWidth, w.win.Canvas().Size().Width-40), 0))
	w.ask(e.form)
	w.win.Canvas().Focus(e.target)
}

func (e *exportDialog) makeScopes() {
	d := e.doc
	add := func(s scope, text string, names *[]string) {
		e.scopes, *names = append(e.scopes, s), append(*names, text)
	}
	var names []string
	if pages := e.w.exported(d, scopeSelection); len(pages) > 0 {
		add(scopeSelection, lang.L("The selection: {{.Amount}}", map[string]any{"Amount": amount(pages[0])}), &names)
	}
	if pages := e.w.exported(d, scopeArea); len(pages) > 0 {
		add(scopeArea, lang.L("The area: {{.Amount}}", map[string]any{"Amount": amount(pages[0])}), &names)
	}
	if len(e.w.exported(d, scopePage)) > 0 {
		add(scopePage, lang.L("This page: {{.Page}}", map[string]any{"Page": d.At + 1}), &names)
	}
	if len(d.Results()) > 0 {
		add(scopeDocument, lang.L("This document: {{.Name}}", map[string]any{"Name": d.Name()}), &names)
	}
	if n := e.readDocuments(); n > 1 {
		add(scopeAll, lang.N("All {{.Count}} open documents", n, map[string]any{"Count": n}), &names)
	}
	e.scope = keys.NewSelect(names, e.w.onKey)
	first := slices.Index(e.scopes, scopeDocument)
	if i := slices.Index(e.scopes, scopeArea); i >= 0 {
		first = i // it was drawn for something
	}
	e.scope.SetSelectedIndex(max(0, first))
}

// readDocuments is how many documents something was read of.
func (e *exportDialog) readDocuments() int {
	n := 0
	for _, d := range e.w.session.Docs {
		if len(d.Results()) > 0 {
			n++
		}
	}
	return n
}

func (e *exportDialog) chosen() (scope, export.Format) {
	return e.scopes[max(0, e.scope.SelectedIndex())], e.formats[max(0, e.format.SelectedIndex())]
}

// propose names the file as the scope and the format want it, in the folder
// that is there already.
func (e *exportDialog) propose() {
	d := e.doc
	s, format := e.chosen()
	folder := e.folder()
	name := exportName(d, s, format)
	if s == scopeAll {
		e.target.SetText(folder)
		e.named = ""
	} else if base := filepath.Base(e.target.Text); e.target.Text == "" || e.named == "" || base == e.named {
		e.target.SetText(filepath.Join(folder, name))
		e.named = name
	}
	e.target.CursorColumn = len([]rune(e.target.Text))
	e.target.Refresh()
	e.showNote()
}

// folder is the one that is named, else the document's.
func (e *exportDialog) folder() string {
	text := strings.TrimSpace(e.target.Text)
	switch {
	case text == "":
		return exportFolder(e.doc)
	case e.named == "":
		return text
	}
	return filepath.Dir(text)
}

// showNote says what will be in the file.
func (e *exportDialog) showNote() {
	d := e.doc
	s, format := e.chosen()
	pages := e.w.exported(d, s)
	total := map[string]any{"Read": len(d.Results()), "All": len(d.Pages)}
	switch {
	case s == scopeAll:
		e.note.SetText(lang.L("One file for each document, in this folder. Pages that are not read are left out."))
	case format == export.FormatPDF && s != scopeDocument:
		e.note.SetText(lang.L("The PDF has all pages of the document; only this one gets its text."))
	case format == export.FormatPDF:
		e.note.SetText(lang.L("The document as it is, with invisible text that can be searched and copied on {{.Read}} of {{.All}} pages.", total))
	case format == export.FormatPNG && len(pages) > 1:
		e.note.SetText(lang.N("{{.Count}} pictures will be written, a number after the name.", len(pages), map[string]any{"Count": len(pages)}))
	case s == scopeDocument && len(pages) < len(d.Pages):
		e.note.SetText(lang.L("Only {{.Read}} of {{.All}} pages are read; the others will be left out.", total))
	default:
		e.note.SetText(amountOf(pages))
	}
}

// amountOf is how much text the pages have.
func amountOf(pages []ocr.Page) string {
	lines, words := 0, 0
	for _, p := range pages {
		lines, words = lines+len(p.Lines), words+p.Words()
	}
	return strings.Join([]string{
		lang.N("{{.Count}} page", len(pages), map[string]any{"Count": len(pages)}),
		lang.N("{{.Count}} line", lines, map[string]any{"Count": lines}),
		lang.N("{{.Count}} word", words, map[string]any{"Count": words}),
	}, ", ")
}

// onFolder chooses another folder for the file.
func (e *exportDialog) onFolder() {
	choose := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		switch {
		case err != nil || folder == nil:
		case e.named == "":
			e.target.SetText(folder.Path())
		default:
			e.target.SetText(filepath.Join(folder.Path(), filepath.Base(e.target.Text)))
		}
	}, e.w.win)
	if folder, err := storage.ListerForURI(storage.NewFileURI(e.folder())); err == nil {
		choose.SetLocation(folder)
	}
	e.w.fillWindow(choose)
	e.w.ask(choose)
}

// save writes what was chosen.
func (e *exportDialog) save() {
	target := strings.TrimSpace(e.target.Text)
	if target == "" {
		return
	}
	if absolute, err := filepath.Abs(target); err == nil {
		target = absolute
	}
	s, format := e.chosen()
	e.w.carry(e.w.exports(e.doc, s, format, target))
}
