package tesseract

import (
	"encoding/json"
	"errors"
	"image"
	"image/draw"
	_ "image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/render"
)

// page is a fixture as a grey raster.
func page(t *testing.T, name string) render.Raster {
	t.Helper()
	file, err := os.Open(filepath.Join("../../testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	b := img.Bounds()
	grey := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(grey, grey.Rect, img, b.Min, draw.Src)
	return render.Raster{Width: b.Dx(), Height: b.Dy(), Channels: 1, Pix: grey.Pix}
}

func engine(t *testing.T) *Engine {
	e := New()
	t.Cleanup(e.Close)
	return e
}

// inkBox is a word of print.png with the edges of its ink.
type inkBox struct {
	Text                     string
	Left, Top, Right, Bottom float64
}

func (b inkBox) holds(word ocr.Word, reach float64) bool {
	left, top, right, bottom := word.Quad.Bounds()
	off := max(math.Abs(left-b.Left), math.Abs(top-b.Top), math.Abs(right-b.Right), math.Abs(bottom-b.Bottom))
	return word.Text == b.Text && off <= reach
}

func inkBoxes(t *testing.T) []inkBox {
	t.Helper()
	truth, err := os.ReadFile("../../testdata/made/print.boxes.json")
	if err != nil {
		t.Fatal(err)
	}
	var lines []struct{ Words []inkBox }
	if err := json.Unmarshal(truth, &lines); err != nil {
		t.Fatal(err)
	}
	var all []inkBox
	for _, line := range lines {
		all = append(all, line.Words...)
	}
	return all
}

// words reads print.png.
func words(t *testing.T) []ocr.Word {
	t.Helper()
	lines, err := engine(t).Read(t.Context(), page(t, "made/print.png"), []string{"eng"}, 300)
	if err != nil {
		t.Fatal(err)
	}
	var all []ocr.Word
	for _, line := range lines {
		all = append(all, line.Words...)
	}
	return all
}

func TestReadGivesWordsOnTheirInk(t *testing.T) {
	got, found := words(t), 0
	truth := inkBoxes(t)
	for _, want := range truth {
		if slices.ContainsFunc(got, func(w ocr.Word) bool { return want.holds(w, 3) }) {
			found++
		}
	}
	if found*50 < len(truth)*49 {
		t.Errorf("%d of %d words have their text within 3 px of their ink, want 98 %%", found, len(truth))
	}
}

func TestConfidencesAreFinerThanWholePercents(t *testing.T) {
	fine := false
	for _, word := range words(t) {
		if word.Confidence < 0 || word.Confidence > 1 {
			t.Errorf("confidence of %q is %v", word.Text, word.Confidence)
		}
		percent := 100 * word.Confidence
		fine = fine || math.Abs(percent-math.Round(percent)) > 0.01
	}
	if !fine {
		t.Error("all confidences are whole percents")
	}
}

func TestOneEngineReadsPageAfterPageInOtherLanguages(t *testing.T) {
	e := engine(t)
	for _, tt := range []struct {
		file string
		pack []string
		want string
	}{
		{"made/german.png", []string{"deu"}, "Größe"},
		{"made/print.png", []string{"eng"}, "patience"},
		{"made/german.png", []string{"eng", "deu"}, "Straße"},
	} {
		lines, err := e.Read(t.Context(), page(t, tt.file), tt.pack, 300)
		if text := (ocr.Page{Lines: lines}).Text(); err != nil || !strings.Contains(text, tt.want) {
			t.Errorf("%s with %v: %v, got %q, want %q in it", tt.file, tt.pack, err, text, tt.want)
		}
	}
}

func TestAMissingPackIsAnEngineError(t *testing.T) {
	e := engine(t)
	_, err := e.Read(t.Context(), page(t, "made/bit1.png"), []string{"xxx"}, 0)
	if !errors.Is(err, ocr.ErrEngine) {
		t.Errorf("err = %v, want ErrEngine", err)
	}
	lines, err := e.Read(t.Context(), page(t, "made/bit1.png"), []string{"eng"}, 0)
	if err != nil || len(lines) != 1 {
		t.Errorf("after that: %d lines, %v, want 1", len(lines), err)
	}
}

func TestABlankRasterHasNoLines(t *testing.T) {
	blank := render.Raster{Width: 400, Height: 301, Channels: 1, Pix: make([]byte, 400*301)}
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	lines, err := engine(t).Read(t.Context(), blank, []string{"eng"}, 300)
	if err != nil || len(lines) != 0 {
		t.Errorf("%d lines, %v, want none", len(lines), err)
	}
}

func TestUprightAndTurnTellWhichWayUp(t *testing.T) {
	e := engine(t)
	upright := page(t, "made/print.png")
	head := upright
	head.Pix = slices.Clone(upright.Pix)
	slices.Reverse(head.Pix)
	for _, tt := range []struct {
		name    string
		raster  render.Raster
		sign    float64
		degrees int
	}{{"upright", upright, 1, 0}, {"on its head", head, -1, 180}} {
		if up, left := e.Upright(tt.raster); up*tt.sign < 8 || math.Abs(left) > math.Abs(up) {
			t.Errorf("%s: Upright = %v, %v", tt.name, up, left)
		}
		degrees, confidence, ok := e.Turn(tt.raster, 300)
		if !ok || degrees != tt.degrees || confidence < 2 {
			t.Errorf("%s: Turn = %d, %v, %v, want %d", tt.name, degrees, confidence, ok, tt.degrees)
		}
	}
}

func TestPacksListsWhatIsInstalled(t *testing.T) {
	packs, folder := engine(t).Packs()
	if !slices.Contains(packs, "eng") || !slices.Contains(packs, "osd") || !slices.IsSorted(packs) {
		t.Errorf("packs in %q: %v, want eng and osd among them", folder, packs)
	}
	if _, err := os.Stat(filepath.Join(folder, "eng.traineddata")); err != nil {
		t.Errorf("folder: %v", err)
	}
}

func TestSpixKeepsEveryPixelWhateverTheWidth(t *testing.T) {
	e := engine(t)
	whole := page(t, "made/bit1.png")
	for cut := range 4 {
		r := render.Raster{Width: whole.Width - cut, Height: whole.Height, Channels: 1}
		for y := range r.Height {
			r.Pix = append(r.Pix, whole.Pix[y*whole.Width:y*whole.Width+r.Width]...)
		}
		lines, err := e.Read(t.Context(), r, []string{"eng"}, 300)
		if err != nil || len(lines) != 1 || lines[0].Text() != "One bit is enough" {
			t.Errorf("width %d: %v, %v", r.Width, lines, err)
		}
	}
}
