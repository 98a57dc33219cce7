package api

import (
	"bytes"
	"errors"
	"image/png"
	"io/fs"
	"net/http"
	"strconv"

	"recto/api/operation"
	"recto/api/usage"
	"recto/ocr/language"
	"recto/render"
	"recto/settings/container"
)

// homePolicy lets the home page reach this server and nothing else.
const homePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
	"connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// serveHome answers / and the files that the home page is made of.
func (h *Handler) serveHome(c *call) {
	c.w.Header().Set("Content-Security-Policy", homePolicy)
	c.w.Header().Set("Referrer-Policy", "no-referrer")
	c.w.Header().Set("Cache-Control", "no-cache")
	file := c.route.file
	if c.route.end == endHome || file == "" {
		file = "index.html"
	}
	if info, err := fs.Stat(h.o.Home, file); err != nil || info.IsDir() {
		h.fail(c, notFound)
		return
	}
	http.ServeFileFS(c.w, c.withPath("/"+file), h.o.Home, file)
}

func (h *Handler) serveSwagger(c *call) {
	if !h.swagger.Has(c.URL.Path) {
		h.fail(c, notFound)
		return
	}
	h.swagger.ServeHTTP(c.w, c.withPath(c.URL.Path))
}

// withPath is the request for another path, and for the whole of it:
// ServeFileFS sends a client that asks for index.html elsewhere.
func (c *call) withPath(path string) *http.Request {
	r := c.Clone(c.Context())
	if path == "/index.html" {
		path = "/"
	}
	r.Header.Del("Range") // a part that cannot be is refused without JSON
	r.URL.Path = path
	return r
}

// ready tells whether a document sent now would be read.
func (h *Handler) ready(c *call) {
	type body struct {
		Service string `json:"service"`
		Ready   string `json:"ready"`
		Message string `json:"message"`
	}
	not := func(why string) {
		c.w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
		writeJSON(c.w, http.StatusServiceUnavailable, body{container.Service, "notReady", why})
	}
	if err := h.o.Operations.Ready(); err != nil {
		h.log.Warn("not ready", "error", err)
		not("The folder of results cannot be written to.")
		return
	}
	if h.o.Ready != nil {
		if err := h.o.Ready(c.Context()); err != nil && c.Context().Err() != nil {
			return // nobody waits for the answer
		} else if err != nil {
			h.log.Warn("not ready", "error", err)
			not("The reading engine cannot be started.")
			return
		}
	}
	// The two dots are the container's.
	writeJSON(c.w, http.StatusOK, body{container.Service, "ready", "Api is ready.."})
}

// status tells that the key is good: nothing is billed here.
func (h *Handler) status(c *call) {
	writeJSON(c.w, http.StatusOK, struct {
		Service string `json:"service"`
		Status  string `json:"apiStatus"`
		Message string `json:"apiStatusMessage"`
	}{container.Service, "Valid", "Api Key is valid, no action needed."})
}

func (h *Handler) liveness(c *call) {
	writeJSON(c.w, http.StatusOK, struct {
		Service string `json:"service"`
		Status  string `json:"status"`
	}{container.Service, "alive"})
}

// usageLogs answers /records/usage-logs, of all time or of a month.
func (h *Handler) usageLogs(c *call) {
	var sums usage.Sums
	var err error
	if c.route.end == endUsage {
		sums, err = h.o.Usage.Total()
	} else {
		month, year, bad := usage.ParseMonth(c.route.month, c.route.year)
		if bad != nil {
			h.fail(c, failure{http.StatusBadRequest, codeBadArgument, "The month must be like 03/2026: a month from 1 to 12 and a year of four digits."})
			return
		}
		sums, err = h.o.Usage.Month(year, month)
	}
	if err != nil {
		h.log.Error("usage records cannot be read", "error", err)
		h.fail(c, failure{http.StatusInternalServerError, codeStorage, "The usage records could not be read."})
		return
	}
	writeJSON(c.w, http.StatusOK, sums.Report())
}

// languages lists what the query parameter language takes, for the home page.
func (h *Handler) languages(c *call) {
	type entry struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	list := []entry{}
	for _, l := range language.Container() {
		list = append(list, entry{l.Code, l.Name})
	}
	writeJSON(c.w, http.StatusOK, list)
}

// The widths of page pictures in pixels.
const (
	defaultWidth = 1200
	leastWidth   = 16
	mostWidth    = 4000
)

// picture answers with the picture of a page, for who knows the operation's id.
func (h *Handler) picture(c *call) {
	id, ok := operation.ParseID(c.route.id)
	page, err := strconv.Atoi(c.route.page)
	if !ok || err != nil || page < 1 {
		h.fail(c, notFound)
		return
	}
	width := defaultWidth
	if given := last(c.URL.Query(), "width"); given != "" {
		if width, err = strconv.Atoi(given); err != nil {
			h.fail(c, failure{http.StatusBadRequest, codeBadArgument, "The width is not a number of pixels."})
			return
		}
	}
	drawn, err := h.draw(c, id, page-1, min(max(width, leastWidth), mostWidth))
	switch {
	case errors.Is(err, operation.ErrUnknown):
		h.failWith(c, err)
		return
	case errors.Is(err, render.ErrNoPage):
		h.fail(c, notFound)
		return
	case c.Context().Err() != nil:
		return // the client has turned the page
	case err != nil:
		h.log.Info("a page cannot be drawn", "request", c.id, "error", err)
		h.fail(c, failure{http.StatusUnprocessableEntity, codeProcess, "This page cannot be drawn."})
		return
	}
	c.w.Header().Set("Content-Type", "image/png")
	c.w.Header().Set("Cache-Control", "private, max-age=3600")
	if _, err := c.w.Write(drawn); err != nil {
		h.log.Debug("the client is gone", "request", c.id, "error", err)
	}
}

// draw is a page as PNG. Only few are drawn at once: each takes up to 64 MB
// until it is packed.
func (h *Handler) draw(c *call, id string, page, width int) ([]byte, error) {
	select {
	case h.pictures <- struct{}{}:
		defer func() { <-h.pictures }()
	case <-c.Context().Done():
		return nil, c.Context().Err()
	}
	raster, err := h.o.Operations.Picture(c.Context(), id, page, width)
	if err != nil {
		return nil, err
	}
	var packed bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	err = encoder.Encode(&packed, raster.Image())
	return packed.Bytes(), err
}
