package prepare

import (
	"math/rand/v2"
	"testing"
)

func TestSaltAndPepperAreTakenOffAndLettersKept(t *testing.T) {
	page := ruled(640, 960, 3, 20, 240)
	noisy := blank(page, 640, 960)
	random := rand.New(rand.NewPCG(5, 6))
	for i, v := range page.Pix {
		noisy.Pix[i] = v
		switch random.IntN(60) {
		case 0:
			noisy.Pix[i] = 0
		case 1:
			noisy.Pix[i] = 255
		}
	}
	got, ok := Despeckle(noisy)
	if before, after := difference(noisy, page), difference(got, page); !ok || after > before/8 {
		t.Errorf("%.4f of the pixels were wrong, %.4f are after cleaning, want an eighth of that", before, after)
	}
	if _, ok := Despeckle(page); ok {
		t.Error("a clean page was cleaned")
	}
}

func TestLoudNoiseIsSoftenedAndPrintIsNot(t *testing.T) {
	page := ruled(640, 960, 0, 40, 200)
	noisy := blank(page, 640, 960)
	random := rand.New(rand.NewPCG(7, 8))
	for i, v := range page.Pix {
		noisy.Pix[i] = byte(min(max(float64(v)+20*random.NormFloat64(), 0), 255))
	}
	got, ok := Soften(noisy, noisy, 1)
	if before, after := noise(noisy), noise(got); !ok || 2*after > before {
		t.Errorf("noise of %d levels became %d, want half of it", before, after)
	}
	if _, ok := Soften(page, page, 1); ok {
		t.Error("a clean page was softened")
	}
}
