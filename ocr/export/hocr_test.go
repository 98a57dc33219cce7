package export

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"testing"

	"recto/ocr"
)

// element is one element of an hOCR document.
type element struct {
	class, id, lang string
	title           map[string][]string // property by name, its values
	text            string
}

// elements reads all elements with a class, and fails unless ids are unique and
// the document is well-formed.
func elements(t *testing.T, text string) []element {
	t.Helper()
	var all []element
	var open []int // what has a class, -1 for others
	ids := map[string]bool{}
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, text)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := elementOf(token)
			if e.class == "" {
				open = append(open, -1)
				continue
			}
			if ids[e.id] || e.id == "" {
				t.Errorf("id %q is not unique", e.id)
			}
			ids[e.id] = true
			open = append(open, len(all))
			all = append(all, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, i := range open {
				if i >= 0 {
					all[i].text += string(token)
				}
			}
		}
	}
}

// elementOf is the element without its text.
func elementOf(start xml.StartElement) element {
	e := element{title: map[string][]string{}}
	for _, a := range start.Attr {
		switch {
		case a.Name.Local == "class":
			e.class = a.Value
		case a.Name.Local == "id":
			e.id = a.Value
		case a.Name.Local == "lang" && a.Name.Space == "":
			e.lang = a.Value
		case a.Name.Local == "title":
			for property := range strings.SplitSeq(a.Value, ";") {
				words := strings.Fields(property)
				e.title[words[0]] = words[1:]
			}
		}
	}
	return e
}

func (e element) numbers(t *testing.T, property string) (list []float64) {
	t.Helper()
	for _, s := range e.title[property] {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Errorf("%s of %s: %v", property, e.id, err)
		}
		list = append(list, v)
	}
	return list
}

// quad is the place that the element tells.
func (e element) quad(t *testing.T) ocr.Quad {
	t.Helper()
	if v := e.numbers(t, "x_quad"); len(v) == 8 {
		return ocr.Quad{{X: v[0], Y: v[1]}, {X: v[2], Y: v[3]}, {X: v[4], Y: v[5]}, {X: v[6], Y: v[7]}}
	}
	v := e.numbers(t, "bbox")
	return ocr.Rect(v[0], v[1], v[2], v[3])
}

func TestHOCRGivesBackPlacesConfidencesStylesAndLanguages(t *testing.T) {
	pages := sample()
	var want []string
	for _, page := range pages {
		want = append(want, fmt.Sprintf("page %d %dx%d %v %.0f %q %v", page.Number, page.Width, page.Height, page.Unit, page.DPIX, page.Language, page.Angle))
		for _, line := range page.Lines {
			style := "none"
			if line.Style != nil {
				style = fmt.Sprintf("%s %.1f", line.Style.Name, line.Style.Confidence*100)
			}
			want = append(want, fmt.Sprintf("line %v %q %s", line.Quad.Map(wholePixels), line.Language, style))
			for _, word := range line.Words {
				want = append(want, fmt.Sprintf("word %v %q %.1f %v", word.Quad.Map(wholePixels), word.Text, word.Confidence*100, word.Corrected))
			}
		}
	}
	var got []string
	for _, e := range elements(t, written(t, FormatHOCR, about, pages...)) {
		switch e.class {
		case "ocr_page":
			unit, angle, dpi := ocr.UnitPixel, 0.0, 0.0
			if e.title["x_unit"] != nil {
				unit = ocr.UnitInch
			}
			if v := e.numbers(t, "x_angle"); v != nil {
				angle = v[0]
			}
			if v := e.numbers(t, "scan_res"); v != nil {
				dpi = v[0]
			}
			box := e.numbers(t, "bbox")
			got = append(got, fmt.Sprintf("page %s %.0fx%.0f %v %.0f %q %v", e.title["ppageno"][0], box[2], box[3], unit, dpi, e.lang, angle))
		case "ocr_line":
			style := "none"
			if v := e.title["x_style"]; v != nil {
				c, _ := strconv.ParseFloat(v[1], 64)
				style = fmt.Sprintf("%s %.1f", v[0], c)
			}
			got = append(got, fmt.Sprintf("line %v %q %s", e.quad(t), e.lang, style))
		case "ocrx_word":
			got = append(got, fmt.Sprintf("word %v %q %.1f %v", e.quad(t), e.text, e.numbers(t, "x_wconf")[0], e.title["x_corrected"] != nil))
		}
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestHOCRIsAsItWasLookedAt(t *testing.T) {
	isGolden(t, "sample.hocr", written(t, FormatHOCR, about, sample()...))
}

func TestHOCRIsWellFormedWhateverWasRead(t *testing.T) {
	text := written(t, FormatHOCR, Document{Name: "\x00\"';<&", Language: "not a language"}, hostile())
	words := 0
	for _, e := range elements(t, text) {
		if e.class != "ocrx_word" {
			continue
		}
		words++
		if c := e.numbers(t, "x_wconf")[0]; c < 0 || c > 100 {
			t.Errorf("%s: confidence %v", e.id, c)
		}
	}
	if want := hostile().Words(); words != want {
		t.Errorf("%d words, want %d", words, want)
	}
	xmllint(t, text)
}

func TestHOCRBoxesStayOnThePageAndBesideThemTheQuadIsWhole(t *testing.T) {
	page := ocr.Page{Width: 100, Height: 50, Unit: ocr.UnitPixel, Lines: []ocr.Line{lineOf(0, wordAt("wide", -5, -2, 110, 60, 1))}}
	for _, e := range elements(t, written(t, FormatHOCR, Document{}, page)) {
		if box := strings.Join(e.title["bbox"], " "); box != "0 0 100 50" {
			t.Errorf("%s: bbox %s", e.class, box)
		}
		if e.class == "ocrx_word" && e.quad(t) != ocr.Rect(-5, -2, 110, 60) {
			t.Errorf("quad %v", e.quad(t))
		}
	}
}

func TestHOCRBaselinesRunUnderTheLettersAndTurnedLinesTellTheirAngle(t *testing.T) {
	// 24 pixels of ink of a type of 24/(0.72+0.21): 5.4 lie below the baseline.
	page := ocr.Page{Width: 600, Height: 400, Unit: ocr.UnitPixel, Lines: []ocr.Line{lineOf(0, wordAt("Happy", 10, 10, 100, 34, 1))}}
	for angle, want := range map[float64]string{90: "270", -90: "90", 180: "180"} {
		line := ocr.Line{Words: []ocr.Word{{Text: "turned", Quad: ocr.Slanted(100, 100, 200, 300, angle)}}}
		line.Quad = line.Words[0].Quad
		for _, e := range elements(t, written(t, FormatHOCR, Document{}, ocr.Page{Width: 600, Height: 400, Lines: []ocr.Line{line}})) {
			if got := strings.Join(e.title["textangle"], " "); e.class == "ocr_line" && (got != want || e.title["baseline"] != nil) {
				t.Errorf("a line turned by %v: textangle %q, want %s", angle, got, want)
			}
		}
	}
	for _, e := range elements(t, written(t, FormatHOCR, Document{}, page)) {
		if v := e.numbers(t, "baseline"); e.class == "ocr_line" && (len(v) != 2 || v[0] != 0 || math.Abs(v[1]+5.4) > 0.5) {
			t.Errorf("baseline %v, want 0 and about -5", v)
		}
	}
}

// FuzzWordsComeBackFromXML exports any text as a word, and looks for it again in
// hOCR and ALTO, where what XML forbids is U+FFFD.
func FuzzWordsComeBackFromXML(f *testing.F) {
	for _, line := range hostile().Lines {
		f.Add(line.Words[0].Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want strings.Builder
		for _, r := range text { // a byte that is not UTF-8 comes as U+FFFD
			if r < ' ' && !strings.ContainsRune("\t\n\r", r) || r == 0xfffe || r == 0xffff {
				r = 0xfffd
			}
			want.WriteRune(r)
		}
		page := ocr.Page{Width: 9, Height: 9, Lines: []ocr.Line{lineOf(0, wordAt(text, 1, 1, 8, 8, 1))}}
		for _, e := range elements(t, written(t, FormatHOCR, Document{Name: text}, page)) {
			if e.class == "ocrx_word" && e.text != want.String() {
				t.Errorf("hOCR has %q for %q", e.text, text)
			}
		}
		root := alto(t, written(t, FormatALTO, Document{Name: text}, page))
		if got := root.all("String")[0].attribute("CONTENT"); got != want.String() {
			t.Errorf("ALTO has %q for %q", got, text)
		}
	})
}
