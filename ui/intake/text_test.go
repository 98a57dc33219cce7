package intake

import (
	"path/filepath"
	"slices"
	"testing"
)

func TestPathsOfURIs(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///in/a.pdf":               "/in/a.pdf",
		"FILE:///in/a.pdf":               "/in/a.pdf",
		"file:/in/a.pdf":                 "/in/a.pdf",
		"file://localhost/in/a.pdf":      "/in/a.pdf",
		"file:///in/a+b%20c%25.pdf":      "/in/a+b c%.pdf",
		"file:///in/%ff.png":             "/in/\xff.png",
		"file:///in/x%23y%3Fz.pdf":       "/in/x#y?z.pdf",
		"file://elsewhere.example/a.pdf": "",
		"https://example.org/a.pdf":      "",
		"file:///in/a%00.pdf":            "",
		"file:///in/%zz":                 "",
		"file:relative.pdf":              "",
		"file://":                        "",
		"":                               "",
	} {
		got, err := PathOf(uri)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("PathOf(%q) = %q, %v; want %q", uri, got, err, want)
		}
	}
}

func TestURIsHoldEveryPath(t *testing.T) {
	for _, path := range []string{"/a b", "/a+b%20", "/\xff\xfe.png", "/ä/“x”?#.pdf", "/a:b;c", "/"} {
		if got, err := PathOf(URIOf(path)); got != path || err != nil {
			t.Errorf("PathOf(URIOf(%q)) = %q, %v", path, got, err)
		}
	}
}

func FuzzURIsHoldEveryPath(f *testing.F) {
	f.Add("/a b\xff%")
	f.Fuzz(func(t *testing.T, name string) {
		want := Arguments([]string{"/" + name})[0]
		if got, err := PathOf(URIOf(want)); err == nil && got != want {
			t.Errorf("PathOf(URIOf(%q)) = %q", want, got)
		}
	})
}

func TestTextsThatNameFiles(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"/a.pdf", []string{"/a.pdf"}},
		{"  /a b.pdf  \r\n/c.pdf\n", []string{"/a b.pdf", "/c.pdf"}},
		{"~/x.png", []string{"/home/me/x.png"}},
		{`"/a b.pdf"`, []string{"/a b.pdf"}},
		{`'/a b.pdf' "~/c d.png" 'file:///e'`, []string{"/a b.pdf", "/home/me/c d.png", "/e"}},
		{"file:///a%20b.pdf\r\nfile:///c.png\r\n", []string{"/a b.pdf", "/c.png"}},
		{"copy\nfile:///a.pdf\nfile:///b.pdf", []string{"/a.pdf", "/b.pdf"}},
		{"cut\nfile:///a.pdf", []string{"/a.pdf"}},
		{"x-special/nautilus-clipboard\ncopy\nfile:///a.pdf\n\x00", []string{"/a.pdf"}},
		{"# list\nfile:///a.pdf", []string{"/a.pdf"}},
		{"a.pdf", nil},
		{"copy", nil},
		{"Dear reader,\n/a.pdf", nil},
		{"/a.pdf\nand more", nil},
		{`"/a.pdf`, nil},
		{"https://example.org/a.pdf", nil},
		{"//comment", nil},
		{"", nil},
	} {
		if got := FilesIn(tt.text, "/home/me"); !slices.Equal(got, tt.want) {
			t.Errorf("FilesIn(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestArgumentsBecomeAbsolutePaths(t *testing.T) {
	t.Chdir("/")
	got := Arguments([]string{"a.pdf", "/b\xff.png", "file:///c%20d.pdf", "https://x/y"})
	if want := []string{"/a.pdf", "/b\xff.png", "/c d.pdf", "/https:/x/y"}; !slices.Equal(got, want) {
		t.Errorf("Arguments = %q, want %q", got, want)
	}
}

func TestPatternsMatchNamesInAnyLetters(t *testing.T) {
	for name, want := range map[string]bool{"a.pdf": true, "B.PDF": true, "c.Jp2": true, "d.txt": false, "pdf": false} {
		matched := slices.ContainsFunc(Patterns(), func(p string) bool { ok, err := filepath.Match(p, name); return ok && err == nil })
		if matched != want {
			t.Errorf("%q matches a pattern: %v, want %v", name, matched, want)
		}
	}
}
