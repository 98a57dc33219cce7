package ocr

import "context"

// Order is how a page's lines are sorted (contract read.md 2.2).
type Order string

// OrderBasic sorts lines from the top left; OrderNatural keeps the order in
// which a person reads blocks and columns.
const (
	OrderBasic   Order = "basic"
	OrderNatural Order = "natural"
)

// TextLayer is what becomes of text that a document already holds.
type TextLayer string

// TextLayerAuto takes it where it is sound, reads what it leaves out and reads
// the page where it is not; TextLayerOnly takes it as it is and reads nothing,
// so that a page without any, pictures too, has no lines; TextLayerNever reads
// every page as if it held none. The empty value is TextLayerAuto.
const (
	TextLayerAuto  TextLayer = "auto"
	TextLayerOnly  TextLayer = "only"
	TextLayerNever TextLayer = "never"
)

// Known reports whether t is one of the three.
func (t TextLayer) Known() bool {
	return t == TextLayerAuto || t == TextLayerOnly || t == TextLayerNever
}

// Request asks for the text of one page. It is plain data: it crosses the pipe.
type Request struct {
	// Path is the document's file; Password opens it where it is locked.
	Path     string `json:"path"`
	Password string `json:"password,omitempty"`

	// Page counts from 0.
	Page int `json:"page"`

	// Languages are BCP-47 codes, the most likely first; none, or
	// the word "auto", means automatic: what the page shows, as far as its data
	// is installed.
	Languages []string `json:"languages,omitempty"`

	// Order is OrderBasic when empty.
	Order Order `json:"order,omitempty"`

	// TextLayer is TextLayerAuto when empty.
	TextLayer TextLayer `json:"textLayer,omitempty"`

	// Parts are the parts of the page that are read; words whose middle lies in
	// another are left out.
	Parts Parts `json:"parts,omitzero"`

	// Uncalibrated leaves the engine's own confidences, for measuring.
	Uncalibrated bool `json:"uncalibrated,omitempty"`

	// Lenient reads with the nearest data that is installed where that of a
	// language is missing, instead of failing with ErrLanguage.
	Lenient bool `json:"lenient,omitempty"`

	// Group is what the queue is fair between: a file or an operation.
	Group string `json:"-"`

	// Urgent goes before everything that is not: the page a person looks at.
	Urgent bool `json:"-"`

	// Prompt says that somebody waits for just this page: every second turn
	// goes to such pages, fairly among their groups.
	Prompt bool `json:"-"`

	// Begun is called, where it is not nil, when the page's turn has come and
	// a worker begins with it.
	Begun func() `json:"-"`
}

// Recognizer reads pages. It may be called by several goroutines at once. Its
// errors hold a Code, a render.Code, or the context's own error.
type Recognizer interface {
	Recognize(ctx context.Context, req Request) (Page, error)
}
