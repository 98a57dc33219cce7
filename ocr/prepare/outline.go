package prepare

import (
	"math"
	"slices"

	"recto/ocr"
	"recto/render"
)

const (
	// outlineSide is the longest side in pixels of the picture in which a sheet's
	// outline is looked for: its lines are then known to a few pixels of a page.
	outlineSide = 900

	// leastStep is by how many grey levels a sheet differs from what it lies on,
	// from one pixel of that picture to the next but one. Shadows are softer.
	leastStep = 20

	// leastSheet is the least share of a picture that a sheet fills.
	leastSheet = 0.25

	// leastSlant is from how many degrees between opposite sides a sheet is seen
	// in perspective: below, the engine does not mind.
	leastSlant = 0.7

	// mostSlant bounds it: a sheet that is seen so flatly is no sheet.
	mostSlant = 25
)

// Outline finds a sheet that a grey raster shows in perspective on a darker or
// lighter ground: its corners in pixels of the raster, clockwise from the top
// left. overview is the raster reduced by factor. ok is false where no sheet
// stands out, or where it is seen straight from above.
func Outline(overview render.Raster, factor int) (sheet ocr.Quad, ok bool) {
	light := int(quantile(overview, 3))
	if !stepsAround(overview, light) {
		return sheet, false
	}
	more := (max(overview.Width, overview.Height) + outlineSide - 1) / outlineSide
	small := soften(Reduce(overview, more))
	paper := ground(small)
	inside := enclosed(paper, light)
	points := hull(inside, paper.Width, paper.Height)
	if len(points) < 4 {
		return sheet, false
	}
	sheet = corners(points)
	area, seen := quadArea(sheet), 0
	for _, in := range inside {
		if in {
			seen++
		}
	}
	all := float64(len(inside))
	if area < leastSheet*all || area > 0.97*all || math.Abs(area-float64(seen)) > 0.05*area {
		return sheet, false
	}
	if slant := slant(sheet); slant < leastSlant || slant > mostSlant {
		return sheet, false
	}
	return sheet.Scale(float64(more*factor), float64(more*factor)), true
}

// stepsAround tells whether the edge of an overview differs from its middle by
// more than shades of paper: clean pages are done with here.
func stepsAround(r render.Raster, light int) bool {
	other, count := 0, 0
	alongEdge(r.Width, r.Height, func(i int) {
		count++
		if unlike(r.Pix[i], light) {
			other++
		}
	})
	return 5*other > count
}

// unlike tells whether a grey is not that of a sheet whose most paper is of
// grey light.
func unlike(v byte, light int) bool {
	return int(v) < light-max(2*leastStep, light/3) || int(v) > light+2*leastStep
}

// enclosed are the pixels that cannot be reached from the edge of a raster, where
// it is unlike the sheet, without stepping over an edge in it: the largest piece
// of them. A sheet may reach beyond the picture.
func enclosed(r render.Raster, light int) []bool {
	w, h := r.Width, r.Height
	wall := make([]bool, w*h) // also what is reached
	for y := range h {
		above, row, below := r.Pix[max(y-1, 0)*w:], r.Pix[y*w:], r.Pix[min(y+1, h-1)*w:]
		for x := range w {
			dx, dy := int(row[min(x+1, w-1)])-int(row[max(x-1, 0)]), int(below[x])-int(above[x])
			wall[y*w+x] = max(dx, -dx, dy, -dy) >= leastStep
		}
	}
	// Walls are closed where noise has a gap of a pixel.
	reached := grown(wall, w, h)
	var queue []int
	visit := func(i int) {
		if !reached[i] {
			reached[i] = true
			queue = append(queue, i)
		}
	}
	alongEdge(w, h, func(i int) {
		if unlike(r.Pix[i], light) {
			visit(i)
		}
	})
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		x, y := i%w, i/w
		if x > 0 {
			visit(i - 1)
		}
		if x < w-1 {
			visit(i + 1)
		}
		if y > 0 {
			visit(i - w)
		}
		if y < h-1 {
			visit(i + w)
		}
	}
	list, of := regions(reached, w, h)
	largest := -1
	for i, region := range list {
		if !region.ink && (largest < 0 || region.area > list[largest].area) {
			largest = i
		}
	}
	inside := make([]bool, w*h)
	for i, region := range of {
		inside[i] = int(region) == largest
	}
	// The wall itself covers the sheet's edge, on both sides of the step.
	return grown(grown(inside, w, h), w, h)
}

// grown adds the four neighbours of what is set.
func grown(set []bool, w, h int) []bool {
	more := slices.Clone(set)
	for i, v := range set {
		if !v {
			continue
		}
		if x := i % w; x > 0 {
			more[i-1] = true
		}
		if x := i % w; x < w-1 {
			more[i+1] = true
		}
		if i >= w {
			more[i-w] = true
		}
		if i < (h-1)*w {
			more[i+w] = true
		}
	}
	return more
}

// hull is the convex hull of what is set, clockwise on the page (Andrew 1979).
func hull(set []bool, w, h int) []ocr.Point {
	var points []ocr.Point // by rows, from the left to the right
	for y := range h {
		row := set[y*w : (y+1)*w]
		first := slices.Index(row, true)
		if first < 0 {
			continue
		}
		last := w - 1
		for !row[last] {
			last--
		}
		points = append(points,
			ocr.Point{X: float64(first), Y: float64(y)}, ocr.Point{X: float64(last + 1), Y: float64(y)},
			ocr.Point{X: float64(first), Y: float64(y + 1)}, ocr.Point{X: float64(last + 1), Y: float64(y + 1)})
	}
	slices.SortFunc(points, func(a, b ocr.Point) int {
		if a.X < b.X || a.X == b.X && a.Y < b.Y {
			return -1
		}
		return 1
	})
	half := func(points []ocr.Point) []ocr.Point {
		var chain []ocr.Point
		for _, p := range points {
			for len(chain) >= 2 && cross(chain[len(chain)-2], chain[len(chain)-1], p) <= 0 {
				chain = chain[:len(chain)-1]
			}
			chain = append(chain, p)
		}
		return chain[:max(0, len(chain)-1)]
	}
	forth := half(points)
	slices.Reverse(points)
	return append(forth, half(points)...)
}

// cross is twice the area of the triangle, positive where it turns clockwise on
// the page.
func cross(a, b, c ocr.Point) float64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }

// corners makes a quad of a convex polygon: again and again the side is left out
// whose neighbours, made longer, add the least area.
func corners(polygon []ocr.Point) ocr.Quad {
	points := slices.Clone(polygon)
	for len(points) > 4 {
		n := len(points)
		best, least := -1, math.Inf(1)
		var at ocr.Point
		for i := range n {
			// The side from b to c goes; a–b and d–c meet beyond it.
			a, b, c, d := points[(i+n-1)%n], points[i], points[(i+1)%n], points[(i+2)%n]
			p, ok := meet(a, b, d, c)
			if !ok {
				continue
			}
			if added := cross(b, p, c); added >= 0 && added < least {
				best, least, at = i, added, p
			}
		}
		if best < 0 {
			break
		}
		points[best] = at
		points = slices.Delete(points, (best+1)%n, (best+1)%n+1)
	}
	if len(points) != 4 {
		return ocr.Quad{}
	}
	first := 0
	for i, p := range points {
		if p.X+p.Y < points[first].X+points[first].Y {
			first = i
		}
	}
	var q ocr.Quad
	for i := range q {
		q[i] = points[(first+i)%4]
	}
	return q
}

// meet is where the lines from a through b and from d through c meet, beyond b
// and c.
func meet(a, b, d, c ocr.Point) (p ocr.Point, ok bool) {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-d.X, c.Y-d.Y
	det := ux*vy - uy*vx
	if math.Abs(det) < 1e-9 {
		return p, false
	}
	t := ((d.X-a.X)*vy - (d.Y-a.Y)*vx) / det
	return ocr.Point{X: a.X + t*ux, Y: a.Y + t*uy}, t >= 1-1e-9
}

func quadArea(q ocr.Quad) float64 { return (cross(q[0], q[1], q[2]) + cross(q[0], q[2], q[3])) / 2 }

// slant is the greatest angle in degrees between opposite sides.
func slant(q ocr.Quad) float64 {
	side := func(i int) float64 {
		a, b := q[i], q[(i+1)%4]
		return math.Atan2(b.Y-a.Y, b.X-a.X) * 180 / math.Pi
	}
	return max(math.Abs(ocr.NormalizeAngle(side(0)-side(2)+180)), math.Abs(ocr.NormalizeAngle(side(1)-side(3)+180)))
}

// Sides are the lengths in pixels of the longer of a quad's opposite sides.
func Sides(q ocr.Quad) (width, height float64) {
	length := func(i, j int) float64 { return math.Hypot(q[j].X-q[i].X, q[j].Y-q[i].Y) }
	return max(length(0, 1), length(3, 2)), max(length(0, 3), length(1, 2))
}
