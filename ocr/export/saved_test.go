package export

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/saved"
)

// told is all that a page says, places in whole pixels and confidences in parts
// of a thousand, one line for each line and word.
func told(page ocr.Page) string {
	var b strings.Builder
	thousandth := func(c float64) float64 { return math.Round(min(max(c, 0), 1) * 1000) }
	fmt.Fprintf(&b, "%d: %d × %d, %v × %v dpi, %s, %v°, %q\n", page.Number, page.Width, page.Height, page.DPIX, page.DPIY, page.Unit, page.Angle, page.Language)
	for _, line := range page.Lines {
		fmt.Fprintf(&b, "line %v in block %d, %q", line.Quad.Map(wholePixels), line.Block, line.Language)
		if line.Style != nil {
			fmt.Fprintf(&b, ", %s %v", line.Style.Name, thousandth(line.Style.Confidence))
		}
		b.WriteByte('\n')
		for _, w := range line.Words {
			fmt.Fprintf(&b, "word %q %v %v %v\n", w.Text, w.Quad.Map(wholePixels), thousandth(w.Confidence), w.Corrected)
		}
	}
	return b.String()
}

func TestHOCROpenedAgainTellsAllThatThePagesTold(t *testing.T) {
	pages := append(sample(), titled4())
	pages[3].Number, pages[3].DPIX, pages[3].DPIY = 7, 203.456789, 98
	doc, err := saved.Read(strings.NewReader(written(t, FormatHOCR, about, pages...)), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Pages) != len(pages) {
		t.Fatalf("%d pages came back of %d", len(doc.Pages), len(pages))
	}
	for i, page := range pages {
		if got, want := told(doc.Pages[i]), told(page); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}
