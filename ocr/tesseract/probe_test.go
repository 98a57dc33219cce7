package tesseract

import (
	"context"
	_ "golang.org/x/image/tiff"
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"recto/render"
	"testing"
	"time"
)

func TestProbe(t *testing.T) {
	for _, f := range []string{"/work/shared/data/a_printed_en/isri_unlv/isri_0113_310.3B.tif", "/work/shared/data/a_printed_en/scribe_bench/multicol_06.png", "/work/shared/data/a_printed_en/isri_unlv/isri_1_101_.png"} {
		fh, _ := os.Open(f)
		im, _, err := image.Decode(fh)
		if err != nil {
			t.Fatal(err)
		}
		b := im.Bounds()
		e := New()
		t.Log(e.Packs())
		for turn := 0; turn < 4; turn++ {
			w, h := b.Dx(), b.Dy()
			if turn%2 == 1 {
				w, h = h, w
			}
			r := render.Raster{Width: w, Height: h, Channels: 1, Pix: make([]byte, w*h)}
			for y := 0; y < b.Dy(); y++ {
				for x := 0; x < b.Dx(); x++ {
					X, Y := x, y
					switch turn {
					case 1:
						X, Y = b.Dy()-1-y, x
					case 2:
						X, Y = b.Dx()-1-x, b.Dy()-1-y
					case 3:
						X, Y = y, b.Dx()-1-x
					}
					r.Pix[Y*w+X] = color.GrayModel.Convert(im.At(b.Min.X+x, b.Min.Y+y)).(color.Gray).Y
				}
			}
			t0 := time.Now()
			up, left := e.Upright(r)
			t1 := time.Now()
			d, c, ok := e.Turn(r, 300)
			t2 := time.Now()
			ls, err := e.Read(context.Background(), r, []string{"eng"}, 300)
			t3 := time.Now()
			p := ocr_conf(ls)
			t.Log(f[len(f)-20:], turn*90, w, h, "up", up, left, t1.Sub(t0), "osd", d, c, ok, t2.Sub(t1), "read", len(ls), p, err, t3.Sub(t2))
		}
	}
}
