package pageview

import (
	"image"
	"image/color"
	"testing"
)

// spots is a picture of 40 × 60 of which every pixel is another.
func spots(grey bool) image.Image {
	bounds := image.Rect(0, 0, 40, 60)
	if grey {
		img := image.NewGray(bounds)
		for i := range img.Pix {
			img.Pix[i] = uint8(i * 7)
		}
		return img
	}
	img := image.NewRGBA(bounds)
	for y := range 60 {
		for x := range 40 {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 6), uint8(y * 4), uint8(x + y), 255})
		}
	}
	return img
}

func TestPictureOfTheRightSizeIsCopiedWhicheverWayItIsTurned(t *testing.T) {
	for _, grey := range []bool{false, true} {
		picture := spots(grey)
		for turn := range 4 {
			sheet := turned(image.Rect(0, 0, 40, 60), image.Pt(40, 60), turn).Add(image.Pt(7, 9))
			dst := image.NewRGBA(image.Rect(0, 0, 80, 80))
			lay(dst, sheet, picture, turn)
			for y := range 60 {
				for x := range 40 {
					at := turned(image.Rect(x, y, x+1, y+1), image.Pt(40, 60), turn).Min.Add(image.Pt(7, 9))
					if want := color.RGBAModel.Convert(picture.At(x, y)); dst.At(at.X, at.Y) != want {
						t.Fatalf("grey %v, turn %d: pixel (%d, %d) is %v, want %v", grey, turn, x, y, dst.At(at.X, at.Y), want)
					}
				}
			}
			if dst.RGBAAt(6, 9).A != 0 || dst.RGBAAt(sheet.Max.X, 20).A != 0 {
				t.Errorf("grey %v, turn %d: painted beside the sheet", grey, turn)
			}
		}
	}
}

func TestScaledPictureKeepsItsColoursInPlaceWhicheverWayItIsTurned(t *testing.T) {
	for _, grey := range []bool{false, true} {
		picture := image.Image(image.NewGray(image.Rect(0, 0, 40, 60)))
		if !grey {
			picture = image.NewRGBA(image.Rect(0, 0, 40, 60))
		}
		// The upper left quarter is light.
		for y := range 30 {
			for x := range 20 {
				picture.(interface {
					Set(x, y int, c color.Color)
				}).Set(x, y, color.Gray{Y: 200})
			}
		}
		for turn := range 4 {
			size := image.Pt(100, 150)
			sheet := turned(image.Rectangle{Max: size}, size, turn)
			dst := image.NewRGBA(image.Rect(0, 0, 150, 150))
			lay(dst, sheet, picture, turn)
			for p, want := range map[image.Point]uint8{{20, 20}: 200, {70, 20}: 0, {20, 100}: 0, {70, 100}: 0, {45, 70}: 200} {
				at := turned(image.Rectangle{p, p.Add(image.Pt(1, 1))}, size, turn).Min
				got := dst.RGBAAt(at.X, at.Y)
				if got.R != want || got.G != want || got.B != want || got.A != 255 {
					t.Errorf("grey %v, turn %d: %v is %v, want %d", grey, turn, p, got, want)
				}
			}
		}
	}
}

func TestPartIsShownInItsPlaceOverTheWhole(t *testing.T) {
	for turn := range 4 {
		s := sceneOf(nil)
		s.port.setTurn(turn)
		s.picture = image.NewGray(image.Rect(0, 0, 50, 50)) // black
		sharp := image.NewGray(image.Rect(0, 0, 60, 40))
		for i := range sharp.Pix {
			sharp.Pix[i] = 99
		}
		for _, scale := range []int{1, 2} { // of the right size, and of twice that
			s.part = part{sharp, image.Rect(20, 30, 80, 70), image.Pt(200*scale, 200*scale)}
			frame := frameOf(s)
			clip := image.Rect(20/scale, 30/scale, 80/scale, 70/scale)
			place := turned(clip, image.Pt(200, 200), turn).Add(image.Pt(10, 10))
			for p, want := range map[image.Point]uint8{
				place.Min: 99, place.Max.Sub(image.Pt(1, 1)): 99, place.Min.Sub(image.Pt(1, 1)): 0, place.Max: 0,
			} {
				if got := frame.RGBAAt(p.X, p.Y).R; got != want {
					t.Errorf("turn %d, scale %d: %v is %d, want %d", turn, scale, p, got, want)
				}
			}
		}
	}
}
