package fetch

import (
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"
)

func TestOnlyAbsoluteWebAddressesAreTaken(t *testing.T) {
	for rawURL, says := range map[string]string{
		"":                               "names no url",
		"  \n":                           "names no url",
		"C:\\Users\\me\\scan.png":        "local path",
		"c:/scan.png":                    "local path",
		"/home/me/scan.png":              "local path",
		"./scan.png":                     "local path",
		"~/scan.png":                     "local path",
		"\\\\server\\share\\scan.png":    "local path",
		"file:///etc/passwd":             "local path",
		"FILE:/etc/passwd":               "local path",
		"//example.com/scan.png":         "local path",
		"scan.png":                       "only http:// and https://",
		"www.example.com/scan.png":       "only http:// and https://",
		"localhost:8080/scan.png":        "only http:// and https://",
		"ftp://example.com/scan.png":     "only http:// and https://",
		"data:image/png;base64,AAAA":     "only http:// and https://",
		"gopher://example.com/":          "only http:// and https://",
		"javascript:alert(1)":            "only http:// and https://",
		"http:":                          "malformed",
		"http://":                        "malformed",
		"http:///scan.png":               "malformed",
		"http:example.com":               "malformed",
		"http://:80/":                    "malformed",
		"http://example.com:0/":          "malformed",
		"http://example.com:65536/":      "malformed",
		"http://example.com:http/":       "malformed",
		"http://exa mple.com/":           "malformed",
		"http://[::1/":                   "malformed",
		"http://example.com/\x00":        "malformed",
		"http://example.com/\r\nHost: x": "malformed",
		"http://%31%32%37.0.0.1/":        "malformed",
		"http://example.com/" + strings.Repeat("x", maxURL): "longer than",
	} {
		_, err := New(Options{}).Fetch(t.Context(), rawURL, io.Discard)
		if !errors.Is(err, ErrURL) {
			t.Errorf("Fetch(%.40q) = %v, want %v", rawURL, err, ErrURL)
		}
		if got := Sentence(err); !strings.Contains(got, says) {
			t.Errorf("Fetch(%.40q) says %q, want %q in it", rawURL, got, says)
		}
	}
}

func TestErrorsAboutAnAddressDoNotQuoteIt(t *testing.T) {
	for _, rawURL := range []string{
		"http://me:hunter2@exa mple.com/", "ftp://me:hunter2@example.com/", "http://me:hunter2@/", "/home/hunter2",
	} {
		_, err := New(Options{}).Fetch(t.Context(), rawURL, io.Discard)
		if text := err.Error() + Sentence(err); strings.Contains(text, "hunter2") {
			t.Errorf("Fetch(%q): the error %q quotes the address", rawURL, text)
		}
	}
}

func TestRedirectsLeadToTheWebAndNeverDownToPlainHTTP(t *testing.T) {
	for _, tt := range []struct{ from, location, want string }{
		{"http://a.test/x/y", "z", "http://a.test/x/z"},
		{"http://a.test/x", "//b.test/z#part", "http://b.test/z"},
		{"http://a.test/x", "https://a.test/x", "https://a.test/x"},
		{"https://a.test/x", "https://b.test/x", "https://b.test/x"},
		{"http://me:secret@a.test/x", "/z", "http://me:secret@a.test/z"},
		{"http://me:secret@a.test/x", "http://A.test/z", "http://me:secret@A.test/z"},
		{"http://me:secret@a.test/x", "http://b.test/z", "http://b.test/z"},
		{"http://me:secret@a.test/x", "//b.test/z", "http://b.test/z"},
		{"http://me:secret@a.test/x", "http://a.test:81/z", "http://a.test:81/z"},
		{"http://me:secret@a.test/x", "https://a.test/z", "https://a.test/z"},
		{"https://a.test/x", "http://a.test/x", ""},
		{"http://a.test/x", "file:///etc/passwd", ""},
		{"http://a.test/x", "ftp://a.test/x", ""},
		{"http://a.test/x", "data:,x", ""},
		{"http://a.test/x", "http:///x", ""},
		{"http://a.test/x", "http://a.test:99999/", ""},
		{"http://a.test/x", "http://[::1/", ""},
		{"http://a.test/x", "", ""},
		{"http://a.test/x", "/" + strings.Repeat("x", maxURL), ""},
	} {
		from, err := url.Parse(tt.from)
		if err != nil {
			t.Fatal(err)
		}
		got, err := redirected(from, tt.location)
		switch {
		case tt.want == "" && !errors.Is(err, ErrDownload):
			t.Errorf("redirect from %s to %.40q = %v, %v; want %v", tt.from, tt.location, got, err, ErrDownload)
		case tt.want != "" && (err != nil || got.String() != tt.want):
			t.Errorf("redirect from %s to %q = %v, %v; want %s", tt.from, tt.location, got, err, tt.want)
		}
	}
}
