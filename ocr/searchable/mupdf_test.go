//go:build cgo

package searchable

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	mupdf "github.com/gen2brain/go-fitz"

	"recto/ocr"
	"recto/render"
	"recto/render/fitz"
)

// made is where the project's own fixtures lie.
const made = "../../testdata/made"

// writeOver writes words over each page of a fixture with the real renderer.
func writeOver(t *testing.T, renderer *fitz.Renderer, name, password string) (path string, pages int) {
	t.Helper()
	needs(t, "qpdf", "pdftotext")
	source := filepath.Join(made, name)
	info, err := renderer.Info(t.Context(), source, password)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var read []ocr.Page
	for i := range info.Pages {
		p := page(1000, 1000, "several words that", "follow in order")
		p.Number = i
		read = append(read, p)
	}
	req := ocr.PDFRequest{Path: source, Password: password, Target: path, Force: true}
	if _, err := (&Writer{Renderer: renderer}).WritePDF(t.Context(), req, sequence(read)); err != nil {
		t.Fatal(err)
	}
	return path, len(info.Pages)
}

func TestMuPDFShowsThePagesAsTheyWereAndFindsTheWords(t *testing.T) {
	for name, password := range map[string]string{
		"rotated.pdf": "", "form.pdf": "", "five.pdf": "", "small-type.pdf": "", "password.pdf": "recto", "owner-password.pdf": "",
	} {
		t.Run(name, func(t *testing.T) {
			renderer := &fitz.Renderer{}
			defer renderer.Close()
			path, pages := writeOver(t, renderer, name, password)
			draw := func(path string, page int) []byte {
				r, err := renderer.Render(t.Context(), render.Request{Path: path, Password: password, Page: page, DPI: 60})
				if err != nil {
					t.Fatal(err)
				}
				return r.Pix
			}
			for i := range pages {
				if !bytes.Equal(draw(filepath.Join(made, name), i), draw(path, i)) {
					t.Errorf("page %d looks different", i+1)
				}
			}
			if password != "" {
				return // go-fitz unlocks nothing
			}
			doc, err := mupdf.New(path)
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			for i := range pages {
				text, err := doc.Text(i)
				// Between lines it may see paragraphs.
				if text = strings.ReplaceAll(text, "\n\n", "\n"); err != nil || !strings.HasPrefix(text, "several words that\nfollow in order\n") {
					t.Errorf("page %d holds %q, %v", i+1, text, err)
				}
			}
		})
	}
}

func TestPicturesOfEveryKindAreShownAsTheRendererShowsThem(t *testing.T) {
	names := []string{
		"five.tif", "kinds.tif", "fax.tif", "cmyk.jpg", "progressive.jpg", "bit1.png", "palette.png", "palette-clear.png", "alpha.png",
		"grey16.png", "rgb16.png", "frames.gif", "lossy.webp", "clear.webp", "colour.bmp", "comic.cbz", "drawing.svg", "book.epub",
	}
	for i := range 8 {
		names = append(names, fmt.Sprintf("exif-%d.jpg", i+1))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			renderer := &fitz.Renderer{}
			defer renderer.Close()
			path, pages := writeOver(t, renderer, name, "")
			for i := range pages {
				want, err := renderer.Render(t.Context(), render.Request{Path: filepath.Join(made, name), Page: i, Grey: true, MaxWidth: 200})
				if err != nil {
					t.Fatal(err)
				}
				got, err := renderer.Render(t.Context(), render.Request{Path: path, Page: i, Grey: true, DPI: 300})
				if err != nil {
					t.Fatal(err)
				}
				if d := difference(want, got); d > 12 {
					t.Errorf("page %d differs by %.1f levels on average", i+1, d)
				}
			}
		})
	}
}

// difference is the mean difference in levels of two pictures of one page, in
// 20 × 20 fields, since they were scaled in different ways.
func difference(a, b render.Raster) (sum float64) {
	const fields = 20
	mean := func(r render.Raster, fx, fy int) float64 {
		x0, x1 := fx*r.Width/fields, max((fx+1)*r.Width/fields, fx*r.Width/fields+1)
		y0, y1 := fy*r.Height/fields, max((fy+1)*r.Height/fields, fy*r.Height/fields+1)
		total := 0
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				total += int(r.Pix[y*r.Width+x])
			}
		}
		return float64(total) / float64((x1-x0)*(y1-y0))
	}
	for fy := range fields {
		for fx := range fields {
			sum += max(mean(a, fx, fy), mean(b, fx, fy)) - min(mean(a, fx, fy), mean(b, fx, fy))
		}
	}
	return sum / (fields * fields)
}
