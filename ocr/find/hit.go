package find

import (
	"strings"

	"recto/ocr"
)

// Hit is a place on a page that a query found.
type Hit struct {
	Span ocr.Span

	// From is where the hit begins in the text of the span's first word, To
	// where it ends in that of the last one, in bytes.
	From, To int

	// Likeness is how near the hit is to the query, in (0, 1]: 1 for a hit
	// that says the same, less for each slip that was forgiven.
	Likeness float64
}

// Excerpt is the hit with the lines it stands in: what comes before it, the hit
// itself, what comes after. A hit over several lines holds all of them. A hit
// that the page has not gives nothing.
func Excerpt(page ocr.Page, h Hit) (before, hit, after string) {
	first, ok1 := page.Word(h.Span.First)
	last, ok2 := page.Word(h.Span.Last)
	if !ok1 || !ok2 || h.From > len(first.Text) || h.To > len(last.Text) {
		return "", "", ""
	}
	start, end := h.Span.First, h.Span.Last
	before = lineText(page, start.Line, 0, start.Word+1)
	before = before[:len(before)-len(first.Text)+h.From]
	after = lineText(page, end.Line, end.Word, len(page.Lines[end.Line].Words))
	after = after[h.To:]
	if start.Line == end.Line {
		hit = lineText(page, start.Line, start.Word, end.Word+1)
	} else {
		parts := []string{lineText(page, start.Line, start.Word, len(page.Lines[start.Line].Words))}
		for i := start.Line + 1; i < end.Line; i++ {
			parts = append(parts, page.Lines[i].Text())
		}
		hit = strings.Join(append(parts, lineText(page, end.Line, 0, end.Word+1)), " ")
	}
	return before, hit[h.From : len(hit)-len(last.Text)+h.To], after
}

// lineText is the words of a line from one to before another.
func lineText(page ocr.Page, line, from, to int) string {
	return ocr.Line{Words: page.Lines[line].Words[from:to]}.Text()
}
