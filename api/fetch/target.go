package fetch

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
)

// maxURL is the longest address taken, in bytes. Addresses with signatures are
// below 2,000; servers refuse lines beyond 8 KiB.
const maxURL = 8 << 10

// parse reads a client's address. Errors are ErrURL and quote nothing of it: it
// may hold a password.
func parse(rawURL string) (*url.URL, error) {
	rawURL = strings.TrimSpace(rawURL)
	refuse := func(cause, sentence string) (*url.URL, error) {
		return nil, &failure{code: ErrURL, sentence: sentence, cause: errors.New(cause)}
	}
	switch {
	case rawURL == "":
		return refuse("no url", "The request names no url.")
	case len(rawURL) > maxURL:
		return refuse("url too long", "The url is longer than "+strconv.Itoa(maxURL)+" characters.")
	case isLocalPath(rawURL):
		return refuse("a local path", "The url is a local path. Recto, like the container, takes only http:// and https:// addresses; "+
			"a local file is sent in the body of the request instead, as application/octet-stream.")
	}
	target, err := url.Parse(rawURL)
	if err != nil {
		return refuse("malformed url", sentenceMalformed)
	}
	if !isHTTP(target) {
		return refuse("neither http nor https", "Recto, like the container, takes only http:// and https:// addresses as url; "+
			"a document of any other kind of source is sent in the body of the request, as application/octet-stream.")
	}
	if !hasHost(target) {
		return refuse("url without a host", sentenceMalformed)
	}
	target.Fragment, target.RawFragment = "", ""
	return target, nil
}

// isLocalPath recognises paths of Unix and Windows, and file: addresses. A bare
// name such as scan.pdf is none: www.example.com looks the same.
func isLocalPath(s string) bool {
	lower := strings.ToLower(s)
	for _, start := range []string{"file:", "/", "./", "../", "~", `\`, `.\`, `..\`} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return len(lower) > 1 && lower[1] == ':' && 'a' <= lower[0] && lower[0] <= 'z'
}

// isHTTP wants the scheme as url.Parse leaves it, in lower case.
func isHTTP(u *url.URL) bool { return u.Scheme == "http" || u.Scheme == "https" }

// hasHost says whether there is a host to connect to, and a port that can be.
func hasHost(u *url.URL) bool {
	if u.Opaque != "" || u.Hostname() == "" {
		return false
	}
	if u.Port() == "" {
		return true
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && port > 0
}

// redirected is where the Location of an answer of from leads. Credentials stay
// with the server that they were given for. Errors are ErrDownload.
func redirected(from *url.URL, location string) (*url.URL, error) {
	refuse := func(cause, sentence string) (*url.URL, error) {
		return nil, &failure{code: ErrDownload, sentence: sentence, cause: errors.New(cause)}
	}
	next, err := from.Parse(location)
	switch {
	case location == "" || len(location) > maxURL || err != nil:
		return refuse("malformed redirect", "The server redirects to a malformed address.")
	case !isHTTP(next):
		return refuse("redirect to "+strconv.Quote(next.Scheme), "The server redirects to an address that is neither http nor https, which is refused.")
	case !hasHost(next):
		return refuse("redirect without a host", "The server redirects to a malformed address.")
	case from.Scheme == "https" && next.Scheme == "http":
		return refuse("redirect from https to http", "The server redirects from https to http, which is refused.")
	}
	if next.User == nil && next.Scheme == from.Scheme && strings.EqualFold(next.Host, from.Host) {
		next.User = from.User
	}
	next.Fragment, next.RawFragment = "", ""
	return next, nil
}

// loggable is an address without what may be secret: credentials and query.
func loggable(u *url.URL) string {
	public := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path, RawPath: u.RawPath}
	text := public.String()
	if len(text) > 200 {
		text = text[:200] + "…"
	}
	return text
}
