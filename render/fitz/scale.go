package fitz

import (
	"fmt"
	"image"

	"recto/render"
)

// fitted is the size of a picture of width × height pixels that fits into the
// bounds (0 for none), in its proportions. It never is larger than the picture.
func fitted(width, height, maxWidth, maxHeight int) image.Point {
	scale := 1.0
	if maxWidth > 0 {
		scale = min(scale, float64(maxWidth)/float64(width))
	}
	if maxHeight > 0 {
		scale = min(scale, float64(maxHeight)/float64(height))
	}
	return image.Pt(max(1, int(float64(width)*scale+0.5)), max(1, int(float64(height)*scale+0.5)))
}

// cut says which part of a picture a raster holds: the pixels from at on, of a
// picture of the given size.
type cut struct {
	at   image.Point
	size image.Point
}

// source is the part of a picture of the given size that clip of whole needs.
func source(size, whole image.Point, clip image.Rectangle) image.Rectangle {
	return image.Rect(
		clip.Min.X*size.X/whole.X, clip.Min.Y*size.Y/whole.Y,
		(clip.Max.X*size.X+whole.X-1)/whole.X, (clip.Max.Y*size.Y+whole.Y-1)/whole.Y)
}

// clipped is the part of a picture of the given size that a request's clip
// means; ErrNoPixels where it has none of it.
func clipped(clip image.Rectangle, whole image.Point) (image.Rectangle, error) {
	all := image.Rectangle{Max: whole}
	if clip.Empty() {
		return all, nil
	}
	if clip = clip.Intersect(all); clip.Empty() {
		return all, fmt.Errorf("draw part of page: %w", render.ErrNoPixels)
	}
	return clip, nil
}

// cropped is the part of a raster at the given place.
func cropped(r render.Raster, at image.Rectangle) render.Raster {
	if at == image.Rect(0, 0, r.Width, r.Height) {
		return r
	}
	out := r
	out.Width, out.Height = at.Dx(), at.Dy()
	stride := out.Width * r.Channels
	out.Pix = make([]byte, stride*out.Height)
	for y := range out.Height {
		copy(out.Pix[y*stride:(y+1)*stride], r.Pix[((at.Min.Y+y)*r.Width+at.Min.X)*r.Channels:])
	}
	return out
}

// scaled is the part clip of a picture that has the size whole, made of a raster
// that holds what source names: each pixel is the mean of what it covers, the
// fairest and quickest way to make print smaller.
func scaled(r render.Raster, c cut, whole image.Point, clip image.Rectangle) render.Raster {
	if clip != (image.Rectangle{Max: whole}) {
		r.Clip, r.Whole = clip, whole
	}
	if clip == (image.Rectangle{c.at, c.at.Add(image.Pt(r.Width, r.Height))}) && whole == c.size {
		return r
	}
	out := r
	out.Width, out.Height = clip.Dx(), clip.Dy()
	out.Pix = make([]byte, out.Width*out.Height*r.Channels)
	across := shares(clip.Min.X, clip.Max.X, whole.X, c.size.X, c.at.X, r.Width)
	down := shares(clip.Min.Y, clip.Max.Y, whole.Y, c.size.Y, c.at.Y, r.Height)
	sums := make([]uint32, r.Width*r.Channels)
	for y, rows := range down {
		sumRows(sums, r, rows)
		row := out.Pix[y*out.Width*r.Channels:][:out.Width*r.Channels]
		if r.Channels == 1 {
			meanGrey(row, sums, across)
		} else {
			meanColour(row, sums, across)
		}
	}
	return out
}

// share is what a pixel takes of a row or column of others: all from one to
// another, with weights for the first and the last of which a part counts.
// The weights of one share sum up to 1<<weightBits.
type share struct {
	from, to           int // the last one is to-1
	first, inner, last uint32
}

// weightBits keep a sum of weighed bytes in 32 bits.
const weightBits = 16

// shares are those of the pixels from, …, to-1 of n that cover size source
// pixels, of which length are there, beginning with the one at.
func shares(from, to, n, size, at, length int) []share {
	all := make([]share, to-from)
	for i := range all {
		// In units of 1/n source pixels, in which pixels have whole edges.
		low, high := (from+i)*size, (from+i+1)*size
		s := &all[i]
		s.from, s.to = low/n, (high+n-1)/n
		width := high - low
		part := func(units int) uint32 { return uint32((units << weightBits) / width) }
		inside := s.to - s.from - 2
		if inside < 0 {
			s.first = 1 << weightBits
		} else {
			s.first = part((s.from+1)*n - low)
			s.inner = part(n)
			// What rounding down leaves goes to the last, so that white stays white.
			s.last = 1<<weightBits - s.first - uint32(inside)*s.inner
		}
		s.from, s.to = min(max(s.from-at, 0), length-1), min(max(s.to-at, 1), length)
	}
	return all
}

// sumRows sums up the weighed rows of a raster, 1<<weightBits times a byte.
func sumRows(sums []uint32, r render.Raster, s share) {
	stride := r.Width * r.Channels
	for i := s.from; i < s.to; i++ {
		row := r.Pix[i*stride : (i+1)*stride]
		weight := s.weight(i)
		if i == s.from {
			for j, v := range row {
				sums[j] = uint32(v) * weight
			}
			continue
		}
		for j, v := range row {
			sums[j] += uint32(v) * weight
		}
	}
}

func (s share) weight(i int) uint32 {
	switch i {
	case s.from:
		return s.first
	case s.to - 1:
		return s.last
	}
	return s.inner
}

func meanGrey(row []byte, sums []uint32, across []share) {
	for x := range row {
		var sum uint64
		s := across[x]
		for i := s.from; i < s.to; i++ {
			sum += uint64(sums[i]) * uint64(s.weight(i))
		}
		row[x] = uint8((sum + 1<<(2*weightBits-1)) >> (2 * weightBits))
	}
}

func meanColour(row []byte, sums []uint32, across []share) {
	for x, s := range across {
		var red, green, blue uint64
		for i := s.from; i < s.to; i++ {
			weight := uint64(s.weight(i))
			p := sums[4*i : 4*i+3 : 4*i+3]
			red, green, blue = red+uint64(p[0])*weight, green+uint64(p[1])*weight, blue+uint64(p[2])*weight
		}
		const half = 1 << (2*weightBits - 1)
		p := row[4*x : 4*x+4 : 4*x+4]
		p[0], p[1], p[2], p[3] = uint8((red+half)>>(2*weightBits)), uint8((green+half)>>(2*weightBits)), uint8((blue+half)>>(2*weightBits)), 255
	}
}
