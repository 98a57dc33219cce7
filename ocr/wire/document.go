package wire

import (
	"errors"
	"fmt"
	"io"
	"iter"

	"recto/ocr"
)

// WriteDocument writes the whole answer to a poll of version v, as compact
// JSON. Pages are read only where the state is Succeeded, one at a time, each
// written before the next is asked for; nil is no page. Nothing is written
// before the first page has come, so that an error of that one leaves w as it
// was; after a later error the document is cut off. An error of pages or of w
// comes back wrapped.
func WriteDocument(w io.Writer, v Version, e Envelope, pages iter.Seq2[ocr.Page, error]) error {
	form, ok := formOf(v, e)
	if !ok {
		return fmt.Errorf("write document: no version %q", v)
	}
	if e.State != Succeeded {
		pages = nil
	}
	stream := &Stream{w: w, document: form.document, none: form.document, page: form.page}
	if pages != nil {
		for page, err := range pages {
			if err != nil {
				return fmt.Errorf("write document: %w", err)
			}
			if err := stream.Page(page); err != nil {
				return fmt.Errorf("write document: %w", err)
			}
		}
	}
	if err := stream.Close(); err != nil {
		return fmt.Errorf("write document: %w", err)
	}
	return nil
}

// form is how a version publishes an operation: the document without pages,
// and a page in it.
type form struct {
	document any
	page     func(ocr.Page) any
}

func formOf(v Version, e Envelope) (form, bool) {
	switch v {
	case V20, V21:
		return form{document20(e), func(p ocr.Page) any { return read20(p) }}, true
	case V30:
		return form{document30(e, version30), read30}, true
	case V31:
		return form{document30(e, version31), read31}, true
	case V31Preview:
		return form{document30(e, version31), read31Preview}, true
	case V32, V32Preview:
		return form{document32(e, v), func(p ocr.Page) any { return Read32(p) }}, true
	}
	return form{}, false
}

// errClosed answers a page that comes after Close.
var errClosed = errors.New("the document is closed")
