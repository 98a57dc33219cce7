package rules

import (
	"testing"

	"recto/render"
)

// form is a sheet of white paper.
func form(width, height int) render.Raster {
	r := render.Raster{Width: width, Height: height, Channels: 1, Pix: make([]byte, width*height)}
	for i := range r.Pix {
		r.Pix[i] = 255
	}
	return r
}

func fill(r render.Raster, left, top, right, bottom int, value byte) {
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			r.Pix[y*r.Width+x] = value
		}
	}
}

func ink(r render.Raster, left, top, right, bottom int) (n int) {
	for y := top; y < bottom; y++ {
		for x := left; x < right; x++ {
			if r.Pix[y*r.Width+x] < 128 {
				n++
			}
		}
	}
	return n
}

func TestRulesAreTakenOutAndLettersStay(t *testing.T) {
	page := form(600, 300)
	fill(page, 100, 100, 104, 120, 0) // letters above the rule
	fill(page, 104, 100, 114, 104, 0)
	fill(page, 50, 133, 550, 134, 170) // the blur of the rule's edge
	fill(page, 200, 100, 204, 150, 0)  // a stroke that crosses it
	letters := ink(page, 0, 0, 600, 300)
	crossing := 4 * 3
	fill(page, 50, 130, 550, 133, 0)
	fill(page, 50, 20, 53, 280, 0) // an upright one
	got, rules := Without(page, 20)
	if len(rules) != 2 {
		t.Fatalf("rules = %v, want one each way", rules)
	}
	if want := (Rule{50, 130, 550, 133}); rules[0] != want {
		t.Errorf("the level rule is %v, want %v", rules[0], want)
	}
	if want := (Rule{50, 20, 53, 280}); rules[1] != want {
		t.Errorf("the upright rule is %v, want %v", rules[1], want)
	}
	if n := ink(got, 0, 0, 600, 300); n != letters {
		t.Errorf("%d pixels of ink are left, want the %d of the letters", n, letters)
	}
	if n := ink(got, 200, 130, 204, 133); n != crossing {
		t.Errorf("%d pixels of the crossing stroke are left on the rule, want %d", n, crossing)
	}
	if got.Pix[133*600+300] != 255 {
		t.Errorf("the rule's blur is %d, want paper", got.Pix[133*600+300])
	}
	if page.Pix[131*600+300] != 0 {
		t.Error("the page itself was changed")
	}
}

func TestAnUnevenRuleWithGapsIsTakenOut(t *testing.T) {
	page := form(600, 100)
	for x := 20; x < 580; x++ {
		if y := 50 + x/150; x%97 > 0 {
			fill(page, x, y, x+1, y+3, 0)
		}
	}
	got, rules := Without(page, 20)
	if n := ink(got, 0, 0, 600, 100); n > 12 || len(rules) == 0 {
		t.Errorf("%d pixels of %v are left", n, rules)
	}
}

func TestWhatIsNoRuleStays(t *testing.T) {
	for name, draw := range map[string]func(render.Raster){
		"a dash":    func(r render.Raster) { fill(r, 100, 100, 150, 104, 0) },
		"a bar":     func(r render.Raster) { fill(r, 100, 100, 400, 120, 0) },
		"a picture": func(r render.Raster) { fill(r, 100, 50, 400, 250, 0) },
		"a word's headline": func(r render.Raster) { // as of Devanagari
			fill(r, 100, 100, 300, 103, 0)
			for x := 100; x < 300; x += 5 {
				fill(r, x, 103, x+4, 120, 0)
			}
		},
	} {
		page := form(600, 300)
		draw(page)
		before := ink(page, 0, 0, 600, 300)
		got, rules := Without(page, 20)
		if after := ink(got, 0, 0, 600, 300); after != before || len(rules) > 0 {
			t.Errorf("%s: %d of %d pixels of ink are left, rules %v", name, after, before, rules)
		}
	}
}

func TestWithoutRulesTheRasterItselfIsGiven(t *testing.T) {
	page := form(100, 100)
	fill(page, 10, 10, 14, 30, 0)
	if got, _ := Without(page, 20); &got.Pix[0] != &page.Pix[0] {
		t.Error("a page without rules was copied")
	}
}
