package leptonica

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"recto/render"
)

func fixture(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../testdata/made", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDecodeReadsEachDirectoryOfATIFF(t *testing.T) {
	data := fixture(t, "kinds.tif")
	for _, tt := range []struct {
		page int
		kind string
	}{{0, "LZW"}, {2, "16 bits"}, {3, "CMYK"}} {
		for _, grey := range []bool{true, false} {
			r, err := Decode(data, tt.page, grey)
			if err != nil || r.Width != 700 || r.Height != 160 || len(r.Pix) != 700*160*r.Channels {
				t.Errorf("%s: %d × %d, %d bytes, %v", tt.kind, r.Width, r.Height, len(r.Pix), err)
				continue
			}
			if corner := r.Pix[0]; corner < 200 {
				t.Errorf("%s: the corner is of grey %d, want paper", tt.kind, corner)
			}
		}
	}
}

func TestWhatLeptonicaCannotReadIsDamaged(t *testing.T) {
	for _, name := range []string{"text.png", "truncated.pdf"} {
		if _, err := Decode(fixture(t, name), 0, true); !errors.Is(err, render.ErrDamaged) {
			t.Errorf("Decode(%s) = %v, want ErrDamaged", name, err)
		}
	}
	if _, err := Decode(nil, 0, true); !errors.Is(err, render.ErrEmpty) {
		t.Errorf("Decode of nothing = %v, want ErrEmpty", err)
	}
}

func TestSizeComesFromTheHeader(t *testing.T) {
	if w, h, ok := Size(fixture(t, "grey16.png")); !ok || w != 700 || h != 160 {
		t.Errorf("Size = %d × %d, %v, want 700 × 160", w, h, ok)
	}
	if _, _, ok := Size([]byte("no picture")); ok {
		t.Error("Size of a text is ok")
	}
}
