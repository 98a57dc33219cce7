package distort

import (
	"image"
	"math"
	"math/rand/v2"
)

// desk is the grey of what a page lies on that is photographed.
const desk = 70

// perspective is the page as a phone sees it from below its lower edge, held a
// little askew: the far edge is a seventh shorter than the near one.
func perspective(page *image.Gray, random *rand.Rand) image.Image {
	return tilted(page, random, desk)
}

func tilted(page *image.Gray, random *rand.Rand, ground float64) *image.Gray {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	width, height := int(1.1*w), int(1.06*h)
	// The far edge is shorter, and the whole is turned by up to 4°.
	far := 0.14 * w
	angle := (random.Float64()*8 - 4) * math.Pi / 180
	sin, cos := math.Sincos(angle)
	corners := [4][2]float64{{-w/2 + far/2, -h / 2}, {w/2 - far/2, -h / 2}, {w / 2, h / 2}, {-w / 2, h / 2}}
	for i, c := range corners {
		corners[i] = [2]float64{c[0]*cos - c[1]*sin + 0.55*w, c[0]*sin + c[1]*cos + 0.53*h}
	}
	return resample(page, width, height, ground, unproject(corners, w, h))
}

// unproject maps points in the quad with the given corners (clockwise from the
// top left) to those of the rectangle from the origin to (w, h) that is seen so.
func unproject(corners [4][2]float64, w, h float64) func(x, y float64) (u, v float64) {
	// From the unit square to the quad (Heckbert 1989), then its inverse.
	x0, y0, x1, y1 := corners[0][0], corners[0][1], corners[1][0], corners[1][1]
	x2, y2, x3, y3 := corners[2][0], corners[2][1], corners[3][0], corners[3][1]
	dx1, dy1, dx2, dy2 := x1-x2, y1-y2, x3-x2, y3-y2
	sx, sy := x0-x1+x2-x3, y0-y1+y2-y3
	det := dx1*dy2 - dx2*dy1
	g, k := (sx*dy2-dx2*sy)/det, (dx1*sy-sx*dy1)/det
	a, b, c := x1-x0+g*x1, x3-x0+k*x3, x0
	d, e, f := y1-y0+g*y1, y3-y0+k*y3, y0
	return func(x, y float64) (u, v float64) {
		// The rows of the adjugate of [a b c; d e f; g k 1].
		p := (e-f*k)*x + (c*k-b)*y + b*f - c*e
		q := (f*g-d)*x + (a-c*g)*y + c*d - a*f
		r := (d*k-e*g)*x + (b*g-a*k)*y + a*e - b*d
		return p / r * w, q / r * h
	}
}

// curl is the right page of an open book seen from above: near the spine, its
// left edge, it bends away, so that lines sink and letters narrow there.
func curl(page *image.Gray, _ *rand.Rand) image.Image {
	w, h := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	depth, reach := 0.045*w, 0.35*w
	height := int(h + 2*depth)
	// Where the page bends, a step along it is a shorter one in the picture.
	steps := make([]float64, int(w)+1)
	at := 0.0
	for x := range steps {
		steps[x] = at
		at += 1 + 0.5*math.Exp(-float64(x)/(reach/2))
	}
	shrink := w / at
	return resample(page, int(w), height, desk, func(x, y float64) (u, v float64) {
		u = steps[int(min(max(x, 0), w))] * shrink
		bend := math.Exp(-u / reach * 2)
		return u, y - depth - depth*bend*(2*y/h-0.2)
	})
}

// resample draws a picture of the given size whose points come from the page's
// points that from tells, by cubic interpolation (Catmull and Rom); outside the
// page is ground. Distances must not shrink by more than a little.
func resample(page *image.Gray, width, height int, ground float64, from func(x, y float64) (u, v float64)) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			u, v := from(float64(x)+0.5, float64(y)+0.5)
			dst.Pix[y*dst.Stride+x] = grey(cubic(page, u-0.5, v-0.5, ground))
		}
	}
	return dst
}

func cubic(page *image.Gray, u, v, ground float64) float64 {
	x, y := int(math.Floor(u)), int(math.Floor(v))
	if x < -1 || y < -1 || x > page.Rect.Dx() || y > page.Rect.Dy() {
		return ground
	}
	wx, wy := weights(u-float64(x)), weights(v-float64(y))
	sum := 0.0
	for j, weight := range wy {
		row := 0.0
		for i := range wx {
			at := image.Pt(x+i-1, y+j-1)
			if at.In(page.Rect) {
				row += wx[i] * float64(page.Pix[at.Y*page.Stride+at.X])
			} else {
				row += wx[i] * ground
			}
		}
		sum += weight * row
	}
	return sum
}

// weights are those of the four neighbours of a place t of the way from the
// second to the third.
func weights(t float64) [4]float64 {
	return [4]float64{
		t * (t*(2-t) - 1) / 2, (t*t*(3*t-5) + 2) / 2, t * (t*(4-3*t) + 1) / 2, t * t * (t - 1) / 2,
	}
}
