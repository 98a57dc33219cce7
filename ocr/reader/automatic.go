package reader

import (
	"context"
	"slices"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/language/identify"
	"recto/ocr/noise"
	"recto/ocr/prepare"
)

// What a reading must show (docs/adr/0022).
const (
	// doubtful is below which confidence a page may be in letters that the data
	// cannot read: English read with its own data has 0.8 and more.
	doubtful = 0.75

	// settled is from which confidence on no further data is tried.
	settled = 0.85

	// clearer is by how much a reading in another script must be surer.
	clearer = 0.1

	// sureOfScript is from which confidence on the engine's detector of scripts
	// is believed without a reading that proves it.
	sureOfScript = 2

	// mostTries bounds the data of one script that a page is read with.
	mostTries = 4

	// mostRegions bounds the parts of a page that are read again.
	mostRegions = 6
)

// inItsLanguage reads the sheet again with the data of the language that the
// first reading shows, where that is another and installed.
func (r *Reader) inItsLanguage(ctx context.Context, s *sheet, first attempt) (attempt, error) {
	installed, _ := r.Engine.Packs()
	best := first
	tried := slices.Clone(first.packs)
	for range 2 {
		code := tongue(best.lines)
		if code == "" {
			break
		}
		pack, own, missing := language.Best(code, installed)
		if !own {
			r.tellMissing(code, missing, best.packs)
		}
		if pack == "" || slices.Contains(tried, pack) {
			break
		}
		tried = append(tried, pack)
		again, err := r.attempt(ctx, s, best.turn, []string{pack})
		if err != nil {
			return attempt{}, err
		}
		if again.sure < best.sure-0.02 {
			break
		}
		best = again
	}
	best, err := r.inFraktur(ctx, s, best, installed)
	if err != nil {
		return attempt{}, err
	}
	return r.regions(ctx, s, best, installed, tried)
}

// inItsScript tries the data of other scripts on a page that is read badly:
// that of the script which the engine's detector sees, or on a small page,
// where it sees nothing for sure, one of each.
func (r *Reader) inItsScript(ctx context.Context, s *sheet, first attempt) (attempt, error) {
	installed, _ := r.Engine.Packs()
	others := language.OtherScripts(installed)
	if first.sure >= doubtful || (len(others) == 0 && !first.weak()) {
		return first, nil
	}
	packs := r.scriptPacks(s, first, others, installed)
	best := first
	for _, pack := range packs {
		again, err := r.attempt(ctx, s, first.turn, []string{pack})
		if err != nil {
			return attempt{}, err
		}
		if again.sure >= max(best.sure, first.sure+clearer) && again.reads() {
			best = again
		}
		if best.sure >= settled {
			break
		}
	}
	return best, nil
}

// scriptPacks is the data worth trying on a page that is read badly.
func (r *Reader) scriptPacks(s *sheet, first attempt, others, installed []string) []string {
	name, sure, ok := r.Engine.Script(s.overview, s.overviewDPI())
	if !ok || sure < sureOfScript && s.pixels() <= smallPage {
		if s.pixels() > smallPage {
			return nil
		}
		return others
	}
	packs, whole := language.OfScript(name, installed)
	if len(packs) == 0 && whole != "" && sure >= sureOfScript {
		r.tellMissing(name, whole, first.packs)
	}
	return packs[:min(mostTries, len(packs))]
}

// inFraktur tries Fraktur's data on a German page that is read badly: its long
// s and its ligatures are other letters in print of today.
func (r *Reader) inFraktur(ctx context.Context, s *sheet, best attempt, installed []string) (attempt, error) {
	packs, _ := language.OfScript("Fraktur", installed)
	if len(packs) == 0 || slices.Contains(packs, best.packs[0]) || best.sure >= settled || tongue(best.lines) != "de" {
		return best, nil
	}
	again, err := r.attempt(ctx, s, best.turn, packs[:1])
	if err != nil {
		return attempt{}, err
	}
	if again.sure > best.sure {
		return again, nil
	}
	return best, nil
}

// regions reads the blocks again that are in another language than the page,
// with data that was not tried on the whole of it.
func (r *Reader) regions(ctx context.Context, s *sheet, best attempt, installed, tried []string) (attempt, error) {
	page, done := tongue(best.lines), 0
	if page == "" {
		return best, nil
	}
	for _, block := range blocksOf(best.lines) {
		pack := packOf(best.lines[block.from:block.to], page, installed)
		if pack == "" || slices.Contains(tried, pack) {
			continue
		}
		if done++; done > mostRegions {
			break
		}
		again, err := r.region(ctx, s, best.turn, best.lines[block.from:block.to], pack)
		if err != nil {
			return attempt{}, err
		}
		if confidenceOf(again) >= confidenceOf(best.lines[block.from:block.to])-0.02 && len(again) == block.to-block.from {
			copy(best.lines[block.from:block.to], again)
		}
	}
	return best, nil
}

// packOf is the data that would read a block best that is surely in another
// language than the page, "" for none: a second reading takes its time.
func packOf(lines []ocr.Line, page string, installed []string) string {
	ranked := identify.Rank(sureText(lines))
	if len(ranked) == 0 || ranked[0].Score-scoreOf(ranked, page) < sureTongue {
		return ""
	}
	pack, _, _ := language.Best(ranked[0].Code, installed)
	return pack
}

// region reads again what the lines cover, with other data.
func (r *Reader) region(ctx context.Context, s *sheet, turn int, lines []ocr.Line, pack string) ([]ocr.Line, error) {
	grey, toSheet, dpi := s.upright(turn)
	back := toSheet.Inverse()
	seen := func(p ocr.Point) ocr.Point { return back.Apply(s.offPage(p)) }
	left, top, right, bottom := lines[0].Quad.Map(seen).Bounds()
	for _, line := range lines {
		l, t, r, b := line.Quad.Map(seen).Bounds()
		left, top, right, bottom = min(left, l), min(top, t), max(right, r), max(bottom, b)
	}
	air := (bottom - top) / float64(2*len(lines))
	x0, y0 := max(0, int(left-air)), max(0, int(top-air))
	x1, y1 := min(grey.Width, int(right+air)), min(grey.Height, int(bottom+air))
	part := prepare.Crop(grey, x0, y0, x1, y1)
	read, err := r.run(ctx, r.Engine.Read, part, []string{pack}, dpi)
	if err != nil {
		return nil, err
	}
	way := prepare.Shift(float64(x0), float64(y0)).Then(toSheet)
	read = noise.Reject(read)
	s.place(read, way)
	kept := read[:0]
	for _, line := range read {
		if slices.ContainsFunc(lines, func(old ocr.Line) bool { return old.Quad.Contains(line.Quad.Center()) }) {
			line.Block = lines[0].Block
			kept = append(kept, line)
		}
	}
	return kept, nil
}

// tellMissing says which package would read what the page is written in, the
// log once.
func (r *Reader) tellMissing(what, pack string, with []string) {
	r.lacks = pack
	if r.Log != nil && !slices.Contains(r.told, what) {
		r.told = append(r.told, what)
		r.Log.Warn("no data for what this page is written in: read with other data", "language", what, "package", pack, "with", with)
	}
}
