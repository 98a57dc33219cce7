package fitz

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recto/render"
)

// resolutions finds the dpi at which the pages of a PDF are read, some pages at
// a time, since starting Poppler's programs costs more than what they do.
type resolutions struct {
	file  string
	count int
	log   *slog.Logger
	known map[int]pageResolution
}

type pageResolution struct {
	dpi float64
	err error
}

// pagesAtOnce is how many pages are looked at together.
const pagesAtOnce = 8

// of is the dpi for a page, counted from 0: that of the images it holds where
// it is a scan, at least render.ScanDPI; render.SmallTypeDPI where its vector
// type is small; render.ScanDPI else, and where Poppler's programs are missing.
// ErrPage where Poppler finds no page at that place, which MuPDF draws as blank.
func (r *resolutions) of(ctx context.Context, page int) (float64, error) {
	if _, ok := r.known[page]; !ok {
		r.look(ctx, page, min(page+pagesAtOnce, r.count))
	}
	if err := ctx.Err(); err != nil {
		delete(r.known, page)
		return 0, err
	}
	return r.known[page].dpi, r.known[page].err
}

// look fills in the pages from first to before last.
func (r *resolutions) look(ctx context.Context, first, last int) {
	images, complaints := r.poppler(ctx, "pdfimages", "-list", first, last)
	scans := scanResolutions(images)
	var heights map[int]float64
	for page := first; page < last; page++ {
		number := page + 1
		found := pageResolution{dpi: render.ScanDPI}
		switch ppi, isScan := scans[number]; {
		case bytes.Contains(complaints, fmt.Appendf(nil, "(page %d) is wrong type", number)):
			found = pageResolution{err: render.ErrPage}
		case isScan:
			found.dpi = min(max(ppi, render.ScanDPI), render.MaxDPI)
		default:
			if heights == nil {
				words, _ := r.poppler(ctx, "pdftotext", "-bbox", first, last)
				heights = typicalHeights(words, first+1)
			}
			if height := heights[number]; height > 0 && height < smallType {
				found.dpi = render.SmallTypeDPI
			}
		}
		r.known[page] = found
	}
}

// poppler runs one of Poppler's programs over some pages.
func (r *resolutions) poppler(ctx context.Context, program, option string, first, last int) (out, complaints []byte) {
	args := []string{option, "-f", strconv.Itoa(first + 1), "-l", strconv.Itoa(last), r.file}
	if program == "pdftotext" {
		args = append(args, "-")
	}
	cmd := exec.CommandContext(ctx, program, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		r.log.Info("Poppler does not tell of these pages", "program", program, "first", first+1, "last", last, "error", err)
	}
	return stdout.Bytes(), stderr.Bytes()
}

// smallType is the height in points of Poppler's word boxes, which reach from
// ascender to descender (about 1.1 times the type size), below which type
// counts as small: 8 point type and less.
const smallType = 9.0

// minScan is the least size in pixels of both sides of an image that may be a
// scan; smaller ones are logos, stamps and bullets.
const minScan = 400

// scanResolutions are the highest resolutions, in pixels per inch, of the large
// images on each page (counted from 1) in a list by pdfimages.
func scanResolutions(list []byte) map[int]float64 {
	best := map[int]float64{}
	for line := range strings.Lines(string(list)) {
		// page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
		f := strings.Fields(line)
		if len(f) < 14 || f[2] != "image" && f[2] != "stencil" && f[2] != "mask" {
			continue
		}
		page, _ := strconv.Atoi(f[0])
		width, _ := strconv.Atoi(f[3])
		height, _ := strconv.Atoi(f[4])
		x, _ := strconv.ParseFloat(f[12], 64)
		y, _ := strconv.ParseFloat(f[13], 64)
		if width >= minScan && height >= minScan {
			best[page] = max(best[page], x, y)
		}
	}
	return best
}

var wordBox = regexp.MustCompile(`yMin="([0-9.-]+)" xMax="[0-9.-]+" yMax="([0-9.-]+)"`)

// typicalHeights are the lower quartiles of the heights, in points, of the words
// on each page in the output of pdftotext -bbox, whose first page is number
// first.
func typicalHeights(output []byte, first int) map[int]float64 {
	typical := map[int]float64{}
	for i, page := range bytes.Split(output, []byte("<page "))[1:] {
		var heights []float64
		for _, m := range wordBox.FindAllSubmatch(page, -1) {
			top, errTop := strconv.ParseFloat(string(m[1]), 64)
			bottom, errBottom := strconv.ParseFloat(string(m[2]), 64)
			if errTop == nil && errBottom == nil && bottom > top {
				heights = append(heights, bottom-top)
			}
		}
		if len(heights) > 0 {
			slices.Sort(heights)
			typical[first+i] = heights[len(heights)/4]
		}
	}
	return typical
}
