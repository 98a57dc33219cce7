package reader

import (
	"context"

	"recto/ocr/prepare"
)

// unsure is below which mean confidence a page is looked at for print that shows
// through: pages of clean print have 0.9 and more, with print from the back 0.5
// to 0.7.
const unsure = 0.85

// front reads a page again without what shows through from its back, where that
// may be what made the reading unsure; the better of both readings is kept.
func (r *Reader) front(ctx context.Context, s *sheet, best attempt) (attempt, error) {
	if len(best.lines) == 0 || best.page().Confidence() >= unsure {
		return best, nil
	}
	front, ok := prepare.Behind(s.raster)
	if !ok {
		return best, nil
	}
	both := s.raster
	s.raster = front
	again, err := r.attempt(ctx, s, best.turn, best.packs)
	if err != nil {
		return attempt{}, err
	}
	if again.score() > best.score() {
		return again, nil
	}
	s.raster = both
	return best, nil
}
