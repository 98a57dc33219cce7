package main_test

import (
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"recto/ocr"
)

// inkBox is where the ink of a word lies on an upright fixture.
type inkBox struct {
	Text                     string
	Left, Top, Right, Bottom float64
	Words                    []inkBox
}

func inkBoxes(t *testing.T, name string) map[string][]inkBox {
	t.Helper()
	var lines []inkBox
	if err := json.Unmarshal([]byte(truth(t, name)), &lines); err != nil {
		t.Fatal(err)
	}
	words := map[string][]inkBox{}
	for _, line := range lines {
		for _, word := range line.Words {
			words[word.Text] = append(words[word.Text], word)
		}
	}
	return words
}

// missing counts the words of the truth for which no quad was found whose
// corners all lie within reach pixels of the word's ink box sent through move,
// first corner to first corner. Quads have a tenth of the letters' height of
// air around the ink.
func missing(pages ocr.Page, words map[string][]inkBox, move func(ocr.Point) ocr.Point, reach float64) (lost, total int) {
	found := map[string][]ocr.Quad{}
	for _, line := range pages.Lines {
		for _, word := range line.Words {
			found[word.Text] = append(found[word.Text], word.Quad)
		}
	}
	for text, boxes := range words {
		for _, box := range boxes {
			total++
			air := (box.Bottom - box.Top) / 10
			want := ocr.Rect(box.Left-air, box.Top-air, box.Right+air, box.Bottom+air).Map(move)
			if !anyNear(found[text], want, reach) {
				lost++
			}
		}
	}
	return lost, total
}

func anyNear(quads []ocr.Quad, want ocr.Quad, reach float64) bool {
	for _, quad := range quads {
		near := true
		for i := range quad {
			near = near && math.Hypot(quad[i].X-want[i].X, quad[i].Y-want[i].Y) <= reach
		}
		if near {
			return true
		}
	}
	return false
}

// turned writes a copy of a picture turned clockwise on white, and gives the
// way from points of the original to those of the copy.
func turned(t *testing.T, path string, degrees float64) (copied string, move func(ocr.Point) ocr.Point) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	src, _, err := image.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	w, h := float64(src.Bounds().Dx()), float64(src.Bounds().Dy())
	width := math.Ceil(math.Abs(w*cos) + math.Abs(h*sin) - 1e-6)
	height := math.Ceil(math.Abs(w*sin) + math.Abs(h*cos) - 1e-6)
	m := f64.Aff3{cos, -sin, width/2 - cos*w/2 + sin*h/2, sin, cos, height/2 - sin*w/2 - cos*h/2}
	dst := image.NewGray(image.Rect(0, 0, int(width), int(height)))
	xdraw.Draw(dst, dst.Rect, image.NewUniform(color.White), image.Point{}, xdraw.Src)
	xdraw.CatmullRom.Transform(dst, m, src, src.Bounds(), xdraw.Over, nil)
	copied = filepath.Join(t.TempDir(), fmt.Sprintf("turned%v.png", degrees))
	out, err := os.Create(copied)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := png.Encode(out, dst); err != nil {
		t.Fatal(err)
	}
	return copied, func(p ocr.Point) ocr.Point {
		return ocr.Point{X: m[0]*p.X + m[1]*p.Y + m[2], Y: m[3]*p.X + m[4]*p.Y + m[5]}
	}
}

func TestQuadsLandOnTheInkOfTurnedPages(t *testing.T) {
	words := inkBoxes(t, "made/print.boxes.json")
	for _, degrees := range []float64{0, 90, 180, 270, 7, -23, 30} {
		path, move := turned(t, "testdata/made/print.png", degrees)
		pages := readPages(t, path)
		lost, total := missing(pages[0].Page(), words, move, 5)
		if lost*50 > total {
			t.Errorf("turned by %v°: %d of %d words have no quad within 5 px of their ink, want at most 2 %%", degrees, lost, total)
		}
		if off := math.Abs(ocr.NormalizeAngle(pages[0].Angle - degrees)); off > 0.25 {
			t.Errorf("turned by %v°: angle %v, want it within 0.25°", degrees, pages[0].Angle)
		}
	}
}

func TestEXIFOrientationIsAppliedBeforeAnythingIsMeasured(t *testing.T) {
	words := inkBoxes(t, "made/exif.boxes.json")
	same := func(p ocr.Point) ocr.Point { return p }
	for orientation := 1; orientation <= 8; orientation++ {
		page := readPages(t, fmt.Sprintf("testdata/made/exif-%d.jpg", orientation))[0]
		if page.Width != 640 || page.Height != 400 || page.Angle < -1 || page.Angle > 1 {
			t.Errorf("orientation %d: %v × %v at %v°, want 640 × 400 at 0°", orientation, page.Width, page.Height, page.Angle)
		}
		if lost, total := missing(page.Page(), words, same, 5); lost > 0 {
			t.Errorf("orientation %d: %d of %d words are not on their ink", orientation, lost, total)
		}
	}
}

func TestAFaxIsSquaredForReadingAndItsQuadsComeBack(t *testing.T) {
	page := readPages(t, "testdata/made/fax.tif")[0]
	file, err := os.Open("testdata/made/fax.tif")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	config, _, err := image.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	if int(page.Width) != config.Width || int(page.Height) != config.Height {
		t.Errorf("size %v × %v, want the fax's own %d × %d", page.Width, page.Height, config.Width, config.Height)
	}
	for _, line := range page.Page().Lines {
		left, top, right, bottom := line.Quad.Bounds()
		if left < 0 || top < 0 || right > page.Width || bottom > page.Height {
			t.Errorf("line %q lies at %v, outside of the page", line.Text(), line.Quad)
		}
		// Rows of 98 dpi are half as high as they are at 204.
		if height := bottom - top; height > 40 {
			t.Errorf("line %q is %v px high, want the fax's flat rows", line.Text(), height)
		}
	}
}

func TestAPDFIsMeasuredInInches(t *testing.T) {
	page := readPages(t, "--pages", "2", "testdata/made/rotated.pdf")[0]
	for _, tt := range []struct{ got, want float64 }{{page.Width, 400. / 72}, {page.Height, 300. / 72}} {
		shorter := math.Abs(tt.got-tt.want) < 0.01
		turned := math.Abs(tt.got-400./72-300./72+tt.want) < 0.01
		if !shorter && !turned {
			t.Errorf("page is %v × %v inches, want 400 × 300 pt", page.Width, page.Height)
		}
	}
	for _, line := range page.Lines {
		for _, v := range line.BoundingBox {
			if v < 0 || v > 6 {
				t.Errorf("line %q at %v, want inches", line.Text, line.BoundingBox)
			}
		}
	}
}
