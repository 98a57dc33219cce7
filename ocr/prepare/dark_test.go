package prepare

import (
	"math/rand/v2"
	"testing"

	"recto/render"
)

// negative turns over what lies between the given edges.
func negative(r render.Raster, left, top, right, bottom int) render.Raster {
	n := blank(r, r.Width, r.Height)
	copy(n.Pix, r.Pix)
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			n.Pix[y*r.Width+x] = 255 - r.Pix[y*r.Width+x]
		}
	}
	return n
}

// difference is the share of pixels by which two rasters differ by more than 60.
func difference(a, b render.Raster) float64 {
	n := 0
	for i, v := range a.Pix {
		if d := int(v) - int(b.Pix[i]); d > 60 || d < -60 {
			n++
		}
	}
	return float64(n) / float64(len(a.Pix))
}

func TestLightTextIsTurnedOverOnThePageAndInBars(t *testing.T) {
	page := ruled(640, 960, 0, 20, 240)
	for name, dark := range map[string]render.Raster{
		"the page": negative(page, 0, 0, 640, 960),
		"a bar":    negative(page, 0, 400, 640, 448),
		"a box":    negative(page, 150, 400, 460, 500),
	} {
		for _, factor := range []int{1, 2} {
			got, ok := LightText(dark, Reduce(dark, factor), factor)
			if share := difference(got, page); !ok || share > 0.02 {
				t.Errorf("%s, overview reduced by %d: turned over %v, %.3f of the pixels differ from dark text", name, factor, ok, share)
			}
		}
	}
}

func TestDarkTextIsLeftAlone(t *testing.T) {
	page := ruled(640, 960, 0, 20, 240)
	for name, r := range map[string]render.Raster{"print": page, "a frame": framed(), "a comb field": comb(), "a picture": picture()} {
		if got, ok := LightText(r, r, 1); ok || &got.Pix[0] != &r.Pix[0] {
			t.Errorf("%s was turned over", name)
		}
	}
}

func TestRegionsKnowWhatIsAroundThem(t *testing.T) {
	rows := []string{
		".......",
		".#####.",
		".#...#.",
		".#.#.#.",
		".#...#.",
		".#####.",
		"#......",
	}
	ink := make([]bool, 49)
	for y, row := range rows {
		for x, c := range row {
			ink[y*7+x] = c == '#'
		}
	}
	list, of := regions(ink, 7, 7)
	// Paper, ring, the paper in it, the dot in that, and the corner.
	want := []struct {
		area   int
		parent int32
	}{{23, -1}, {16, 0}, {8, 1}, {1, 2}, {1, 0}}
	if len(list) != len(want) {
		t.Fatalf("%d regions, want %d: %v", len(list), len(want), list)
	}
	for i, w := range want {
		if list[i].area != w.area || list[i].parent != w.parent {
			t.Errorf("region %d is %+v, want area %d in %d", i, list[i], w.area, w.parent)
		}
	}
	if of[3*7+3] != 3 || of[48] != 0 || of[6*7] != 4 {
		t.Errorf("pixels are of %v", of)
	}
}

// framed is a page with the dark of a scanner's lid around it.
func framed() render.Raster {
	page := ruled(640, 960, 0, 20, 240)
	for y := range 960 {
		for x := range 640 {
			if x < 50 || y < 40 || x >= 620 || y >= 930 {
				page.Pix[y*640+x] = 10
			}
		}
	}
	return page
}

// comb is a page with boxes for one letter each.
func comb() render.Raster {
	page := ruled(640, 960, 0, 240, 240) // boxes for one letter each
	for y := 300; y < 360; y++ {
		for x := 40; x < 600; x++ {
			if y < 304 || y >= 356 || (x-40)%40 < 4 {
				page.Pix[y*640+x] = 10
			}
		}
	}
	return page
}

// picture is a page with a dark picture of noise.
func picture() render.Raster {
	page := ruled(640, 960, 0, 240, 240)
	random := rand.New(rand.NewPCG(3, 4))
	for y := 300; y < 600; y++ {
		for x := 100; x < 500; x++ {
			page.Pix[y*640+x] = byte(random.IntN(150))
		}
	}
	return page
}
