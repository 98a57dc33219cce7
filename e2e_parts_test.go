package main_test

import (
	"fmt"
	"slices"
	"testing"

	"recto/ocr"
	"recto/ocr/wire"
)

// wordsIn are the words of a page whose middle lies in an area, or does not; in
// shares of the page.
func wordsIn(page wire.ReadResult, area ocr.Quad, inside bool) []string {
	var words []string
	for _, line := range page.Lines {
		for _, word := range line.Words {
			var q ocr.Quad
			for i := range q {
				q[i] = ocr.Point{X: float64(word.BoundingBox[2*i]) / float64(page.Width), Y: float64(word.BoundingBox[2*i+1]) / float64(page.Height)}
			}
			if area.Contains(q.Center()) == inside {
				words = append(words, word.Text)
			}
		}
	}
	return words
}

func TestAnAreaGivesTheWordsOfTheWholePageThatLieInIt(t *testing.T) {
	for _, tt := range []struct {
		file       string
		x, y, w, h float64
		least      int // percent of the words
	}{
		{"testdata/made/columns.png", 0, 0, 0.5, 1, 100},       // the left column
		{"testdata/made/columns.png", 0.5, 0.2, 0.5, 0.6, 100}, // part of the right one
		{"testdata/made/five.pdf", 0, 0.2, 1, 0.07, 100},       // the first line under the heading
		{"testdata/real/letter.jpg", 0, 0.3, 1, 0.3, 85},       // a photo, whose light is flattened by what is read
	} {
		area := ocr.Rect(tt.x, tt.y, tt.x+tt.w, tt.y+tt.h)
		part := fmt.Sprintf("%g,%g,%g,%g", tt.x, tt.y, tt.w, tt.h)
		pages := []string{"--language", "en", "--pages", "1", tt.file}
		whole := readPages(t, pages...)[0]
		read := readPages(t, append([]string{"--area", part}, pages...)...)[0]
		left := readPages(t, append([]string{"--ignore", part}, pages...)...)[0]
		for _, one := range []struct {
			name   string
			page   wire.ReadResult
			inside bool
		}{{"--area", read, true}, {"--ignore", left, false}} {
			if beyond := wordsIn(one.page, area, !one.inside); len(beyond) > 0 {
				t.Errorf("%s %s %s: read %q elsewhere", tt.file, one.name, part, beyond)
			}
			want, got := wordsIn(whole, area, one.inside), wordsIn(one.page, area, one.inside)
			slices.Sort(want)
			slices.Sort(got)
			if same := common(want, got); len(want) == 0 || same*100 < tt.least*max(len(want), len(got)) {
				t.Errorf("%s %s %s: %d words, %d of the %d of the whole page", tt.file, one.name, part, len(got), same, len(want))
			}
		}
	}
}

// common is how many words two sorted lists share.
func common(a, b []string) (n int) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n, a, b = n+1, a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}
