package prepare

import "testing"

func TestScanBordersAreClearedAndLettersAtTheEdgeAreNot(t *testing.T) {
	want := ruled(640, 960, 0, 20, 240)
	for y := 500; y < 520; y++ {
		for x := 620; x < 640; x++ {
			want.Pix[y*640+x] = 20 // a letter that is cut off
		}
	}
	framed := blank(want, 640, 960)
	copy(framed.Pix, want.Pix)
	for y := range 960 {
		for x := range 640 {
			if x < 10+y/40 || y < 7 || y >= 957 {
				framed.Pix[y*640+x] = 10
			}
		}
	}
	for _, factor := range []int{1, 2} {
		got, ok := ClearEdges(framed, Reduce(framed, factor), factor)
		if share := difference(got, want); !ok || share > 0.001 {
			t.Errorf("reduced by %d: cleared %v, %.4f of the pixels differ from the page without a border", factor, ok, share)
		}
	}
	if _, ok := ClearEdges(want, want, 1); ok {
		t.Error("a page without a border was cleared")
	}
}

func TestFlattenWhitensTheDeskAndKeepsLettersAtTheSheetsEdge(t *testing.T) {
	// A grey sheet on a dark desk; its left edge runs through the text.
	r := ruled(640, 640, 0, 40, 180)
	for y := range 640 {
		for x := range 640 {
			if x < 108 || x >= 600 || y < 30 {
				r.Pix[y*640+x] = 70
			}
		}
	}
	flat, ok := Flatten(r, r, 1)
	if !ok {
		t.Fatal("Flatten left an uneven page as it is")
	}
	for _, at := range [][2]int{{20, 300}, {104, 300}, {610, 10}, {300, 10}} {
		if v := flat.Pix[at[1]*640+at[0]]; v < 240 {
			t.Errorf("the ground at %v is of grey %d after levelling, want it white", at, v)
		}
	}
	dark := 0
	for y := 110; y < 540; y++ {
		if flat.Pix[y*640+116] < 80 {
			dark++
		}
	}
	if dark < 100 {
		t.Errorf("%d pixels of ink are left in the letters next to the edge, want those of 18 lines", dark)
	}
}

func TestFlattenKeepsLargeLettersAndFillsPunchedHoles(t *testing.T) {
	r := ruled(800, 800, 0, 20, 240)
	for y := range 800 {
		for x := range 800 {
			switch {
			case x >= 300 && x < 345 && y >= 20 && y < 120: // a thick stroke
				r.Pix[y*800+x] = 20
			case (x-40)*(x-40)+(y-400)*(y-400) < 25*25:
				r.Pix[y*800+x] = 10
			case x >= 700: // so that the page is uneven
				r.Pix[y*800+x] = byte(int(r.Pix[y*800+x]) * 7 / 10)
			}
		}
	}
	flat, ok := Flatten(r, r, 1)
	if !ok {
		t.Fatal("Flatten left an uneven page as it is")
	}
	if stroke, hole := flat.Pix[70*800+322], flat.Pix[400*800+40]; stroke > 40 || hole < 230 {
		t.Errorf("the stroke became %d and the hole %d, want dark and white", stroke, hole)
	}
}
