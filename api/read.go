package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"recto/api/operation"
	"recto/ocr"
	"recto/ocr/wire"
)

// submit answers POST …/analyze: the document is kept, and 202 says where its
// result will be.
func (h *Handler) submit(c *call) {
	// What has come whole is taken, though its client may not wait for the answer.
	ctx := context.WithoutCancel(c.Context())
	h.withDocument(ctx, c, func(u *operation.Upload, want operation.Want, count int) error {
		id, err := h.o.Operations.Submit(u, want, count)
		if err != nil {
			return err
		}
		c.w.Header().Set("Operation-Location", h.location(c, id))
		c.w.Header().Set("Content-Length", "0")
		c.w.WriteHeader(http.StatusAccepted)
		return nil
	})
}

// withDocument receives the document and looks into it before then is called.
func (h *Handler) withDocument(ctx context.Context, c *call, then func(*operation.Upload, operation.Want, int) error) {
	err := func() error {
		want, err := h.wanted(c)
		if err != nil {
			return err
		}
		upload, err := h.receive(c)
		if err != nil {
			return err
		}
		defer upload.Discard()
		want.Name = c.name
		count, err := h.o.Operations.Look(ctx, upload, want)
		if err != nil {
			return err
		}
		return then(upload, want, count)
	}()
	if err != nil {
		if !c.listed {
			h.o.Operations.Refused(operation.Request{Time: c.began, Client: clientOf(c.Request), Version: c.route.version, Name: c.name})
		}
		h.failWith(c, err)
	}
}

// failWith answers with what a client is told of an error, and logs what it is not.
func (h *Handler) failWith(c *call, err error) {
	f := failureOf(err, h.o.MaxBody)
	var known failure
	if !errors.As(err, &known) && f.status != http.StatusNotFound && !errors.Is(err, context.Canceled) {
		h.log.Info("request refused", "request", c.id, "code", f.code, "error", err)
	}
	h.fail(c, f)
}

var authority = regexp.MustCompile(`^[A-Za-z0-9._-]+(:\d{1,5})?$|^\[[0-9A-Fa-f:.]+\](:\d{1,5})?$`)

// location is the absolute address of an operation, by the name under which
// the server was asked; that of a proxy before it goes first.
func (h *Handler) location(c *call, id string) string {
	scheme, host := "http", c.Host
	if c.TLS != nil || firstOf(c.Header.Get("X-Forwarded-Proto")) == "https" {
		scheme = "https"
	}
	if forwarded := firstOf(c.Header.Get("X-Forwarded-Host")); authority.MatchString(forwarded) {
		host = forwarded
	}
	if !authority.MatchString(host) {
		host = "localhost"
		if addr, ok := c.Context().Value(http.LocalAddrContextKey).(fmt.Stringer); ok {
			host = addr.String()
		}
	}
	collection := "operations"
	if h.o.AnalyzeResults && !c.route.version.Is2() {
		collection = "analyzeResults"
	}
	return scheme + "://" + host + "/vision/" + c.route.segment + "/read/" + collection + "/" + id
}

func firstOf(list string) string {
	one, _, _ := strings.Cut(list, ",")
	return strings.ToLower(strings.TrimSpace(one))
}

// poll answers GET …/operations/{id}.
func (h *Handler) poll(c *call) {
	id, ok := operation.ParseID(c.route.id)
	if !ok {
		h.fail(c, failure{http.StatusBadRequest, codeBadArgument, sentenceID})
		return
	}
	answer, err := h.o.Operations.Poll(id, c.route.version)
	if err != nil {
		h.failWith(c, err)
		return
	}
	defer answer.Close()
	c.w.Header().Set("Content-Type", jsonType)
	c.w.Header().Set("Content-Length", strconv.FormatInt(answer.Size, 10))
	c.w.WriteHeader(http.StatusOK)
	if c.Method == http.MethodHead {
		return
	}
	// Most results are much shorter than the 32 KiB that io.Copy would take.
	buffer := make([]byte, min(answer.Size+1, 32<<10))
	if _, err := io.CopyBuffer(c.w, answer, buffer); err == nil && answer.Ended && c.Context().Err() == nil {
		h.o.Operations.Fetched(id)
	}
}

// analyzeNow answers POST …/syncAnalyze: the document is read while the client
// waits.
func (h *Handler) analyzeNow(c *call) {
	h.withDocument(c.Context(), c, func(u *operation.Upload, want operation.Want, count int) error {
		out := &lateWriter{w: c.w}
		c.listed = true
		err := h.o.Operations.ReadNow(c.Context(), u, want, count, func(e wire.Envelope, pages iter.Seq2[ocr.Page, error]) error {
			buffered := bufio.NewWriterSize(out, 64<<10)
			if err := wire.WriteDocument(buffered, want.Version, e, pages); err != nil {
				return err
			}
			return buffered.Flush()
		})
		switch {
		case err == nil:
			return nil
		case out.begun:
			h.log.Warn("an answer was broken off", "request", c.id, "error", err)
			panic(http.ErrAbortHandler) // so that the client sees that it is not whole
		case c.Context().Err() != nil: // the client has gone, or has closed its half
			return context.Canceled
		case errors.Is(err, operation.ErrPages), errors.Is(err, operation.ErrClosing), errors.Is(err, operation.ErrQueue), isSize(err):
			return err
		}
		h.log.Error("a document could not be read", "request", c.id, "error", err)
		c.w.Header().Set("Content-Type", jsonType)
		_, err = io.WriteString(c.w, wire.SyncFailure)
		if err != nil {
			h.log.Debug("the client is gone", "request", c.id, "error", err)
		}
		return nil
	})
}

func isSize(err error) bool {
	var size *operation.DimensionError
	return errors.As(err, &size)
}

// lateWriter sends the header with the first bytes, so that until then an
// error can be answered.
type lateWriter struct {
	w     http.ResponseWriter
	begun bool
}

func (l *lateWriter) Write(p []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.w.Header().Set("Content-Type", jsonType)
		l.w.WriteHeader(http.StatusOK)
	}
	return l.w.Write(p)
}
