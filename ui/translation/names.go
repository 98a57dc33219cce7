package translation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	languages "recto/ocr/language"
)

// Called is NameOf with the code's English name where it has no other, the code
// itself where Recto does not know it.
func Called(code string, in language.Tag) string {
	fallback := code
	if l, ok := languages.Lookup(code); ok {
		fallback = l.Name
	}
	return NameOf(code, fallback, in)
}

// NameOf is what the language in calls a language that pages are written in,
// with a capital as in a list; fallback where it has no name for it. The codes
// are those of ocr/language.
func NameOf(code, fallback string, in language.Tag) string {
	base, old := strings.CutSuffix(code, "-old")
	base, vertical := strings.CutSuffix(base, "-vert")
	tag, err := language.Parse(base)
	if err != nil {
		return fallback
	}
	name := display.Tags(in).Name(tag)
	if name == "" {
		return fallback
	}
	first, size := utf8.DecodeRuneInString(name)
	name = string(unicode.ToUpper(first)) + name[size:]
	switch {
	case old:
		return lang.L("{{.Language}}, old prints", map[string]any{"Language": name})
	case vertical:
		return lang.L("{{.Language}}, vertical", map[string]any{"Language": name})
	}
	return name
}
