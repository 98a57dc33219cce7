// Package intake finds out which files a person means: those named in a text
// or by URIs, those below a folder, those that were open lately. It reads
// names and first bytes; a document it never opens.
package intake

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// scheme begins the URI of a local file, with "//" and a host behind it.
const scheme = "file:"

// ErrNotLocal tells that a URI names no file of this machine.
var ErrNotLocal = errors.New("not a local file")

// PathOf is the path that a file: URI names. Any bytes may stand in the path,
// %-escaped or not; a plus sign is itself. Another machine's files and other
// schemes give ErrNotLocal.
func PathOf(uri string) (string, error) {
	if len(uri) < len(scheme) || !strings.EqualFold(uri[:len(scheme)], scheme) {
		return "", ErrNotLocal
	}
	rest := uri[len(scheme):]
	if after, ok := strings.CutPrefix(rest, "//"); ok {
		slash := strings.IndexByte(after, '/')
		if slash < 0 || !isHere(after[:slash]) {
			return "", ErrNotLocal
		}
		rest = after[slash:]
	}
	path, err := url.PathUnescape(rest)
	if err != nil || !filepath.IsAbs(path) || strings.ContainsRune(path, 0) {
		return "", ErrNotLocal
	}
	return filepath.Clean(path), nil
}

func isHere(host string) bool {
	if host == "" || strings.EqualFold(host, "localhost") {
		return true
	}
	name, err := os.Hostname()
	return err == nil && strings.EqualFold(host, name)
}

// URIOf is the file: URI of an absolute path, whatever bytes it has.
func URIOf(path string) string { return (&url.URL{Scheme: "file", Path: path}).String() }

// Arguments are absolute paths for what stands on a command line: paths, taken
// from the working folder, and file: URIs.
func Arguments(args []string) []string {
	paths := make([]string, 0, len(args))
	for _, arg := range args {
		path, err := PathOf(arg)
		if err != nil {
			if path, err = filepath.Abs(arg); err != nil {
				path = arg
			}
		}
		paths = append(paths, path)
	}
	return paths
}
