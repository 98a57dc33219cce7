package pageview

import (
	"image"
	"image/draw"
)

// quick is the picture in one of the two kinds that lay knows.
func quick(picture image.Image) image.Image {
	switch picture.(type) {
	case *image.Gray, *image.RGBA, nil:
		return picture
	}
	known := image.NewRGBA(image.Rectangle{Max: picture.Bounds().Size()})
	draw.Draw(known, known.Rect, picture, picture.Bounds().Min, draw.Src)
	return known
}

// lay draws a picture over the sheet, turned clockwise by quarters: what of it
// lies in dst. One of the sheet's size, give or take a pixel, is copied, any
// other scaled between its pixels. The picture is one that quick gave.
func lay(dst *image.RGBA, sheet image.Rectangle, picture image.Image, turn int) {
	area := sheet.Intersect(dst.Rect)
	if area.Empty() {
		return
	}
	s := samplesOf(picture)
	size := image.Pt(s.width, s.height)
	if turn%2 == 1 {
		size.X, size.Y = size.Y, size.X
	}
	exact := near(size.X, sheet.Dx()) && near(size.Y, sheet.Dy())
	if exact {
		area = area.Intersect(image.Rectangle{sheet.Min, sheet.Min.Add(size)})
	}
	if exact && turn == 0 {
		draw.Draw(dst, area, picture, picture.Bounds().Min.Add(area.Min.Sub(sheet.Min)), draw.Src)
		return
	}
	// Which way the picture's own axes run over the sheet: a step to the right
	// is one along them or against them, across its rows or down.
	columns, rows := axis{s.width, s.channels}, axis{s.height, s.stride}
	along, down := columns, rows
	if turn%2 == 1 {
		along, down = rows, columns
	}
	x := along.taps(area.Min.X-sheet.Min.X, area.Dx(), sheet.Dx(), turn == 1 || turn == 2, exact)
	y := down.taps(area.Min.Y-sheet.Min.Y, area.Dy(), sheet.Dy(), turn == 2 || turn == 3, exact)
	take := s.way(exact)
	for i, ty := range y {
		take(s, dst.Pix[dst.PixOffset(area.Min.X, area.Min.Y+i):][:4*len(x)], x, ty)
	}
}

// way is how the samples fill a row of pixels.
func (s samples) way(exact bool) func(s samples, row []uint8, x []tap, y tap) {
	switch {
	case exact && s.channels == 4:
		return samples.copyColour
	case exact:
		return samples.copyGrey
	case s.channels == 4:
		return samples.mixColour
	}
	return samples.mixGrey
}

// samples are a picture's pixels, of one channel (grey) or four.
type samples struct {
	pix                             []uint8
	width, height, stride, channels int
}

func samplesOf(picture image.Image) samples {
	size := picture.Bounds().Size()
	switch p := picture.(type) {
	case *image.Gray:
		return samples{p.Pix, size.X, size.Y, p.Stride, 1}
	case *image.RGBA:
		return samples{p.Pix, size.X, size.Y, p.Stride, 4}
	}
	panic("pageview: a picture of an unknown kind")
}

// axis is one direction through the samples: how many there are, and how many
// bytes lie between two.
type axis struct{ length, step int }

// tap is where a pixel is taken from along an axis: at the offset in bytes,
// share/256 of it from the next one.
type tap struct{ at, next, share int }

// taps are those of n pixels from the given one on, of size over the whole
// axis, which may run backwards. Exact ones lie on the samples.
func (a axis) taps(from, n, size int, backwards, exact bool) []tap {
	taps := make([]tap, n)
	if exact {
		size = a.length
	}
	for i := range taps {
		at := from + i
		if backwards {
			at = size - 1 - at
		}
		if exact {
			taps[i] = tap{at: min(max(at, 0), a.length-1) * a.step}
			continue
		}
		// In 1/256 samples, between the middles of the samples.
		fine := min(max(((2*at+1)*a.length*128)/size-128, 0), (a.length-1)*256)
		taps[i] = tap{at: fine >> 8 * a.step, next: a.step, share: fine & 255}
		if taps[i].share == 0 {
			taps[i].next = 0
		}
	}
	return taps
}

func (s samples) copyColour(row []uint8, x []tap, y tap) {
	for i, t := range x {
		p := s.pix[t.at+y.at:][:4:4]
		row[4*i], row[4*i+1], row[4*i+2], row[4*i+3] = p[0], p[1], p[2], 255
	}
}

func (s samples) copyGrey(row []uint8, x []tap, y tap) {
	for i, t := range x {
		g := s.pix[t.at+y.at]
		row[4*i], row[4*i+1], row[4*i+2], row[4*i+3] = g, g, g, 255
	}
}

func (s samples) mixGrey(row []uint8, x []tap, y tap) {
	for i, t := range x {
		at := t.at + y.at
		a := int(s.pix[at])*(256-t.share) + int(s.pix[at+t.next])*t.share
		b := int(s.pix[at+y.next])*(256-t.share) + int(s.pix[at+y.next+t.next])*t.share
		g := uint8((a*(256-y.share) + b*y.share) >> 16)
		row[4*i], row[4*i+1], row[4*i+2], row[4*i+3] = g, g, g, 255
	}
}

// mixColour mixes two channels at a time, in halves of a word.
func (s samples) mixColour(row []uint8, x []tap, y tap) {
	for i, t := range x {
		at := t.at + y.at
		above, below := s.pair(at, t), s.pair(at+y.next, t)
		fromAbove, fromBelow := uint64(256-y.share), uint64(y.share)
		sum := (above>>8&lanes)*fromAbove + (below>>8&lanes)*fromBelow
		p := row[4*i : 4*i+4 : 4*i+4]
		p[0], p[1], p[2], p[3] = uint8(sum>>8), uint8(sum>>24), uint8(sum>>40), 255
	}
}

// lanes are three sums of 16 bits in a word, of which the lower 8 count.
const lanes = 0x00ff_00ff_00ff

// pair is a pixel and its neighbour mixed, each channel 256 times itself in 16
// bits of its own.
func (s samples) pair(at int, t tap) uint64 {
	p, q := s.pix[at:][:4:4], s.pix[at+t.next:][:4:4]
	left := uint64(p[0]) | uint64(p[1])<<16 | uint64(p[2])<<32
	right := uint64(q[0]) | uint64(q[1])<<16 | uint64(q[2])<<32
	return left*uint64(256-t.share) + right*uint64(t.share)
}
