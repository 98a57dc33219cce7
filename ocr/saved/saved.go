// Package saved reads results that were saved as files back into pages: Read
// JSON of every version, Recto's own or a cloud's, and hOCR.
package saved

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"recto/ocr"
	"recto/ocr/wire"
)

// Kind is what kind of result a file holds.
type Kind string

// The kinds. KindNone is none that this package reads.
const (
	KindNone Kind = ""
	KindRead Kind = "read"
	KindHOCR Kind = "hocr"
)

// SniffLength is how many bytes of a file Sniff wants to see.
const SniffLength = 4096

// DefaultLimit is the largest file that is read unless somebody says otherwise,
// in bytes: a pretty-printed document of 2,000 full pages has about 400 MB.
const DefaultLimit = 1 << 30

// Errors of Read.
var (
	ErrFormat   = errors.New("the file holds no result of a reading")
	ErrEmpty    = errors.New("the file holds no page")
	ErrTooLarge = errors.New("the file is too large")
	ErrDamaged  = errors.New("the file is damaged")
)

// Document is what a file holds.
type Document struct {
	Kind Kind

	// Pages are in rising order. A page of inches without a resolution has
	// pixels of about 300 dpi.
	Pages []ocr.Page

	// Software is what wrote the file, and Languages are what was read with,
	// where the file says so.
	Software  string
	Languages []string

	// images are the names of the pages' pictures, as the file has them, and
	// guessed the numbers of pages whose size the file does not tell.
	images  []string
	guessed map[int]bool
}

// Sniff tells by a file's first bytes and its name what kind of result it may
// hold; Read knows for sure.
func Sniff(prefix []byte, name string) Kind {
	text := bytes.ToLower(plain(prefix))
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case len(text) == 0:
		return KindNone
	case text[0] == '{' && (ext == ".json" || containsAny(text, `"analyzeresult"`, `"readresults"`, `"recognitionresult`)):
		return KindRead
	case text[0] == '<' && (ext == ".hocr" || containsAny(text, "ocr_page", "ocr-system", "ocr-capabilities")):
		return KindHOCR
	}
	return KindNone
}

func containsAny(text []byte, parts ...string) bool {
	for _, part := range parts {
		if bytes.Contains(text, []byte(part)) {
			return true
		}
	}
	return false
}

// plain is the beginning of a text as UTF-8, without what marks it as such and
// the space before it.
func plain(prefix []byte) []byte {
	text, _ := io.ReadAll(decoded(bytes.NewReader(prefix))) // half a character at the end does not matter
	return bytes.TrimSpace(text)
}

// decoded is a text as UTF-8: a mark at its beginning tells UTF-16, as some
// shells write what programs print.
func decoded(r io.Reader) io.Reader {
	return transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder()))
}

// Read reads a saved result of at most limit bytes. What makes no sense in it
// is put right: pages without numbers are counted, places lie near their page,
// texts hold nothing that cannot be shown.
func Read(r io.Reader, limit int64) (Document, error) {
	bounded := &bounded{r: r, left: limit}
	buffered := bufio.NewReaderSize(decoded(bounded), SniffLength)
	prefix, err := buffered.Peek(SniffLength)
	if err != nil && !errors.Is(err, io.EOF) {
		return Document{}, fmt.Errorf("read result: %w", err)
	}
	var doc Document
	switch Sniff(prefix, ".json") {
	case KindRead:
		doc.Pages, err = wire.Parse(buffered)
	case KindHOCR:
		doc, err = readHOCR(buffered)
	default:
		err = ErrFormat
	}
	switch {
	case bounded.over:
		err = ErrTooLarge
	case errors.Is(err, wire.ErrTooMuch):
		err = fmt.Errorf("%w: %w", ErrTooLarge, err)
	case err != nil && !errors.Is(err, ErrFormat):
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	case err == nil && len(doc.Pages) == 0:
		err = ErrEmpty
	}
	if err != nil {
		return Document{}, fmt.Errorf("read result: %w", err)
	}
	if doc.Kind == KindNone {
		doc.Kind = KindRead
	}
	doc.mend()
	return doc, nil
}

// bounded reads no more than left bytes, and tells whether there were more.
type bounded struct {
	r    io.Reader
	left int64
	over bool
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		var one [1]byte
		n, err := b.r.Read(one[:])
		if n > 0 {
			b.over = true
			return 0, ErrTooLarge
		}
		return 0, err
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}
