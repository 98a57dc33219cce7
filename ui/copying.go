package ui

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"recto/ocr"
)

// copied is the text of the selection, or of the page where nothing is
// selected, and in words how much that is. Within a line no line feed ends it.
func copied(p ocr.Page, s ocr.Span) (text, what string) {
	if s.Empty() {
		return p.Text(), lang.L("Copied the page: {{.Amount}}", map[string]any{"Amount": amount(p)})
	}
	part := p.Part(s)
	text = part.Text()
	if len(part.Lines) == 1 {
		text = strings.TrimSuffix(text, "\n")
	}
	return text, lang.L("Copied {{.Amount}}", map[string]any{"Amount": amount(part)})
}

// amount is how much text that is: "3 lines, 12 words", or "2 words" of one line.
func amount(p ocr.Page) string {
	words := lang.N("{{.Count}} word", p.Words(), map[string]any{"Count": p.Words()})
	if len(p.Lines) == 1 {
		return words
	}
	return lang.N("{{.Count}} line", len(p.Lines), map[string]any{"Count": len(p.Lines)}) + ", " + words
}
