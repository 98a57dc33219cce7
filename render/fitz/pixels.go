package fitz

import (
	"image"
	"image/draw"

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

// unplace is where pixel (x, y) of a shown picture of the given size is stored.
func unplace(orientation, x, y, width, height int) (sx, sy int) {
	switch orientation {
	case 6:
		orientation = 8
	case 8:
		orientation = 6
	}
	return place(orientation, x, y, width, height)
}

// stored is the part of a picture that is shown at r, as it is stored; width
// and height are the shown size.
func stored(orientation int, r image.Rectangle, width, height int) image.Rectangle {
	if orientation < 2 || orientation > 8 {
		return r
	}
	x0, y0 := unplace(orientation, r.Min.X, r.Min.Y, width, height)
	x1, y1 := unplace(orientation, r.Max.X-1, r.Max.Y-1, width, height)
	return image.Rect(min(x0, x1), min(y0, y1), max(x0, x1)+1, max(y0, y1)+1)
}
