package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/lang"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/publish"
	"recto/ui/session"
)

// scope is how much is exported.
type scope int

// A person exports what is selected, what stands in an area, the page, the
// document, or all documents.
const (
	scopeSelection scope = iota
	scopeArea
	scopePage
	scopeDocument
	scopeAll
)

// formatName is what people call a format.
func formatName(f export.Format) string {
	switch f {
	case export.FormatText:
		return lang.L("Text")
	case export.FormatMarkdown:
		return lang.L("Markdown")
	case export.FormatDOCX:
		return lang.L("Word document")
	case export.FormatCSV:
		return lang.L("Table of words (CSV)")
	case export.FormatJSON:
		return lang.L("Read JSON 3.2")
	case export.FormatJSON20:
		return lang.L("Read JSON 2.0")
	case export.FormatHOCR:
		return lang.L("hOCR")
	case export.FormatALTO:
		return lang.L("ALTO 4")
	case export.FormatPDF:
		return lang.L("Searchable PDF")
	case export.FormatPNG:
		return lang.L("Annotated picture (PNG)")
	}
	return f.Name()
}

// formats are those that the window writes; without a PDFWriter no PDF.
func (w *window) formats() []export.Format {
	if w.deps.PDF != nil {
		return export.AllFormats()
	}
	return append(export.Formats(), export.FormatPNG)
}

// exportFolder is where a document's text goes unless a person says otherwise:
// beside the document. What came over the API lies where no person looks, so
// its text goes into the home folder.
func exportFolder(d *session.Document) string {
	if d.Request == "" {
		return filepath.Dir(d.Path)
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	return home
}

// exportName is the file for a document's text: its base name, and the page
// where it is that of one page of several.
func exportName(d *session.Document, s scope, format export.Format) string {
	name := strings.TrimSuffix(filepath.Base(d.Name()), filepath.Ext(d.Name()))
	if s == scopePage && len(d.Pages) > 1 || s == scopeSelection || s == scopeArea {
		name = fmt.Sprintf("%s-%0*d", name, len(fmt.Sprint(len(d.Pages))), d.At+1)
	}
	return name + format.Extension()
}

// exported are the pages of a document that a scope has; none where nothing
// was read.
func (w *window) exported(d *session.Document, s scope) []ocr.Page {
	p := d.Current()
	switch {
	case s == scopeDocument || s == scopeAll:
		return d.Results()
	case p == nil || !p.HasResult:
		return nil
	case s == scopeArea:
		if part, ok := w.areas.inside(); ok {
			return []ocr.Page{part}
		}
		return nil
	case s == scopeSelection:
		if d.Selection.Empty() {
			return nil
		}
		return []ocr.Page{p.Result.Part(d.Selection)}
	}
	return []ocr.Page{p.Result}
}

// exports are the jobs of a scope, of that document unless it is all. Target is
// the file, or the folder of all.
func (w *window) exports(doc *session.Document, s scope, format export.Format, target string) []publish.Job {
	docs := []*session.Document{doc}
	if s == scopeAll {
		docs = w.session.Docs
	}
	var jobs []publish.Job
	taken := map[string]bool{}
	for _, d := range docs {
		pages := w.exported(d, s)
		if len(pages) == 0 {
			continue
		}
		job := publish.Job{Path: d.Path, Name: d.Name(), Password: d.Password, Format: format, Target: target,
			Pages: pages, Total: len(d.Pages), Layers: w.page.view.Layers()}
		if s == scopeAll {
			job.Target = unique(filepath.Join(target, exportName(d, s, format)), format, taken)
		}
		jobs = append(jobs, job)
	}
	return jobs
}

// unique numbers a file's name where another of the same export has it.
func unique(path string, format export.Format, taken map[string]bool) string {
	base := strings.TrimSuffix(path, format.Extension())
	for n := 2; taken[path]; n++ {
		path = fmt.Sprintf("%s (%d)%s", base, n, format.Extension())
	}
	taken[path] = true
	return path
}
