package prepare

import "testing"

func TestPrintOfTheBackIsTakenOff(t *testing.T) {
	page := ruled(640, 960, 0, 20, 240)
	both := blank(page, 640, 960)
	for y := range 960 {
		for x := range 640 {
			// The back, mirrored and a little lower, at two fifths of its strength.
			behind := int(page.Pix[(y+953)%960*640+639-x])
			both.Pix[y*640+x] = byte(int(page.Pix[y*640+x]) * (255 - (240-behind)*2/5) / 255)
		}
	}
	got, ok := Behind(both)
	if share := difference(got, page); !ok || share > 0.01 {
		t.Errorf("taken off %v, %.3f of the pixels differ from the front", ok, share)
	}
	if _, ok := Behind(page); ok {
		t.Error("a page of one ink was changed")
	}
}
