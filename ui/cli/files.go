package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/overlay"
	"recto/ocr/publish"
)

// target is a file to write.
type target struct {
	format export.Format
	path   string
}

// errNothing ends the writing of a file that would hold no page.
var errNothing = errors.New("no page could be read")

// outputError is why a file could not be written.
type outputError struct {
	target string
	error
}

func (e outputError) Unwrap() error { return e.error }

// writers are several exports of one document.
type writers []export.Writer

// Page writes the page into each.
func (w writers) Page(page ocr.Page) error {
	for _, one := range w {
		if err := one.Page(page); err != nil {
			return err
		}
	}
	return nil
}

// toFiles reads one document once and writes it to all its files.
func (j *job) toFiles(ctx context.Context, doc *document, next puller) error {
	if errors.Is(doc.err, errTaken) {
		j.tellUnopened(doc)
		return nil
	}
	var hopeless hopelessError
	targets, drawn := j.pictures(ctx, doc)
	_, err := j.write(j.of(ctx, doc), targets, drawn, func(w writers) (read int, err error) {
		read, err = j.readPages(ctx, doc, next, w)
		if errors.As(err, &hopeless) {
			return read, nil // what was read before is kept
		}
		return read, err
	})
	if err == nil && hopeless.error != nil {
		return hopeless
	}
	return err
}

// write opens the targets one within the other, has read fill them all and
// counts the pages they hold. A file that would hold none is not written unless
// its format says in itself that nothing could be read.
func (j *job) write(start opener, targets []target, open writers, read func(writers) (int, error)) (pages int, err error) {
	if len(targets) == 0 {
		return read(open)
	}
	t := targets[0]
	err = export.WriteFile(t.path, j.noClobber, func(out io.Writer) error {
		w, err := start(t.format, out)
		if err != nil {
			return err
		}
		if pages, err = j.write(start, targets[1:], append(open, w), read); err != nil {
			return err
		}
		if pages == 0 && !t.format.SaysFailed() {
			return errNothing
		}
		return w.Close()
	})
	var inner outputError
	switch {
	case err == nil, errors.Is(err, errNothing):
		return pages, nil
	case errors.As(err, &inner):
		return pages, err // it names the file that failed
	}
	return pages, outputError{t.path, err}
}

// pictures are the writers of the document's annotated pictures, and the targets
// that are left.
func (j *job) pictures(ctx context.Context, doc *document) (rest []target, drawn writers) {
	for _, t := range doc.targets {
		if t.format != export.FormatPNG {
			rest = append(rest, t)
			continue
		}
		p := publish.Publisher{Renderer: j.engine}
		drawn = append(drawn, &pictures{j, doc, p.Pictures(ctx, publish.Job{Path: doc.path, Password: j.request.Password,
			Target: t.path, Inputs: j.inputs(), Total: doc.count, Replace: !j.noClobber, Layers: overlay.Usual()})})
	}
	return rest, drawn
}

// inputs are the files of all documents.
func (j *job) inputs() []string {
	var paths []string
	for _, doc := range j.documents {
		paths = append(paths, doc.path)
	}
	return paths
}

// pictures goes on where a page cannot be drawn, or its file may not be replaced.
type pictures struct {
	job *job
	doc *document
	*publish.Pictures
}

// Page draws the page.
func (p *pictures) Page(page ocr.Page) error {
	err := p.Pictures.Page(page)
	var undrawn *publish.DrawError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		err = errTaken
	case !errors.As(err, &undrawn) && !errors.Is(err, publish.ErrSource):
		return outputError{p.doc.name, err}
	}
	p.job.fail(fmt.Sprintf("%s page %d", p.doc.name, page.Number+1), err)
	return nil
}

// opener starts a file of the document in one of the formats.
type opener func(f export.Format, w io.Writer) (export.Writer, error)

// of is the opener of a document; nil stands for several.
func (j *job) of(ctx context.Context, doc *document) opener {
	about := j.about
	if doc != nil && doc.path == doc.name {
		about.Name = filepath.Base(doc.name) // the standard input has none
	}
	return func(f export.Format, w io.Writer) (export.Writer, error) {
		if f != export.FormatPDF || doc == nil {
			return export.New(f, w, about)
		}
		req := ocr.PDFRequest{Path: doc.path, Password: j.request.Password, Group: doc.path}
		return export.NewPDF(ctx, w, j.engine, req, func(result ocr.PDFResult) { j.tellPDF(doc, result) }), nil
	}
}

// tellPDF says what a person should know of a PDF that was written.
func (j *job) tellPDF(doc *document, result ocr.PDFResult) {
	j.log.Debug("PDF written", "file", doc.name, "pages", result.Pages, "words", result.Words, "present", result.Present)
	if result.Signed {
		j.console.info(shown(doc.name) + ": The document is signed. Its signatures do not hold for the PDF with the text.")
	}
	if result.Encrypted {
		j.console.info(shown(doc.name) + ": The PDF is locked with the password of the document.")
	}
	if result.Blank > 0 {
		j.console.info(fmt.Sprintf("%s: Pages that could not be drawn are empty in the PDF: %d.", shown(doc.name), result.Blank))
	}
}
