package reader

import (
	"context"
	"slices"

	"recto/ocr"
	"recto/ocr/language"
	"recto/ocr/noise"
	"recto/ocr/prepare"
)

// What a reading must show (docs/adr/0022).
const (
	// doubtful is below which confidence a page may be in letters that the data
	// cannot read: English read with its own data has 0.8 and more.
	doubtful = 0.75

	// clearer is by how much a reading in another script must be surer.
	clearer = 0.1

	// sureOfScript is from which confidence on the engine's detector of scripts
	// is believed without a reading that proves it.
	sureOfScript = 2

	// mostTries bounds the readings of one page in search of its script.
	mostTries = 5

	// mostRegions bounds the parts of a page that are read again.
	mostRegions = 6
)

// inItsLanguage reads the sheet again with the data of the language that the
// first reading shows, where that is another and installed.
func (r *Reader) inItsLanguage(ctx context.Context, s *sheet, first attempt) (attempt, error) {
	installed, _ := r.Engine.Packs()
	best, err := r.inItsScript(ctx, s, first, installed)
	if err != nil {
		return attempt{}, err
	}
	tried := append(slices.Clone(first.packs), best.packs...)
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
		if again.confidence() < best.confidence()-0.02 {
			break
		}
		best = again
	}
	if best, err = r.inFraktur(ctx, s, best, installed); err != nil {
		return attempt{}, err
	}
	return r.regions(ctx, s, best, installed, tried)
}

// inItsScript tries the data of other scripts on a page that is read badly:
// that of the script which the engine's detector sees, or on a small page,
// where it sees nothing, one of each.
func (r *Reader) inItsScript(ctx context.Context, s *sheet, first attempt, installed []string) (attempt, error) {
	others := language.OtherScripts(installed)
	if first.confidence() >= doubtful || (len(others) == 0 && !first.weak()) {
		return first, nil
	}
	packs := others
	name, sure, ok := r.Engine.Script(s.overview, s.overviewDPI())
	switch {
	case ok:
		var whole string
		if packs, whole = language.OfScript(name, installed); len(packs) == 0 && whole != "" && sure >= sureOfScript {
			r.tellMissing(name, whole, first.packs)
		}
	case s.pixels() > smallPage || !first.weak():
		return first, nil
	}
	best := first
	for _, pack := range packs[:min(mostTries, len(packs))] {
		again, err := r.attempt(ctx, s, first.turn, []string{pack})
		if err != nil {
			return attempt{}, err
		}
		if again.confidence() >= max(best.confidence(), first.confidence()+clearer) && again.reads(pack) {
			best = again
		}
		if best.confidence() >= doubtful {
			break
		}
	}
	return best, nil
}

// inFraktur tries Fraktur's data on a German page that is read badly: its long
// s and its ligatures are other letters in print of today.
func (r *Reader) inFraktur(ctx context.Context, s *sheet, best attempt, installed []string) (attempt, error) {
	packs, _ := language.OfScript("Fraktur", installed)
	if len(packs) == 0 || slices.Contains(packs, best.packs[0]) || best.confidence() >= doubtful+0.1 || tongue(best.lines) != "de" {
		return best, nil
	}
	again, err := r.attempt(ctx, s, best.turn, packs[:1])
	if err != nil {
		return attempt{}, err
	}
	if again.confidence() > best.confidence() {
		return again, nil
	}
	return best, nil
}

// regions reads the blocks again that are in another language than the page,
// with data that was not tried on the whole of it.
func (r *Reader) regions(ctx context.Context, s *sheet, best attempt, installed, tried []string) (attempt, error) {
	done := 0
	for _, block := range blocksOf(best.lines) {
		pack := packOf(best, block, installed)
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

// packOf is the data that would read a block best, "" for none.
func packOf(a attempt, b block, installed []string) string {
	pack, _, _ := language.Best(tongue(a.lines[b.from:b.to]), installed)
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
	read, err := r.Engine.Read(ctx, part, []string{pack}, dpi)
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

// tellMissing says once which package would read what the page is written in.
func (r *Reader) tellMissing(what, pack string, with []string) {
	if r.Log != nil && !slices.Contains(r.told, what) {
		r.told = append(r.told, what)
		r.Log.Warn("no data for what this page is written in: read with other data", "language", what, "package", pack, "with", with)
	}
}
