package reader

import (
	"math"

	"recto/ocr"
	"recto/ocr/prepare"
	"recto/render"
)

// sheet is a page on its way to the engine: its raster with square pixels and
// even paper, and what was found out about it.
type sheet struct {
	width, height float64 // of the page in pixels

	raster render.Raster

	// overview is a reduced copy on which shapes are measured: straightened,
	// and enlarged where its letters are small.
	overview render.Raster
	reduced  int // by which factor

	// skew is by how many degrees clockwise the text runs off the axes, in
	// [-45, 45); 0 where that is too little to matter.
	skew float64

	// scales are by how much the letters are enlarged for the engine, where the
	// text lies along the page and where it lies across: the height of a letter
	// is measured as it stands. squareX and
	// squareY by how much the page was stretched to make its pixels square.
	scales           [2]float64
	squareX, squareY float64

	// facing is whether the sheet was seen in perspective and drawn as from
	// straight above; seen brings its points back to the page's squared pixels.
	facing bool
	seen   prepare.Projection

	left, top int // of what was left of the page, in the sheet's pixels

	paper byte // grey of the paper
	ink   bool
}

const (
	// overviewSide is the longest side of the overview in pixels: half an A4
	// page at 300 dpi, which keeps letters large enough to tell their shape.
	overviewSide = 1800

	// margin is the paper that is left around the ink, in pixels of the overview:
	// about the height of a line, so that nothing touches the edge.
	margin = 24

	// leastSkew is from which the raster is turned: below, the engine follows
	// the slant by itself, and turning costs sharpness.
	leastSkew = 0.5

	// goodLetters is the x-height in pixels that the engine reads best (capitals
	// of about 30), smallLetters from which on enlarging pays.
	goodLetters  = 20
	smallLetters = 14
	maxScale     = 3

	// maxEnlarged bounds a raster that was enlarged, in pixels.
	maxEnlarged = 25_000_000
)

func newSheet(raster render.Raster) *sheet {
	s := &sheet{width: float64(raster.Width), height: float64(raster.Height), raster: raster, scales: [2]float64{1, 1}, squareX: 1, squareY: 1}
	if raster.DPIX > 0 && raster.DPIY > 0 && math.Abs(raster.DPIX-raster.DPIY) > 0.02*raster.DPIX {
		most := max(raster.DPIX, raster.DPIY)
		s.squareX, s.squareY = most/raster.DPIX, most/raster.DPIY
	}
	s.lookOver()
	return s
}

// lookOver measures the page on a reduced copy.
func (s *sheet) lookOver() {
	if clean, changed := prepare.Despeckle(s.raster); changed {
		s.raster = clean
	}
	s.makeSquare()
	s.reduced = (max(s.raster.Width, s.raster.Height) + overviewSide - 1) / overviewSide
	s.overview = prepare.Reduce(s.raster, s.reduced)
	if s.ink = prepare.HasInk(s.overview); !s.ink {
		return
	}
	s.mend(prepare.Contrast)
	s.mend(prepare.Soften)
	s.mend(prepare.LightText)
	s.face()
	s.mend(prepare.Flatten)
	s.mend(prepare.ClearEdges)
	s.trim()
	s.paper = prepare.Paper(s.overview)
	if s.skew = prepare.Skew(s.overview); math.Abs(s.skew) < leastSkew {
		s.skew = 0
	}
	if s.reduced == 1 {
		for lying := range s.scales {
			s.scales[lying] = enlarge(prepare.LetterHeight(prepare.Turn(s.overview, lying)), s.overview)
		}
	}
	s.overview, _ = s.straighten(s.overview, s.scales[0])
}

// face draws a sheet that is seen in perspective as from straight above.
func (s *sheet) face() {
	outline, ok := prepare.Outline(s.overview, s.reduced)
	if !ok {
		return
	}
	width, height := prepare.Sides(outline)
	s.facing, s.seen = true, prepare.Onto(outline, width, height)
	s.raster = prepare.Project(s.raster, s.seen, int(width), int(height), prepare.Paper(s.overview))
	s.overview = prepare.Reduce(s.raster, s.reduced)
}

// mend has the raster drawn anew where by finds something wrong with it.
func (s *sheet) mend(by func(r, overview render.Raster, factor int) (render.Raster, bool)) {
	if better, changed := by(s.raster, s.overview, s.reduced); changed {
		s.raster, s.overview = better, prepare.Reduce(better, s.reduced)
	}
}

// trim cuts the empty margins off: the engine's search for columns and pictures
// takes its time for blank paper too.
func (s *sheet) trim() {
	left, top, right, bottom := prepare.InkBounds(s.overview)
	left, top = max(0, left-margin), max(0, top-margin)
	right, bottom = min(s.overview.Width, right+margin), min(s.overview.Height, bottom+margin)
	// The last pixels may not fill one of the overview.
	fullRight, fullBottom := right*s.reduced, bottom*s.reduced
	if right == s.overview.Width {
		fullRight = s.raster.Width
	}
	if bottom == s.overview.Height {
		fullBottom = s.raster.Height
	}
	s.left, s.top = left*s.reduced, top*s.reduced
	s.raster = prepare.Crop(s.raster, s.left, s.top, fullRight, fullBottom)
	s.overview = prepare.Crop(s.overview, left, top, right, bottom)
}

// makeSquare stretches a fax, whose pixels are higher than wide.
func (s *sheet) makeSquare() {
	if s.squareX == 1 && s.squareY == 1 {
		return
	}
	width := int(math.Round(float64(s.raster.Width) * s.squareX))
	height := int(math.Round(float64(s.raster.Height) * s.squareY))
	s.raster = prepare.Warp(s.raster, prepare.Scale(s.squareX, s.squareY), width, height, prepare.Paper(s.raster))
}

// straighten enlarges r by scale and turns it back by the skew; way maps its
// points to those of the result.
func (s *sheet) straighten(r render.Raster, scale float64) (grey render.Raster, way prepare.Transform) {
	if s.skew == 0 && scale == 1 {
		return r, prepare.Identity
	}
	width := int(math.Round(float64(r.Width) * scale))
	height := int(math.Round(float64(r.Height) * scale))
	turn, width, height := prepare.Rotate(-s.skew, width, height)
	way = prepare.Scale(scale, scale).Then(turn)
	return prepare.Warp(r, way, width, height, s.paper), way
}

// enlarge is by how much small letters are enlarged.
func enlarge(letters int, r render.Raster) float64 {
	if letters == 0 || letters >= smallLetters {
		return 1
	}
	room := math.Sqrt(maxEnlarged / float64(r.Width*r.Height))
	return max(1, min(maxScale, float64(goodLetters)/float64(letters), room))
}

// within is p, or the nearest point of the page: boxes of letters at the edge
// may reach beyond it by what straightening adds.
func (s *sheet) within(p ocr.Point) ocr.Point {
	return ocr.Point{X: min(max(p.X, 0), s.width), Y: min(max(p.Y, 0), s.height)}
}

func (s *sheet) empty() bool { return !s.ink }

func (s *sheet) pixels() int { return s.raster.Width * s.raster.Height }

// overviewDPI is the resolution of the overview's letters, 0 if unknown.
func (s *sheet) overviewDPI() int {
	return int(max(s.raster.DPIX, s.raster.DPIY) * s.scales[0] / float64(s.reduced))
}

// upright is the raster for the engine, its text turned back by skew and the
// given quarters, with the way from its points to those of the sheet, and the
// resolution of its letters (0 unknown).
func (s *sheet) upright(quarters int) (grey render.Raster, toSheet prepare.Transform, dpi int) {
	// Quarters first, which lose nothing: then all four ways round give the
	// engine the same picture.
	turn, _, _ := prepare.Rotate(-float64(90*quarters), s.raster.Width, s.raster.Height)
	scale := s.scales[quarters&1]
	grey, way := s.straighten(prepare.Turn(s.raster, -quarters), scale)
	return grey, turn.Then(way).Inverse().Then(prepare.Shift(float64(s.left), float64(s.top))), s.dpi(scale)
}

// onPage is where a point of the sheet lies on the page, or the nearest point
// of the page.
func (s *sheet) onPage(p ocr.Point) ocr.Point {
	if s.facing {
		p = s.seen.Apply(p)
	}
	return s.within(prepare.Scale(1/s.squareX, 1/s.squareY).Apply(p))
}

// offPage is where a point of the page lies on the sheet.
func (s *sheet) offPage(p ocr.Point) ocr.Point {
	p = prepare.Scale(s.squareX, s.squareY).Apply(p)
	if s.facing {
		p = s.seen.Inverse().Apply(p)
	}
	return p
}

// dpi is the resolution that the engine is told. Letters that were enlarged have
// the height of print at 300 dpi, whatever the file claims of the picture; left
// to its own estimate the engine loses a tenth of the words of low-resolution
// forms (F1 0.67 against 0.72 on 13 pages of FUNSD).
func (s *sheet) dpi(scale float64) int {
	if scale > 1 {
		return render.ScanDPI
	}
	return int(max(s.raster.DPIX, s.raster.DPIY))
}
