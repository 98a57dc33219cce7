package ocrtest

import (
	"context"
	"fmt"
	"iter"
	"os"

	"recto/ocr"
)

// WritePDF writes "%PDF of PATH" and the text of each page, behind its number,
// to the target, and answers the document's PDFResult.
func (f *Fake) WritePDF(ctx context.Context, req ocr.PDFRequest, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	doc, err := f.document(req.Path, req.Password)
	if err != nil {
		return ocr.PDFResult{}, err
	}
	text := fmt.Sprintf("%%PDF of %s\n", req.Path)
	for page, err := range pages {
		if err != nil {
			return ocr.PDFResult{}, err
		}
		text += fmt.Sprintf("%d %s", page.Number+1, page.Text())
	}
	if err := ctx.Err(); err != nil {
		return ocr.PDFResult{}, err
	}
	return doc.PDFResult, os.WriteFile(req.Target, []byte(text), 0o600)
}
