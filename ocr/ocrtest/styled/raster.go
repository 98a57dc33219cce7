package styled

import (
	"image"
	"image/draw"
	_ "image/jpeg" // pages
	_ "image/png"
	"os"

	_ "golang.org/x/image/tiff" // pages

	"recto/render"
)

// Raster is a picture in grey, as it lies in its file.
func Raster(path string) (render.Raster, error) {
	f, err := os.Open(path)
	if err != nil {
		return render.Raster{}, err
	}
	defer f.Close()
	m, _, err := image.Decode(f)
	if err != nil {
		return render.Raster{}, err
	}
	g := Grey(m)
	return render.Raster{Width: g.Rect.Dx(), Height: g.Rect.Dy(), Channels: 1, Pix: g.Pix}, nil
}

// Grey is a picture in grey on white paper, its origin at 0, 0, rows without padding.
func Grey(m image.Image) *image.Gray {
	if g, ok := m.(*image.Gray); ok && g.Rect.Min == (image.Point{}) && g.Stride == g.Rect.Dx() {
		return g
	}
	to := image.NewGray(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(to, to.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(to, to.Bounds(), m, m.Bounds().Min, draw.Over)
	return to
}
