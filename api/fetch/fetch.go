// Package fetch downloads the document that a request names by its address.
//
// Whoever may send a request decides which address is asked, so an address
// is judged where nothing can change it any more: in the dialer, after names
// are resolved, for every connection and so on every redirect.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Limits where Options names none.
const (
	// DefaultTimeout is the time for a whole download, redirects included.
	DefaultTimeout = 60 * time.Second
	// DefaultMaxBytes is the size of the largest document, 500 MB.
	DefaultMaxBytes int64 = 500 << 20
	// DefaultMaxRedirects is how often a download may be sent elsewhere.
	DefaultMaxRedirects = 5
)

// maxHeaderBytes bounds the head of an answer; common servers send below 8 KiB.
const maxHeaderBytes = 64 << 10

// Options says what may be downloaded and how. The zero value downloads with
// the limits above, without a proxy, and from no private network.
type Options struct {
	// AllowPrivate admits private networks: RFC 1918, fc00::/7, 100.64.0.0/10,
	// 192.0.0.0/24 and 198.18.0.0/15. Link-local and metadata addresses stay
	// refused.
	AllowPrivate bool
	// Timeout bounds a whole download; 0 means DefaultTimeout.
	Timeout time.Duration
	// MaxBytes bounds a document; 0 means DefaultMaxBytes.
	MaxBytes int64
	// MaxRedirects is how many redirects are followed; 0 means
	// DefaultMaxRedirects, a negative number none.
	MaxRedirects int
	// Proxy takes all requests but those to this machine, with the credentials
	// in it; nil means none.
	// The proxies of the environment are never used. The proxy's own address is
	// not judged.
	Proxy *url.URL
	// Bypass are hosts, or addresses of hosts, that are asked without the
	// proxy, and judged as if there were none; a dot or "*." before a name
	// means all names below it.
	Bypass []string
	// UserAgent is sent to servers; "" means Recto.
	UserAgent string
	// Log gets a line for each download, without credentials and queries; nil
	// means nowhere.
	Log *slog.Logger
	// Resolve looks up a host's addresses; nil means the system's resolver. It
	// is called for names, not for literal addresses.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
}

// Fetcher downloads documents. It is safe for use by many goroutines and
// holds nothing between downloads: no connection, cookie or goroutine.
type Fetcher struct {
	options   Options
	transport *http.Transport
	// direct asks this machine and the hosts of Bypass; nil without a proxy.
	direct *Fetcher
	// connect opens a connection to a literal address and port, after judging it.
	connect func(ctx context.Context, network, address string) (net.Conn, error)
}

// Info says what was downloaded. All of it is the server's word.
type Info struct {
	// Name is a file name for people and logs: without folders and control
	// characters, at most 100 characters, and "" if there is none.
	Name string
	// ContentType is the media type in lower case, without parameters; "" if
	// there is none.
	ContentType string
	// Bytes is how many were written.
	Bytes int64
}

// New returns a Fetcher with the options.
func New(options Options) *Fetcher {
	if options.Timeout <= 0 {
		options.Timeout = DefaultTimeout
	}
	if options.MaxBytes <= 0 {
		options.MaxBytes = DefaultMaxBytes
	}
	if options.MaxRedirects == 0 {
		options.MaxRedirects = DefaultMaxRedirects
	}
	if options.UserAgent == "" {
		options.UserAgent = "Recto"
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Resolve == nil {
		options.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	f := &Fetcher{options: options}
	f.connect = (&net.Dialer{ControlContext: f.control}).DialContext
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	f.transport = &http.Transport{
		DialContext:            f.dial,
		DisableKeepAlives:      true,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxHeaderBytes,
		Protocols:              protocols,
	}
	if options.Proxy != nil {
		f.transport.Proxy = http.ProxyURL(options.Proxy)
		options.Proxy = nil
		f.direct = New(options)
	}
	return f
}

// Fetch downloads the document at rawURL to w, at most Options.MaxBytes of it.
// The error is an ErrURL, ErrRefused, ErrDownload or ErrTooLarge, with a
// Sentence for the client; only an error of w itself is none of them. The
// error of a context that ended is in it too. After an error w may hold a
// part of the document.
func (f *Fetcher) Fetch(ctx context.Context, rawURL string, w io.Writer) (Info, error) {
	start := time.Now()
	target, err := parse(rawURL)
	if err != nil {
		return Info{}, fmt.Errorf("fetch: %w", err)
	}
	limited, cancel := context.WithTimeoutCause(ctx, f.options.Timeout, errTimeLimit)
	defer cancel() // Closes every connection, see dial.
	limited = startTrip(limited)
	response, err := f.follow(limited, target)
	if err != nil {
		return Info{}, fmt.Errorf("fetch %s: %w", loggable(target), f.explain(limited, err))
	}
	defer response.Body.Close()
	info, err := f.keep(limited, response, w)
	if err != nil {
		return Info{}, fmt.Errorf("fetch %s: %w", loggable(target), err)
	}
	info.Name = fileName(response.Header, target)
	f.options.Log.InfoContext(ctx, "document downloaded", "from", loggable(target), "name", info.Name,
		"bytes", info.Bytes, "duration", time.Since(start).Round(time.Millisecond))
	return info, nil
}

// follow asks target, and where it sends us, until an answer is no redirect.
func (f *Fetcher) follow(ctx context.Context, target *url.URL) (*http.Response, error) {
	for redirects := 0; ; redirects++ {
		response, err := f.ask(ctx, target)
		if err != nil {
			return nil, err
		}
		if !isRedirect(response.StatusCode) {
			return response, nil
		}
		_ = response.Body.Close() // Its text is for browsers.
		if redirects >= f.options.MaxRedirects {
			return nil, &failure{code: ErrDownload, cause: errors.New("too many redirects"),
				sentence: fmt.Sprintf("The document was not found within %d redirects, the most that are followed.",
					max(f.options.MaxRedirects, 0))}
		}
		next, err := redirected(target, response.Header.Get("Location"))
		if err != nil {
			return nil, err
		}
		f.options.Log.DebugContext(ctx, "download redirected", "from", loggable(target), "to", loggable(next))
		target = next
	}
}

// ask sends one request. Through a proxy the dialer sees only the proxy, so the
// target is judged here.
func (f *Fetcher) ask(ctx context.Context, target *url.URL) (*http.Response, error) {
	if f.direct != nil && f.bypasses(target) {
		return f.direct.ask(ctx, target)
	}
	if f.options.Proxy != nil {
		if err := f.admit(ctx, target); err != nil {
			return nil, err
		}
	}
	bare := *target
	bare.User = nil
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, bare.String(), http.NoBody)
	if err != nil {
		// The text of the error holds the address with its query.
		return nil, &failure{code: ErrURL, sentence: sentenceMalformed, cause: errors.New("no request can be made of it")}
	}
	request.Header.Set("Accept", "*/*")
	request.Header.Set("Accept-Encoding", "identity")
	request.Header.Set("User-Agent", f.options.UserAgent)
	if target.User != nil {
		password, _ := target.User.Password()
		request.SetBasicAuth(target.User.Username(), password)
	}
	if t, ok := ctx.Value(tripKey{}).(*trip); ok && f.options.Proxy != nil {
		t.outside.Store(true) // a redirect from there must not lead to this machine
	}
	return f.transport.RoundTrip(request)
}

// isRedirect says whether an answer of this status names another address.
func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}
