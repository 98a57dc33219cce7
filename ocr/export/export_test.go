package export

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

func numbered(pages ...ocr.Page) []ocr.Page {
	for i := range pages {
		pages[i].Number = i
	}
	return pages
}

func write(t *testing.T, f Format, pages ...ocr.Page) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(f, &b, Document{})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if err := w.Page(page); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTextHasAFormFeedBetweenPagesAndKeepsBlankOnes(t *testing.T) {
	pages := numbered(ocrtest.Text("one", "two words"), ocrtest.Text(), ocrtest.Text("three"))
	if got, want := write(t, FormatText, pages...), "one\ntwo words\n\f\fthree\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStreamedJSONEqualsTheDocumentMarshalledWhole(t *testing.T) {
	pages := numbered(ocrtest.Text("a < b & c", "two"), ocrtest.Text(), ocrtest.Text("three"))
	for n := 1; n <= len(pages); n++ {
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(wire.Document32(pages[:n]...)); err != nil {
			t.Fatal(err)
		}
		if got := write(t, FormatJSON, pages[:n]...); got != want.String() {
			t.Errorf("%d pages: got\n%s\nwant\n%s", n, got, want.String())
		}
	}
}

func TestReadJSON20IsTheDocumentOfTheAPIPrintedWide(t *testing.T) {
	pages := numbered(ocrtest.Text("a < b & c", "two"), ocrtest.Text(), ocrtest.Text("three"))
	for n := 1; n <= len(pages); n++ {
		var compact, want bytes.Buffer
		each := func(yield func(ocr.Page, error) bool) {
			for _, page := range pages[:n] {
				yield(page, nil)
			}
		}
		if err := wire.WriteDocument(&compact, wire.V20, wire.Envelope{State: wire.Succeeded}, each); err != nil {
			t.Fatal(err)
		}
		if err := json.Indent(&want, compact.Bytes(), "", "  "); err != nil {
			t.Fatal(err)
		}
		if got := write(t, FormatJSON20, pages[:n]...); got != want.String()+"\n" {
			t.Errorf("%d pages: got\n%s\nwant\n%s", n, got, want.String())
		}
	}
	if got, want := write(t, FormatJSON20), "{\n  \"status\": \"Failed\"\n}\n"; got != want {
		t.Errorf("without pages %q, want %q", got, want)
	}
}

func TestWithoutPagesJSONSaysFailedAndTextIsEmpty(t *testing.T) {
	if got, want := write(t, FormatJSON), "{\n  \"status\": \"failed\"\n}\n"; got != want {
		t.Errorf("JSON %q, want %q", got, want)
	}
	if got := write(t, FormatText); got != "" {
		t.Errorf("text %q, want none", got)
	}
}

func TestAPageIsWrittenBeforeTheNextComes(t *testing.T) {
	for _, f := range Formats() {
		if f.Binary() {
			continue // packed, and so held for a while
		}
		var b bytes.Buffer
		w, err := New(f, &b, Document{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Page(ocrtest.Text("first")); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "first") {
			t.Errorf("%s: after one page there is %q", f, b.String())
		}
	}
}

func TestAPageAfterCloseIsRefused(t *testing.T) {
	for _, f := range Formats() {
		w, err := New(f, io.Discard, Document{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := w.Page(ocrtest.Text("late")); err == nil {
			t.Errorf("%s took a page after Close", f)
		}
	}
}

func TestEveryFormatHasAnEndingAndOthersAreUnknown(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		ending := f.Extension()
		if !strings.HasPrefix(ending, ".") || seen[ending] {
			t.Errorf("%s: ending %q", f, ending)
		}
		seen[ending] = true
	}
	if _, err := New("odt", io.Discard, Document{}); err == nil || !strings.Contains(err.Error(), "odt") {
		t.Errorf("New of odt: %v", err)
	}
}
