package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"recto/api/fetch"
	"recto/api/operation"
	"recto/ocr"
	"recto/render"
)

// The error codes of the Read API (contract read.md 3.7), and two that no
// document names: NotFound, and 401 as the cloud's gateway has it.
const (
	codeBadArgument     = "BadArgument"
	codeDimension       = "InvalidImageDimension"
	codeDownload        = "FailedToDownloadImage"
	codeFormat          = "InvalidImageFormat"
	codeImage           = "InvalidImage"
	codeImageSize       = "InvalidImageSize"
	codeImageURL        = "InvalidImageUrl"
	codeInternal        = "InternalServerError"
	codeInvalidRequest  = "InvalidRequest"
	codeLanguage        = "NotSupportedLanguage"
	codeMedia           = "UnsupportedMediaType"
	codeNotFound        = "NotFound"
	codePageRange       = "InvalidPageRange"
	codeProcess         = "FailedToProcess"
	codeReadingOrder    = "InvalidReadingOrder"
	codeStorage         = "StorageException"
	codeUnspecified     = "Unspecified"
	codeUnsupportedFile = "UnsupportedImageFormat"
)

// failure is an answer that says why not. Message is a sentence for people;
// no internal error text, path or address goes into it.
type failure struct {
	status  int
	code    string
	message string
}

// errorBody is read by clients of every version: those of 3.x look at the top,
// those of the container's 2.0 line and of newer services into "error".
type errorBody struct {
	Code      string     `json:"code"`
	Message   string     `json:"message"`
	RequestID string     `json:"requestId"`
	Error     innerError `json:"error"`
}

type innerError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// retryAfter is how many seconds a client is asked to wait before it tries
// again what was refused for want of room.
const retryAfter = 30

// fail answers with the failure.
func (h *Handler) fail(c *call, f failure) {
	if f.status == http.StatusTooManyRequests || f.status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
	}
	c.drain()
	writeJSON(c.w, f.status, errorBody{f.code, f.message, c.id, innerError{f.code, f.message}})
}

// writeJSON answers with a value.
func writeJSON(w http.ResponseWriter, status int, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		panic("api: " + err.Error()) // our own structs of plain fields
	}
	w.Header().Set("Content-Type", jsonType)
	w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	w.WriteHeader(status)
	_, _ = w.Write(text) // a client that has gone cannot be told
}

const jsonType = "application/json; charset=utf-8"

// The sentences that need no figure.
const (
	sentenceKey      = "Access denied: the header Ocp-Apim-Subscription-Key does not hold the key that this server was started with."
	sentenceHost     = "This server does not go by that name. Ask it as localhost, or allow the name with Recto:AllowedHosts."
	sentenceOrigin   = "Pages of other origins may not use this server. Allow the origin with Recto:AllowedOrigins."
	sentenceEmpty    = "The request has no document: its body is empty."
	sentenceFormat   = "Input data is not a valid image or document. Send a JPEG, PNG, BMP, TIFF, GIF, WebP or PDF file."
	sentenceDamaged  = "The document is damaged or incomplete and cannot be opened."
	sentenceLocked   = "The document is locked with a password. Send it without one."
	sentenceNoPages  = "The document has no pages."
	sentenceInternal = "Something went wrong while the request was worked on. The server's log has the details under this request id."
	sentenceStorage  = "The document could not be stored. Check the folder of results (Mounts:Shared) and its disk."
	sentenceFull     = "The disk that holds documents and results is full. Try again when there is room."
	sentenceQueue    = "Too many operations are waiting. Try again later."
	sentenceClosing  = "The server is stopping and takes no new documents."
	sentenceGone     = "There is no operation with this id, or its result has expired."
	sentenceID       = "The operation id is not a UUID of the form 01234567-89ab-cdef-0123-456789abcdef."
	sentenceStalled  = "The body came too slowly and was given up."
	sentencePages    = "The document has none of the wanted pages."
	sentenceJSON     = "The body looks like JSON: send it with the header Content-Type: application/json."
	sentenceNoURL    = `The JSON body must be an object such as {"url": "http://…"}.`
)

var notFound = failure{http.StatusNotFound, codeNotFound, "There is nothing at this path. See /swagger for what there is."}

func methodNotAllowed(method string, allowed []string) failure {
	return failure{http.StatusMethodNotAllowed, codeInvalidRequest,
		fmt.Sprintf("This path is asked with %s, not with %s.", strings.Join(allowed, " or "), printable(method))}
}

// printable is text of a client that is safe to say back, and short.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '<' || r == '>' {
			return '?'
		}
		return r
	}, shorten(s))
}

// failureOf is what a client is told of an error.
func failureOf(err error, maxBody int64) failure {
	var known failure
	if errors.As(err, &known) {
		return known
	}
	for _, find := range []func(error, int64) (failure, bool){ofFetch, ofStore, ofDocument} {
		if f, ok := find(err, maxBody); ok {
			return f
		}
	}
	return failure{http.StatusInternalServerError, codeInternal, sentenceInternal}
}

// Error makes a failure an error, so that it can be returned where errors are.
func (f failure) Error() string { return f.code + ": " + f.message }

func ofFetch(err error, _ int64) (failure, bool) {
	switch {
	case errors.Is(err, fetch.ErrURL):
		return failure{http.StatusBadRequest, codeImageURL, fetch.Sentence(err)}, true
	case errors.Is(err, fetch.ErrTooLarge):
		return failure{http.StatusBadRequest, codeImageSize, fetch.Sentence(err)}, true
	case errors.Is(err, fetch.ErrRefused), errors.Is(err, fetch.ErrDownload):
		return failure{http.StatusBadRequest, codeDownload, fetch.Sentence(err)}, true
	}
	return failure{}, false
}

func ofStore(err error, maxBody int64) (failure, bool) {
	for _, known := range []struct {
		code operation.Code
		failure
	}{
		{operation.ErrFull, failure{http.StatusTooManyRequests, codeStorage, sentenceFull}},
		{operation.ErrStorage, failure{http.StatusInternalServerError, codeStorage, sentenceStorage}},
		{operation.ErrQueue, failure{http.StatusTooManyRequests, codeUnspecified, sentenceQueue}},
		{operation.ErrClosing, failure{http.StatusServiceUnavailable, codeUnspecified, sentenceClosing}},
		{operation.ErrUnknown, failure{http.StatusNotFound, codeNotFound, sentenceGone}},
		{operation.ErrPages, failure{http.StatusBadRequest, codePageRange, sentencePages}},
		{operation.ErrTooLarge, tooManyBytes(maxBody)},
	} {
		if errors.Is(err, known.code) {
			return known.failure, true
		}
	}
	var size *operation.DimensionError
	if errors.As(err, &size) {
		return failure{http.StatusBadRequest, codeDimension, fmt.Sprintf(
			"Image must be between %d and %d pixels in width and height; it has %d × %d.", size.Least, size.Most, size.Width, size.Height)}, true
	}
	return failure{}, false
}

func tooManyBytes(most int64) failure {
	return failure{http.StatusRequestEntityTooLarge, codeImageSize, fmt.Sprintf("The document may have at most %d bytes (Recto:MaxBodyMB).", most)}
}

// ofDocument is what is said of a document that cannot be opened.
func ofDocument(err error, _ int64) (failure, bool) {
	bad := func(code, message string) (failure, bool) {
		return failure{http.StatusBadRequest, code, message}, true
	}
	var large *render.TooLargeError
	var language *ocr.LanguageError
	switch {
	case errors.As(err, &large) && large.Bomb:
		return bad(codeDimension, fmt.Sprintf("The file claims to hold a picture of %d × %d pixels and is far too small for it; it is not opened.", large.Width, large.Height))
	case errors.As(err, &large):
		return bad(codeDimension, fmt.Sprintf("The picture is too large: it has %d × %d pixels.", large.Width, large.Height))
	case errors.Is(err, render.ErrBomb):
		return bad(codeDimension, "The file is small and claims to hold an enormous picture; it is not opened.")
	case errors.Is(err, render.ErrNoPixels):
		return bad(codeDimension, "The picture has no width or no height.")
	case errors.Is(err, render.ErrFormat), errors.Is(err, render.ErrEmpty):
		return bad(codeFormat, sentenceFormat)
	case errors.Is(err, render.ErrPassword), errors.Is(err, render.ErrWrongPassword):
		return bad(codeImage, sentenceLocked)
	case errors.Is(err, render.ErrNoPages):
		return bad(codeImage, sentenceNoPages)
	case errors.Is(err, render.ErrTruncated), errors.Is(err, render.ErrDamaged), errors.Is(err, render.ErrPage),
		errors.Is(err, ocr.ErrCrash), errors.Is(err, ocr.ErrProtocol), errors.Is(err, ocr.ErrMemory):
		return bad(codeImage, sentenceDamaged)
	case errors.As(err, &language), errors.Is(err, ocr.ErrUnknownLanguage):
		return bad(codeLanguage, "The language is not supported.")
	case errors.Is(err, render.ErrTemp):
		return failure{http.StatusInternalServerError, codeStorage, sentenceStorage}, true
	case errors.Is(err, context.Canceled):
		return bad(codeInvalidRequest, "The connection was closed before the answer.")
	case errors.Is(err, ocr.ErrClosed):
		return failure{http.StatusServiceUnavailable, codeUnspecified, sentenceClosing}, true
	}
	return failure{}, false
}
