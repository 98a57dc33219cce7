package layer

import (
	"cmp"
	"image"
	"slices"

	"recto/ocr"
	"recto/ocr/prepare"
	"recto/render"
)

// Rest tells where the page shows what looks like text but is not in the layer:
// its bounds in pixels of the page, ok false where there is none to speak of.
// The picture is grey and may be reduced to about 100 dpi.
func (l Layer) Rest(picture render.Raster) (area ocr.Quad, ok bool) {
	sx, sy := float64(picture.Width)/l.width, float64(picture.Height)/l.height
	marks := runs(prepare.Marks(l.Covered(picture)))
	if len(marks) < leastRest {
		return ocr.Quad{}, false
	}
	var all image.Rectangle
	for _, m := range marks {
		all = all.Union(m)
	}
	all = all.Inset(-2 * restMargin).Intersect(image.Rect(0, 0, picture.Width, picture.Height))
	at := ocr.Rect(float64(all.Min.X), float64(all.Min.Y), float64(all.Max.X), float64(all.Max.Y))
	return at.Scale(1/sx, 1/sy), true
}

const (
	// leastRest is how many marks in a row with others make it worth to read
	// what is left: two short words.
	leastRest = 8

	// leastRun is how many marks stand side by side where text is.
	leastRun = 4

	// restMargin is the paper round what is read, in pixels of the picture.
	restMargin = 6
)

// Covered is a copy of a grey picture of the page in which the layer's words
// are paper; so is a margin of a sixth of their height.
func (l Layer) Covered(picture render.Raster) render.Raster {
	out := picture
	out.Pix = slices.Clone(picture.Pix)
	sx, sy := float64(picture.Width)/l.width, float64(picture.Height)/l.height
	l.each(func(w *word) {
		q := grown(w.quad, w.size/6).Scale(sx, sy)
		prepare.Fill(out, q, prepare.Along(picture, q))
	})
	return out
}

// grown is the quad with its edges moved out by so many pixels.
func grown(q ocr.Quad, by float64) ocr.Quad {
	around := ocr.Around([]ocr.Quad{q}, q.Angle())
	centre := around.Center()
	return around.Map(func(p ocr.Point) ocr.Point {
		return ocr.Point{X: p.X + by*sign(p.X-centre.X), Y: p.Y + by*sign(p.Y-centre.Y)}
	})
}

func sign(x float64) float64 { return float64(cmp.Compare(x, 0)) }

// runs are the marks that stand side by side with others of about their height,
// as letters do, at least leastRun in a row.
func runs(marks []image.Rectangle) []image.Rectangle {
	slices.SortFunc(marks, func(a, b image.Rectangle) int {
		return cmp.Or(cmp.Compare(a.Min.X, b.Min.X), cmp.Compare(a.Min.Y, b.Min.Y))
	})
	type run struct {
		members []image.Rectangle
		last    image.Rectangle
	}
	var open, done []*run
	for _, m := range marks {
		kept := open[:0]
		var joined *run
		for _, r := range open {
			if m.Min.X-r.last.Max.X > 2*max(r.last.Dy(), m.Dy()) {
				done = append(done, r)
				continue
			}
			kept = append(kept, r)
			if joined == nil && beside(r.last, m) {
				joined = r
			}
		}
		open = kept
		if joined == nil {
			joined = &run{}
			open = append(open, joined)
		}
		joined.members, joined.last = append(joined.members, m), m
	}
	var all []image.Rectangle
	for _, r := range append(done, open...) {
		if len(r.members) >= leastRun {
			all = append(all, r.members...)
		}
	}
	return all
}

// beside reports whether b may be the next letter after a.
func beside(a, b image.Rectangle) bool {
	shared := min(a.Max.Y, b.Max.Y) - max(a.Min.Y, b.Min.Y)
	small, large := min(a.Dy(), b.Dy()), max(a.Dy(), b.Dy())
	return 2*shared >= small && large <= 3*small && b.Min.X-a.Max.X <= small && b.Min.X >= a.Min.X
}
