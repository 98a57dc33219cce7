package ui

import (
	"path/filepath"
	"strings"
	"unicode"

	"fyne.io/fyne/v2/lang"
)

// maxTitle is how much of a client's name for a document is shown, in runes.
const maxTitle = 120

// titleOf is a name for the document that a client called so: a base name
// without anything that cannot be seen.
func titleOf(name string) string {
	name = visible(strings.ReplaceAll(name, `\`, "/"), maxTitle)
	if name = filepath.Base(name); name == "." || name == ".." || name == "/" {
		return lang.L("Document")
	}
	return name
}

// visible is a text from outside with a space for each run of characters that
// print nothing or turn the writing around, and at most most runes long.
func visible(text string, most int) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
	runes := []rune(strings.Join(words, " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
