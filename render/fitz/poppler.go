package fitz

import (
	"bytes"
	"context"
	"log/slog"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"recto/render"
)

// pageResolution is the dpi at which a PDF page is read: that of the images it
// holds where it is a scan, at least render.ScanDPI; render.SmallTypeDPI where
// its vector type is small; render.ScanDPI else, and where Poppler's programs
// are missing.
func pageResolution(ctx context.Context, file string, page int, log *slog.Logger) float64 {
	number := strconv.Itoa(page + 1)
	images, err := exec.CommandContext(ctx, "pdfimages", "-list", "-f", number, "-l", number, file).Output()
	if err != nil {
		log.Info("no list of images", "page", page+1, "error", err)
	}
	if ppi := scanResolution(images); ppi > 0 {
		return min(max(ppi, render.ScanDPI), render.MaxDPI)
	}
	words, err := exec.CommandContext(ctx, "pdftotext", "-bbox", "-f", number, "-l", number, file, "-").Output()
	if err != nil {
		log.Info("no list of words", "page", page+1, "error", err)
	}
	if height := typicalHeight(words); height > 0 && height < smallType {
		return render.SmallTypeDPI
	}
	return render.ScanDPI
}

// smallType is the height in points of Poppler's word boxes, which reach from
// ascender to descender (about 1.1 times the type size), below which type
// counts as small: 8 point type and less.
const smallType = 9.0

// minScan is the least size in pixels of both sides of an image that may be a
// scan; smaller ones are logos, stamps and bullets.
const minScan = 400

// scanResolution is the highest resolution, in pixels per inch, of the large
// images in a list by pdfimages, 0 if there is none.
func scanResolution(list []byte) float64 {
	best := 0.0
	for line := range strings.Lines(string(list)) {
		// page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
		f := strings.Fields(line)
		if len(f) < 14 || f[2] != "image" && f[2] != "stencil" && f[2] != "mask" {
			continue
		}
		width, _ := strconv.Atoi(f[3])
		height, _ := strconv.Atoi(f[4])
		x, _ := strconv.ParseFloat(f[12], 64)
		y, _ := strconv.ParseFloat(f[13], 64)
		if width >= minScan && height >= minScan {
			best = max(best, x, y)
		}
	}
	return best
}

var wordBox = regexp.MustCompile(`yMin="([0-9.-]+)" xMax="[0-9.-]+" yMax="([0-9.-]+)"`)

// typicalHeight is the lower quartile of the heights, in points, of the words
// in the output of pdftotext -bbox, 0 where there are none.
func typicalHeight(page []byte) float64 {
	var heights []float64
	for _, m := range wordBox.FindAllSubmatch(bytes.TrimSpace(page), -1) {
		top, errTop := strconv.ParseFloat(string(m[1]), 64)
		bottom, errBottom := strconv.ParseFloat(string(m[2]), 64)
		if errTop == nil && errBottom == nil && bottom > top {
			heights = append(heights, bottom-top)
		}
	}
	if len(heights) == 0 {
		return 0
	}
	slices.Sort(heights)
	return heights[len(heights)/4]
}
