package swagger

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"github.com/swaggest/swgui/v5/static"
)

// assetTypes are the files of Swagger UI that the page names, with their media
// types.
func assetTypes() map[string]string {
	const script = "text/javascript; charset=utf-8"
	return map[string]string{
		"swagger-ui.css":                  "text/css; charset=utf-8",
		"swagger-ui-bundle.js":            script,
		"swagger-ui-standalone-preset.js": script,
		"favicon-16x16.png":               "image/png",
		"favicon-32x32.png":               "image/png",
	}
}

// asset is a file of Swagger UI: most lie in the program packed with gzip.
func asset(name string) (content []byte, packed bool) {
	if content, err := fs.ReadFile(static.FS, name+".gz"); err == nil {
		return content, true
	}
	return mustRead(static.FS, name), false
}

// takesGzip reports whether the client can unpack gzip.
func takesGzip(r *http.Request) bool {
	for encoding := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(encoding, " ", ""), ";")
		if strings.EqualFold(name, "gzip") {
			return strings.Trim(strings.TrimPrefix(quality, "q="), "0.") != "" || quality == ""
		}
	}
	return false
}

// unpack is what was packed with gzip into the program.
func unpack(packed []byte) []byte {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("swagger: " + err.Error())
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		panic("swagger: " + err.Error())
	}
	return content
}
