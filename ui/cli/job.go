package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"strconv"
	"sync"
	"unicode"
	"unicode/utf8"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/publish"
	"recto/render"
	"recto/ui/sentence"
)

// document is one input and where its text goes.
type document struct {
	name    string   // as the user wrote it, or "stdin"
	path    string   // what is opened
	targets []target // the files to write, none for the standard output

	// Known once it was opened:
	count int   // pages it has
	pages []int // those to read, counted from 0; none where err is set
	err   error // why it cannot be read at all
}

// job is one run of `recto read`.
type job struct {
	documents []*document
	set       ocr.PageSet
	format    export.Format   // of the standard output
	about     export.Document // what all documents have in common
	noClobber bool
	request   ocr.Request // what all pages have in common
	stdout    io.Writer

	engine   Engine
	console  *console
	log      *slog.Logger
	failures int
}

// puller gives the next page of all documents, in order.
type puller func() (ocr.Page, error, bool)

// hopelessError is why no page at all can be read: the others need not be tried.
type hopelessError struct{ error }

func (e hopelessError) Unwrap() error { return e.error }

// run reads all documents. Pages that cannot be read are told of and counted;
// the error is one that ended the whole job.
func (j *job) run(ctx context.Context) error {
	j.open(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	all := j.queue()
	j.console.start(len(all.pages))
	numbers := make([]int, len(all.pages))
	for i := range numbers {
		numbers[i] = i
	}
	// Twice as many pages as workers: each finds the next one waiting while
	// an earlier page is still to be written.
	next, stop := iter.Pull2(ocr.Pages(ctx, all, j.request, numbers, 2*j.engine.Size()))
	defer stop()
	if len(j.documents[0].targets) == 0 {
		return j.toStdout(ctx, next)
	}
	for _, doc := range j.documents {
		if err := j.toFiles(ctx, doc, next); err != nil {
			return err
		}
	}
	return nil
}

// open finds out the pages of every document, as many at once as pages are read.
func (j *job) open(ctx context.Context) {
	places := make(chan struct{}, j.engine.Size())
	var opened sync.WaitGroup
	for _, doc := range j.documents {
		if doc.err != nil {
			continue
		}
		places <- struct{}{}
		opened.Go(func() {
			defer func() { <-places }()
			j.openOne(ctx, doc)
		})
	}
	opened.Wait()
}

func (j *job) openOne(ctx context.Context, doc *document) {
	info, err := j.engine.Info(ctx, doc.path, j.request.Password)
	if err != nil {
		doc.err = err
		return
	}
	doc.count = len(info.Pages)
	doc.pages = j.set.Of(doc.count)
	switch {
	case doc.count == 0:
		doc.err = render.ErrNoPages
	case len(doc.pages) == 0:
		doc.err = pastEndError{doc.count}
	}
	for _, warning := range info.Warnings {
		if len(doc.pages) == doc.count {
			j.console.info(shown(doc.name) + ": " + sentence.Of(warning))
		}
	}
}

// queue lines the pages of all documents up behind each other, so that the
// workers go on to the next document while the last pages of one are read.
func (j *job) queue() batch {
	all := batch{recognizer: j.engine}
	for _, doc := range j.documents {
		if doc.err != nil {
			continue
		}
		for _, page := range doc.pages {
			all.pages = append(all.pages, batchPage{doc, page})
		}
	}
	return all
}

// batch is several documents read as one: page i is pages[i].
type batch struct {
	recognizer ocr.Recognizer
	pages      []batchPage
}

type batchPage struct {
	doc  *document
	page int
}

// Recognize reads the page of the document that stands at req.Page.
func (b batch) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	at := b.pages[req.Page]
	req.Path, req.Page, req.Group = at.doc.path, at.page, at.doc.path
	return b.recognizer.Recognize(ctx, req)
}

// toStdout writes all documents as one.
func (j *job) toStdout(ctx context.Context, next puller) error {
	var one *document
	if len(j.documents) == 1 {
		one = j.documents[0]
	}
	w, err := j.of(ctx, one)(j.format, j.stdout)
	if err != nil {
		return err
	}
	for _, doc := range j.documents {
		_, err := j.readPages(ctx, doc, next, w)
		var hopeless hopelessError
		if errors.As(err, &hopeless) {
			return errors.Join(err, w.Close())
		}
		if err != nil {
			return err
		}
	}
	return w.Close()
}

// pageTaker takes pages that were read.
type pageTaker interface{ Page(page ocr.Page) error }

// readPages takes the document's pages from next to w and counts those that
// could be read.
func (j *job) readPages(ctx context.Context, doc *document, next puller, w pageTaker) (read int, err error) {
	j.tellUnopened(doc)
	for _, number := range doc.pages {
		page, err, ok := next()
		if ctx.Err() != nil {
			return read, ctx.Err()
		}
		if !ok {
			panic("cli: fewer pages came than were asked for")
		}
		j.console.step(err == nil)
		if hopeless(err) {
			j.failures++
			return read, hopelessError{err}
		}
		if err != nil {
			j.fail(fmt.Sprintf("%s page %d", doc.name, number+1), err)
			j.log.Debug("page not read", "file", doc.name, "page", number+1, "error", err)
			continue
		}
		page.Number = number
		if err := w.Page(page); err != nil {
			return read, err
		}
		read++
		j.log.Debug("page read", "file", doc.name, "page", number+1, "source", page.Source, "words", page.Words(), "angle", page.Angle)
	}
	return read, nil
}

// tellUnopened tells why the document has no pages to read, where it has none.
func (j *job) tellUnopened(doc *document) {
	if doc.err != nil {
		j.fail(doc.name, doc.err)
	}
}

// fail tells of something that could not be read.
func (j *job) fail(what string, err error) {
	j.failures++
	text := sentence.Of(err)
	var past pastEndError
	switch {
	case errors.As(err, &past):
		text = past.sentence()
	case errors.Is(err, publish.ErrSource):
		text = "Not drawn, as the picture would replace a document that is read. Give another folder with -o."
	case errors.Is(err, errTaken):
		text = "Not read, as its output exists and --no-clobber was given."
	}
	j.console.complain(shown(what) + ": " + text)
}

// shown is a file's name as it may stand on a terminal: quoted where it holds
// what would move the cursor, is no text, or is empty.
func shown(name string) string {
	if name == "" {
		return `""`
	}
	for _, r := range name {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			return strconv.Quote(name)
		}
	}
	return name
}

// hopeless reports whether err would meet every other page too.
func hopeless(err error) bool {
	return errors.Is(err, ocr.ErrLanguage) || errors.Is(err, ocr.ErrUnknownLanguage) || errors.Is(err, ocr.ErrClosed)
}

// pastEndError tells that none of the chosen pages is in the document.
type pastEndError struct{ count int }

func (e pastEndError) Error() string { return fmt.Sprintf("chosen pages lie past page %d", e.count) }

func (e pastEndError) sentence() string {
	if e.count == 1 {
		return "The document has only 1 page, so none of the chosen pages is in it. Choose page 1."
	}
	return fmt.Sprintf("The document has only %d pages, so none of the chosen pages is in it. Choose some from 1 to %d.", e.count, e.count)
}
