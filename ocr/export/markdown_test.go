package export

import (
	"strings"
	"testing"

	"recto/ocr"
)

func markdownOf(t *testing.T, words ...string) string {
	t.Helper()
	line := ocr.Line{}
	for i, w := range words {
		line.Words = append(line.Words, wordAt(w, float64(100*i), 10, float64(100*i+80), 30, 1))
	}
	return written(t, FormatMarkdown, Document{}, ocr.Page{Width: 900, Height: 100, Lines: []ocr.Line{line}})
}

func TestMarkdownKeepsTextThatLooksLikeMarkdown(t *testing.T) {
	for text, want := range map[string]string{
		"# no heading": `\# no heading`, "#hash": "#hash", "####### seven": "####### seven", "- no list": `\- no list`, "-10 °C": "-10 °C", "+ no": `\+ no`,
		"1. no list": `1\. no list`, "2) no": `2\) no`, "1.5 mm": "1.5 mm", "12.": `12\.`, "===": `\===`, "---": `\---`, "- - -": `\- - -`,
		"*a* _b_ `c`": `\*a\* \_b\_ ` + "\\`c\\`", "[x](y) ![z]": `\[x\](y) !\[z\]`, "<b> &amp;": `\<b\> \&amp;`, "a|b ~~c~~": `a\|b \~\~c\~\~`,
		`C:\dir`: `C:\\dir`, "> quote": `\> quote`, "end ##": "end ##",
	} {
		if got := markdownOf(t, strings.Fields(text)...); got != want+"\n" {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestMarkdownPagesStandApartAndBlankOnesKeepTheirPlace(t *testing.T) {
	page := ocr.Page{Width: 100, Height: 100, Lines: []ocr.Line{lineOf(0, wordAt("one", 10, 10, 40, 24, 1))}}
	if got, want := written(t, FormatMarkdown, Document{}, page, ocr.Page{}, page), "one\n\n---\n\n\n---\n\none\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMarkdownOfATitledPage(t *testing.T) {
	isGolden(t, "titled.md", written(t, FormatMarkdown, Document{}, titled4()))
}

func TestMarkdownHasNoLineOfItsOwnInvention(t *testing.T) {
	got := written(t, FormatMarkdown, Document{}, hostile())
	for line := range strings.SplitSeq(got, "\n") {
		if strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "---") || strings.ContainsAny(line, "\x00\r\u2028") {
			t.Errorf("line %q", line)
		}
	}
}
