package export

import (
	"encoding/csv"
	"strings"
	"testing"

	"recto/ocr"
)

// rows reads a CSV document back, its head included.
func rows(t *testing.T, text string) [][]string {
	t.Helper()
	body, marked := strings.CutPrefix(text, byteOrderMark)
	if !marked {
		t.Error("without the mark that spreadsheets know UTF-8 by")
	}
	list, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCSVIsAsItWasLookedAt(t *testing.T) {
	isGolden(t, "sample.csv", written(t, FormatCSV, about, sample()...))
}

func TestCSVHasARowForEachWordAndNoneForBlankPages(t *testing.T) {
	list := rows(t, written(t, FormatCSV, Document{}, sample()...))
	words := 0
	for _, page := range sample() {
		words += page.Words()
	}
	if len(list) != 1+words {
		t.Errorf("%d rows, want a head and %d", len(list), words)
	}
	if got := rows(t, written(t, FormatCSV, Document{}, sample()[1])); len(got) != 1 {
		t.Errorf("a blank page has rows %v", got)
	}
}

func TestNoCellOfCSVIsAFormula(t *testing.T) {
	for text, want := range map[string]string{
		"=SUM(A1)": "'=SUM(A1)", "+1+1": "'+1+1", "-2+cmd|' /C calc'!A0": "'-2+cmd|' /C calc'!A0", "@a": "'@a", "\t=a": "'=a", "\r=a": "'=a", " =a": "'=a",
		"-4.20": "-4.20", "+1,000": "+1,000", "-": "'-", "--": "'--", "=1": "'=1", "-1-1": "'-1-1",
		"a=b": "a=b", "it's": "it's", "": "", "a\nb": "a b", "\xff": "\ufffd", "a\x00b": "a b", "'=x": "'=x",
	} {
		page := ocr.Page{Width: 9, Height: 9, Unit: ocr.UnitPixel, Lines: []ocr.Line{{Words: []ocr.Word{{Text: text}}}}}
		if got := rows(t, written(t, FormatCSV, Document{}, page))[1][3]; got != want {
			t.Errorf("%q stands as %q, want %q", text, got, want)
		}
	}
}

func TestCSVTellsTheLanguageOfTheLineBeforeThatOfThePage(t *testing.T) {
	list := rows(t, written(t, FormatCSV, Document{}, sample()...))
	if list[1][7] != "en" || list[3][7] != "de" || list[len(list)-1][7] != "" {
		t.Errorf("languages %q, %q, %q", list[1][7], list[3][7], list[len(list)-1][7])
	}
}
