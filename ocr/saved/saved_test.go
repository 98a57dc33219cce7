package saved

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

// whole is the document in a text, of any size.
func whole(t *testing.T, text string) Document {
	t.Helper()
	doc, err := Read(strings.NewReader(text), DefaultLimit)
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return doc
}

func published(t *testing.T, pages ...ocr.Page) string {
	t.Helper()
	text, err := json.Marshal(wire.Document32(pages...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAFileIsKnownByItsBeginningAndName(t *testing.T) {
	for _, tt := range []struct {
		text, name string
		want       Kind
	}{
		{`{"status":"succeeded","analyzeResult":{}}`, "a.json", KindRead},
		{` {"analyzeResult":{}}`, "a", KindRead},
		{"\xef\xbb\xbf{}", "a.JSON", KindRead},
		{"\xff\xfe{\x00}\x00", "a.json", KindRead},
		{`{"recognitionResults":[`, "answer.txt", KindRead},
		{`{"some":1}`, "a.txt", KindNone},
		{`[1]`, "a.json", KindNone},
		{`<?xml version="1.0"?><html><head><meta name="ocr-system"`, "a.html", KindHOCR},
		{`<html><body><div class='ocr_page'>`, "a", KindHOCR},
		{`<html>`, "a.hocr", KindHOCR},
		{`<html><p>Hello`, "a.html", KindNone},
		{"%PDF-1.7", "a.json", KindNone},
		{"", "a.json", KindNone},
	} {
		if got := Sniff([]byte(tt.text), tt.name); got != tt.want {
			t.Errorf("Sniff(%q, %q) = %q, want %q", tt.text, tt.name, got, tt.want)
		}
	}
}

func TestRectosOwnJSONComesBack(t *testing.T) {
	want := []ocr.Page{ocrtest.Text("one two", "three"), ocrtest.Text("four")}
	want[1].Number = 4
	got := whole(t, published(t, want...))
	if !reflect.DeepEqual(got.Pages, want) || got.Kind != KindRead || got.images != nil {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestAFileMayBeUTF16OrBeginWithAMark(t *testing.T) {
	text := published(t, ocrtest.Text("grün"))
	wide := []byte{0xff, 0xfe}
	for _, r := range text {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, text := range map[string]string{"UTF-16": string(wide), "a mark": "\xef\xbb\xbf" + text} {
		if got := whole(t, text).Pages[0].Text(); got != "grün\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatIsNoResultSaysWhy(t *testing.T) {
	text := published(t, ocrtest.Text("one"))
	for _, tt := range []struct {
		name, text string
		limit      int64
		want       error
	}{
		{"a picture", "\x89PNG\r\n", DefaultLimit, ErrFormat},
		{"nothing", "", DefaultLimit, ErrFormat},
		{"a failed operation", `{"status":"failed"}`, DefaultLimit, ErrEmpty},
		{"a page of the web", `<html class="ocr-system"><p>Hi</p></html>`, DefaultLimit, ErrEmpty},
		{"one byte too long", text, int64(len(text)) - 1, ErrTooLarge},
		{"a long one", text + strings.Repeat(" ", 9999), int64(len(text)), ErrTooLarge},
	} {
		if doc, err := Read(strings.NewReader(tt.text), tt.limit); !errors.Is(err, tt.want) {
			t.Errorf("%s: %+v, %v; want %v", tt.name, doc, err, tt.want)
		}
	}
	if _, err := Read(strings.NewReader(text), int64(len(text))); err != nil {
		t.Errorf("just as long as is allowed: %v", err)
	}
	if _, err := Read(strings.NewReader(text[:len(text)-9]), DefaultLimit); err == nil {
		t.Error("a file that was cut off is read without an error")
	}
}

func TestWhatMakesNoSenseIsPutRight(t *testing.T) {
	const lines = `"lines":[{"boundingBox":[-1e9,0,1e9,0,1e9,9,0,9],"text":"x","words":[{"text":" a\u0000\n\tb ","boundingBox":[-1e9,0,1e9,0,1e9,9,0,9],"confidence":-3},{"text":" "}]},{"text":""}]`
	doc := whole(t, `{"readResults":[{"page":2,"width":100,"height":50,`+lines+`},{"page":2,"width":1e9,"height":3,"unit":"inch",`+lines+`},{"page":0}]}`)
	var numbers []int
	for _, p := range doc.Pages {
		numbers = append(numbers, p.Number)
		if p.Width <= 0 || p.Height <= 0 {
			t.Errorf("page %d is %d × %d", p.Number, p.Width, p.Height)
		}
	}
	if !slices.Equal(numbers, []int{0, 1, 2}) {
		t.Errorf("numbers %v", numbers)
	}
	line := doc.Pages[0].Lines[0]
	if len(doc.Pages[0].Lines) != 1 || len(line.Words) != 1 || line.Words[0].Text != "a  b" || line.Words[0].Confidence != 0 {
		t.Errorf("lines %+v", doc.Pages[0].Lines)
	}
	if q := line.Words[0].Quad; q[0].X != -100 || q[1].X != 200 {
		t.Errorf("quad %v is far outside", q)
	}
}

func TestPagesFitTheirPicture(t *testing.T) {
	inch := ocr.Page{Width: 2550, Height: 3300, DPIX: 300, DPIY: 300, Unit: ocr.UnitInch, Lines: []ocr.Line{{
		Quad: ocr.Rect(0, 0, 300, 30), Words: []ocr.Word{{Text: "w", Quad: ocr.Rect(0, 0, 300, 30)}},
	}}}
	doc := whole(t, published(t, inch))
	got := doc.FitTo(doc.Pages[0], 850, 1100)
	if got.Width != 850 || got.Height != 1100 || math.Abs(got.DPIX-100) > 1e-9 || math.Abs(got.Lines[0].Words[0].Quad[2].X-100) > 1e-9 {
		t.Errorf("got %+v", got)
	}
	if again := doc.FitTo(got, 2550, 3300); math.Abs(again.Lines[0].Quad[2].X-300) > 1e-9 || doc.Pages[0].Width != 2550 {
		t.Errorf("back again %+v", again)
	}

	sizeless := whole(t, `{"recognitionResult":{"lines":[{"text":"w","boundingBox":[0,0,60,0,60,9,0,9]}]}}`)
	got = sizeless.FitTo(sizeless.Pages[0], 100, 200)
	if got.Width != 100 || got.Height != 200 || got.Lines[0].Quad[2].X != 60 {
		t.Errorf("without a size %+v, want the picture's and the places as they are", got)
	}
	if got := sizeless.FitTo(sizeless.Pages[0], 30, 30); got.Width != 30 || got.Lines[0].Quad[2].X != 30 {
		t.Errorf("on a smaller picture %+v, want it scaled", got)
	}
	if got := doc.FitTo(doc.Pages[0], 0, 5); !reflect.DeepEqual(got, doc.Pages[0]) {
		t.Errorf("on no picture %+v", got)
	}
}

func TestAResolutionOfNoScannerIsNotBelieved(t *testing.T) {
	for dpi, want := range map[string]float64{"300 300": 300, "1e-9 1e-9": 0, "300 1e-9": 0, "999999 300": 0} {
		p := whole(t, `<div class="ocr_page" title="bbox 0 0 60 60; scan_res `+dpi+`"><span class="ocrx_word" title="bbox 1 1 9 9">w</span></div>`).Pages[0]
		if p.DPIX != want {
			t.Errorf("%s dpi is believed as %v, want %v", dpi, p.DPIX, want)
		}
	}
}

func TestAPageOfItsOwnStaysWithoutASize(t *testing.T) {
	doc := whole(t, `{"readResults":[{"page":7,"lines":[{"text":"w","boundingBox":[0,0,60,0,60,9,0,9]}]}]}`)
	doc.AsFirst()
	if got := doc.FitTo(doc.Pages[0], 100, 200); got.Number != 0 || got.Lines[0].Quad[2].X != 60 {
		t.Errorf("%+v, want the places as they are", got)
	}
}

func TestPaperHasThePagesSize(t *testing.T) {
	for _, tt := range []struct {
		page          ocr.Page
		width, height float64
	}{
		{ocr.Page{Width: 2550, Height: 3300, DPIX: 300, DPIY: 300}, 612, 792},
		{ocr.Page{Width: 960, Height: 96}, 720, 72},
	} {
		if w, h := Paper(tt.page); w != tt.width || h != tt.height {
			t.Errorf("Paper(%+v) = %v × %v, want %v × %v", tt.page, w, h, tt.width, tt.height)
		}
	}
}

// FuzzRead looks whether whatever is read can be published, and then comes back
// the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"status":"succeeded","analyzeResult":{"readResults":[{"page":1,"angle":-1.5,"width":8.5,"height":11,"unit":"inch","lines":[{"boundingBox":[1,1,2,1,2,2,1,2],"text":"a b","appearance":{"style":{"name":"other","confidence":0.5}},"words":[{"boundingBox":[1,1,2,1,2,2,1,2],"text":"a","confidence":0.9}]}]}]}}`))
	f.Add([]byte(tesseract))
	f.Add([]byte(`{"recognitionResults":[{"clockwiseOrientation":359,"width":10,"height":10,"lines":[{"text":"x y"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(bytes.NewReader(data), 1<<20)
		if err != nil {
			return
		}
		for _, p := range doc.Pages {
			checkSane(t, p)
		}
		want := publishedFuzz(t, doc.Pages)
		again, err := Read(strings.NewReader(want), 1<<30)
		if err != nil {
			t.Fatalf("%v in %s", err, want)
		}
		if got := publishedFuzz(t, again.Pages); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}

func publishedFuzz(t *testing.T, pages []ocr.Page) string {
	t.Helper()
	text, err := json.Marshal(wire.Document32(pages...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func checkSane(t *testing.T, p ocr.Page) {
	t.Helper()
	if p.Width <= 0 || p.Height <= 0 || p.Number < 0 || (p.Unit == ocr.UnitInch && (p.DPIX <= 0 || p.DPIY <= 0)) {
		t.Errorf("page %d of %d × %d, %v × %v dpi", p.Number, p.Width, p.Height, p.DPIX, p.DPIY)
	}
	for _, line := range p.Lines {
		for _, w := range line.Words {
			for _, c := range w.Quad {
				if !(math.Abs(c.X) <= 2*float64(p.Width)) || !(math.Abs(c.Y) <= 2*float64(p.Height)) {
					t.Errorf("%q stands at %v of %d × %d", w.Text, w.Quad, p.Width, p.Height)
				}
			}
			if w.Text == "" || !(w.Confidence >= 0 && w.Confidence <= 1) {
				t.Errorf("word %+v", w)
			}
		}
	}
}
