package searchable

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"strconv"

	"recto/ocr"
	"recto/render"
	"recto/render/qpdf"
)

// overPDF writes a PDF anew with words on its pages.
func (w *Writer) overPDF(ctx context.Context, req ocr.PDFRequest, temp string, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	path, err := qpdf.Absolute(req.Path)
	if err != nil {
		return ocr.PDFResult{}, err
	}
	src, warnings, err := readSource(ctx, path, req.Password, temp)
	if errors.Is(err, render.ErrWrongPassword) {
		// Some documents are locked against changes only and need none.
		if open, warned, again := readSource(ctx, path, "", temp); again == nil {
			src, warnings, err, req.Password = open, warned, nil, ""
		}
	}
	if err != nil {
		return ocr.PDFResult{}, fmt.Errorf("read document: %w", err)
	}
	defer src.close()
	if warnings != "" {
		w.log().Info("qpdf repairs the document", "warnings", warnings[:min(len(warnings), 500)])
	}
	result := ocr.PDFResult{Pages: len(src.pages), Encrypted: src.encrypted, Signed: src.signed}
	changes, err := newUpdate(temp, src)
	if err != nil {
		return result, err
	}
	defer changes.file.Close()
	over := overlay{source: src, update: changes, font: changes.reserve()}
	if !req.Force {
		over.present = w.presentWords(ctx, path, req.Password, temp, src.encrypted)
	}
	for page, err := range pages {
		if err != nil {
			return result, err
		}
		if err := ctx.Err(); err != nil {
			return result, err
		}
		if err := over.add(page, &result); err != nil {
			return result, err
		}
	}
	if result.WithText > 0 {
		if err := over.used.put(changes, over.font); err != nil {
			return result, err
		}
	}
	if err := changes.finish(); err != nil {
		return result, err
	}
	return result, apply(ctx, req, path, filepath.Join(temp, "update.json"))
}

// apply has qpdf write the document with the changes. Streams are copied as
// they are, and a locked document stays locked.
func apply(ctx context.Context, req ocr.PDFRequest, path, changes string) error {
	target, err := qpdf.Absolute(req.Target)
	if err != nil {
		return err
	}
	// qpdf's errors do not tell a target from a source.
	file, err := os.OpenFile(target, os.O_WRONLY|os.O_TRUNC, 0)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return fmt.Errorf("write PDF: %w: %w", render.ErrTemp, err)
	}
	_, err = qpdf.Run(ctx, req.Password, nil, "--update-from-json="+changes, "--stream-data=preserve",
		"--object-streams=preserve", "--min-version=1.4", "--", path, target)
	if err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	if !qpdf.IsWhole(target) {
		return fmt.Errorf("write PDF: %w", render.ErrTemp)
	}
	return nil
}

// overlay puts words on the pages of a PDF.
type overlay struct {
	source *source
	update *update
	used   font
	font   string // its reference

	// present tells the words that a page has of its own; nil asks for none.
	present func(page int, f frame) places
}

// add puts the page's words on it. The words come before the page's own
// content, where the graphics state is as the standard has it: what the content
// leaves behind cannot reach them, nor they it, and invisible words hide nothing.
func (o *overlay) add(page ocr.Page, result *ocr.PDFResult) error {
	if page.Number < 0 || page.Number >= len(o.source.pages) {
		return fmt.Errorf("page %d of %d: %w", page.Number+1, len(o.source.pages), render.ErrNoPage)
	}
	object, attributes := o.source.page(page.Number)
	if object == nil || page.Width <= 0 || page.Height <= 0 {
		return fmt.Errorf("page %d: %w", page.Number+1, render.ErrPage)
	}
	f := o.source.frame(attributes)
	if o.present != nil {
		own := o.present(page.Number, f)
		all := page.Words()
		page = own.without(page)
		result.Present += all - page.Words()
	}
	resources := maps.Clone(o.source.dict(attributes["/Resources"]))
	if resources == nil {
		resources = dict{}
	}
	fonts := maps.Clone(o.source.dict(resources["/Font"]))
	if fonts == nil {
		fonts = dict{}
	}
	name := freeName(fonts)
	text := content(f, page, name, &o.used)
	if text == nil {
		return nil
	}
	stream := o.update.reserve()
	if err := putDeflated(o.update, stream, nil, text); err != nil {
		return err
	}
	fonts[name] = o.font
	resources["/Font"] = map[string]any(fonts)
	object["/Resources"] = map[string]any(resources)
	object["/Contents"] = append([]any{stream}, o.contents(object["/Contents"])...)
	result.WithText++
	result.Words += page.Words()
	return o.update.put(o.source.pages[page.Number], object)
}

// contents is the references of a page's content streams.
func (o *overlay) contents(value any) []any {
	if list, ok := o.source.resolved(value).([]any); ok {
		return list
	}
	if value == nil {
		return nil
	}
	return []any{value}
}

// freeName is a name for our font that the page's fonts leave free.
func freeName(fonts dict) string {
	name := "/Recto"
	for i := 1; fonts[name] != nil; i++ {
		name = "/Recto" + strconv.Itoa(i)
	}
	return name
}
