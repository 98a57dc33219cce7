package prepare

import (
	"recto/ocr"
	"recto/render"
)

// Projection is a map of points that keeps lines straight, by homogeneous
// coordinates: x' = (A·x + B·y + C) / (G·x + H·y + K), y' = (D·x + E·y + F) / the same.
type Projection struct{ A, B, C, D, E, F, G, H, K float64 }

// Apply is p mapped.
func (m Projection) Apply(p ocr.Point) ocr.Point {
	w := m.G*p.X + m.H*p.Y + m.K
	return ocr.Point{X: (m.A*p.X + m.B*p.Y + m.C) / w, Y: (m.D*p.X + m.E*p.Y + m.F) / w}
}

// Inverse maps back. The projection must not be flat; those of this package are
// not.
func (m Projection) Inverse() Projection {
	return Projection{
		m.E*m.K - m.F*m.H, m.C*m.H - m.B*m.K, m.B*m.F - m.C*m.E,
		m.F*m.G - m.D*m.K, m.A*m.K - m.C*m.G, m.C*m.D - m.A*m.F,
		m.D*m.H - m.E*m.G, m.B*m.G - m.A*m.H, m.A*m.E - m.B*m.D,
	}
}

// Onto maps the rectangle from the origin to (width, height) onto a convex quad,
// its top left onto the quad's first corner (Heckbert 1989).
func Onto(q ocr.Quad, width, height float64) Projection {
	x1, y1 := q[1].X-q[2].X, q[1].Y-q[2].Y
	x2, y2 := q[3].X-q[2].X, q[3].Y-q[2].Y
	x3, y3 := q[0].X-q[1].X+q[2].X-q[3].X, q[0].Y-q[1].Y+q[2].Y-q[3].Y
	det := x1*y2 - x2*y1
	g, h := (x3*y2-x2*y3)/det, (x1*y3-x3*y1)/det
	return Projection{
		A: (q[1].X - q[0].X + g*q[1].X) / width, B: (q[3].X - q[0].X + h*q[3].X) / height, C: q[0].X,
		D: (q[1].Y - q[0].Y + g*q[1].Y) / width, E: (q[3].Y - q[0].Y + h*q[3].Y) / height, F: q[0].Y,
		G: g / width, H: h / height, K: 1,
	}
}

// Project draws what a projection of the result's points finds in a grey
// raster, interpolating between four pixels; outside the source is ground.
func Project(src render.Raster, from Projection, width, height int, ground byte) render.Raster {
	dst := blank(src, width, height)
	for y := range height {
		row := dst.Pix[y*width : (y+1)*width]
		v := float64(y) + 0.5
		px, py, pw := from.B*v+from.C, from.E*v+from.F, from.H*v+from.K
		for x := range row {
			u := float64(x) + 0.5
			w := 1 / (from.G*u + pw)
			row[x] = sample(src, (from.A*u+px)*w, (from.D*u+py)*w, ground)
		}
	}
	return dst
}

// sample is the grey at a point, interpolated between the middles of pixels.
func sample(src render.Raster, x, y float64, ground byte) byte {
	sx, sy := int((x-0.5)*256), int((y-0.5)*256)
	ix, iy := sx>>8, sy>>8
	if ix < 0 || iy < 0 || ix >= src.Width-1 || iy >= src.Height-1 {
		return edge(src, ix, iy, ground)
	}
	fx, fy := uint32(sx&255), uint32(sy&255)
	a := src.Pix[iy*src.Width+ix : iy*src.Width+ix+2]
	b := src.Pix[(iy+1)*src.Width+ix : (iy+1)*src.Width+ix+2]
	top := uint32(a[0])*(256-fx) + uint32(a[1])*fx
	low := uint32(b[0])*(256-fx) + uint32(b[1])*fx
	return byte((top*(256-fy) + low*fy + 1<<15) >> 16)
}
