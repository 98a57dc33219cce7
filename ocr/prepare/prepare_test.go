package prepare

import (
	"math"
	"math/rand/v2"
	"testing"

	"recto/ocr"
	"recto/render"
)

// ruled is a page of paper with lines of dashes, as print looks from afar,
// turned clockwise by degrees about its middle.
func ruled(width, height int, degrees float64, ink, paper byte) render.Raster {
	r := render.Raster{Width: width, Height: height, Channels: 1, Pix: make([]byte, width*height)}
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	for y := range height {
		for x := range width {
			dx, dy := float64(x-width/2), float64(y-height/2)
			u, v := dx*cos-dy*sin, dx*sin+dy*cos
			inText := math.Abs(u) < float64(width)/3 && math.Abs(v) < float64(height)/3
			row, letter := math.Mod(v+1e4, 24), math.Mod(u+1e4, 11)
			r.Pix[y*width+x] = paper
			if inText && row < 9 && letter < 7 {
				r.Pix[y*width+x] = ink
			}
		}
	}
	return r
}

func TestSkewFindsTheDirectionOfLines(t *testing.T) {
	for _, degrees := range []float64{0, 0.7, -2, 7, -23, 30, -30, 44} {
		if got := Skew(ruled(900, 1200, degrees, 20, 240)); math.Abs(got-degrees) > 0.15 {
			t.Errorf("Skew of lines at %v° = %v", degrees, got)
		}
	}
}

func TestSkewOfTextOnItsSideIsItsOffsetFromTheAxis(t *testing.T) {
	for _, degrees := range []float64{90, 95, 83, 270, 261} {
		want := degrees - 90*math.Round(degrees/90)
		if got := Skew(ruled(900, 1200, degrees, 20, 240)); math.Abs(got-want) > 0.15 {
			t.Errorf("Skew of lines at %v° = %v, want %v", degrees, got, want)
		}
	}
}

func TestSkewOfNoiseIsNone(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	r := render.Raster{Width: 600, Height: 600, Channels: 1, Pix: make([]byte, 600*600)}
	for i := range r.Pix {
		r.Pix[i] = byte(random.IntN(256))
	}
	if got := Skew(r); got != 0 {
		t.Errorf("Skew of noise = %v, want 0", got)
	}
}

func TestRotateKeepsThePageRightOfAndBelowTheOrigin(t *testing.T) {
	for _, degrees := range []float64{0, 90, 180, 270, -90, 7, -23, 45} {
		to, width, height := Rotate(degrees, 300, 200)
		left, top, right, bottom := ocr.Rect(0, 0, 300, 200).Map(to.Apply).Bounds()
		if math.Abs(left) > 1e-9 || math.Abs(top) > 1e-9 || int(math.Ceil(right-1e-6)) != width || int(math.Ceil(bottom-1e-6)) != height {
			t.Errorf("Rotate(%v) gives %v %v %v %v in %d × %d", degrees, left, top, right, bottom, width, height)
		}
	}
}

func TestAWayThereAndBackEndsWhereItBegan(t *testing.T) {
	turn, _, _ := Rotate(-17.3, 640, 480)
	way := Scale(2, 3).Then(turn).Then(Scale(0.5, 1.5))
	back := way.Inverse()
	for _, p := range []ocr.Point{{X: 0, Y: 0}, {X: 640, Y: 0}, {X: 12.5, Y: 470}} {
		q := back.Apply(way.Apply(p))
		if math.Hypot(q.X-p.X, q.Y-p.Y) > 1e-9 {
			t.Errorf("%v came back as %v", p, q)
		}
	}
}

func TestTurnMovesPixelsAsRotateMovesPoints(t *testing.T) {
	src := render.Raster{Width: 3, Height: 2, Channels: 1, Pix: []byte{1, 2, 3, 4, 5, 6}}
	for quarters := range 4 {
		dst := Turn(src, quarters)
		to, width, height := Rotate(float64(90*quarters), 3, 2)
		if dst.Width != width || dst.Height != height {
			t.Fatalf("Turn(%d) is %d × %d, want %d × %d", quarters, dst.Width, dst.Height, width, height)
		}
		for y := range 2 {
			for x := range 3 {
				p := to.Apply(ocr.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5})
				if got, want := dst.Pix[int(p.Y)*width+int(p.X)], src.Pix[y*3+x]; got != want {
					t.Errorf("Turn(%d): pixel (%d, %d) = %d at %v, want %d", quarters, x, y, got, p, want)
				}
			}
		}
	}
}

func TestWarpByNothingChangesNothing(t *testing.T) {
	src := ruled(61, 47, 5, 10, 250)
	if got := Warp(src, Identity, 61, 47, 0); string(got.Pix) != string(src.Pix) {
		t.Error("Warp by the identity changed pixels")
	}
}

func TestWarpPutsTheGroundOutside(t *testing.T) {
	src := render.Raster{Width: 20, Height: 20, Channels: 1, Pix: make([]byte, 400)}
	turn, width, height := Rotate(45, 20, 20)
	if got := Warp(src, turn, width, height, 77); got.Pix[0] != 77 || got.Pix[height/2*width+width/2] != 0 {
		t.Errorf("corner %d, middle %d, want 77 and 0", got.Pix[0], got.Pix[height/2*width+width/2])
	}
}

func TestReduceTakesMeans(t *testing.T) {
	src := render.Raster{Width: 5, Height: 2, Channels: 1, Pix: []byte{0, 100, 50, 50, 9, 100, 200, 50, 50, 9}}
	got := Reduce(src, 2)
	if got.Width != 2 || got.Height != 1 || got.Pix[0] != 100 || got.Pix[1] != 50 {
		t.Errorf("Reduce = %+v, want 100, 50", got)
	}
	if tiny := Reduce(render.Raster{Width: 1, Height: 9, Channels: 1, Pix: make([]byte, 9)}, 4); tiny.Width != 1 || tiny.Height != 2 {
		t.Errorf("Reduce of 1 × 9 by 4 is %d × %d, want 1 × 2", tiny.Width, tiny.Height)
	}
}

func TestFlattenMakesTheSheetAsWhiteAsItsGround(t *testing.T) {
	// A grey sheet on a white ground, with ink between them in shade.
	r := ruled(640, 640, 0, 60, 170)
	for y := range 640 {
		for x := range 640 {
			if x < 96 || x >= 544 {
				r.Pix[y*640+x] = 255
			}
		}
	}
	flat, ok := Flatten(r, r, 1)
	if !ok {
		t.Fatal("Flatten left an uneven page as it is")
	}
	if sheet := flat.Pix[20*640+320]; sheet < 240 {
		t.Errorf("the sheet is of grey %d after levelling, want it white", sheet)
	}
	even := ruled(640, 640, 0, 20, 240)
	if _, ok := Flatten(even, even, 1); ok {
		t.Error("Flatten touched an even page")
	}
}

func TestLetterHeightIsThatOfTheLetters(t *testing.T) {
	if got := LetterHeight(ruled(900, 1200, 0, 20, 240)); got != 9 {
		t.Errorf("LetterHeight of letters 9 px high = %d", got)
	}
	if got := LetterHeight(render.Raster{Width: 50, Height: 50, Channels: 1, Pix: make([]byte, 2500)}); got != 0 {
		t.Errorf("LetterHeight of a black page = %d, want 0", got)
	}
}

func TestABlankPageHasNoInk(t *testing.T) {
	for _, grey := range []byte{0, 128, 255} {
		r := render.Raster{Width: 30, Height: 30, Channels: 1, Pix: make([]byte, 900)}
		for i := range r.Pix {
			r.Pix[i] = grey
		}
		if HasInk(r) {
			t.Errorf("a page all of grey %d has ink", grey)
		}
	}
}

func TestInkBoundsAndCropKeepAllInk(t *testing.T) {
	r := render.Raster{Width: 40, Height: 30, Channels: 1, Pix: make([]byte, 1200)}
	for i := range r.Pix {
		r.Pix[i] = 250
	}
	r.Pix[5*40+7], r.Pix[20*40+30] = 0, 10
	left, top, right, bottom := InkBounds(r)
	if left != 7 || top != 5 || right != 31 || bottom != 21 {
		t.Errorf("InkBounds = %d %d %d %d, want 7 5 31 21", left, top, right, bottom)
	}
	part := Crop(r, left, top, right, bottom)
	if part.Width != 24 || part.Height != 16 || part.Pix[0] != 0 || part.Pix[len(part.Pix)-1] != 10 {
		t.Errorf("Crop is %d × %d from %d to %d", part.Width, part.Height, part.Pix[0], part.Pix[len(part.Pix)-1])
	}
}
