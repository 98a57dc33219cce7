package searchable

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"

	"recto/ocr"
	"recto/render/qpdf"
)

// presentPages is how many pages Poppler is asked about at a time.
const presentPages = 64

// presentWords tells where the document has text of its own, visible or not. A
// word read in such a place is not put there again: a search would find it twice.
func (w *Writer) presentWords(ctx context.Context, path, password, temp string, encrypted bool) func(int, frame) places {
	if encrypted {
		// Poppler takes a password only where every user sees it.
		open := filepath.Join(temp, "open.pdf")
		if _, err := qpdf.Run(ctx, password, nil, "--decrypt", "--stream-data=preserve", "--", path, open); err != nil {
			w.log().Warn("no look at the document's own text", "error", err)
			return nil
		}
		path = open
	}
	first, known := 0, []places(nil)
	return func(page int, f frame) places {
		if page < first || page >= first+len(known) {
			first = page
			known = make([]places, presentPages)
			err := wordBoxes(ctx, path, first, known)
			if err != nil && ctx.Err() == nil {
				w.log().Info("Poppler does not tell of these pages", "first", first+1, "error", err)
			}
		}
		own := known[page-first]
		own.frame = f
		return own
	}
}

// wordBoxes asks for the words on the pages from first.
func wordBoxes(ctx context.Context, path string, first int, known []places) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, "pdftotext", "-bbox", "-cropbox",
		"-f", strconv.Itoa(first+1), "-l", strconv.Itoa(first+len(known)), path, "-")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	readBoxes(out, known)
	return cmd.Wait()
}

var wordBox = regexp.MustCompile(`<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)"`)

// readBoxes takes Poppler's boxes, page by page.
func readBoxes(r io.Reader, known []places) {
	lines := bufio.NewReader(r)
	for page := -1; ; {
		line, err := lines.ReadSlice('\n')
		if bytes.Contains(line, []byte("<page ")) {
			page++
		}
		if m := wordBox.FindSubmatch(line); m != nil && page >= 0 && page < len(known) {
			var edges [4]float64
			for i := range edges {
				edges[i], _ = strconv.ParseFloat(string(m[i+1]), 64)
			}
			known[page].add(edges)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

// band is the height of a band of places, in points.
const band = 16

// places are boxes on a page in points from its top left as shown, sorted into
// bands by height. UserUnit does not count.
type places struct {
	frame frame
	bands map[int][][4]float64
}

// farthest bounds where a place is believed to be, in points.
const farthest = 1e6

// add takes left, top, right and bottom.
func (p *places) add(edges [4]float64) {
	for _, e := range edges {
		if !(math.Abs(e) < farthest) {
			return
		}
	}
	if p.bands == nil {
		p.bands = map[int][][4]float64{}
	}
	for b := int(edges[1] / band); b <= int(edges[3]/band); b++ {
		p.bands[b] = append(p.bands[b], edges)
	}
}

// without is the page without the words whose middle lies in one of the places.
func (p places) without(page ocr.Page) ocr.Page {
	if len(p.bands) == 0 {
		return page
	}
	width, height := p.frame.size()
	return page.Only(func(_ ocr.Mark, word ocr.Word) bool {
		middle := word.Quad.Center()
		x, y := middle.X/float64(page.Width)*width, middle.Y/float64(page.Height)*height
		for _, e := range p.bands[int(y/band)] {
			if e[0] <= x && x <= e[2] && e[1] <= y && y <= e[3] {
				return false
			}
		}
		return true
	})
}
