package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"

	"recto/ocr"
	"recto/ocr/wire"
)

// csvWriter writes a row for each word, as RFC 4180 has it: commas, CR LF,
// UTF-8 with the byte order mark by which spreadsheets know it. Page, line and
// word count from 1; places are those of the Read document, in whole pixels or
// inches, clockwise from the text's own top left.
//
// A text that a spreadsheet would take for a formula (it begins with =, +, -, @
// and is no number) stands behind an apostrophe, so that no scanned page can
// make a spreadsheet do anything; who reads the file with a program takes that
// apostrophe off.
type csvWriter struct {
	w      io.Writer
	begun  bool
	closed bool
}

const byteOrderMark = "\ufeff"

func csvColumns() []string {
	return []string{
		"page", "line", "word", "text", "confidence", "style", "corrected", "language",
		"x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4", "unit",
	}
}

func (c *csvWriter) Page(page ocr.Page) error {
	if c.closed {
		return errClosed
	}
	var b strings.Builder
	rows := csv.NewWriter(&b)
	rows.UseCRLF = true
	var list [][]string
	if !c.begun {
		c.begun = true
		b.WriteString(byteOrderMark)
		list = append(list, csvColumns())
	}
	published := wire.Read32(page)
	for i, line := range page.Lines {
		style, language := "", page.Language
		if line.Style != nil {
			style = string(line.Style.Name)
		}
		if line.Language != "" {
			language = line.Language
		}
		for j, word := range line.Words {
			out := published.Lines[i].Words[j]
			row := []string{
				strconv.Itoa(published.Number), strconv.Itoa(i + 1), strconv.Itoa(j + 1),
				harmless(word.Text), decimal(out.Confidence, 3), harmless(style), strconv.FormatBool(word.Corrected), harmless(language),
			}
			for _, v := range out.BoundingBox {
				row = append(row, decimal(v, 4))
			}
			list = append(list, append(row, string(published.Unit)))
		}
	}
	if err := rows.WriteAll(list); err != nil {
		return err
	}
	_, err := io.WriteString(c.w, b.String())
	return err
}

func (c *csvWriter) Close() error {
	c.closed = true
	return nil
}

// harmless is the text as a cell that no spreadsheet computes.
func harmless(text string) string {
	text = printable(text)
	if text == "" || !strings.ContainsRune("=+-@", rune(text[0])) {
		return text
	}
	if strings.Trim(text[1:], "0123456789.,") == "" && strings.ContainsAny(text, "0123456789") && strings.ContainsRune("+-", rune(text[0])) {
		return text // a number, such as -4.20
	}
	return "'" + text
}

// printable is the text with control characters as spaces, without those around
// it, and with U+FFFD for bytes that are not UTF-8.
func printable(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd")))
}
