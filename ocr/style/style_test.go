package style_test

import (
	"encoding/json"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/prepare"
	"recto/ocr/style"
	"recto/render"
)

const fixtures = "../../testdata"

// page is a fixture in grey.
func page(t testing.TB, name string) render.Raster {
	t.Helper()
	f, err := os.Open(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	r := render.Raster{Width: m.Bounds().Dx(), Height: m.Bounds().Dy(), Channels: 1}
	grey := image.NewGray(m.Bounds())
	for y := range r.Height {
		for x := range r.Width {
			grey.Set(x, y, m.At(x, y))
		}
	}
	r.Pix = grey.Pix
	return r
}

// lines are those of a letter's boxes.json, each word read with the same
// confidence, and which of them are handwriting.
func lines(t *testing.T, name string) (lines []ocr.Line, hand []bool) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	var boxes []struct {
		Text, Style string
		Quad        [8]float64
	}
	if err := json.Unmarshal(content, &boxes); err != nil {
		t.Fatal(err)
	}
	for _, b := range boxes {
		line := ocr.Line{}
		for i := range line.Quad {
			line.Quad[i] = ocr.Point{X: b.Quad[2*i], Y: b.Quad[2*i+1]}
		}
		for word := range strings.FieldsSeq(b.Text) {
			line.Words = append(line.Words, ocr.Word{Text: word, Confidence: 0.7})
		}
		lines, hand = append(lines, line), append(hand, b.Style == string(ocr.StyleHandwriting))
	}
	return lines, hand
}

func TestLettersOfPrintAndOfHandAreToldApart(t *testing.T) {
	right, n := 0, 0
	for _, name := range []string{"real/letter", "real/letter-hand"} {
		found, hand := lines(t, name+".boxes.json")
		style.Fill(page(t, name+".jpg"), found, 1)
		for i, line := range found {
			n++
			if (line.Style.Name == ocr.StyleHandwriting) == hand[i] {
				right++
			} else {
				t.Logf("%s: %q is %s (%.2f)", name, line.Text(), line.Style.Name, line.Style.Confidence)
			}
		}
	}
	if right*6 < n*5 {
		t.Errorf("%d of %d lines right, want five of six", right, n)
	}
}

func TestOtherScriptsGetNoStyle(t *testing.T) {
	raster := page(t, "made/print.png")
	line := func(text string) ocr.Line {
		return ocr.Line{Quad: ocr.Rect(100, 100, 900, 150), Words: []ocr.Word{{Text: text, Confidence: 0.9}}}
	}
	for _, tt := range []struct {
		texts []string
		want  []bool
	}{
		{[]string{"Latin", "12,50"}, []bool{true, true}},
		{[]string{"Слово", "слово", "1917", "word"}, []bool{false, false, false, true}},
		{[]string{"漢字", "カナ"}, []bool{false, false}},
		{[]string{"12.50"}, []bool{true}},
	} {
		var found []ocr.Line
		for _, text := range tt.texts {
			found = append(found, line(text))
		}
		style.Fill(raster, found, 1)
		for i, want := range tt.want {
			if got := found[i].Style != nil; got != want {
				t.Errorf("of the lines %q, %q has a style: %v, want %v", tt.texts, tt.texts[i], got, want)
			}
		}
	}
}

func TestALineLooksTheSameWhicheverWayItRuns(t *testing.T) {
	raster := page(t, "real/letter-hand.jpg")
	found, _ := lines(t, "real/letter-hand.boxes.json")
	for quarters := 1; quarters < 4; quarters++ {
		turned := prepare.Turn(raster, quarters)
		to, _, _ := prepare.Rotate(float64(90*quarters), raster.Width, raster.Height)
		for _, line := range found {
			want := style.Measure(raster, line)
			line.Quad = line.Quad.Map(to.Apply)
			for i, got := range style.Measure(turned, line) {
				if math.Abs(got.Value-want[i].Value) > 0.02+0.02*math.Abs(want[i].Value) {
					t.Errorf("%q turned by %d quarters: %s is %.3f, want %.3f", line.Text(), quarters, got.Name, got.Value, want[i].Value)
				}
			}
		}
	}
}

func TestLightTextOnDarkGroundLooksLikeDarkOnLight(t *testing.T) {
	raster := page(t, "made/print.png")
	line := ocr.Line{Quad: firstLine(t), Words: []ocr.Word{{Text: "print", Confidence: 0.9}}}
	want := style.Measure(raster, line)
	for i, g := range raster.Pix {
		raster.Pix[i] = 255 - g
	}
	for i, got := range style.Measure(raster, line) {
		if math.Abs(got.Value-want[i].Value) > 0.02+0.02*math.Abs(want[i].Value) {
			t.Errorf("%s is %.3f, want %.3f", got.Name, got.Value, want[i].Value)
		}
	}
}

func firstLine(t testing.TB) ocr.Quad {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(fixtures, "made/print.boxes.json"))
	if err != nil {
		t.Fatal(err)
	}
	var boxes []struct{ Left, Top, Right, Bottom float64 }
	if err := json.Unmarshal(content, &boxes); err != nil {
		t.Fatal(err)
	}
	l := boxes[1]
	return ocr.Rect(l.Left, l.Top, l.Right, l.Bottom)
}

func TestQuadsThatShowNothingGetAStyleAllTheSame(t *testing.T) {
	blank := render.Raster{Width: 40, Height: 30, Channels: 1, Pix: make([]byte, 40*30)}
	for name, q := range map[string]ocr.Quad{
		"blank": ocr.Rect(5, 5, 35, 20), "flat": ocr.Rect(5, 5, 35, 5), "nothing": {}, "beyond": ocr.Rect(-500, 10, 900, 700),
	} {
		found := []ocr.Line{{Quad: q, Words: []ocr.Word{{Text: "word", Confidence: 0.5}}}}
		style.Fill(blank, found, 1)
		if s := found[0].Style; s == nil || s.Confidence < 0.5 || s.Confidence > 1 {
			t.Errorf("%s: style %+v, want one with a confidence of 0.5 to 1", name, s)
		}
	}
}

func TestNeighboursSpeakForALineAndDistantLinesLess(t *testing.T) {
	at := func(y, score float64) style.Looked {
		return style.Looked{Quad: ocr.Rect(0, y, 400, y+20), Score: score}
	}
	whole, near := style.Surroundings([]style.Looked{at(0, 0), at(25, 2), at(900, -2)})
	if whole[0] != 0 || near[0] < 1 {
		t.Errorf("of scores 2 (near) and -2 (far) the page says %.2f and the neighbours %.2f, want 0 and about 2", whole[0], near[0])
	}
	if whole, near := style.Surroundings([]style.Looked{at(0, 3)}); whole[0] != 0 || near[0] != 0 {
		t.Errorf("a line alone hears %.2f and %.2f, want nothing", whole[0], near[0])
	}
}

func BenchmarkFill(b *testing.B) {
	raster := page(b, "made/print.png")
	q := firstLine(b)
	found := make([]ocr.Line, 40)
	for i := range found {
		found[i] = ocr.Line{Quad: q, Words: []ocr.Word{{Text: "words enough", Confidence: 0.9}}}
	}
	for b.Loop() {
		style.Fill(raster, found, 1)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N)/float64(len(found)), "ms/line")
}
