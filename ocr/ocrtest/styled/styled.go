// Package styled holds, for measuring and for fitting, pages of which it is
// known what was printed on them and what was written by hand.
package styled

import (
	"os"
	"path/filepath"
	"slices"

	"recto/ocr"
	"recto/ocr/ocrtest"
)

// Segment is a stretch of one style on a page, in pixels of its picture.
type Segment struct {
	Quad ocr.Quad
	Hand bool
}

// Page is a picture with what is known of its style.
type Page struct {
	Set, Path string

	Segments []Segment

	// Elsewhere is the style of all that no segment covers; nil where that is
	// not known.
	Elsewhere *bool
}

// Style is that of the segments which a line at q covers. It is known where at
// least half of the line is of them and nine tenths of that of one style.
func (p Page) Style(q ocr.Quad) (hand, known bool) {
	left, top, right, bottom := q.Bounds()
	var of [2]float64
	for _, s := range p.Segments {
		l, t, r, b := s.Quad.Bounds()
		across, down := min(right, r)-max(left, l), min(bottom, b)-max(top, t)
		if across <= 0 || down < 0.4*min(bottom-top, b-t) {
			continue
		}
		if s.Hand {
			of[1] += across
		} else {
			of[0] += across
		}
	}
	sum := of[0] + of[1]
	if sum < 0.1*(right-left) && p.Elsewhere != nil {
		return *p.Elsewhere, true
	}
	if sum < 0.5*(right-left) || max(of[0], of[1]) < 0.9*sum {
		return false, false
	}
	return of[1] > of[0], true
}

// Boxes reads the boxes of a page; those without a style are print.
func Boxes(path string) ([]Segment, error) {
	boxes, err := ocrtest.Boxes(path)
	if err != nil {
		return nil, err
	}
	segments := make([]Segment, len(boxes))
	for i, b := range boxes {
		segments[i] = Segment{b.Place(), b.Style == string(ocr.StyleHandwriting)}
	}
	return segments, nil
}

// Pictures are the stems (paths without their ending) of a folder's pages, and
// the paths of their pictures or documents.
func Pictures(folder string) (stems, paths []string, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); slices.Contains(ocrtest.Endings(), ext) {
			path := filepath.Join(folder, e.Name())
			stems, paths = append(stems, path[:len(path)-len(ext)]), append(paths, path)
		}
	}
	return stems, paths, nil
}
