package prepare

import "testing"

func TestPalePagesGetTheWholeRangeOfGreys(t *testing.T) {
	for _, tt := range []struct{ ink, paper byte }{{150, 200}, {20, 70}, {230, 190}} {
		got, ok := Contrast(ruled(600, 800, 0, tt.ink, tt.paper), ruled(600, 800, 0, tt.ink, tt.paper), 1)
		dark, light := got.Pix[0], got.Pix[0]
		for _, v := range got.Pix {
			dark, light = min(dark, v), max(light, v)
		}
		if !ok || dark != 10 || light != 245 {
			t.Errorf("greys %d and %d became %d and %d, want 10 and 245", tt.ink, tt.paper, dark, light)
		}
	}
	if _, ok := Contrast(ruled(600, 800, 0, 20, 240), ruled(600, 800, 0, 20, 240), 1); ok {
		t.Error("a page of black on white was changed")
	}
}
