// Package reader reads a page in one process: it takes the page's raster, makes
// it upright and straight, has the engine read it, brings the quads back onto
// the page and sorts the lines. It knows interfaces only; main.go gives it
// Tesseract and MuPDF, in a worker.
package reader

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"time"

	"recto/ocr"
	"recto/ocr/calibrate"
	"recto/ocr/language"
	"recto/ocr/noise"
	"recto/ocr/order"
	"recto/ocr/prepare"
	"recto/ocr/style"
	"recto/render"
)

// Engine reads upright grey rasters (Channels 1). It is used by one goroutine
// at a time.
type Engine interface {
	// Read finds the lines; packs are traineddata names, dpi is the letters'
	// resolution or 0 to have it estimated. Quads are in pixels of the raster.
	Read(ctx context.Context, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error)

	// ReadSparse reads as Read does, but looks for text wherever it may stand,
	// without a thought of columns.
	ReadSparse(ctx context.Context, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error)

	// Upright tells by the letters' shapes which way up the text stands: up is
	// positive for upright and negative for upside down, left positive for
	// text that must be turned 90° clockwise, negative for the other way;
	// beyond ±8 they may be believed.
	Upright(grey render.Raster) (up, left float64)

	// Turn asks a slower model by how many degrees clockwise (0, 90, 180, 270)
	// the text is turned and how sure that is; below about 2 it guesses.
	Turn(grey render.Raster, dpi int) (degrees int, confidence float64, ok bool)

	// Script asks the same model for the script of the text, by Tesseract's name
	// ("Latin", "Cyrillic", "Fraktur"), and how sure that is; below about 2 it
	// guesses.
	Script(grey render.Raster, dpi int) (name string, confidence float64, ok bool)

	// Packs lists the installed traineddata and their folder.
	Packs() (packs []string, folder string)
}

// Reader implements ocr.Recognizer, for one goroutine at a time.
type Reader struct {
	Renderer render.Renderer
	Engine   Engine

	// Texts gives the text that documents hold; nil reads every page.
	Texts render.TextSource

	// Log is told how a page was turned and how long it took; nil for nothing.
	Log *slog.Logger

	busy      time.Duration // of the engine, for the page under way
	automatic bool          // the language of the page under way is to be found
	lacks     string        // what would read the page under way better
	told      []string      // languages whose missing data was logged
}

// Recognize reads one page.
func (r *Reader) Recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	page, err := r.recognize(ctx, req)
	// Only now: until here the engine's own confidences decide.
	if err == nil && !req.Uncalibrated {
		calibrate.Apply(page.Lines)
	}
	return page, err
}

func (r *Reader) recognize(ctx context.Context, req ocr.Request) (ocr.Page, error) {
	start := time.Now()
	req.Languages = language.Named(req.Languages)
	packs, err := r.packs(req)
	if err != nil {
		return ocr.Page{}, err
	}
	r.automatic, r.lacks, r.busy = len(req.Languages) == 0, "", 0
	if r.Texts != nil && req.TextLayer != ocr.TextLayerNever {
		page, ok, err := r.layer(ctx, req, packs, start)
		if ok || err != nil {
			return page, err
		}
	}
	if req.TextLayer == ocr.TextLayerOnly {
		return r.blankPage(ctx, req)
	}
	raster, err := r.Renderer.Render(ctx, render.Request{
		Path: req.Path, Password: req.Password, Page: req.Page, Grey: true,
	})
	if err != nil {
		return ocr.Page{}, fmt.Errorf("draw page %d: %w", req.Page+1, err)
	}
	page := ocr.Page{
		Number: req.Page, Width: raster.Width, Height: raster.Height,
		DPIX: raster.DPIX, DPIY: raster.DPIY, Unit: ocr.UnitPixel, Source: ocr.SourceOCR, Lines: []ocr.Line{},
	}
	if raster.Vector {
		page.Unit = ocr.UnitInch
	}
	parts := req.Parts.InPixels(raster.Width, raster.Height)
	lines, turned, err := r.read(ctx, blank(raster, parts), packs, start)
	if err != nil {
		return ocr.Page{}, fmt.Errorf("read page %d: %w", req.Page+1, err)
	}
	r.finish(&page, lines, turned, req)
	giveAir(page.Lines, float64(page.Width), float64(page.Height))
	r.tellStyle(&page, raster)
	return page, nil
}

// finish puts those of the lines on the page that lie in the request's parts,
// in its order. turned is by how many degrees clockwise most text is turned.
func (r *Reader) finish(page *ocr.Page, lines []ocr.Line, turned float64, req ocr.Request) {
	parts := req.Parts.InPixels(page.Width, page.Height)
	lines = parts.Of(ocr.Page{Lines: lines}).Lines
	page.Angle = angle(lines, turned)
	page.Lines = append(page.Lines, order.Arrange(lines, req.Order, page.Angle)...)
	label(page, req.Languages)
	page.Lacks = r.lacks
}

// tellStyle gives the page's lines their style. raster shows the page, at any
// size. It wants words with their air and the engine's own confidences: the
// model was fitted to those.
func (r *Reader) tellStyle(page *ocr.Page, raster render.Raster) {
	start := time.Now()
	style.Fill(raster, page.Lines, float64(raster.Width)/float64(page.Width))
	r.debug("style told", "page", page.Number+1, "took", time.Since(start))
}

// packs are the traineddata that the request is read with.
func (r *Reader) packs(req ocr.Request) ([]string, error) {
	installed, _ := r.Engine.Packs()
	if pack, ok := language.First(installed); ok && len(req.Languages) == 0 {
		return []string{pack}, nil
	}
	if !req.Lenient {
		return language.Packs(req.Languages, installed)
	}
	packs, missing, err := language.Nearest(req.Languages, installed)
	for _, m := range missing {
		if r.Log != nil && !slices.Contains(r.told, m.Language) {
			r.told = append(r.told, m.Language)
			r.Log.Warn("no data for this language: read with other data", "language", m.Language, "package", m.Package, "with", packs)
		}
	}
	return packs, err
}

// read finds the lines of a page's raster, their quads in its pixels, and by
// how many degrees clockwise the page was found to be turned.
func (r *Reader) read(ctx context.Context, raster render.Raster, packs []string, start time.Time) ([]ocr.Line, float64, error) {
	sheet := newSheet(raster)
	if sheet.empty() {
		return nil, 0, nil
	}
	turn, shapes := r.guess(sheet)
	best, err := r.attempt(ctx, sheet, turn, packs)
	if err != nil {
		return nil, 0, err
	}
	if r.automatic {
		if best, err = r.inItsScript(ctx, sheet, best); err != nil {
			return nil, 0, err
		}
	}
	for _, other := range r.alternatives(sheet, best, shapes) {
		again, err := r.attempt(ctx, sheet, other, best.packs)
		if err != nil {
			return nil, 0, err
		}
		// Lines that lie on their side were read well by turning them back: they
		// stand the other way round.
		if again.lying() == 0 && again.score() > best.score() {
			best = again
		}
		if !best.weak() {
			break
		}
	}
	if best, err = r.front(ctx, sheet, best); err != nil {
		return nil, 0, err
	}
	if r.automatic {
		if best, err = r.inItsLanguage(ctx, sheet, best); err != nil {
			return nil, 0, err
		}
	}
	if best, err = r.again(ctx, sheet, best); err != nil {
		return nil, 0, err
	}
	if r.Log != nil {
		r.Log.Debug("page read", "with", best.packs, "skew", sheet.skew, "turn", best.turn, "scale", sheet.scales[best.turn&1],
			"confidence", best.page().Confidence(), "engine", r.busy, "whole", time.Since(start))
	}
	return best.lines, sheet.skew + float64(90*best.turn), nil
}

// From which score the letters' shapes are believed to start with (Leptonica's
// documentation of pixOrientDetect advises 8), and from which even against a
// weak reading: pages of text score 20 to 45, a chart of dotted boxes 9.
const (
	likelyShapes = 8
	sureShapes   = 15
)

// guess tells by the letters' shapes by how many quarters clockwise the
// straightened text is turned, and how sure they are; 0 where they do not say.
func (r *Reader) guess(s *sheet) (quarters int, score float64) {
	up, left := r.Engine.Upright(s.overview)
	scores := [4]float64{up, -left, -up, left}
	best := 0
	for i, score := range scores {
		if score > scores[best] {
			best = i
		}
	}
	if scores[best] < likelyShapes {
		return 0, 0
	}
	return best, scores[best]
}

// alternatives are the quarters worth trying after a first reading, the best
// first: where most lines turned out to run up or down the page, those ways;
// after a weak reading what the engine's own model says, or the page on its
// head, or on a small page all.
func (r *Reader) alternatives(s *sheet, first attempt, shapes float64) []int {
	if lying := first.lying(); lying != 0 {
		return []int{(first.turn + lying) & 3, (first.turn + lying + 2) & 3}
	}
	if !first.weak() || shapes >= sureShapes {
		return nil
	}
	degrees, confidence, ok := r.Engine.Turn(s.overview, s.overviewDPI())
	if ok && confidence > sureOfModel {
		if quarters := degrees / 90 & 3; quarters != first.turn {
			return []int{quarters}
		}
		return nil
	}
	others := []int{(first.turn + 2) & 3}
	if s.pixels() <= smallPage {
		others = append(others, (first.turn+1)&3, (first.turn+3)&3)
	}
	return others
}

// sureOfModel is the margin from which the engine's orientation model is
// believed; on pages of text it is 4 and more.
const sureOfModel = 2

// smallPage is up to how many pixels a page is simply read all ways round.
const smallPage = 1_500_000

// attempt reads the sheet with its text turned back by the given quarters.
func (r *Reader) attempt(ctx context.Context, s *sheet, quarters int, packs []string) (attempt, error) {
	grey, toSheet, dpi := s.upright(quarters)
	lines, err := r.run(ctx, r.Engine.Read, grey, packs, dpi)
	if err != nil {
		return attempt{}, err
	}
	a := attempt{turn: quarters, angle: ocr.NormalizeAngle(s.skew + float64(90*quarters)), packs: packs}
	a.sure, a.faint, a.letters = confidenceOf(lines), weakLetters(lines), lettersOf(lines)
	a.lines = noise.Reject(lines)
	s.place(a.lines, toSheet)
	return a, nil
}

// run has the engine read by one of its ways, and counts its time.
func (r *Reader) run(ctx context.Context, read way, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error) {
	start := time.Now()
	lines, err := read(ctx, grey, packs, dpi)
	r.busy += time.Since(start)
	return lines, err
}

// way is one in which the engine reads: Read or ReadSparse.
type way func(ctx context.Context, grey render.Raster, packs []string, dpi int) ([]ocr.Line, error)

// place puts lines in pixels of an engine's raster onto the page.
func (s *sheet) place(lines []ocr.Line, toSheet prepare.Transform) {
	place := func(p ocr.Point) ocr.Point { return s.onPage(toSheet.Apply(p)) }
	for i := range lines {
		lines[i].Quad = lines[i].Quad.Map(place)
		for j := range lines[i].Words {
			lines[i].Words[j].Quad = lines[i].Words[j].Quad.Map(place)
		}
	}
}

// attempt is one reading of the page, one way round.
type attempt struct {
	turn  int     // quarters that were turned back
	angle float64 // of upright lines, on the page
	lines []ocr.Line
	packs []string // traineddata that read them

	// How good the reading is, with the noise that lines lack: confidence, share
	// of letters in weak words, and how many letters there are.
	sure, faint float64
	letters     int
}

// lying is by how many quarters clockwise most of the text is still turned.
func (a attempt) lying() int {
	var letters [4]int
	for _, line := range a.lines {
		quarter := int(math.Round(ocr.NormalizeAngle(line.Quad.Angle()-a.angle)/90)) & 3
		letters[quarter] += len(line.Text())
	}
	most := 0
	for quarter, n := range letters {
		if n > letters[most] {
			most = quarter
		}
	}
	return most
}

func (a attempt) page() ocr.Page { return ocr.Page{Lines: a.lines} }

// weak is a reading as bad as one of text that stands on its head: those have a
// mean confidence of 0.25 to 0.45, noise and all, readings of print 0.8 and more.
func (a attempt) weak() bool { return a.sure < 0.6 }

// score weighs confidence over how much was read, so that one sure letter does
// not win over a page of words.
func (a attempt) score() float64 { return a.sure * math.Sqrt(float64(a.letters)) }

// angle is the page's: the median of its lines' directions, each weighed by its
// length, near the direction by which the page was turned back.
func angle(lines []ocr.Line, turned float64) float64 {
	type slope struct{ degrees, length float64 }
	var slopes []slope
	total := 0.0
	for _, line := range lines {
		q := line.Quad
		length := math.Hypot(q[1].X-q[0].X, q[1].Y-q[0].Y)
		slopes = append(slopes, slope{ocr.NormalizeAngle(q.Angle() - turned), length})
		total += length
	}
	slices.SortFunc(slopes, func(a, b slope) int {
		if a.degrees < b.degrees {
			return -1
		}
		return 1
	})
	half := total / 2
	for _, s := range slopes {
		if half -= s.length; half <= 0 {
			return ocr.NormalizeAngle(turned + s.degrees)
		}
	}
	return 0
}
