package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"strings"
	"time"

	"recto/api/operation"
)

// maxJSON is the longest JSON body, in bytes; an address has a few hundred.
const maxJSON = 64 << 10

// pace is how fast a body must come, so that nobody holds a connection and a
// file for a byte now and then: each read has pause, and after grace the mean
// must be rate bytes a second.
type pace struct {
	pause, grace time.Duration
	rate         float64
}

var defaultPace = pace{pause: 30 * time.Second, grace: 30 * time.Second, rate: 1 << 10}

// receive stores the document that the request brings or names (contract
// read.md 2.1), and looks at its first bytes.
func (h *Handler) receive(c *call) (*operation.Upload, error) {
	if c.ContentLength > h.o.MaxBody+maxJSON {
		return nil, tooManyBytes(h.o.MaxBody)
	}
	kind := mediaType(c.Header.Get("Content-Type"))
	if isText(kind) {
		return nil, failure{http.StatusUnsupportedMediaType, codeMedia,
			"A body of type " + printable(kind) + " holds no document. Send the file's bytes as application/octet-stream, or JSON with its url."}
	}
	if encoding := c.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, failure{http.StatusUnsupportedMediaType, codeMedia,
			"The body is packed (Content-Encoding: " + printable(encoding) + "). Send it as it is."}
	}
	fill := h.fillFrom(c, kind)
	upload, err := h.o.Operations.Receive(h.o.MaxBody, fill)
	if err != nil {
		return nil, h.ofBody(c, err)
	}
	if err := judge(upload, kind); err != nil {
		upload.Discard()
		return nil, err
	}
	return upload, nil
}

// fillFrom is what writes the document of a body of the given type.
func (h *Handler) fillFrom(c *call, kind string) func(io.Writer) error {
	body := &paced{pace: h.pace, call: c, control: http.NewResponseController(c.w), began: time.Now(), most: h.o.MaxBody + maxJSON}
	switch {
	case isJSON(kind):
		return func(w io.Writer) error { return h.download(c, body, w) }
	case kind == "multipart/form-data":
		return func(w io.Writer) error { return c.firstFile(body, w) }
	}
	return func(w io.Writer) error { return body.copyTo(w) }
}

// ofBody tells a body that did not come whole from other reasons.
func (h *Handler) ofBody(c *call, err error) error {
	switch {
	case errors.Is(err, operation.ErrTooLarge):
		c.broken = false
		return tooManyBytes(h.o.MaxBody)
	case errors.Is(err, os.ErrDeadlineExceeded):
		c.w.Header().Set("Connection", "close")
		return failure{http.StatusRequestTimeout, codeInvalidRequest, sentenceStalled}
	case errors.Is(err, errBody):
		h.log.Debug("body broken off", "request", c.id, "error", err)
		return failure{http.StatusBadRequest, codeInvalidRequest, "The body did not come whole."}
	}
	return err
}

// formType is what curl says of a body unless it is told otherwise.
const formType = "application/x-www-form-urlencoded"

// judge refuses what is no document, by its bytes.
func judge(u *operation.Upload, kind string) error {
	if u.Size() == 0 && isJSON(kind) {
		return failure{http.StatusBadRequest, codeDownload, "The document at the url is empty."}
	}
	if u.Size() == 0 {
		return failure{http.StatusBadRequest, codeInvalidRequest, sentenceEmpty}
	}
	format, head, err := u.Sniff()
	switch {
	case err != nil:
		return err
	case format != "":
		return nil
	case looksLikeJSON(head) && kind == formType:
		return failure{http.StatusUnsupportedMediaType, codeMedia, sentenceJSON}
	case looksLikeJSON(head):
		return failure{http.StatusBadRequest, codeFormat, sentenceJSON}
	case kind == formType:
		return failure{http.StatusUnsupportedMediaType, codeMedia,
			"The body is a form and no document. Send the file's bytes as application/octet-stream, or JSON with its url."}
	case otherPicture(head) != "":
		return failure{http.StatusBadRequest, codeUnsupportedFile,
			"Files of the format " + otherPicture(head) + " cannot be read. Send a JPEG, PNG, BMP, TIFF, GIF, WebP or PDF file."}
	}
	return failure{http.StatusBadRequest, codeFormat, sentenceFormat}
}

// mediaType is the type of a Content-Type header, in lower case and without
// what follows it, also where that is not well formed.
func mediaType(header string) string {
	if kind, _, err := mime.ParseMediaType(header); err == nil {
		return kind
	}
	kind, _, _ := strings.Cut(header, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

func isJSON(kind string) bool {
	return kind == "application/json" || kind == "text/json" || strings.HasSuffix(kind, "+json")
}

// isText is true for types of which no document is.
func isText(kind string) bool {
	switch kind {
	case "application/xml", "application/xhtml+xml", "application/soap+xml", "application/javascript":
		return true
	}
	return strings.HasPrefix(kind, "text/") && !isJSON(kind)
}

func looksLikeJSON(head []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(text) > 0 && text[0] == '{' && bytes.Contains(text, []byte("url"))
}

// otherPicture names a picture format that Recto does not open, by the first
// bytes; "" for anything else.
func otherPicture(head []byte) string {
	if len(head) < 12 {
		return ""
	}
	switch string(head[4:8]) {
	case "ftyp":
		if brand := string(head[8:12]); brand == "avif" || brand == "avis" {
			return "AVIF"
		} else if strings.HasPrefix(brand, "he") || strings.HasPrefix(brand, "mi") || brand == "msf1" {
			return "HEIC"
		}
		return "MP4"
	case "JXL ":
		return "JPEG XL"
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xff\x0a")):
		return "JPEG XL"
	case bytes.HasPrefix(head, []byte("\x00\x00\x01\x00")):
		return "ICO"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "Microsoft Office"
	case bytes.HasPrefix(head, []byte("AT&TFORM")):
		return "DjVu"
	}
	return ""
}

// download fetches the document that a JSON body names.
func (h *Handler) download(c *call, body *paced, w io.Writer) error {
	var text bytes.Buffer
	if err := body.copyTo(&limitWriter{&text, maxJSON}); err != nil {
		return err
	}
	address, err := urlOf(text.Bytes())
	if err != nil {
		return err
	}
	info, err := h.o.Fetch.Fetch(c.Context(), address, w)
	c.name = info.Name
	return err
}

// urlOf is the "url" of a JSON body; like some of the service's own samples it
// may be written with single quotes.
func urlOf(text []byte) (string, error) {
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	if len(text) == 0 {
		return "", failure{http.StatusBadRequest, codeInvalidRequest, sentenceEmpty}
	}
	var body struct {
		URL *string `json:"url"`
	}
	err := json.Unmarshal(text, &body)
	if err != nil && !bytes.Contains(text, []byte(`"`)) {
		err = json.Unmarshal(bytes.ReplaceAll(text, []byte("'"), []byte(`"`)), &body)
	}
	if err != nil {
		return "", failure{http.StatusBadRequest, codeInvalidRequest, sentenceNoURL}
	}
	if body.URL == nil || strings.TrimSpace(*body.URL) == "" {
		return "", failure{http.StatusBadRequest, codeImageURL, sentenceNoURL}
	}
	return strings.TrimSpace(*body.URL), nil
}

// fileFields are the names by which forms send a file without its name.
var fileFields = map[string]bool{"image": true, "file": true, "form": true}

// maxParts bounds the parts of a form that are looked at for a file.
const maxParts = 100

// firstFile copies the first file of a form.
func (c *call) firstFile(body *paced, w io.Writer) error {
	_, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		return failure{http.StatusBadRequest, codeInvalidRequest, "The form has no boundary."}
	}
	form := multipart.NewReader(body, params["boundary"])
	for range maxParts {
		part, err := form.NextRawPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return errors.Join(errBody, err)
		}
		if part.FileName() != "" || fileFields[strings.ToLower(part.FormName())] {
			c.name = baseName(part.FileName())
			if err := body.copyFrom(part, w); err != nil {
				return err
			}
			return body.copyTo(io.Discard) // what follows the file
		}
	}
	return failure{http.StatusBadRequest, codeInvalidRequest, "The form holds no file."}
}

// baseName is the last part of a client's path, of either kind of slash.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" {
		return ""
	}
	return printable(name)
}

// errBody says that the body broke off, rather than that it could not be kept.
var errBody = errors.New("body broken off")

// paced is a body that must move.
type paced struct {
	pace
	call    *call
	control *http.ResponseController
	began   time.Time
	bytes   int64
	most    int64 // the longest body, in bytes
}

// Read gives os.ErrDeadlineExceeded where the body comes too slowly.
func (p *paced) Read(b []byte) (int, error) {
	// A connection without deadlines, as in tests, is not guarded.
	_ = p.control.SetReadDeadline(time.Now().Add(p.pause))
	n, err := p.call.Body.Read(b)
	if p.bytes += int64(n); p.bytes > p.most {
		return 0, operation.ErrTooLarge // what stands around the file of a form
	}
	took := time.Since(p.began)
	if err == nil && took > p.grace && float64(p.bytes) < p.rate*took.Seconds() {
		return n, os.ErrDeadlineExceeded
	}
	return n, err
}

// copyTo writes the whole body, or its rest.
func (p *paced) copyTo(w io.Writer) error {
	err := p.copyFrom(p, w)
	if err == nil {
		// The server watches for the client's end from here on, without a limit.
		_ = p.control.SetReadDeadline(time.Time{})
	}
	return err
}

// copyFrom writes what r reads from the body. Errors of reading are errBody's
// or os.ErrDeadlineExceeded.
func (p *paced) copyFrom(r io.Reader, w io.Writer) error {
	source := &noted{Reader: r}
	_, err := io.Copy(w, source)
	if source.err != nil {
		p.call.broken = true
		_ = p.control.SetReadDeadline(time.Now()) // nobody waits for the rest
		return errors.Join(errBody, source.err)
	}
	return err
}

// How much of a refused body is read, and how long: many clients look for the
// answer only when they have sent everything, and never see one that comes
// before the connection is closed.
const (
	drainBytes = 64 << 20
	drainTime  = 5 * time.Second
)

// drain reads what is left of a body, unless the client waits to be asked for
// it or has broken off.
func (c *call) drain() {
	if c.broken || c.ContentLength == 0 || c.Header.Get("Expect") != "" {
		return
	}
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(drainTime))
	_, _ = io.CopyN(io.Discard, c.Body, drainBytes) // it ends as it may
}

// noted remembers the error of reading.
type noted struct {
	io.Reader
	err error
}

func (n *noted) Read(b []byte) (int, error) {
	read, err := n.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		n.err = err
	}
	return read, err
}

// limitWriter takes so many bytes and refuses more.
type limitWriter struct {
	w    io.Writer
	left int
}

func (l *limitWriter) Write(p []byte) (int, error) {
	if len(p) > l.left {
		return 0, failure{http.StatusRequestEntityTooLarge, codeInvalidRequest, sentenceNoURL}
	}
	l.left -= len(p)
	return l.w.Write(p)
}
