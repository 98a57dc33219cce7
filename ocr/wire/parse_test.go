package wire

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
)

func parse(t *testing.T, text string) []ocr.Page {
	t.Helper()
	pages, err := Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return pages
}

func TestADocumentOfAnyVersionComesBackAsItWasWritten(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for _, v := range []Version{V20, V21, V30, V31Preview, V31, V32Preview, V32} {
		for range 50 {
			first, second := randomPage(rng), randomPage(rng)
			second.Number = first.Number + 1
			want := document(t, v, Envelope{State: Succeeded}, first, second)
			if got := document(t, v, Envelope{State: Succeeded}, parse(t, want)...); got != want {
				t.Fatalf("%s: got\n%s\nwant\n%s", v, got, want)
			}
		}
	}
}

func TestAFileOfRectosOwnComesBackAsItWasWritten(t *testing.T) {
	var b bytes.Buffer
	file := NewFile(&b)
	want := picture()
	if err := errors.Join(file.Page(want), file.Close()); err != nil {
		t.Fatal(err)
	}
	if got := parse(t, b.String()); !reflect.DeepEqual(Read32(got[0]), Read32(want)) {
		t.Errorf("got %+v", got)
	}
}

func TestDocumentsMadeElsewhereAreRead(t *testing.T) {
	const words = `"words":[{"text":"a","boundingBox":[0,0,8,0,8,9,0,9]},{"text":"b","boundingBox":[10,0,20,0,20,9,10,9],"confidence":"Low"}]`
	const line = `{"boundingBox":[0,0,20,0,20,9,0,9],"text":"a b",` + words + `}`
	for name, text := range map[string]string{
		"an envelope":            `{"status":"succeeded","analyzeResult":{"version":"3.2.0","readResults":[{"page":3,"width":100,"height":50,"unit":"pixel","lines":[` + line + `]}]}}`,
		"the result alone":       `{"version":"3.2.0","readResults":[{"lines":[` + line + `],"unit":"pixel","page":3,"height":50,"width":100}]}`,
		"2.0":                    `{"status":"Succeeded","recognitionResults":[{"page":3,"clockwiseOrientation":359.5,"width":100,"height":50,"unit":"pixel","lines":[` + line + `]}]}`,
		"one page of long ago":   `{"status":"Succeeded","recognitionResult":{"lines":[` + line + `]}}`,
		"a form's layout":        `{"analyzeResult":{"readResults":[{"page":3,"width":100,"height":50,"selectionMarks":[{"a":[[1]]}],"lines":[` + line + `]}],"pageResults":[{"page":1,"tables":[]}],"errors":null}}`,
		"lines without words":    `{"readResults":[{"width":100,"height":50,"lines":[{"boundingBox":[0,0,20,0,20,9,0,9],"text":"a b"}]}]}`,
		"nulls and other kinds":  `{"readResults":[{"page":null,"width":"x","language":7,"unit":[],"lines":[{"appearance":[1],"boundingBox":{},` + words + `}]}]}`,
		"an appearance of flats": `{"readResults":[{"lines":[{"appearance":{"style":null,"styleConfidence":1},` + words + `}]}]}`,
	} {
		pages := parse(t, text)
		if len(pages) != 1 || pages[0].Text() != "a b\n" {
			t.Errorf("%s: %+v", name, pages)
		}
	}
}

func TestWhatADocumentLeavesOutHasAMeaning(t *testing.T) {
	p := parse(t, `{"readResults":[{"lines":[
		{"text":"one three","boundingBox":[0,0,90,0,90,10,0,10],"appearance":{"style":"handwriting","styleConfidence":0.9}},
		{"words":[{"text":"x"},{"text":"y","confidence":"Low"},{"text":"z","confidence":7},{"text":"h","confidence":"High"}],"appearance":{"style":{"name":"print","confidence":0.25}}}]}]}`)[0]
	if p.Width != 0 || p.Unit != ocr.UnitPixel || p.Lines[0].Words[1].Quad != ocr.Rect(40, 0, 90, 10) {
		t.Errorf("page %+v", p)
	}
	if got := *p.Lines[0].Style; got != (ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.9}) {
		t.Errorf("flat style %+v", got)
	}
	if got := *p.Lines[1].Style; got != (ocr.Style{Name: ocr.StyleOther, Confidence: 0.25}) {
		t.Errorf("nested style %+v", got)
	}
	var got []float64
	for _, w := range p.Lines[1].Words {
		got = append(got, w.Confidence)
	}
	if want := []float64{1, 0.5, 1, 1}; !slices.Equal(got, want) {
		t.Errorf("confidences %v, want %v", got, want)
	}
}

func TestWhatIsNoDocumentIsAnError(t *testing.T) {
	for _, text := range []string{"", "{", "[1", `{"readResults":[{"lines":`, `{} {}`, `{"a":nan}`, `{"readResults":[{"width":1e999}]}`} {
		if pages, err := Parse(strings.NewReader(text)); err == nil {
			t.Errorf("%q gives %v", text, pages)
		}
	}
	for _, text := range []string{"{}", "[]", "1", `{"readResults":{}}`, `{"status":"failed"}`} {
		if got := parse(t, text); len(got) != 0 {
			t.Errorf("%q gives %v", text, got)
		}
	}
}

func TestNeitherDepthNorNumbersAreTakenOnTrust(t *testing.T) {
	deep := `{"x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `,"readResults":[{"page":1e300,"width":-5,"height":1e300,"lines":[{"words":[{"text":"x","boundingBox":[1e300,-1e300,0,0,0,0,0,0]}]}]}]}`
	p := parse(t, deep)[0]
	if p.Width != 0 || p.Height != 0 || p.Number >= maxNumber || p.Lines[0].Words[0].Quad[0] != (ocr.Point{X: maxSide, Y: -maxSide}) {
		t.Errorf("page %+v", p)
	}
	many := io.MultiReader(strings.NewReader(`{"readResults":[{}`), strings.NewReader(strings.Repeat(",{}", maxPages)), strings.NewReader("]}"))
	if _, err := Parse(many); !errors.Is(err, ErrTooMuch) {
		t.Errorf("too many pages: %v", err)
	}
}

func TestResultsInResultsEndNoProcess(t *testing.T) {
	const deep = 200_000
	text := strings.Repeat(`{"analyzeResult":`, deep) + `{"readResults":[{}]}` + strings.Repeat("}", deep)
	if pages := parse(t, text); len(pages) != 0 {
		t.Errorf("%d pages from the bottom of a well", len(pages))
	}
}

func TestALineOfCountlessWordsIsRefused(t *testing.T) {
	text := `{"readResults":[{"lines":[{"text":"` + strings.Repeat("a ", maxWords) + `"}]}]}`
	if _, err := Parse(strings.NewReader(text)); !errors.Is(err, ErrTooMuch) {
		t.Errorf("error %v, want %v", err, ErrTooMuch)
	}
}
