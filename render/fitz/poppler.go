package fitz

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math"
	"os/exec"
	"slices"
	"strconv"
	"strings"

	"recto/render"
)

// resolutions finds the dpi at which the pages of a PDF are read. Of pages with
// images Poppler tells theirs, some pages at a time, since starting its program
// costs more than what it does.
type resolutions struct {
	file string

	// text is a page's text with places in points.
	text  func(page int) (render.Text, error)
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
		if text, err := r.text(page); err == nil && len(text.Glyphs) > 0 && len(text.Pictures) == 0 {
			r.known[page] = pageResolution{dpi: typeResolution(text)}
		} else {
			r.look(ctx, page, min(page+pagesAtOnce, r.count))
		}
	}
	if err := ctx.Err(); err != nil {
		delete(r.known, page)
		return 0, err
	}
	return r.known[page].dpi, r.known[page].err
}

// look fills in the pages from first to before last.
func (r *resolutions) look(ctx context.Context, first, last int) {
	images, complaints := r.images(ctx, first, last)
	scans := scanResolutions(images)
	for page := first; page < last; page++ {
		number := page + 1
		found := pageResolution{dpi: render.ScanDPI}
		switch ppi, isScan := scans[number]; {
		case bytes.Contains(complaints, fmt.Appendf(nil, "(page %d) is wrong type", number)):
			found = pageResolution{err: render.ErrPage}
		case isScan:
			found.dpi = min(max(ppi, render.ScanDPI), render.MaxDPI)
		default:
			if text, err := r.text(page); err == nil {
				found.dpi = typeResolution(text)
			}
		}
		r.known[page] = found
	}
}

// images runs Poppler's program that lists the images of some pages.
func (r *resolutions) images(ctx context.Context, first, last int) (list, complaints []byte) {
	cmd := exec.CommandContext(ctx, "pdfimages", "-list", "-f", strconv.Itoa(first+1), "-l", strconv.Itoa(last), r.file)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		r.log.Info("Poppler does not tell of these pages", "first", first+1, "last", last, "error", err)
	}
	return stdout.Bytes(), stderr.Bytes()
}

// smallType is the size of type in points at which it counts as small.
const smallType = 8.1

// typeResolution is the dpi for a page of vector type: render.SmallTypeDPI where
// a quarter of its letters or more are small, else render.ScanDPI.
func typeResolution(text render.Text) float64 {
	sizes := make([]float64, 0, len(text.Glyphs))
	for _, g := range text.Glyphs {
		if g.Rune != ' ' {
			sizes = append(sizes, math.Hypot(float64(g.UpX), float64(g.UpY)))
		}
	}
	slices.Sort(sizes)
	if len(sizes) > 0 && sizes[len(sizes)/4] > 0 && sizes[len(sizes)/4] < smallType {
		return render.SmallTypeDPI
	}
	return render.ScanDPI
}

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
