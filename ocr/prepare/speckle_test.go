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
