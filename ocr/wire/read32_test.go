package wire

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"recto/ocr"
)

// picture is a page like the sample of the container's article.
func picture() ocr.Page {
	return ocr.Page{
		Number: 0, Width: 502, Height: 252, Unit: ocr.UnitPixel, Angle: 2.12434,
		Lines: []ocr.Line{{
			Quad:  ocr.Quad{{X: 58.4, Y: 42}, {X: 314, Y: 59}, {X: 311, Y: 123.4}, {X: 56, Y: 121}},
			Style: &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.96},
			Words: []ocr.Word{
				{Text: "Tabs", Quad: ocr.Rect(-0.3, 44, 225, 122), Confidence: 0.93349},
				{Text: "vs", Quad: ocr.Rect(236, 60, 314, 123), Confidence: 0.9},
			},
		}},
	}
}

func TestAPictureIsPublishedInWholePixelsWithFieldsInOrder(t *testing.T) {
	got, err := json.Marshal(Document32(picture()))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"status":"succeeded","analyzeResult":{"version":"3.2.0","modelVersion":"` + ModelVersion + `","readResults":[` +
		`{"page":1,"angle":2.1243,"width":502,"height":252,"unit":"pixel","lines":[` +
		`{"boundingBox":[58,42,314,59,311,123,56,121],"text":"Tabs vs","appearance":{"style":{"name":"handwriting","confidence":0.96}},"words":[` +
		`{"boundingBox":[0,44,225,44,225,122,0,122],"text":"Tabs","confidence":0.933},` +
		`{"boundingBox":[236,60,314,60,314,123,236,123],"text":"vs","confidence":0.9}]}]}]}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAPDFPageIsPublishedInInchesOfFourDecimals(t *testing.T) {
	page := ocr.Page{
		Number: 6, Width: 2550, Height: 3300, DPIX: 300, DPIY: 300, Unit: ocr.UnitInch, Angle: 180,
		Lines: []ocr.Line{{Quad: ocr.Rect(100, 200, 301, 250.5)}},
	}
	got := Read32(page)
	if got.Number != 7 || got.Width != 8.5 || got.Height != 11 || got.Unit != ocr.UnitInch || got.Angle != -180 {
		t.Errorf("page %d, %v × %v %s, angle %v; want 7, 8.5 × 11 inch, -180", got.Number, got.Width, got.Height, got.Unit, got.Angle)
	}
	want := Box{0.3333, 0.6667, 1.0033, 0.6667, 1.0033, 0.835, 0.3333, 0.835}
	if got.Lines[0].BoundingBox != want {
		t.Errorf("box %v, want %v", got.Lines[0].BoundingBox, want)
	}
}

func TestEmptyListsAreNeverNullAndUnknownFieldsAbsent(t *testing.T) {
	for name, doc := range map[string]ReadOperationResult{
		"no pages": Document32(),
		"no lines": Document32(ocr.Page{Width: 10, Height: 10, Unit: ocr.UnitPixel}),
		"no words": Document32(ocr.Page{Width: 10, Height: 10, Unit: ocr.UnitPixel, Lines: []ocr.Line{{}}}),
		"failed":   {Status: StatusFailed},
	} {
		got, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, banned := range []string{"null", "appearance", "language", "DateTime"} {
			if strings.Contains(string(got), banned) {
				t.Errorf("%s: %s holds %q", name, got, banned)
			}
		}
	}
}

func TestAPageOfInchesWithoutResolutionStillMarshals(t *testing.T) {
	if _, err := json.Marshal(Read32(ocr.Page{Width: 10, Height: 10, Unit: ocr.UnitInch})); err != nil {
		t.Error(err)
	}
}

func TestPublishingATakenBackPageGivesTheSameDocument(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		page := randomPage(rng)
		want := Read32(page)
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var read ReadResult
		if err := json.Unmarshal(text, &read); err != nil {
			t.Fatal(err)
		}
		if got := Read32(read.Page()); !reflect.DeepEqual(got, want) {
			t.Fatalf("page of %v × %v dpi: got %+v\nwant %+v", page.DPIX, page.DPIY, got, want)
		}
	}
}

func TestTakenBackQuadsLieWithinAPixelOfTheirOrigin(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		page := randomPage(rng)
		back := Read32(page).Page()
		scaleX := float64(page.Width) / float64(back.Width)
		scaleY := float64(page.Height) / float64(back.Height)
		for i, line := range page.Lines {
			for corner, p := range line.Quad {
				b := back.Lines[i].Quad[corner]
				if dx, dy := math.Abs(b.X*scaleX-p.X), math.Abs(b.Y*scaleY-p.Y); dx > 1 || dy > 1 {
					t.Fatalf("%s: corner %v came back %v, off by %v, %v", page.Unit, p, b, dx, dy)
				}
			}
		}
	}
}

func TestTheModelVersionIsADate(t *testing.T) {
	if !regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`).MatchString(ModelVersion) {
		t.Errorf("ModelVersion %q is not like 2025-01-31", ModelVersion)
	}
}

func randomPage(rng *rand.Rand) ocr.Page {
	page := ocr.Page{
		Number: rng.IntN(500), Width: 600 + rng.IntN(4000), Height: 600 + rng.IntN(4000),
		Unit: ocr.UnitPixel, Angle: rng.Float64()*360 - 180, Language: "de",
	}
	if rng.IntN(2) == 0 {
		page.Unit, page.DPIX, page.DPIY = ocr.UnitInch, 100+rng.Float64()*500, 100+rng.Float64()*500
	}
	quad := func() (q ocr.Quad) {
		for i := range q {
			q[i] = ocr.Point{X: rng.Float64() * float64(page.Width), Y: rng.Float64() * float64(page.Height)}
		}
		return q
	}
	for range rng.IntN(5) {
		line := ocr.Line{Quad: quad(), Style: &ocr.Style{Name: ocr.StyleOther, Confidence: rng.Float64()}}
		for range 1 + rng.IntN(3) {
			line.Words = append(line.Words, ocr.Word{Text: "w", Quad: quad(), Confidence: rng.Float64()})
		}
		page.Lines = append(page.Lines, line)
	}
	return page
}
