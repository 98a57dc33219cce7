package translation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

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
