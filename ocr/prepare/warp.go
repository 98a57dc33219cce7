package prepare

import (
	"recto/render"
)

// Warp draws a grey raster anew: to maps its points to those of the result,
// which has the given size. It interpolates between four pixels; what lies
// outside of the source becomes ground, best the paper's own grey, so that no
// edge shows. For reductions use Reduce.
func Warp(src render.Raster, to Transform, width, height int, ground byte) render.Raster {
	dst := blank(src, width, height)
	from := to.Inverse()
	const one = 1 << 16
	dx, dy := int(from.A*one), int(from.D*one)
	for y := range height {
		row := dst.Pix[y*width : (y+1)*width]
		// The centre of a pixel is half a pixel from its corner, on both sides.
		cx, cy := 0.5, float64(y)+0.5
		sx := int((from.A*cx + from.B*cy + from.C - 0.5) * one)
		sy := int((from.D*cx + from.E*cy + from.F - 0.5) * one)
		warpRow(row, src, sx, sy, dx, dy, ground)
	}
	return dst
}

// warpRow fills one row of the result, walking through src from (sx, sy) in
// steps of (dx, dy), all in 16.16 fixed point.
func warpRow(row []byte, src render.Raster, sx, sy, dx, dy int, ground byte) {
	const one = 1 << 16
	for x := range row {
		ix, iy := sx>>16, sy>>16
		if ix >= 0 && iy >= 0 && ix < src.Width-1 && iy < src.Height-1 {
			fx, fy := uint32(sx&(one-1))>>8, uint32(sy&(one-1))>>8
			i := iy*src.Width + ix
			a := src.Pix[i : i+2 : i+2]
			b := src.Pix[i+src.Width : i+src.Width+2 : i+src.Width+2]
			top := uint32(a[0])*(256-fx) + uint32(a[1])*fx
			low := uint32(b[0])*(256-fx) + uint32(b[1])*fx
			row[x] = byte((top*(256-fy) + low*fy + 1<<15) >> 16)
		} else {
			row[x] = edge(src, ix, iy, ground)
		}
		sx += dx
		sy += dy
	}
}

// edge is the pixel of the border where no four neighbours are there.
func edge(src render.Raster, x, y int, ground byte) byte {
	if x < -1 || y < -1 || x >= src.Width || y >= src.Height {
		return ground
	}
	return src.Pix[min(max(y, 0), src.Height-1)*src.Width+min(max(x, 0), src.Width-1)]
}

// Turn turns a grey raster clockwise by quarters of 90°, exactly.
func Turn(src render.Raster, quarters int) render.Raster {
	w, h := src.Width, src.Height
	switch quarters & 3 {
	case 1:
		dst := blank(src, h, w)
		for y := range h {
			for x, v := range src.Pix[y*w : (y+1)*w] {
				dst.Pix[x*h+h-1-y] = v
			}
		}
		return dst
	case 2:
		dst := blank(src, w, h)
		for i, v := range src.Pix[:w*h] {
			dst.Pix[w*h-1-i] = v
		}
		return dst
	case 3:
		dst := blank(src, h, w)
		for y := range h {
			for x, v := range src.Pix[y*w : (y+1)*w] {
				dst.Pix[(w-1-x)*h+y] = v
			}
		}
		return dst
	default:
		return src
	}
}

// Reduce shrinks a grey raster by a whole factor; each pixel is the mean of
// factor × factor. Rows and columns that do not fill a last one are left out.
func Reduce(src render.Raster, factor int) render.Raster {
	if factor <= 1 {
		return src
	}
	if factor == 2 && src.Width >= 2 && src.Height >= 2 {
		return halve(src)
	}
	width, height := max(1, src.Width/factor), max(1, src.Height/factor)
	dst := blank(src, width, height)
	sums := make([]uint32, width)
	for y := range height {
		clear(sums)
		rows := min(factor, src.Height-y*factor)
		for dy := range rows {
			row := src.Pix[(y*factor+dy)*src.Width:]
			for x := range width {
				sum := uint32(0)
				for _, v := range row[x*factor : min((x+1)*factor, src.Width)] {
					sum += uint32(v)
				}
				sums[x] += sum
			}
		}
		n := uint32(rows * min(factor, src.Width))
		for x, sum := range sums {
			dst.Pix[y*width+x] = byte(sum / n)
		}
	}
	return dst
}

// halve is Reduce by 2, the usual case, four pixels at a time.
func halve(src render.Raster) render.Raster {
	dst := blank(src, src.Width/2, src.Height/2)
	for y := range dst.Height {
		above := src.Pix[2*y*src.Width : (2*y+1)*src.Width]
		below := src.Pix[(2*y+1)*src.Width : (2*y+2)*src.Width]
		row := dst.Pix[y*dst.Width : (y+1)*dst.Width]
		for x := range row {
			a, b := above[2*x:2*x+2:2*x+2], below[2*x:2*x+2:2*x+2]
			row[x] = byte((uint32(a[0]) + uint32(a[1]) + uint32(b[0]) + uint32(b[1])) / 4)
		}
	}
	return dst
}

// blank is a black grey raster that keeps what src says of the page.
func blank(src render.Raster, width, height int) render.Raster {
	dst := src
	dst.Width, dst.Height, dst.Channels = width, height, 1
	dst.Pix = make([]byte, width*height)
	return dst
}
