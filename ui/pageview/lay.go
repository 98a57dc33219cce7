package pageview

import (
	"encoding/binary"
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
	// The rows of a picture that is turned on its side run down the frame: a
	// block of the frame's rows takes what the processor has fetched at once.
	block := 1
	if turn%2 == 1 {
		block = sideBlock
	}
	if !exact && turn%2 == 0 && s.width <= 2*sheet.Dx() {
		s.mixed = make([]uint64, s.width)
	}
	take := s.way(exact)
	for i := 0; i < len(y); i += block {
		take(s, dst.Pix[dst.PixOffset(area.Min.X, area.Min.Y+i):], dst.Stride, x, y[i:min(i+block, len(y))])
	}
}

// sideBlock is how many rows are drawn at once of a picture on its side, 64
// bytes of its own row.
const sideBlock = 16

// way is how the samples fill rows of pixels, stride bytes apart.
func (s samples) way(exact bool) func(s samples, rows []uint8, stride int, x, y []tap) {
	switch {
	case exact && s.channels == 4:
		return samples.copyColour
	case exact:
		return samples.copyGrey
	case s.mixed != nil && s.channels == 4:
		return samples.mixColourRows
	case s.channels == 4:
		return samples.mixColour
	}
	return samples.mixGrey
}

// samples are a picture's pixels, of one channel (grey) or four.
type samples struct {
	pix                             []uint8
	width, height, stride, channels int

	// mixed is room for a row that lies between two rows of the picture.
	mixed []uint64
}

func samplesOf(picture image.Image) samples {
	size := picture.Bounds().Size()
	switch p := picture.(type) {
	case *image.Gray:
		return samples{pix: p.Pix, width: size.X, height: size.Y, stride: p.Stride, channels: 1}
	case *image.RGBA:
		return samples{pix: p.Pix, width: size.X, height: size.Y, stride: p.Stride, channels: 4}
	}
	panic("pageview: a picture of an unknown kind")
}

// axis is one direction through the samples: how many there are, and how many
// bytes lie between two.
type axis struct{ length, step int }

// tap is where a pixel is taken from along an axis: at the offset in bytes,
// share/256 of it from the next one.
type tap struct {
	at, next int
	share    uint32
}

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
		taps[i] = tap{at: fine >> 8 * a.step, next: a.step, share: uint32(fine & 255)}
		if taps[i].share == 0 {
			taps[i].next = 0
		}
	}
	return taps
}

// opaque is the alpha of a pixel in a little-endian word.
const opaque = 0xff << 24

func (s samples) copyColour(rows []uint8, stride int, x, y []tap) {
	for i, tx := range x {
		for j, ty := range y {
			p := binary.LittleEndian.Uint32(s.pix[tx.at+ty.at:])
			binary.LittleEndian.PutUint32(rows[j*stride+4*i:], p|opaque)
		}
	}
}

func (s samples) copyGrey(rows []uint8, stride int, x, y []tap) {
	for i, tx := range x {
		for j, ty := range y {
			binary.LittleEndian.PutUint32(rows[j*stride+4*i:], uint32(s.pix[tx.at+ty.at])*0x010101|opaque)
		}
	}
}

func (s samples) mixGrey(rows []uint8, stride int, x, y []tap) {
	for i, tx := range x {
		for j, ty := range y {
			at := tx.at + ty.at
			above := uint32(s.pix[at])*(256-tx.share) + uint32(s.pix[at+tx.next])*tx.share
			below := uint32(s.pix[at+ty.next])*(256-tx.share) + uint32(s.pix[at+ty.next+tx.next])*tx.share
			grey := (above*(256-ty.share) + below*ty.share) >> 16
			binary.LittleEndian.PutUint32(rows[j*stride+4*i:], grey*0x010101|opaque)
		}
	}
}

func (s samples) mixColour(rows []uint8, stride int, x, y []tap) {
	for i, tx := range x {
		for j, ty := range y {
			at := tx.at + ty.at
			above := mix4(spread(s.pix[at:]), spread(s.pix[at+tx.next:]), uint64(tx.share))
			below := mix4(spread(s.pix[at+ty.next:]), spread(s.pix[at+ty.next+tx.next:]), uint64(tx.share))
			p := mix4(above, below, uint64(ty.share))
			binary.LittleEndian.PutUint32(rows[j*stride+4*i:], uint32(p)|uint32(p>>24)|opaque)
		}
	}
}

// mixColourRows is mixColour for a picture that is not on its side and not much
// larger than it is shown: each pixel between two of its rows is mixed once.
func (s samples) mixColourRows(rows []uint8, stride int, x, y []tap) {
	first, last := x[0].at, x[len(x)-1].at
	if first > last {
		first, last = last, first
	}
	last = min(last+4, 4*s.width-4)
	for j, ty := range y {
		above, below := s.pix[ty.at:], s.pix[ty.at+ty.next:]
		for at := first; at <= last; at += 4 {
			s.mixed[at/4] = mix4(spread(above[at:]), spread(below[at:]), uint64(ty.share))
		}
		row := rows[j*stride:]
		for i, tx := range x {
			p := mix4(s.mixed[tx.at/4], s.mixed[(tx.at+tx.next)/4], uint64(tx.share))
			binary.LittleEndian.PutUint32(row[4*i:], uint32(p)|uint32(p>>24)|opaque)
		}
	}
}

// lanes are where the four channels of a pixel stand in a word, 16 bits each:
// the first and the third, the second and the fourth.
const lanes = 0x00ff_00ff_00ff_00ff

// spread is the first pixel of pix in lanes.
func spread(pix []uint8) uint64 {
	p := uint64(binary.LittleEndian.Uint32(pix))
	return p&0x00ff00ff | p&0xff00ff00<<24
}

// mix4 mixes two pixels in lanes, share/256 of the second.
func mix4(a, b, share uint64) uint64 {
	return (a*(256-share) + b*share) >> 8 & lanes
}
