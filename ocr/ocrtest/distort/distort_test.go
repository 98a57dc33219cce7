package distort

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"os"
	"testing"
)

// sample is a white page with dark bars, no two columns or rows of them alike.
func sample() *image.Gray {
	page := image.NewGray(image.Rect(0, 0, 300, 800))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	for y := 20; y < 780; y += 10 {
		for x := 15; x < 60+y/4; x++ {
			page.SetGray(x, y, color.Gray{Y: 20})
			page.SetGray(x, y+1, color.Gray{Y: 20})
		}
	}
	return page
}

func TestACopyIsTheSameEachTimeAndNotThePage(t *testing.T) {
	for _, kind := range append([]Kind{Turned(90), Turned(7)}, Damaged...) {
		page := sample()
		var files [2]string
		for i := range files {
			path, err := kind.Write(page, t.TempDir(), "page.png")
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[i] = string(content)
		}
		if files[0] != files[1] {
			t.Errorf("%s: two copies of one page differ", kind.Name)
		}
		if string(page.Pix) != string(sample().Pix) {
			t.Errorf("%s changed the page itself", kind.Name)
		}
		if kind.quality > 0 {
			continue
		}
		if copied := kind.make(page, rand.New(rand.NewPCG(1, 2))); same(copied, page) {
			t.Errorf("%s left the page as it was", kind.Name)
		}
	}
}

func same(a image.Image, b *image.Gray) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range b.Rect.Dy() {
		for x := range b.Rect.Dx() {
			if color.GrayModel.Convert(a.At(x, y)) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

func TestUnprojectSendsTheCornersOfTheQuadToThoseOfThePage(t *testing.T) {
	corners := [4][2]float64{{20, 10}, {90, 14}, {110, 150}, {5, 140}}
	back := unproject(corners, 100, 200)
	for i, want := range [4][2]float64{{0, 0}, {100, 0}, {100, 200}, {0, 200}} {
		if u, v := back(corners[i][0], corners[i][1]); math.Hypot(u-want[0], v-want[1]) > 1e-9 {
			t.Errorf("corner %v comes from %v, %v, want %v", corners[i], u, v, want)
		}
	}
}

func TestResamplingByNothingChangesNothing(t *testing.T) {
	page := sample()
	got := resample(page, 300, 800, 0, func(x, y float64) (u, v float64) { return x, y })
	if string(got.Pix) != string(page.Pix) {
		t.Error("a copy by the identity differs")
	}
}

func TestBlurKeepsTheMeanAndTakesContrast(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 41, 41))
	page.SetGray(20, 20, color.Gray{Y: 255})
	got := blur(page, 1)
	sum := 0
	for _, v := range got.Pix {
		sum += int(v)
	}
	if top := got.GrayAt(20, 20).Y; math.Abs(float64(top)-255*0.159) > 2 || sum < 230 || sum > 280 {
		t.Errorf("a point of 255 became %d, in all %d, want 41 and 255", top, sum)
	}
}
