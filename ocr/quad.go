package ocr

import "math"

// Point is a place on a page in pixels, origin top left, y downwards.
type Point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Quad is the four corners of a piece of text, clockwise from the text's own
// top-left: for upside-down text the first corner is the lower right one on
// the page. Edges run along the baseline and across it.
type Quad [4]Point

// Rect is the upright quad with the given edges, in pixels.
func Rect(left, top, right, bottom float64) Quad {
	return Quad{{left, top}, {right, top}, {right, bottom}, {left, bottom}}
}

// Angle is the direction of the text's baseline in degrees clockwise from the
// x axis, in [-180, 180).
func (q Quad) Angle() float64 {
	dx := q[1].X - q[0].X + q[2].X - q[3].X
	dy := q[1].Y - q[0].Y + q[2].Y - q[3].Y
	if dx == 0 && dy == 0 {
		return 0
	}
	return NormalizeAngle(math.Atan2(dy, dx) * 180 / math.Pi)
}

// Bounds are the edges of the upright rectangle around the quad, in pixels.
func (q Quad) Bounds() (left, top, right, bottom float64) {
	left, top, right, bottom = q[0].X, q[0].Y, q[0].X, q[0].Y
	for _, p := range q[1:] {
		left, right = min(left, p.X), max(right, p.X)
		top, bottom = min(top, p.Y), max(bottom, p.Y)
	}
	return left, top, right, bottom
}

// Center is the middle of the four corners.
func (q Quad) Center() Point {
	return Point{(q[0].X + q[1].X + q[2].X + q[3].X) / 4, (q[0].Y + q[1].Y + q[2].Y + q[3].Y) / 4}
}

// Contains reports whether p lies in the quad, its edges included.
func (q Quad) Contains(p Point) bool {
	for i, a := range q {
		b := q[(i+1)%4]
		if (b.X-a.X)*(p.Y-a.Y)-(b.Y-a.Y)*(p.X-a.X) < 0 {
			return false
		}
	}
	return true
}

// Scale is the quad with its x and y multiplied.
func (q Quad) Scale(x, y float64) Quad {
	return q.Map(func(p Point) Point { return Point{p.X * x, p.Y * y} })
}

// Map is the quad with every corner sent through f.
func (q Quad) Map(f func(Point) Point) Quad {
	for i, p := range q {
		q[i] = f(p)
	}
	return q
}

// NormalizeAngle brings degrees into [-180, 180), rounded to 4 decimals.
func NormalizeAngle(degrees float64) float64 {
	a := math.Mod(degrees+180, 360)
	if a < 0 {
		a += 360
	}
	a = math.Round((a-180)*1e4) / 1e4
	if a >= 180 {
		a -= 360
	}
	return a + 0 // turns -0 into 0
}

// Around is the smallest quad with the given baseline direction, in degrees
// clockwise, that holds all of quads; the zero quad where there are none.
func Around(quads []Quad, angle float64) Quad {
	if len(quads) == 0 {
		return Quad{}
	}
	sin, cos := math.Sincos(angle * math.Pi / 180)
	along := func(p Point) float64 { return p.X*cos + p.Y*sin }
	across := func(p Point) float64 { return p.Y*cos - p.X*sin }
	u0, u1 := math.Inf(1), math.Inf(-1)
	v0, v1 := math.Inf(1), math.Inf(-1)
	for _, q := range quads {
		for _, p := range q {
			u0, u1 = min(u0, along(p)), max(u1, along(p))
			v0, v1 = min(v0, across(p)), max(v1, across(p))
		}
	}
	back := func(u, v float64) Point { return Point{u*cos - v*sin, u*sin + v*cos} }
	return Quad{back(u0, v0), back(u1, v0), back(u1, v1), back(u0, v1)}
}

// Slanted is the quad of text whose ink has the given upright bounds, in
// pixels, and whose baseline runs at angle, in degrees clockwise. The slant is
// taken off the bounds: a word of height h and width w that slants by s fills
// bounds of height h + w·tan(s).
func Slanted(left, top, right, bottom, angle float64) Quad {
	turns := int(math.Round(angle/90)) & 3
	slant := math.Tan((angle - 90*math.Round(angle/90)) * math.Pi / 180)
	// In a frame turned with the text, u runs along the line, v across it.
	width, height := right-left, bottom-top
	if turns%2 == 1 {
		width, height = height, width
	}
	// At least a third of the height is ink, whatever the baseline claims.
	drop := min(math.Abs(slant)*width, height*2/3)
	var q Quad
	if slant >= 0 {
		q = Quad{{0, 0}, {width, drop}, {width, height}, {0, height - drop}}
	} else {
		q = Quad{{0, drop}, {width, 0}, {width, height - drop}, {0, height}}
	}
	return q.Map(func(p Point) Point {
		switch turns {
		case 1:
			return Point{right - p.Y, top + p.X}
		case 2:
			return Point{right - p.X, bottom - p.Y}
		case 3:
			return Point{left + p.Y, bottom - p.X}
		default:
			return Point{left + p.X, top + p.Y}
		}
	})
}
