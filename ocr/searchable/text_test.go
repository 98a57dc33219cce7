package searchable

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"recto/ocr"
)

var boxLine = regexp.MustCompile(`<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)">([^<]*)<`)

// boxes are the words and their edges that Poppler finds, in points from the
// top left of the page as shown; UserUnit does not count.
func boxes(t *testing.T, path string) (words []string, edges [][4]float64) {
	t.Helper()
	for _, m := range boxLine.FindAllStringSubmatch(output(t, "pdftotext", "-raw", "-bbox", "-cropbox", path, "-"), -1) {
		var e [4]float64
		for i := range e {
			e[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		words, edges = append(words, m[5]), append(edges, e)
	}
	return words, edges
}

func TestWordsStandWhereTheyWereRead(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	for _, tt := range []struct {
		name, entries string
		width, height float64 // of the page as shown, in units
	}{
		{"upright", "/MediaBox [0 0 600 800]", 600, 800},
		{"crop box", "/MediaBox [-100 -50 700 900] /CropBox [-60 30 540 830]", 600, 800},
		{"crop box beyond the paper", "/MediaBox [0 0 600 800] /CropBox [-900 -900 9000 9000]", 600, 800},
		{"corners in odd order", "/MediaBox [600 800 0 0]", 600, 800},
		{"turned by 90", "/Rotate 90 /MediaBox [-100 -50 900 900] /CropBox [0 30 800 630]", 600, 800},
		{"turned by 180", "/Rotate 180 /MediaBox [0 0 900 900] /CropBox [20 30 620 830]", 600, 800},
		{"turned by 270", "/Rotate 270 /MediaBox [0 0 900 900] /CropBox [20 30 820 630]", 600, 800},
		{"turned back", "/Rotate -90 /MediaBox [0 0 800 600]", 600, 800},
		{"larger units", "/UserUnit 4 /MediaBox [0 0 150 200]", 150, 200},
		{"tiny", "/MediaBox [0 0 9 12]", 9, 12},
		{"huge", "/MediaBox [0 0 10800 14400]", 10800, 14400},
		{"no size", "", 612, 792},
	} {
		t.Run(tt.name, func(t *testing.T) {
			read := page(1200, 1600, "Where the words", "stand", "on a page")
			path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, tt.entries, "")}, read)
			words, edges := boxes(t, path)
			if got := strings.Join(words, " "); got != "Where the words stand on a page" {
				t.Fatalf("words = %q", got)
			}
			i := 0
			for _, line := range read.Lines {
				for _, word := range line.Words {
					var want [4]float64
					want[0], want[1], want[2], want[3] = word.Quad.Bounds()
					for k := range want {
						scale := tt.width / 1200
						if k%2 == 1 {
							scale = tt.height / 1600
						}
						// 3 pixels: a gap may be widened.
						if math.Abs(edges[i][k]-want[k]*scale) > 3*scale {
							t.Errorf("%q stands at %.2f, want %.2f × %.4f", word.Text, edges[i], want, scale)
							break
						}
					}
					i++
				}
			}
		})
	}
}

func TestTurnedLinesComeOutWhole(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	for _, degrees := range []float64{0, 0.7, -2, 4, 90, 89, 180, 181.5, -90} {
		t.Run(fmt.Sprint(degrees), func(t *testing.T) {
			sin, cos := math.Sincos(degrees * math.Pi / 180)
			read := page(1000, 1000, "Words that were", "set at an angle")
			for i := range read.Lines {
				turn := func(q ocr.Quad) ocr.Quad {
					return q.Map(func(p ocr.Point) ocr.Point {
						x, y := p.X-150, p.Y-100
						return ocr.Point{X: 500 + x*cos - y*sin, Y: 500 + x*sin + y*cos}
					})
				}
				read.Lines[i].Quad = turn(read.Lines[i].Quad)
				for j := range read.Lines[i].Words {
					read.Lines[i].Words[j].Quad = turn(read.Lines[i].Words[j].Quad)
				}
			}
			path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, "/MediaBox [0 0 500 500]", "")}, read)
			if got := strings.Fields(output(t, "pdftotext", "-raw", path, "-")); strings.Join(got, " ") != "Words that were set at an angle" {
				t.Errorf("text = %q", got)
			}
			words, edges := boxes(t, path)
			for i, word := range append(read.Lines[0].Words, read.Lines[1].Words...) {
				middle := word.Quad.Center()
				x, y := (edges[i][0]+edges[i][2])/2, (edges[i][1]+edges[i][3])/2
				if words[i] != word.Text || math.Hypot(2*x-middle.X, 2*y-middle.Y) > 4 {
					t.Errorf("word %d is %q about %.1f, %.1f, want %q about %.1f", i, words[i], 2*x, 2*y, word.Text, middle)
				}
			}
		})
	}
}

func TestTextComesOutAsItWasRead(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	for name, want := range map[string]string{
		"Latin":              "A café’s naïve “façade” – 5 €",
		"ligatures":          "ﬁnd oﬀers",
		"beyond 16 bits":     "𝐁old 😀 𠮷野家",
		"Hebrew":             "שלום עולם",
		"Hebrew and numbers": "מספר 1234 כאן",
		"Arabic":             "مرحبا بالعالم",
		"Greek and Cyrillic": "αβγ Привет",
		"combining":          "e\u0301tude",
		"brackets":           `<a> (b) \c`,
	} {
		t.Run(name, func(t *testing.T) {
			read := page(600, 800, want)
			if name == "Hebrew" || name == "Arabic" || name == "Hebrew and numbers" {
				mirror(&read)
			}
			path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, "/MediaBox [0 0 600 800]", "")}, read)
			got := strings.TrimSpace(strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\f", "").Replace(output(t, "pdftotext", path, "-")))
			if strings.Contains(name, "numbers") { // Poppler moves the spaces about a number
				got, want = strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(want, " ", "")
			}
			if got != want {
				t.Errorf("text = %q, want %q", got, want)
			}
		})
	}
}

// mirror has the words follow each other from the right.
func mirror(p *ocr.Page) {
	flip := func(q ocr.Quad) ocr.Quad {
		left, top, right, bottom := q.Bounds()
		return ocr.Rect(float64(p.Width)-right, top, float64(p.Width)-left, bottom)
	}
	for i := range p.Lines {
		p.Lines[i].Quad = flip(p.Lines[i].Quad)
		for j := range p.Lines[i].Words {
			p.Lines[i].Words[j].Quad = flip(p.Lines[i].Words[j].Quad)
		}
	}
}

func TestWordsOfScriptsWithoutSpacesTouch(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, "/MediaBox [0 0 600 800]", "")}, page(600, 800, "日本 語の 文字 and Latin"))
	if got := strings.TrimSpace(output(t, "pdftotext", path, "-")); got != "日本語の文字 and Latin" {
		t.Errorf("text = %q", got)
	}
}

func TestWordsThatOverlapStayApart(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	read := page(600, 800, "one two three")
	words := read.Lines[0].Words
	words[1].Quad = ocr.Rect(40, 40, 70, 60) // over the end of "one"
	words[2].Quad = ocr.Rect(70, 40, 130, 60)
	path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, "/MediaBox [0 0 600 800]", "")}, read)
	if got := strings.TrimSpace(output(t, "pdftotext", "-raw", path, "-")); got != "one two three" {
		t.Errorf("text = %q", got)
	}
}

func TestQuadsWithoutSizeOrNumberCostTheirWordsAlone(t *testing.T) {
	needs(t, "qpdf", "pdftotext")
	read := page(600, 800, "good line", "flat line", "lost word here")
	read.Lines[1].Quad = ocr.Quad{}
	read.Lines[2].Words[1].Quad[0].X = math.NaN()
	path, _ := mustWrite(t, pictures{}, ocr.PDFRequest{Path: onePage(t, "/MediaBox [0 0 600 800]", "")}, read)
	if got := strings.Fields(output(t, "pdftotext", "-raw", path, "-")); strings.Join(got, " ") != "good line lost here" {
		t.Errorf("text = %q", got)
	}
}

func TestTheFontHasTwoEmptyGlyphs(t *testing.T) {
	data := emptyTrueType()
	if sum := checksum(append(data, make([]byte, -len(data)&3)...)); sum != 0xb1b0afba {
		t.Errorf("checksum of the font = %#x", sum)
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if f.NumGlyphs() != 2 || f.UnitsPerEm() != 1000 {
		t.Errorf("glyphs = %d of %d units, want 2 of 1000", f.NumGlyphs(), f.UnitsPerEm())
	}
}

func TestAFullFontGivesTheReplacementCharacter(t *testing.T) {
	var f font
	for r := rune(0x20000); len(f.runes) < maxCodes-1; r++ {
		f.code(r)
	}
	lost := f.code('x')
	if got := f.runes[lost-1]; got != '\ufffd' || f.code('y') != lost {
		t.Errorf("code %d of a character too many stands for %q", lost, got)
	}
}

func FuzzNumbersAreReadAsTheyWereWritten(f *testing.F) {
	for _, v := range []float64{0, -0.0001, 1e-9, 3.14159265, 14400, -1e15, 1e300, math.Inf(1)} {
		f.Add(math.Float64bits(v))
	}
	f.Fuzz(func(t *testing.T, bits uint64) {
		v := math.Float64frombits(bits)
		text := number(v)
		got, err := strconv.ParseFloat(text, 64)
		if err != nil || strings.ContainsAny(text, "eE+") {
			t.Fatalf("number(%v) = %q", v, text)
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			v = 0
		}
		if math.Abs(got-v) > max(1e-6*math.Abs(v), 1e-9) {
			t.Errorf("number(%v) = %q", v, text)
		}
	})
}
