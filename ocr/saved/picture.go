package saved

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"recto/ocr"
)

// pictures are the endings of files that a page's picture may have, the
// likeliest first.
var pictures = []string{".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf", ".webp", ".bmp", ".gif", ".jp2", ".pnm", ".pgm", ".ppm", ".xps"}

// Sources are paths of files that may hold the document's pages, of a result
// that is saved at path: those that it names, beside it, then those of its own
// name with the ending of a picture. None need be there. What is named elsewhere
// on the disk comes last, and only with such an ending: the file may come from
// anybody.
func (d Document) Sources(resultPath string) []string {
	folder := filepath.Dir(resultPath)
	var beside, elsewhere []string
	add := func(list []string, p string) []string {
		if p == resultPath || slices.Contains(list, p) {
			return list
		}
		return append(list, p)
	}
	for _, image := range d.images {
		image = strings.ReplaceAll(image, `\`, "/")
		if !isPicture(image) || strings.Contains(image, "://") || strings.ContainsRune(image, 0) {
			continue
		}
		beside = add(beside, filepath.Join(folder, path.Base(image)))
		if filepath.IsAbs(image) {
			elsewhere = add(elsewhere, filepath.Clean(image))
		}
	}
	name := filepath.Base(resultPath)
	for ext := filepath.Ext(name); ext != ""; ext = filepath.Ext(name) {
		name = strings.TrimSuffix(name, ext)
		if isPicture(name) {
			beside = add(beside, filepath.Join(folder, name)) // scan.png.json
		}
		for _, ending := range pictures {
			beside = add(beside, filepath.Join(folder, name+ending))
		}
	}
	return slices.Concat(beside, elsewhere)
}

func isPicture(name string) bool { return slices.Contains(pictures, strings.ToLower(path.Ext(name))) }

// Paper is the size of a page in points of 1/72 inch, for a page that is shown
// without its picture: pixels count at their resolution, else at 96 dpi.
func Paper(page ocr.Page) (width, height float64) {
	const points, screen = 72, 96
	x, y := page.DPIX, page.DPIY
	if x <= 0 || y <= 0 {
		x, y = screen, screen
	}
	return float64(page.Width) / x * points, float64(page.Height) / y * points
}
