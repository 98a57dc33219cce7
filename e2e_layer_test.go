package main_test

import (
	"regexp"
	"strings"
	"testing"

	"recto/ocr/ocrtest"
	"recto/ocr/wire"
)

var sourceOfPage = regexp.MustCompile(`page=\d+ source=(\w+) words=`)

// sources is where the text of each page of a file came from, with the text.
func sources(t *testing.T, args ...string) (sources []string, text string) {
	t.Helper()
	out := recto(t, append([]string{"read", "--verbose", "--jobs", "1"}, args...)...)
	if out.code != 0 {
		t.Fatalf("recto read %v: exit %d: %s", args, out.code, out.stderr)
	}
	for _, m := range sourceOfPage.FindAllStringSubmatch(out.stderr, -1) {
		sources = append(sources, m[1])
	}
	return sources, out.stdout
}

func TestTextInAFileIsTakenWhereItIsSound(t *testing.T) {
	for _, tt := range []struct{ page, file, source, holds, lacks string }{
		{"1", "layers.pdf", "layer", "Text that is already there", ""},
		{"2", "layers.pdf", "layer", "Turned text that is already there", ""},
		{"3", "layers.pdf", "layer", "Text that runs up the page", ""},
		{"4", "layers.pdf", "ocr", "Text that is already there", ""}, // letters that claim to be others
		{"5", "layers.pdf", "ocr", "Text that is already there", ""}, // letters for private use
		{"6", "layers.pdf", "mixed", "Only the picture says this", ""},
		{"7", "layers.pdf", "ocr", "Only the picture says this", "Junk"},
		{"8", "layers.pdf", "layer", "Text that is already there", "white ink"},
		{"1", "ocr-layer.pdf", "layer", "A program does the same", ""},
		{"1", "five.pdf", "ocr", "Page 1 of five", ""},
		{"1", "password.pdf", "layer", "Behind the lock", ""},
		{"1", "print.png", "ocr", "", ""},
	} {
		got, text := sources(t, "--password", "recto", "--pages", tt.page, "testdata/made/"+tt.file)
		if strings.Join(got, " ") != tt.source || !strings.Contains(text, tt.holds) || tt.lacks != "" && strings.Contains(text, tt.lacks) {
			t.Errorf("page %s of %s: %v, want %s with %q and without %q\n%s", tt.page, tt.file, got, tt.source, tt.holds, tt.lacks, text)
		}
	}
}

func TestAFormsAnswersAreInItsLayer(t *testing.T) {
	got, text := sources(t, "testdata/made/form.pdf")
	for _, want := range []string{"Application form", "Ada Lovelace", "RECEIVED", "Call back on Monday"} {
		if !strings.Contains(text, want) {
			t.Errorf("form.pdf (%v) lacks %q\n%s", got, want, text)
		}
	}
	if strings.Contains(text, "Invisible ink") {
		t.Errorf("form.pdf (%v) shows a hidden note\n%s", got, text)
	}
}

func TestTheLayerIsTakenAloneOrNotAtAllAsWanted(t *testing.T) {
	for _, tt := range []struct{ choice, page, source, holds, lacks string }{
		{"never", "1", "ocr", "Text that is already there", ""},
		{"only", "7", "layer", "Junk under a picture", "Only the picture"},
		{"only", "6", "layer", "Text that is already there", "Only the picture"},
		{"auto", "6", "mixed", "Only the picture says this", ""},
	} {
		got, text := sources(t, "--text-layer", tt.choice, "--pages", tt.page, "testdata/made/layers.pdf")
		if strings.Join(got, " ") != tt.source || !strings.Contains(text, tt.holds) || tt.lacks != "" && strings.Contains(text, tt.lacks) {
			t.Errorf("--text-layer %s, page %s: %v, want %s with %q and without %q\n%s", tt.choice, tt.page, got, tt.source, tt.holds, tt.lacks, text)
		}
	}
	for _, file := range []string{"five.pdf", "print.png"} {
		if _, text := sources(t, "--text-layer", "only", "--pages", "1", "testdata/made/"+file); strings.TrimSpace(text) != "" {
			t.Errorf("%s with --text-layer only gives %q, want nothing", file, text)
		}
	}
}

func TestWordsOfTheLayerLieWhereThePageShowsThem(t *testing.T) {
	for _, tt := range []struct {
		args  []string
		least float64 // share of the words; programs that read place theirs less exactly
	}{
		{[]string{"--pages", "1-2", "testdata/made/layers.pdf"}, 0.9},
		{[]string{"--pages", "1-4", "testdata/made/rotated.pdf"}, 0.9},
		{[]string{"--pages", "1", "testdata/made/ocr-layer.pdf"}, 0.8},
	} {
		args := tt.args
		layer, read := readPages(t, args...), readPages(t, append([]string{"--text-layer", "never"}, args...)...)
		for i := range layer {
			if layer[i].Width != read[i].Width || layer[i].Height != read[i].Height || layer[i].Unit != read[i].Unit {
				t.Errorf("%v page %d measures %v × %v %s, read it is %v × %v %s", args, i+1, layer[i].Width, layer[i].Height, layer[i].Unit, read[i].Width, read[i].Height, read[i].Unit)
			}
			words, there := places(layer[i]), places(read[i])
			found := 0
			for _, w := range words {
				for _, o := range there {
					if w.text == o.text && w.shares(o) > 0.5 {
						found++
						break
					}
				}
			}
			if len(words) == 0 || float64(found) < tt.least*float64(len(words)) {
				t.Errorf("%v page %d: %d of %d words lie where they are read", args, i+1, found, len(words))
			}
		}
	}
}

// place is the upright bounds of a word.
type place struct {
	text                     string
	left, top, right, bottom float64
}

func places(page wire.ReadResult) (all []place) {
	for _, line := range page.Lines {
		for _, w := range line.Words {
			b := w.BoundingBox
			p := place{w.Text, b[0], b[1], b[0], b[1]}
			for i := 0; i < len(b); i += 2 {
				p.left, p.right = min(p.left, b[i]), max(p.right, b[i])
				p.top, p.bottom = min(p.top, b[i+1]), max(p.bottom, b[i+1])
			}
			all = append(all, p)
		}
	}
	return all
}

// shares is the intersection of two places over their union.
func (p place) shares(o place) float64 {
	width, height := min(p.right, o.right)-max(p.left, o.left), min(p.bottom, o.bottom)-max(p.top, o.top)
	if width <= 0 || height <= 0 {
		return 0
	}
	area := func(p place) float64 { return (p.right - p.left) * (p.bottom - p.top) }
	return width * height / (area(p) + area(o) - width*height)
}

func TestAnOCRLayerReadsAsItsPage(t *testing.T) {
	_, text := sources(t, "--pages", "1", "testdata/made/ocr-layer.pdf")
	if e := ocrtest.Characters(truth(t, "made/five.1.gt.txt"), text); e.Rate() > 0.03 {
		t.Errorf("character error %.3f, want at most 0.03\n%s", e.Rate(), text)
	}
}
