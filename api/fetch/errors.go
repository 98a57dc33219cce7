package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"time"
)

// Code is why a document was not downloaded, for programs to act on. It is an
// error itself: errors.Is(err, fetch.ErrRefused).
type Code string

// Error is the code's name; clients are told the Sentence.
func (c Code) Error() string { return string(c) }

// Why a download fails.
const (
	// ErrURL: the address is missing or malformed, or neither http nor https.
	ErrURL Code = "url"
	// ErrRefused: the address leads where documents may not be fetched from.
	ErrRefused Code = "address_refused"
	// ErrDownload: the server was not reached, or gave no document in time.
	ErrDownload Code = "download"
	// ErrTooLarge: the document is larger than Options.MaxBytes.
	ErrTooLarge Code = "too_large"
)

// Sentences that are said at more than one place.
const (
	sentenceMalformed = "The url is malformed: it must be an absolute http:// or https:// address."
	sentenceRefused   = "The url leads to an address that documents may not be fetched from: " +
		"link-local, metadata and reserved addresses are always refused, private networks unless the server's configuration allows them."
	sentenceOutward = "The url leads from a server in a network back to the server's own machine, which is refused."
)

// errTimeLimit is the cause of a context that ended by Options.Timeout.
var errTimeLimit = errors.New("time limit reached")

// failure is an error with a code, and a sentence that a client may read.
type failure struct {
	code     Code
	sentence string
	cause    error // for the log
}

func (e *failure) Error() string { return e.cause.Error() }

// Unwrap makes errors.Is find the code and the cause.
func (e *failure) Unwrap() []error { return []error{e.code, e.cause} }

// Sentence is what a client is told of an error of Fetch: what is wrong and,
// where one was reached, the limit. It never holds an internal text, a
// resolved address or a path.
func Sentence(err error) string {
	var known *failure
	if errors.As(err, &known) {
		return known.sentence
	}
	return "The document could not be downloaded."
}

// explain turns an error of the transport into a failure. ctx is the one that
// the download's time limit ends.
func (f *Fetcher) explain(ctx context.Context, err error) error {
	var (
		known       *failure
		noName      *net.DNSError
		certificate *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(context.Cause(ctx), errTimeLimit):
		return &failure{code: ErrDownload, cause: errTimeLimit,
			sentence: "The document was not downloaded within " + seconds(f.options.Timeout) + ", the time limit."}
	case ctx.Err() != nil:
		return &failure{code: ErrDownload, cause: ctx.Err(), sentence: "The download was given up."}
	case errors.As(err, &noName) && f.options.Proxy == nil:
		return &failure{code: ErrDownload, cause: err, sentence: "The host that the url names was not found."}
	case errors.As(err, &certificate):
		return &failure{code: ErrDownload, cause: err, sentence: "The certificate of the host that the url names is not valid."}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &failure{code: ErrDownload, cause: err, sentence: "The server ended its answer before the document was complete."}
	}
	return &failure{code: ErrDownload, cause: err, sentence: "The host that the url names could not be reached, or gave no valid answer."}
}

func (f *Fetcher) tooLarge() error {
	return &failure{code: ErrTooLarge, cause: fmt.Errorf("larger than %d bytes", f.options.MaxBytes),
		sentence: "The document is larger than " + size(f.options.MaxBytes) + ", the most that is downloaded."}
}

// seconds writes d in words, to the tenth of a second.
func seconds(d time.Duration) string {
	if d == time.Second {
		return "1 second"
	}
	return fmt.Sprintf("%g seconds", d.Round(100*time.Millisecond).Seconds())
}

// size writes a number of bytes in MB of 1024 × 1024 bytes, small ones in bytes.
func size(bytes int64) string {
	switch {
	case bytes >= 1<<20 && bytes%(1<<20) == 0:
		return fmt.Sprintf("%d MB", bytes>>20)
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%d bytes", bytes)
}
