package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"recto/ocr"
	"recto/render"
)

// Engines is what a child works with. Requests for a nil one fail with
// ocr.ErrEngine.
type Engines struct {
	Recognizer ocr.Recognizer
	Renderer   render.Renderer
	Describer  ocr.Describer
	PDFWriter  ocr.PDFWriter

	// yield makes this process give way to others; nil where it is not the
	// child's own to decide.
	yield func()
}

// Serve answers the requests of a pool, one at a time and in order, until in
// ends (nil) or ctx does (its error). It goes on reading in while an engine
// works, so that a reader which acts on the end of its stream does so at once.
// When ctx ends first, one goroutine stays until in is closed.
func Serve(ctx context.Context, in io.Reader, out io.Writer, e Engines) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := recordWriter{out}
	if err := w.write(hello{Version: protocolVersion}, nil); err != nil {
		return err
	}
	requests := make(chan request)
	ended := make(chan error, 1)
	go func() {
		r := newRecordReader(in, nil)
		for {
			var req request
			if err := r.read(&req); err != nil {
				ended <- err
				cancel()
				return
			}
			select {
			case requests <- req:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case req := <-requests:
			if err := e.serve(ctx, w, req); err != nil {
				return err
			}
		case <-ctx.Done():
			return endOfServing(ctx, ended)
		}
	}
}

func endOfServing(ctx context.Context, ended <-chan error) error {
	select {
	case err := <-ended:
		if errors.Is(err, io.EOF) {
			return nil
		}
		return fmt.Errorf("read request: %w", err)
	default:
		return ctx.Err()
	}
}

// serve answers one request.
func (e Engines) serve(ctx context.Context, w recordWriter, req request) error {
	start := time.Now()
	if req.Yield && e.yield != nil {
		e.yield()
	}
	rep, err := e.answer(ctx, req)
	rep.ID = req.ID
	rep.Busy = time.Since(start)
	if err == nil && rep.Raster != nil {
		err = checkRaster(*rep.Raster)
	}
	if err == nil {
		var pix []byte
		if rep.Raster != nil {
			pix = rep.Raster.Pix
		}
		if err = w.write(rep, pix); !errors.Is(err, errEncode) {
			return err
		}
	}
	return w.write(reply{ID: rep.ID, Busy: rep.Busy, Failure: toFailure(err)}, nil)
}

func (e Engines) answer(ctx context.Context, req request) (reply, error) {
	missing := fmt.Errorf("no engine for %q: %w", req.Kind, ocr.ErrEngine)
	switch {
	case req.Kind == kindRead && e.Recognizer != nil:
		page, err := e.Recognizer.Recognize(ctx, req.reading())
		return reply{Page: &page}, err
	case req.Kind == kindInfo && e.Renderer != nil:
		info, err := e.Renderer.Info(ctx, string(req.Path), string(req.Password))
		return reply{Info: &info}, err
	case req.Kind == kindRender && e.Renderer != nil:
		raster, err := e.Renderer.Render(ctx, req.drawing())
		return reply{Raster: &raster}, err
	case req.Kind == kindDescribe && e.Describer != nil:
		info, err := e.Describer.Describe(ctx)
		return reply{Engine: &info}, err
	case req.Kind == kindPDF && e.PDFWriter != nil:
		return e.writePDF(ctx, req)
	}
	return reply{}, missing
}

// checkRaster keeps a renderer's slip from reaching the pipe, where it would
// look like a broken protocol and cost the child.
func checkRaster(r render.Raster) error {
	n, err := rasterBytes(r)
	if err == nil && len(r.Pix) != n {
		err = fmt.Errorf("raster of %d bytes, want %d", len(r.Pix), n)
	}
	if err != nil {
		return fmt.Errorf("draw page: %w: %w", err, ocr.ErrEngine)
	}
	return nil
}
