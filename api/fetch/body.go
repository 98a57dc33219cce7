package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
)

// maxName is the length of the longest Info.Name, in characters.
const maxName = 100

// compressions are the encodings that change a document's bytes.
var compressions = []string{"gzip", "x-gzip", "deflate", "br", "zstd", "compress", "x-compress"}

// sink remembers that it was the writer that failed, not the server.
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	if err != nil {
		s.err = err
	}
	return n, err
}

// keep writes the document of an answer to w, or says why there is none. The
// limit is kept by counting, whatever length the server gives.
func (f *Fetcher) keep(ctx context.Context, response *http.Response, w io.Writer) (Info, error) {
	if err := f.check(response); err != nil {
		return Info{}, err
	}
	to := &sink{w: w}
	n, err := io.Copy(to, io.LimitReader(response.Body, f.options.MaxBytes))
	if err == nil && n == f.options.MaxBytes {
		var beyond [1]byte
		_, err = io.ReadFull(response.Body, beyond[:])
		if err == nil {
			return Info{}, f.tooLarge()
		}
		if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	switch {
	case to.err != nil:
		return Info{}, fmt.Errorf("keep the document: %w", to.err)
	case err != nil:
		return Info{}, f.explain(ctx, err)
	}
	mediaType, _, err := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if err != nil {
		mediaType = ""
	}
	return Info{ContentType: mediaType, Bytes: n}, nil
}

// check refuses an answer by its head.
func (f *Fetcher) check(response *http.Response) error {
	if status := response.StatusCode; status != http.StatusOK {
		text := fmt.Sprintf("status %d", status)
		if known := http.StatusText(status); known != "" {
			text += " (" + known + ")"
		}
		return &failure{code: ErrDownload, cause: errors.New(text),
			sentence: "The server that the url names answered with " + text + " instead of the document."}
	}
	encoding := strings.ToLower(strings.TrimSpace(response.Header.Get("Content-Encoding")))
	for one := range strings.SplitSeq(encoding, ",") {
		if slices.Contains(compressions, strings.TrimSpace(one)) {
			return &failure{code: ErrDownload, cause: fmt.Errorf("content encoding %q", one),
				sentence: "The server sent the document compressed, although it was asked not to."}
		}
	}
	if response.ContentLength > f.options.MaxBytes {
		return f.tooLarge()
	}
	return nil
}

// fileName is what the server calls the document, else the last part of the
// path that was asked for.
func fileName(header http.Header, target *url.URL) string {
	name := target.Path
	if _, params, err := mime.ParseMediaType(header.Get("Content-Disposition")); err == nil && params["filename"] != "" {
		name = params["filename"]
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > maxName {
		name = string(runes[:maxName])
	}
	name = strings.TrimSpace(name)
	if name == "." || name == ".." || name == "/" {
		return ""
	}
	return name
}
