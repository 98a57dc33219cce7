package searchable

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"

	"recto/ocr"
	"recto/render"
)

// screenDPI is the resolution of a picture that does not say its own.
const screenDPI = 96

// overPictures writes a PDF with a page for each page of a document that is
// none, drawn as a picture, and the words over it.
func (w *Writer) overPictures(ctx context.Context, req ocr.PDFRequest, info render.Info, pages iter.Seq2[ocr.Page, error]) (ocr.PDFResult, error) {
	file, err := os.OpenFile(req.Target, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return ocr.PDFResult{}, fmt.Errorf("write PDF: %w: %w", render.ErrTemp, err)
	}
	defer file.Close()
	out := newDocument(file)
	a := album{writer: w, req: req, info: info, out: out, font: out.reserve(), result: ocr.PDFResult{Pages: len(info.Pages)}}
	for page, err := range pages {
		if err == nil {
			err = a.upTo(ctx, page.Number, &page)
		}
		if err != nil {
			return a.result, err
		}
	}
	if err := a.upTo(ctx, len(info.Pages)-1, nil); err != nil {
		return a.result, err
	}
	if a.result.WithText > 0 {
		if err := a.used.put(out, a.font); err != nil {
			return a.result, err
		}
	}
	if err := errors.Join(out.finish(), file.Sync()); err != nil {
		return a.result, fmt.Errorf("write PDF: %w: %w", render.ErrTemp, err)
	}
	return a.result, nil
}

// album is a PDF of pictures under construction.
type album struct {
	writer *Writer
	req    ocr.PDFRequest
	info   render.Info
	out    *document
	used   font
	font   string // its reference
	next   int    // page to be written
	result ocr.PDFResult
}

// upTo writes the pages up to and with last, which has the text of read where
// that is not nil; those before have none. Pages must come in rising order.
func (a *album) upTo(ctx context.Context, last int, read *ocr.Page) error {
	if last < 0 || last >= len(a.info.Pages) || read != nil && last < a.next {
		return fmt.Errorf("page %d of %d: %w", last+1, len(a.info.Pages), render.ErrNoPage)
	}
	for ; a.next <= last; a.next++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var text *ocr.Page
		if a.next == last {
			text = read
		}
		if err := a.page(ctx, a.next, text); err != nil {
			return err
		}
	}
	return nil
}

// page writes one page.
func (a *album) page(ctx context.Context, index int, read *ocr.Page) error {
	pic, err := a.picture(ctx, index)
	var code render.Code
	if errors.As(err, &code) && code != render.ErrTemp && len(a.info.Pages) > 1 {
		a.writer.log().Info("page left empty", "page", index+1, "error", err)
		a.result.Blank++
	} else if err != nil {
		return err
	}
	width, height, unit := a.size(index, pic)
	page := dict{"/Type": "/Page", "/Parent": a.out.tree, "/MediaBox": []any{0, 0, width, height}}
	if unit != 1 {
		page["/UserUnit"] = unit
	}
	resources := dict{}
	var body bytes.Buffer
	if read != nil && read.Width > 0 && read.Height > 0 {
		const name = "/Recto"
		if text := content(frame{0, 0, width, height, 0}, *read, name, &a.used); text != nil {
			body.Write(text)
			resources["/Font"] = dict{name: a.font}
			a.result.WithText++
			a.result.Words += read.Words()
		}
	}
	if pic != nil {
		const name = "/Picture"
		ref, err := pic.put(a.out)
		if err != nil {
			return err
		}
		resources["/XObject"] = dict{name: ref}
		m := placed[pic.orientation]
		fmt.Fprintf(&body, "q %s %s %s %s %s %s cm %s Do Q\n", number(m[0]*width), number(m[1]*height),
			number(m[2]*width), number(m[3]*height), number(m[4]*width), number(m[5]*height), name)
	}
	stream := a.out.reserve()
	if err := putDeflated(a.out, stream, nil, body.Bytes()); err != nil {
		return err
	}
	page["/Contents"], page["/Resources"] = stream, resources
	return a.out.page(page)
}

// placed are the matrices that show a picture stored under each EXIF
// orientation upright in the unit square; 0 is as stored.
var placed = [9][6]float64{
	{1, 0, 0, 1, 0, 0},
	{1, 0, 0, 1, 0, 0},
	{-1, 0, 0, 1, 1, 0},
	{-1, 0, 0, -1, 1, 1},
	{1, 0, 0, -1, 0, 1},
	{0, -1, -1, 0, 1, 1},
	{0, -1, 1, 0, 0, 1},
	{0, 1, 1, 0, 0, 0},
	{0, 1, -1, 0, 1, 0},
}

// maxUnits is the longest side that a page may have, in units (ISO 32000-2,
// annex C); a longer one takes larger units.
const maxUnits = 14400

// size is the page's size in units, and how many points a unit has. A picture
// keeps its true size where its file says how large its pixels are.
func (a *album) size(index int, pic *picture) (width, height, unit float64) {
	page := a.info.Pages[index]
	width, height = page.WidthPt, page.HeightPt
	if !(width > 0 && height > 0) && pic != nil {
		width, height = float64(pic.width)/screenDPI*72, float64(pic.height)/screenDPI*72
	}
	if !(width > 0 && height > 0) {
		width, height = letter.right, letter.top
	}
	unit = max(1, math.Ceil(max(width, height)/maxUnits))
	return width / unit, height / unit, unit
}
