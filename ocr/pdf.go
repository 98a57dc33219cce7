package ocr

import (
	"context"
	"iter"
)

// PDFRequest asks for a PDF of a document in which the text that was read can
// be searched. It is plain data: it crosses the pipe.
type PDFRequest struct {
	// Path is the document's file; Password opens it where it is locked.
	Path     string `json:"path"`
	Password string `json:"password,omitempty"`

	// Target is the file that is written: an existing one, made for this by the
	// caller, who moves it to its place or removes it. After an error, or the
	// end of the context, what it holds is of no use.
	Target string `json:"target"`

	// Force adds every word, also where the document has text of its own.
	Force bool `json:"force,omitempty"`

	// Group is what the queue is fair between; Path where it is empty.
	Group string `json:"-"`
}

// PDFResult says what was written.
type PDFResult struct {
	// Pages is how many pages the PDF has, WithText on how many of them words
	// were put.
	Pages    int `json:"pages"`
	WithText int `json:"withText"`

	// Words is how many words were put on pages, Present how many were left
	// out because the document has text of its own in their place.
	Words   int `json:"words"`
	Present int `json:"present,omitempty"`

	// Blank is how many pages of a picture document could not be drawn and are
	// empty.
	Blank int `json:"blank,omitempty"`

	// Encrypted is true where the document was locked: the PDF is so too, with
	// the same passwords and permissions.
	Encrypted bool `json:"encrypted,omitempty"`

	// Signed is true where the document bears signatures, which hold for it
	// and not for the PDF that was written.
	Signed bool `json:"signed,omitempty"`
}

// PDFWriter writes searchable PDFs. It may be called by several goroutines at
// once. Its errors hold a Code, a render.Code, or the context's own error.
type PDFWriter interface {
	// WritePDF writes all pages of the document, with the text of the given
	// ones, each of which comes once. An error that pages yields ends the
	// writing and is returned.
	WritePDF(ctx context.Context, req PDFRequest, pages iter.Seq2[Page, error]) (PDFResult, error)
}
