package export

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

func TestNoTwoFormatsShareAnEndingOrAName(t *testing.T) {
	seen := map[string]Format{}
	for _, f := range Formats() {
		for _, s := range []string{f.Extension(), f.Name()} {
			if other, ok := seen[s]; ok || s == "" {
				t.Errorf("%s and %s are both called %q", f, other, s)
			}
			seen[s] = f
		}
		if !strings.HasPrefix(f.Extension(), ".") {
			t.Errorf("%s: ending %q", f, f.Extension())
		}
	}
	if unknown := Format("odt"); unknown.Name() != "" || unknown.Extension() != "" || unknown.Joins() {
		t.Error("an unknown format is told of")
	}
}

func TestAPartOfAPageIsExportedAsTheWholeIs(t *testing.T) {
	page := ocrtest.Text("one two", "three four", "five")
	part := page.Part(ocr.Span{First: ocr.Mark{Line: 0, Word: 1}, Last: ocr.Mark{Line: 1, Word: 0}})
	for _, f := range Formats() {
		if f.Binary() {
			continue
		}
		got := written(t, f, Document{}, part)
		for word, want := range map[string]bool{"one": false, "two": true, "three": true, "four": false, "five": false} {
			if strings.Contains(strings.ReplaceAll(got, "standalone", ""), word) != want {
				t.Errorf("%s holds %s: %v\n%s", f, word, !want, got)
			}
		}
	}
}

func TestEqualPagesGiveEqualBytes(t *testing.T) {
	for _, f := range Formats() {
		first, second := written(t, f, about, sample()...), written(t, f, about, sample()...)
		if first != second {
			t.Errorf("%s differs from itself", f)
		}
	}
}

func TestWithoutPagesOnlyJSONSaysAnything(t *testing.T) {
	for _, f := range Formats() {
		if got := written(t, f, about); (got != "") != f.SaysFailed() {
			t.Errorf("%s: %q", f, got)
		}
	}
}

func TestOddTextsAndNumbersBreakNoFormat(t *testing.T) {
	blank := ocr.Page{Unit: ocr.UnitInch, Lines: []ocr.Line{{}, {Words: []ocr.Word{{}}}}}
	for _, f := range Formats() {
		if got := written(t, f, Document{Name: "\x00\"';<&", Language: "not a language"}, hostile(), blank); got == "" {
			t.Errorf("%s is empty", f)
		}
	}
}

func TestALongDocumentIsNotHeldInMemory(t *testing.T) {
	var lines []string
	for range 100 {
		lines = append(lines, "ten words of a line that is long enough here")
	}
	page := ocrtest.Text(lines...)
	for _, f := range Formats() {
		w, err := New(f, io.Discard, Document{})
		if err != nil {
			t.Fatal(err)
		}
		write := func(from, to int) (heap uint64) {
			for page.Number = from; page.Number < to; page.Number++ {
				if err := w.Page(page); err != nil {
					t.Fatal(err)
				}
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		before := write(0, 2)
		if after := write(2, 20); after > before+256<<10 {
			t.Errorf("%s: 18 pages of 1,000 words are held in %d kB", f, (after-before)>>10)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}
