package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"iter"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"recto/ocr"
)

var versions = []Version{V20, V21, V30, V31Preview, V31, V32Preview, V32}

// noon is a time whose zone is not UTC and whose fraction ends in zeros.
func noon() Envelope {
	zone := time.FixedZone("CEST", 2*60*60)
	created := time.Date(2021, 2, 4, 8, 32, 8, 275270600, zone)
	return Envelope{State: Succeeded, Created: created, Updated: created.Add(495346600)}
}

// sequence gives the pages, and then err unless it is nil.
func sequence(err error, pages ...ocr.Page) iter.Seq2[ocr.Page, error] {
	return func(yield func(ocr.Page, error) bool) {
		for _, page := range pages {
			if !yield(page, nil) {
				return
			}
		}
		if err != nil {
			yield(ocr.Page{}, err)
		}
	}
}

func document(t *testing.T, v Version, e Envelope, pages ...ocr.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDocument(&b, v, e, sequence(nil, pages...)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// short is a page of one printed line whose words are "a" (sure) and "<b>" (not).
func short() ocr.Page {
	return ocr.Page{
		Number: 2, Width: 100, Height: 50, Unit: ocr.UnitPixel, Angle: -10.41,
		Lines: []ocr.Line{{
			Quad: ocr.Rect(0, 0, 9, 5), Style: &ocr.Style{Name: ocr.StyleOther, Confidence: 0.75},
			Words: []ocr.Word{{Text: "a", Quad: ocr.Rect(0, 0, 4, 5), Confidence: 0.99}, {Text: "<b>", Quad: ocr.Rect(5, 0, 9, 5), Confidence: 0.3}},
		}},
	}
}

const (
	lineBox = `"boundingBox":[0,0,9,0,9,5,0,5]`
	aBox    = `"boundingBox":[0,0,4,0,4,5,0,5]`
	bBox    = `"boundingBox":[5,0,9,0,9,5,5,5]`
	words3x = `"words":[{` + aBox + `,"text":"a","confidence":0.99},{` + bBox + `,"text":"<b>","confidence":0.3}]`
	sizes   = `"width":100,"height":50,"unit":"pixel","lines":[{` + lineBox + `,"text":"a <b>",`
	seconds = `"createdDateTime":"2021-02-04T06:32:08Z","lastUpdatedDateTime":"2021-02-04T06:32:08Z"`
	ticks   = `"createdDateTime":"2021-02-04T06:32:08.2752706+00:00","lastUpdatedDateTime":"2021-02-04T06:32:08.7706172+00:00"`
)

func TestEachVersionPublishesTheDocumentItHad(t *testing.T) {
	v2 := `{"status":"Succeeded","recognitionResults":[{"page":3,"clockwiseOrientation":349.59,` + sizes +
		`"words":[{` + aBox + `,"text":"a"},{` + bBox + `,"text":"<b>","confidence":"Low"}]}]}]}`
	nested := sizes + `"appearance":{"style":{"name":"other","confidence":0.75}},` + words3x + `}]}]}}`
	for v, want := range map[Version]string{
		V20: v2,
		V21: v2,
		V30: `{"status":"succeeded",` + seconds + `,"analyzeResult":{"version":"3.0.0","readResults":[{"page":3,"language":"","angle":-10.41,` +
			sizes + words3x + `}]}]}}`,
		V31Preview: `{"status":"succeeded",` + seconds + `,"analyzeResult":{"version":"3.1.0","readResults":[{"page":3,"language":"","angle":-10.41,` +
			sizes + `"appearance":{"style":"print","styleConfidence":0.75},` + words3x + `}]}]}}`,
		V31: `{"status":"succeeded",` + seconds + `,"analyzeResult":{"version":"3.1.0","readResults":[{"page":3,"angle":-10.41,` +
			sizes + words3x + `}]}]}}`,
		V32Preview: `{"status":"succeeded",` + ticks + `,"analyzeResult":{"version":"3.2.0","readResults":[{"page":3,"angle":-10.41,` + nested,
		V32: `{"status":"succeeded",` + ticks + `,"analyzeResult":{"version":"3.2.0","modelVersion":"` + ModelVersion +
			`","readResults":[{"page":3,"angle":-10.41,` + nested,
	} {
		if got := document(t, v, noon(), short()); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", v, got, want)
		}
	}
}

func TestAnOperationOnItsWayTellsItsStateAndReadsNoPages(t *testing.T) {
	never := func(func(ocr.Page, error) bool) { t.Error("the pages were asked for") }
	for _, v := range versions {
		for _, state := range []State{NotStarted, Running, Failed} {
			e := noon()
			e.State = state
			want := `{"status":"` + state.Word(v) + `"}`
			switch v {
			case V30, V31, V31Preview:
				want = strings.TrimSuffix(want, "}") + "," + seconds + "}"
			case V32, V32Preview:
				want = strings.TrimSuffix(want, "}") + "," + ticks + "}"
			}
			var b bytes.Buffer
			if err := WriteDocument(&b, v, e, never); err != nil || b.String() != want {
				t.Errorf("%s, state %d: %s, %v, want %s", v, state, b.String(), err, want)
			}
		}
	}
}

func TestListsAreNeverNullInAnyVersion(t *testing.T) {
	for _, v := range versions {
		for name, pages := range map[string][]ocr.Page{
			"no pages": nil,
			"no lines": {{Width: 10, Height: 10, Unit: ocr.UnitPixel}},
			"no words": {{Width: 10, Height: 10, Unit: ocr.UnitPixel, Lines: []ocr.Line{{Style: &ocr.Style{}}}}},
		} {
			got := document(t, v, noon(), pages...)
			if strings.Contains(got, "null") || !strings.Contains(got, "esults\":[") {
				t.Errorf("%s, %s: %s", v, name, got)
			}
		}
		if err := WriteDocument(&bytes.Buffer{}, v, noon(), nil); err != nil {
			t.Errorf("%s without pages: %v", v, err)
		}
	}
}

func TestAStreamedDocumentHoldsEveryPageInOrder(t *testing.T) {
	pages := make([]ocr.Page, 5)
	for i := range pages {
		pages[i] = short()
		pages[i].Number = 2 * i
	}
	for _, v := range versions {
		var doc struct {
			AnalyzeResult struct{ ReadResults []struct{ Page int } }
			Recognition   []struct{ Page int } `json:"recognitionResults"`
		}
		if err := json.Unmarshal([]byte(document(t, v, noon(), pages...)), &doc); err != nil {
			t.Fatalf("%s: %v", v, err)
		}
		got := append(doc.Recognition, doc.AnalyzeResult.ReadResults...)
		for i, page := range got {
			if page.Page != 2*i+1 {
				t.Errorf("%s: result %d is of page %d, want %d", v, i, page.Page, 2*i+1)
			}
		}
		if len(got) != len(pages) {
			t.Errorf("%s holds %d pages, want %d", v, len(got), len(pages))
		}
	}
}

func TestAnErrorBeforeTheFirstPageLeavesTheAnswerEmpty(t *testing.T) {
	broken := errors.New("no such file")
	for _, v := range versions {
		var b bytes.Buffer
		if err := WriteDocument(&b, v, noon(), sequence(broken)); !errors.Is(err, broken) || b.Len() > 0 {
			t.Errorf("%s: %v after %q", v, err, b.String())
		}
		if err := WriteDocument(&b, v, noon(), sequence(broken, short())); !errors.Is(err, broken) {
			t.Errorf("%s: %v, want the error of the second page", v, err)
		}
	}
}

func TestAPageIsWrittenBeforeTheNextIsRead(t *testing.T) {
	for _, v := range versions {
		var b bytes.Buffer
		err := WriteDocument(&b, v, noon(), func(yield func(ocr.Page, error) bool) {
			if !yield(short(), nil) {
				return
			}
			if !strings.Contains(b.String(), "<b>") {
				t.Errorf("%s: after one page there is %q", v, b.String())
			}
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// full is a writer that takes a number of bytes.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errors.New("no space left")
	}
	f.left -= len(p)
	return len(p), nil
}

func TestAFullDiskIsAnErrorAndStopsTheReading(t *testing.T) {
	size := len(document(t, V32, noon(), short(), short()))
	for left := range size {
		if err := WriteDocument(&full{left}, V32, noon(), sequence(nil, short(), short())); err == nil {
			t.Fatalf("%d of %d bytes were room enough", left, size)
		}
	}
	if err := WriteDocument(&full{size}, V32, noon(), sequence(nil, short(), short())); err != nil {
		t.Error(err)
	}
}

func TestAnUnknownVersionIsRefused(t *testing.T) {
	if err := WriteDocument(&bytes.Buffer{}, "v4.0", noon(), nil); err == nil || !strings.Contains(err.Error(), "v4.0") {
		t.Errorf("v4.0: %v", err)
	}
}

func TestOddTextsAndNumbersStillGiveSoundJSON(t *testing.T) {
	page := short()
	page.Angle, page.Language = math.NaN(), "\xff"
	page.Lines[0].Language = "\xc3("
	page.Lines[0].Style.Confidence = math.Inf(1)
	page.Lines[0].Words = []ocr.Word{
		{Text: "a\xffb\x00\"\u2028", Quad: ocr.Quad{{X: math.NaN(), Y: math.Inf(-1)}}, Confidence: math.NaN()},
	}
	for _, v := range versions {
		got := document(t, v, noon(), page)
		if !utf8.ValidString(got) || !json.Valid([]byte(got)) || !strings.Contains(got, `a\ufffdb\u0000\"\u2028`) {
			t.Errorf("%s: %s", v, got)
		}
	}
}

func TestOrientationOf2LiesBetween0And360(t *testing.T) {
	for angle, want := range map[float64]string{
		0: "0", math.Copysign(0, -1): "0", 2.42: "2.42", -10.41: "349.59", 180: "180", -180: "180", 179.99996: "180",
		-0.00001: "0", -0.0001: "359.9999", -0.00004: "0", 360: "0", 720.5: "0.5", -90: "270", 359.99999: "0",
	} {
		page := ocr.Page{Width: 1, Height: 1, Unit: ocr.UnitPixel, Angle: angle}
		got := document(t, V20, noon(), page)
		if !strings.Contains(got, `"clockwiseOrientation":`+want+`,`) {
			t.Errorf("angle %v: %s, want %s", angle, got, want)
		}
	}
}

func TestALanguageIsToldWhereItIsKnown(t *testing.T) {
	page := short()
	page.Language, page.Lines[0].Language = "de", "en"
	for _, v := range versions {
		got := document(t, v, noon(), page)
		if n, want := strings.Count(got, `"language":"`), 2; v.Is2() && n != 0 || !v.Is2() && n != want {
			t.Errorf("%s tells %d languages: %s", v, n, got)
		}
	}
}

func TestAppearanceOfThe31PreviewIsAlwaysThere(t *testing.T) {
	page := short()
	for _, tt := range []struct {
		style *ocr.Style
		want  string
	}{
		{nil, `"appearance":{"style":null,"styleConfidence":0}`},
		{&ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.999}, `"appearance":{"style":"handwriting","styleConfidence":0.999}`},
		{&ocr.Style{Name: ocr.StyleOther, Confidence: 0.6031}, `"appearance":{"style":"print","styleConfidence":0.603}`},
	} {
		page.Lines[0].Style = tt.style
		if got := document(t, V31Preview, noon(), page); !strings.Contains(got, tt.want) {
			t.Errorf("%s, want %s in it", got, tt.want)
		}
	}
}
