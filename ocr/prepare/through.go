package prepare

import (
	"recto/render"
)

const (
	// leastDark and leastPale are the shares in percent of the strokes' pixels that
	// are of the darker and of the paler of two inks where the paler may be that
	// of the page's back; solid black strokes count with all their pixels.
	leastDark, leastPale = 15, 4

	// inksApart is by how many grey levels the two differ at least.
	inksApart = 60

	// mostBetween is the share in percent of strokes between the two inks: more
	// are of one ink, and small or blurred.
	mostBetween = 15
)

// Behind takes off what is paler than the ink of most strokes: print that shows
// through from the back of a sheet. It tells inks apart by how dark strokes are
// in their middle; where they are all of a kind, the raster itself is returned,
// ok false. Pale print beside dark handwriting looks the same: whether the page
// reads better so, the reader must see.
func Behind(r render.Raster) (front render.Raster, ok bool) {
	strokes, count := strokeGreys(r, int(Paper(r))-40)
	if count < 200 {
		return r, false
	}
	dark, pale, share := parted(strokes, count)
	if share < leastDark || share > 100-leastPale || pale-dark < inksApart {
		return r, false
	}
	between := 0
	for _, n := range strokes[int(2*dark+pale)/3 : int(dark+2*pale)/3] {
		between += n
	}
	if 100*between > mostBetween*count {
		return r, false
	}
	// Traces of the back stay, far paler: less white would cost thin strokes.
	white := int(pale)
	var levels [256]byte
	for v := range levels {
		levels[v] = byte(min(255, v*255/max(1, white)))
	}
	front = blank(r, r.Width, r.Height)
	for i, v := range r.Pix[:len(front.Pix)] {
		front.Pix[i] = levels[v]
	}
	return front, true
}

// strokeGreys counts the greys of pixels that are as dark as the darkest around
// them and darker than limit, in every third row.
func strokeGreys(r render.Raster, limit int) (histogram [256]int, count int) {
	w := r.Width
	for y := 1; y < r.Height-1; y += 3 {
		for i := y*w + 1; i < y*w+w-1; i++ {
			v := r.Pix[i]
			if int(v) < limit && v <= min(r.Pix[i-1], r.Pix[i+1], r.Pix[i-w-1], r.Pix[i-w], r.Pix[i-w+1], r.Pix[i+w-1], r.Pix[i+w], r.Pix[i+w+1]) {
				histogram[v]++
				count++
			}
		}
	}
	return histogram, count
}

// parted splits a histogram in two (Otsu 1979): the means of the darker and of
// the paler part, and the share of the darker in percent.
func parted(histogram [256]int, count int) (dark, pale float64, share int) {
	sum := 0
	for v, n := range histogram {
		sum += v * n
	}
	below, belowSum, best := 0, 0, 0.0
	for v, n := range histogram {
		below += n
		belowSum += v * n
		if below == 0 || below == count {
			continue
		}
		d, p := float64(belowSum)/float64(below), float64(sum-belowSum)/float64(count-below)
		if between := float64(below) * float64(count-below) * (p - d) * (p - d); between > best {
			best, dark, pale, share = between, d, p, 100*below/count
		}
	}
	return dark, pale, share
}
