package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"recto/ocr"
	"recto/ocr/wire"
)

// jsonIndent is one step of the pretty-printed document; pagesIndent the
// indent of a page in it, as readResults is nested three deep.
const (
	jsonIndent  = "  "
	pagesIndent = jsonIndent + jsonIndent + jsonIndent
)

// jsonWriter writes the Read 3.2 document, byte for byte as if it had been
// marshalled whole. What stands before the pages says "succeeded", so it is
// not written before there is one.
type jsonWriter struct {
	w      io.Writer
	pages  int
	closed bool
}

func (j *jsonWriter) Page(page ocr.Page) error {
	if j.closed {
		return errClosed
	}
	var b bytes.Buffer
	if j.pages == 0 {
		head, _ := envelope()
		b.Write(head)
	} else {
		b.WriteByte(',')
	}
	b.WriteString("\n" + pagesIndent)
	if err := encode(&b, pagesIndent, wire.Read32(page)); err != nil {
		return fmt.Errorf("page %d as JSON: %w", page.Number+1, err)
	}
	j.pages++
	_, err := j.w.Write(b.Bytes())
	return err
}

// Close ends the document; without any page it is one that says "failed".
func (j *jsonWriter) Close() error {
	if j.closed {
		return nil
	}
	j.closed = true
	var b bytes.Buffer
	if j.pages == 0 {
		if err := encode(&b, "", wire.ReadOperationResult{Status: wire.StatusFailed}); err != nil {
			return err
		}
	} else {
		_, tail := envelope()
		b.WriteString("\n" + strings.TrimSuffix(pagesIndent, jsonIndent))
		b.Write(tail)
	}
	b.WriteByte('\n')
	_, err := j.w.Write(b.Bytes())
	return err
}

// envelope is the document around its pages, cut between the brackets of
// readResults, so that its fields are named in package wire alone.
func envelope() (head, tail []byte) {
	const empty = "[]"
	var b bytes.Buffer
	if err := encode(&b, "", wire.Succeeded()); err != nil {
		panic("export: " + err.Error()) // our own struct of plain fields
	}
	i := bytes.LastIndex(b.Bytes(), []byte(empty))
	return b.Bytes()[:i+1], b.Bytes()[i+1:]
}

// encode writes v pretty-printed without a line feed at its end; later lines
// start with prefix. < > & stay as they are: nobody puts the file into HTML.
func encode(b *bytes.Buffer, prefix string, v any) error {
	encoder := json.NewEncoder(b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, jsonIndent)
	if err := encoder.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1)
	return nil
}
