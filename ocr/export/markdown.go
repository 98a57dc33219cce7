package export

import (
	"io"
	"regexp"
	"strings"

	"recto/ocr"
)

// markdownWriter writes CommonMark: paragraphs as the page has them, headings
// where the type is clearly larger than the page's body, and a rule between
// pages. Lines keep their ends; one that was ended before it was full ends with
// a backslash, a hard break. Nothing else is made of the text: what would be
// Markdown in it is escaped.
type markdownWriter struct {
	w      io.Writer
	pages  int
	closed bool
}

// markdownBreak stands between pages; a blank page keeps its place.
const markdownBreak = "\n---\n\n"

func (m *markdownWriter) Page(page ocr.Page) error {
	if m.closed {
		return errClosed
	}
	var b strings.Builder
	if m.pages > 0 {
		b.WriteString(markdownBreak)
	}
	m.pages++
	for i, p := range paragraphs(page) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(markdownParagraph(p))
	}
	_, err := io.WriteString(m.w, b.String())
	return err
}

func (m *markdownWriter) Close() error {
	m.closed = true
	return nil
}

// markdownParagraph is the paragraph, ended by a line feed. A heading is one line.
func markdownParagraph(p paragraph) string {
	if p.level > 0 {
		return strings.Repeat("#", p.level) + " " + trailing.ReplaceAllString(markdownEscaped(p.text(false)), ` \$1`) + "\n"
	}
	var b strings.Builder
	for i, line := range p.lines {
		b.WriteString(lineStart(markdownEscaped(printable(line.Text()))))
		if i < len(p.breaks) && p.breaks[i] {
			b.WriteByte('\\')
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// markdownSpecial are the characters that mean something wherever they stand, to
// CommonMark or to the tables and strike-through that many readers add.
var markdownSpecial = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`,
)

func markdownEscaped(text string) string { return markdownSpecial.Replace(text) }

// trailing is what would end a heading and not be shown.
var trailing = regexp.MustCompile(` (#+)$`)

// What means something at the start of a line only: a heading or a list, the
// underline of a heading, a rule; a numbered list.
var (
	markedStart   = regexp.MustCompile(`^(#{1,6}|[-+])( |$)|^=+$|^-[ -]*$`)
	numberedStart = regexp.MustCompile(`^([0-9]{1,9})([.)])( |$)`)
)

func lineStart(text string) string {
	if markedStart.MatchString(text) {
		return `\` + text
	}
	return numberedStart.ReplaceAllString(text, `$1\$2$3`)
}
