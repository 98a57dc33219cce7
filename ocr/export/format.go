package export

import (
	"io"
	"slices"

	"recto/ocr/wire"
)

// Format is the kind of file that is written.
type Format string

// The formats. What each holds is told at its writer; New writes all but those
// that need the source.
const (
	FormatText     Format = "text"
	FormatJSON     Format = "json"   // the Read 3.2 document
	FormatJSON20   Format = "json20" // the Read 2.0 document
	FormatHOCR     Format = "hocr"
	FormatALTO     Format = "alto"
	FormatCSV      Format = "csv"
	FormatMarkdown Format = "markdown"
	FormatDOCX     Format = "docx"
	FormatPDF      Format = "pdf" // the document with its text in it, to be searched
	FormatPNG      Format = "png" // the page with the words drawn over it
)

// kind is what there is to know of a format. Extensions differ, so that every
// format of one document can lie in one folder.
type kind struct {
	format     Format
	name       string // for people, in English
	extension  string
	joins      bool                             // see Joins
	saysFailed bool                             // see SaysFailed
	binary     bool                             // see Binary
	start      func(io.Writer, Document) Writer // nil where the source is needed
}

// kinds are all formats, the simplest first.
var kinds = []kind{
	{
		format: FormatText, name: "Text", extension: ".txt", joins: true,
		start: func(w io.Writer, _ Document) Writer { return &textWriter{w: w} },
	},
	{
		format: FormatMarkdown, name: "Markdown", extension: ".md", joins: true,
		start: func(w io.Writer, _ Document) Writer { return &markdownWriter{w: w} },
	},
	{
		format: FormatDOCX, name: "Word document", extension: ".docx", binary: true,
		start: func(w io.Writer, doc Document) Writer { return &docxWriter{w: w, doc: doc} },
	},
	{
		format: FormatCSV, name: "Words as CSV", extension: ".csv",
		start: func(w io.Writer, _ Document) Writer { return &csvWriter{w: w} },
	},
	{
		format: FormatJSON, name: "Read JSON 3.2", extension: ".json", saysFailed: true,
		start: func(w io.Writer, _ Document) Writer { return wire.NewFile(w) },
	},
	{
		format: FormatJSON20, name: "Read JSON 2.0", extension: ".v2.json", saysFailed: true,
		start: func(w io.Writer, _ Document) Writer { return wire.NewFile20(w) },
	},
	{
		format: FormatHOCR, name: "hOCR", extension: ".hocr",
		start: func(w io.Writer, doc Document) Writer { return &hocrWriter{w: w, doc: doc} },
	},
	{
		format: FormatALTO, name: "ALTO", extension: ".alto.xml",
		start: func(w io.Writer, doc Document) Writer { return &altoWriter{w: w, doc: doc} },
	},
	{format: FormatPDF, name: "Searchable PDF", extension: ".ocr.pdf", binary: true},
	{format: FormatPNG, name: "Annotated picture", extension: ".read.png", binary: true},
}

// Formats are the formats that New writes, the simplest first.
func Formats() []Format {
	return slices.DeleteFunc(AllFormats(), Format.NeedsSource)
}

// AllFormats are Formats and those that need the source; package publish writes
// them all.
func AllFormats() []Format {
	var all []Format
	for _, k := range kinds {
		all = append(all, k.format)
	}
	return all
}

// NeedsSource reports whether the document itself is drawn or rewritten, so
// that New does not write the format.
func (f Format) NeedsSource() bool {
	k, ok := f.kind()
	return ok && k.start == nil
}

func (f Format) kind() (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.format == f })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

// Name is the format's English name for people, "" of an unknown one.
func (f Format) Name() string {
	k, _ := f.kind()
	return k.name
}

// Extension is the ending of the format's files, with its dot; no two formats
// share one.
func (f Format) Extension() string {
	k, _ := f.kind()
	return k.extension
}

// Joins reports whether several documents may follow each other in one file,
// as they do on the standard output: the file names neither its document nor
// the numbers of its pages.
func (f Format) Joins() bool {
	k, _ := f.kind()
	return k.joins
}

// Binary reports whether the file is no text: nothing for a terminal.
func (f Format) Binary() bool {
	k, _ := f.kind()
	return k.binary
}

// SaysFailed reports whether a file that holds no page says of itself that
// nothing could be read. Files of the other formats are then empty.
func (f Format) SaysFailed() bool {
	k, _ := f.kind()
	return k.saysFailed
}
