package fitz

import (
	"image"
	"image/draw"

	xdraw "golang.org/x/image/draw"

	"recto/render"
)

// fromImage lays an image on white, in colour or as grey.
func fromImage(img image.Image, grey bool) render.Raster {
	bounds := img.Bounds()
	r := render.Raster{Width: bounds.Dx(), Height: bounds.Dy(), Channels: 4}
	if !grey {
		rgba := image.NewRGBA(image.Rect(0, 0, r.Width, r.Height))
		onWhite(rgba, img, bounds.Min)
		r.Pix = rgba.Pix
		return r
	}
	r.Channels = 1
	r.Pix = make([]byte, r.Width*r.Height)
	switch img := img.(type) {
	case *image.Gray:
		copyRows(r, img.Pix, img.Stride)
	case *image.YCbCr:
		copyRows(r, img.Y, img.YStride)
	default:
		greyStrips(r, img)
	}
	return r
}

func copyRows(r render.Raster, pix []byte, stride int) {
	for y := range r.Height {
		copy(r.Pix[y*r.Width:(y+1)*r.Width], pix[y*stride:])
	}
}

// stripRows is how many rows are turned to grey at a time, so that a large
// picture is not held in colour beside its source.
const stripRows = 64

func greyStrips(r render.Raster, img image.Image) {
	origin := img.Bounds().Min
	strip := image.NewRGBA(image.Rect(0, 0, r.Width, min(stripRows, r.Height)))
	for y := 0; y < r.Height; y += stripRows {
		onWhite(strip, img, origin.Add(image.Pt(0, y)))
		rows := min(stripRows, r.Height-y)
		toGrey(r.Pix[y*r.Width:(y+rows)*r.Width], strip.Pix)
	}
}

func onWhite(dst *image.RGBA, img image.Image, from image.Point) {
	draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(dst, dst.Rect, img, from, draw.Over)
}

// toGrey weighs opaque RGBA as ITU-R BT.601 does, in 16-bit fixed point.
func toGrey(grey, rgba []byte) {
	for i := range grey {
		p := rgba[4*i : 4*i+3 : 4*i+3]
		grey[i] = byte((19595*uint32(p[0]) + 38470*uint32(p[1]) + 7471*uint32(p[2]) + 1<<15) >> 16)
	}
}

// orient applies an EXIF orientation: what a viewer does before it shows.
func orient(r render.Raster, orientation int) render.Raster {
	if orientation < 2 || orientation > 8 {
		return r
	}
	out := r
	if orientation >= 5 {
		out.Width, out.Height = r.Height, r.Width
	}
	out.Pix = make([]byte, len(r.Pix))
	c := r.Channels
	for y := range r.Height {
		for x := range r.Width {
			dx, dy := place(orientation, x, y, r.Width, r.Height)
			copy(out.Pix[(dy*out.Width+dx)*c:][:c], r.Pix[(y*r.Width+x)*c:][:c])
		}
	}
	return out
}

// place is where pixel (x, y) of the stored picture is shown.
func place(orientation, x, y, width, height int) (dx, dy int) {
	switch orientation {
	case 2:
		return width - 1 - x, y
	case 3:
		return width - 1 - x, height - 1 - y
	case 4:
		return x, height - 1 - y
	case 5:
		return y, x
	case 6:
		return height - 1 - y, x
	case 7:
		return height - 1 - y, width - 1 - x
	default: // 8
		return y, width - 1 - x
	}
}

// shrink makes a raster fit into maxWidth × maxHeight (0 for no bound), keeping
// its proportions; it never enlarges.
func shrink(r render.Raster, maxWidth, maxHeight int) render.Raster {
	scale := 1.0
	if maxWidth > 0 {
		scale = min(scale, float64(maxWidth)/float64(r.Width))
	}
	if maxHeight > 0 {
		scale = min(scale, float64(maxHeight)/float64(r.Height))
	}
	if scale == 1 {
		return r
	}
	return resize(r, max(1, int(float64(r.Width)*scale+0.5)), max(1, int(float64(r.Height)*scale+0.5)))
}

func resize(r render.Raster, width, height int) render.Raster {
	out := r
	out.Width, out.Height = width, height
	bounds := image.Rect(0, 0, width, height)
	if r.Channels == 1 {
		dst := image.NewGray(bounds)
		xdraw.BiLinear.Scale(dst, bounds, r.Image(), r.Image().Bounds(), draw.Src, nil)
		out.Pix = dst.Pix
		return out
	}
	dst := image.NewRGBA(bounds)
	xdraw.BiLinear.Scale(dst, bounds, r.Image(), r.Image().Bounds(), draw.Src, nil)
	out.Pix = dst.Pix
	return out
}
