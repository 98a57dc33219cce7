package fitz

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"recto/render"
	"recto/render/qpdf"
)

// openPDF opens a PDF. go-fitz can neither unlock a file nor draw form fields
// and annotations, so qpdf first makes a copy without lock and with those drawn
// into the pages; a PDF that has neither is opened as it is.
func (r *Renderer) openPDF(ctx context.Context, path, password string) (document, error) {
	needs, err := inspectPDF(path)
	if err != nil {
		return nil, fmt.Errorf("read document: %w", render.ErrUnreadable)
	}
	var doc *vector
	if needs.normalising() {
		doc, err = r.openNormalised(ctx, path, password, needs)
	} else {
		doc, err = r.openVector(path, formatPDF)
	}
	if err != nil {
		if errors.Is(err, render.ErrDamaged) && !needs.end {
			err = fmt.Errorf("open document: %w", render.ErrTruncated)
		}
		return nil, err
	}
	if handleOf(doc.doc).pages() == 0 {
		doc = r.repaired(ctx, doc, path, password)
	}
	if handleOf(doc.doc).pages() == 0 && !needs.end {
		doc.close()
		return nil, fmt.Errorf("open document: %w", render.ErrTruncated)
	}
	hints := &resolutions{file: doc.file, text: doc.pageText, count: handleOf(doc.doc).pages(), log: r.log(), known: map[int]pageResolution{}}
	doc.hint = hints.of
	return doc, nil
}

// repaired is a document without pages as qpdf makes it whole: it finds its way
// through tables of contents at which MuPDF gives up. It stays as it is where
// that does not help either.
func (r *Renderer) repaired(ctx context.Context, doc *vector, path, password string) *vector {
	copied, err := normalise(ctx, path, password)
	if err != nil {
		return doc
	}
	whole, err := openMuPDF(copied)
	if err != nil {
		os.Remove(copied)
		return doc
	}
	doc.close()
	return &vector{renderer: r, doc: whole, format: formatPDF, file: copied, scrap: []string{copied}}
}

func (r *Renderer) openNormalised(ctx context.Context, path, password string, needs pdfNeeds) (*vector, error) {
	copied, err := normalise(ctx, path, password)
	if errors.Is(err, render.ErrWrongPassword) {
		// Some documents are locked against changes only and need none.
		if unlocked, again := normalise(ctx, path, ""); again == nil {
			copied, err = unlocked, nil
		}
	}
	if err != nil {
		// qpdf refuses some damaged files that MuPDF still draws.
		if errors.Is(err, render.ErrDamaged) && !needs.encrypted {
			r.log().Info("normalising refused, opened as it is", "error", err)
			return r.openVector(path, formatPDF)
		}
		return nil, err
	}
	doc, err := openMuPDF(copied)
	if err != nil {
		os.Remove(copied)
		return nil, err
	}
	return &vector{renderer: r, doc: doc, format: formatPDF, file: copied, scrap: []string{copied}}, nil
}

// normalise writes a copy of a PDF that is not encrypted and whose form fields
// and annotations are part of its pages, as a screen shows them.
func normalise(ctx context.Context, path, password string) (string, error) {
	whole, err := qpdf.Absolute(path)
	if err != nil {
		return "", err
	}
	out, err := scratch(".pdf")
	if err != nil {
		return "", err
	}
	_, err = qpdf.Run(ctx, password, nil, "--decrypt", "--generate-appearances", "--flatten-annotations=screen", "--", whole, out)
	switch {
	case err != nil && ctx.Err() == nil:
		err = fmt.Errorf("open document: %w", err)
	case err == nil && !qpdf.IsWhole(out):
		err = fmt.Errorf("write a copy: %w", render.ErrTemp)
	}
	if err != nil {
		os.Remove(out)
		return "", err
	}
	return out, nil
}

// pdfNeeds is what a look at a PDF's bytes tells.
type pdfNeeds struct {
	encrypted bool
	drawn     bool // holds form fields or annotations that a page shows
	end       bool // the end mark is there
}

func (n pdfNeeds) normalising() bool { return n.encrypted || n.drawn }

// drawnSubtypes are the annotations that leave something on the page. Links and
// pop-ups do not.
var drawnSubtypes = [][]byte{
	[]byte("/Widget"), []byte("/FreeText"), []byte("/Stamp"), []byte("/Ink"), []byte("/Square"),
	[]byte("/Circle"), []byte("/Line"), []byte("/Highlight"), []byte("/Underline"), []byte("/Squiggly"),
	[]byte("/StrikeOut"), []byte("/Polygon"), []byte("/PolyLine"), []byte("/Caret"), []byte("/Text"),
	[]byte("/Redact"), []byte("/Watermark"), []byte("/FileAttachment"),
}

// inspectPDF searches the file, and the object streams packed in it, for the
// words that say what it needs. It reads in pieces: the file may be large.
func inspectPDF(path string) (pdfNeeds, error) {
	file, err := os.Open(path)
	if err != nil {
		return pdfNeeds{}, err
	}
	defer file.Close()
	var needs pdfNeeds
	// Pieces overlap, so that no word is cut in two.
	const piece, overlap = 1 << 20, 64
	buffer := make([]byte, piece+overlap)
	for at := int64(0); ; at += piece {
		n, err := file.ReadAt(buffer, at)
		needs.look(buffer[:n])
		needs.unpack(file, at, buffer[:min(n, piece)])
		if errors.Is(err, io.EOF) {
			return needs, nil
		}
		if err != nil {
			return needs, err
		}
	}
}

// look searches plain bytes.
func (n *pdfNeeds) look(text []byte) {
	n.encrypted = n.encrypted || bytes.Contains(text, []byte("/Encrypt"))
	n.end = bytes.Contains(text, []byte("%%EOF")) || n.end
	for rest := text; !n.drawn; {
		_, after, found := bytes.Cut(rest, []byte("/Subtype"))
		if !found {
			return
		}
		name := bytes.TrimLeft(after, " \t\r\n")
		for _, subtype := range drawnSubtypes {
			if bytes.HasPrefix(name, subtype) && !isLetter(name, len(subtype)) {
				n.drawn = true
			}
		}
		rest = after
	}
}

func isLetter(text []byte, at int) bool {
	return at < len(text) && (text[at]|0x20 >= 'a' && text[at]|0x20 <= 'z')
}

// maxObjectStream bounds what is unpacked of one object stream.
const maxObjectStream = 16 << 20

// unpack searches the object streams that begin in this piece of the file.
func (n *pdfNeeds) unpack(file io.ReaderAt, at int64, text []byte) {
	for from := 0; !n.drawn; {
		i := bytes.Index(text[from:], []byte("/ObjStm"))
		if i < 0 {
			return
		}
		from += i + len("/ObjStm")
		section := io.NewSectionReader(file, at+int64(from), 1<<62-at)
		n.look(objectStream(bufio.NewReader(section)))
	}
}

// objectStream unpacks the stream that follows the dictionary; what is damaged
// or packed otherwise gives what could be had of it.
func objectStream(r *bufio.Reader) []byte {
	for range 64 { // lines of a dictionary
		line, err := r.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil
		}
		if i := bytes.LastIndex(line, []byte("stream")); i >= 0 {
			break
		}
	}
	packed, err := zlib.NewReader(r)
	if err != nil {
		return nil
	}
	defer packed.Close()
	text, _ := io.ReadAll(io.LimitReader(packed, maxObjectStream))
	return text
}
