package fitz

import (
	"archive/zip"
	"errors"
	"fmt"
	"image"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"recto/render"
)

func fixture(name string) string { return filepath.Join("../../testdata/made", name) }

// open is a renderer whose temp folder is checked to be empty in the end.
func open(t *testing.T) *Renderer {
	t.Helper()
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	r := &Renderer{}
	t.Cleanup(func() {
		r.Close()
		if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
			t.Errorf("left in the temp folder: %v (%v)", left, err)
		}
	})
	return r
}

func TestInfoTellsFormatAndSizesByTheBytes(t *testing.T) {
	for _, tt := range []struct {
		file, format  string
		pages         int
		width, height int // pixels of page 1, 0 for vectors
	}{
		{"bit1.png", "png", 1, 700, 160},
		{"exif-1.jpg", "jpeg", 1, 640, 400},
		{"exif-6.jpg", "jpeg", 1, 640, 400},
		{"frames.gif", "gif", 1, 700, 160},
		{"lossy.webp", "webp", 1, 700, 160},
		{"colour.bmp", "bmp", 1, 700, 160},
		{"kinds.tif", "tiff", 5, 700, 160},
		{"five.tif", "tiff", 5, 0, 0},
		{"rotated.pdf", "pdf", 7, 0, 0},
		{"many.pdf", "pdf", 5000, 0, 0},
		{"drawing.svg", "svg", 1, 0, 0},
		{"comic.cbz", "cbz", 2, 0, 0},
		{"book.epub", "epub", 1, 0, 0},
	} {
		info, err := open(t).Info(t.Context(), fixture(tt.file), "")
		if err != nil || info.Format != tt.format || len(info.Pages) != tt.pages {
			t.Errorf("%s: %s, %d pages, %v, want %s, %d", tt.file, info.Format, len(info.Pages), err, tt.format, tt.pages)
			continue
		}
		if p := info.Pages[0]; tt.width != 0 && (p.Width != tt.width || p.Height != tt.height) {
			t.Errorf("%s is %d × %d, want %d × %d", tt.file, p.Width, p.Height, tt.width, tt.height)
		}
	}
}

func TestADocumentOfManyPagesCarriesAWarning(t *testing.T) {
	info, err := open(t).Info(t.Context(), fixture("many.pdf"), "")
	if err != nil || len(info.Warnings) != 1 || info.Warnings[0] != render.ErrManyPages {
		t.Errorf("warnings %v, %v, want ErrManyPages", info.Warnings, err)
	}
}

func TestWhatCannotBeOpenedHasACodeOfItsOwn(t *testing.T) {
	for _, tt := range []struct {
		file, password string
		want           render.Code
	}{
		{"not-there.png", "", render.ErrNotFound},
		{"", "", render.ErrFolder},
		{"empty.png", "", render.ErrEmpty},
		{"text.png", "", render.ErrFormat},
		{"zero.png", "", render.ErrNoPixels},
		{"huge.png", "", render.ErrBomb},
		{"bomb.png", "", render.ErrBomb},
		{"truncated.pdf", "", render.ErrTruncated},
		{"no-pages.pdf", "", render.ErrNoPages},
		{"password.pdf", "", render.ErrPassword},
		{"password.pdf", "verso", render.ErrWrongPassword},
	} {
		_, err := open(t).Info(t.Context(), fixture(tt.file), tt.password)
		if !errors.Is(err, tt.want) {
			t.Errorf("Info(%q, %q) = %v, want %v", tt.file, tt.password, err, tt.want)
		}
	}
}

func TestWhatCannotBeDrawnHasACodeOfItsOwn(t *testing.T) {
	for _, tt := range []struct {
		file string
		page int
		want render.Code
	}{
		{"truncated.jpg", 0, render.ErrTruncated},
		{"truncated.png", 0, render.ErrTruncated},
		{"broken-page.pdf", 1, render.ErrPage},
		{"five.pdf", 5, render.ErrNoPage},
		{"five.tif", 5, render.ErrNoPage},
		{"bit1.png", 1, render.ErrNoPage},
		{"bit1.png", -1, render.ErrNoPage},
	} {
		_, err := open(t).Render(t.Context(), render.Request{Path: fixture(tt.file), Page: tt.page, Grey: true})
		if !errors.Is(err, tt.want) {
			t.Errorf("Render(%s, page %d) = %v, want %v", tt.file, tt.page+1, err, tt.want)
		}
	}
}

func TestAPasswordOpensWhatIsLockedAndHarmsNothingElse(t *testing.T) {
	for _, file := range []string{"password.pdf", "owner-password.pdf", "five.pdf"} {
		r := open(t)
		info, err := r.Info(t.Context(), fixture(file), "recto")
		if err != nil || len(info.Pages) < 2 {
			t.Errorf("%s: %d pages, %v", file, len(info.Pages), err)
		}
		if _, err := r.Render(t.Context(), render.Request{Path: fixture(file), Password: "recto", Page: 1}); err != nil {
			t.Errorf("%s: page 2: %v", file, err)
		}
	}
}

// ink is the share of a raster's pixels that are dark.
func ink(r render.Raster) float64 {
	dark := 0
	for i := 0; i < len(r.Pix); i += r.Channels {
		if r.Pix[i] < 128 {
			dark++
		}
	}
	return float64(dark) / float64(r.Width*r.Height)
}

func TestEveryPictureIsDarkInkOnWhiteInGreyAndInColour(t *testing.T) {
	for _, tt := range []struct {
		file  string
		pages int
	}{
		{"bit1.png", 1}, {"palette.png", 1}, {"palette-clear.png", 1}, {"alpha.png", 1}, {"grey16.png", 1}, {"rgb16.png", 1},
		{"cmyk.jpg", 1}, {"progressive.jpg", 1}, {"frames.gif", 1}, {"lossy.webp", 1}, {"clear.webp", 1}, {"colour.bmp", 1},
		{"kinds.tif", 5}, {"g3.tif", 1}, {"form.pdf", 1}, {"rotated.pdf", 7}, {"drawing.svg", 1}, {"comic.cbz", 2},
	} {
		r := open(t)
		for page := range tt.pages {
			for _, grey := range []bool{true, false} {
				raster, err := r.Render(t.Context(), render.Request{Path: fixture(tt.file), Page: page, Grey: grey})
				if err != nil {
					t.Errorf("%s page %d: %v", tt.file, page+1, err)
					continue
				}
				if share := ink(raster); share < 0.0005 || share > 0.2 {
					t.Errorf("%s page %d, grey %v: %.1f %% of it is dark, want some ink on white", tt.file, page+1, grey, 100*share)
				}
				if want := raster.Width * raster.Height * raster.Channels; len(raster.Pix) != want || grey != (raster.Channels == 1) {
					t.Errorf("%s: %d bytes in %d channels, want %d", tt.file, len(raster.Pix), raster.Channels, want)
				}
			}
		}
	}
}

func TestAPDFIsReadAtTheResolutionThatItsContentAsksFor(t *testing.T) {
	for _, tt := range []struct {
		file string
		dpi  float64
	}{
		{"five.pdf", 300},       // a scan of 200 dpi: 300 at least
		{"small-type.pdf", 400}, // vector type of 5 points
		{"rotated.pdf", 300},
	} {
		raster, err := open(t).Render(t.Context(), render.Request{Path: fixture(tt.file), Grey: true})
		if err != nil || raster.DPIX != tt.dpi || !raster.Vector {
			t.Errorf("%s is drawn at %v dpi (vector %v, %v), want %v", tt.file, raster.DPIX, raster.Vector, err, tt.dpi)
		}
	}
}

func TestAPictureForTheScreenFitsAndKeepsItsProportions(t *testing.T) {
	for _, tt := range []struct{ file string }{{"print.png"}, {"five.pdf"}, {"five.tif"}, {"exif-6.jpg"}} {
		r := open(t)
		whole, err := r.Render(t.Context(), render.Request{Path: fixture(tt.file)})
		if err != nil {
			t.Fatal(err)
		}
		small, err := r.Render(t.Context(), render.Request{Path: fixture(tt.file), MaxWidth: 200, MaxHeight: 300})
		if err != nil {
			t.Fatal(err)
		}
		if small.Width > 200 || small.Height > 300 || small.Width < 190 && small.Height < 290 {
			t.Errorf("%s fits into 200 × 300 as %d × %d", tt.file, small.Width, small.Height)
		}
		got, want := float64(small.Width)/float64(small.Height), float64(whole.Width)/float64(whole.Height)
		if math.Abs(got/want-1) > 0.02 {
			t.Errorf("%s has proportions %.3f, want %.3f", tt.file, got, want)
		}
	}
}

func TestALargePageIsDrawnAtALowerResolution(t *testing.T) {
	r := open(t)
	r.MaxPixels = 1_000_000
	raster, err := r.Render(t.Context(), render.Request{Path: fixture("five.pdf"), Grey: true})
	if err != nil || raster.Width*raster.Height > 1_010_000 || raster.DPIX >= 300 || raster.DPIX < 50 {
		t.Errorf("%d × %d at %v dpi, %v, want a million pixels", raster.Width, raster.Height, raster.DPIX, err)
	}
}

func TestAFileThatChangesIsOpenedAnew(t *testing.T) {
	r := open(t)
	path := filepath.Join(t.TempDir(), "page")
	for _, tt := range []struct{ from, format string }{{"bit1.png", "png"}, {"five.pdf", "pdf"}, {"kinds.tif", "tiff"}} {
		content, err := os.ReadFile(fixture(tt.from))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if info, err := r.Info(t.Context(), path, ""); err != nil || info.Format != tt.format {
			t.Errorf("Info = %s, %v, want %s", info.Format, err, tt.format)
		}
	}
}

func TestMuPDFIsThereBehindGoFitz(t *testing.T) {
	if !muPDFLinked() {
		t.Error("go-fitz no longer brings a symbol of MuPDF that grey.go declares")
	}
}

func TestANameThatLooksLikeAnOptionIsAName(t *testing.T) {
	content, err := os.ReadFile(fixture("password.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"-form.pdf", "--help", "@form.pdf"} {
		r := open(t)
		t.Chdir(t.TempDir())
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Info(t.Context(), name, ""); !errors.Is(err, render.ErrPassword) {
			t.Errorf("%s: %v, want ErrPassword", name, err)
		}
	}
}

func TestAPipeIsRefusedAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.png")
	if err := exec.CommandContext(t.Context(), "mkfifo", path).Run(); err != nil {
		t.Skip("this system makes no pipes:", err)
	}
	if _, err := open(t).Info(t.Context(), path, ""); !errors.Is(err, render.ErrUnreadable) {
		t.Errorf("%v, want ErrUnreadable", err)
	}
}

func TestAPageOfAMillionInchesKeepsWithinTheLimits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.svg")
	drawing := `<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"></svg>`
	if err := os.WriteFile(path, []byte(drawing), 0o600); err != nil {
		t.Fatal(err)
	}
	r := open(t)
	r.MaxPixels = 1_000_000
	raster, err := r.Render(t.Context(), render.Request{Path: path, Grey: true})
	if err != nil || raster.Width*raster.Height > 1_010_000 {
		t.Errorf("%d × %d pixels, %v, want a million at most", raster.Width, raster.Height, err)
	}
}

func TestWantOfTempFilesIsNoFaultOfTheDocument(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	for _, file := range []string{"form.pdf", "five.pdf", "drawing.svg"} {
		if _, err := (&Renderer{}).Info(t.Context(), fixture(file), ""); !errors.Is(err, render.ErrTemp) {
			t.Errorf("%s: %v, want ErrTemp", file, err)
		}
	}
}

func TestAPictureTooLargeToDrawIsNoBlankPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.cbz")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	for _, name := range []string{"bit1.png", "huge.png"} {
		content, err := os.ReadFile(fixture(name))
		if err != nil {
			t.Fatal(err)
		}
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(archive.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	r := open(t)
	if _, err := r.Render(t.Context(), render.Request{Path: path, Page: 0, Grey: true}); err != nil {
		t.Errorf("page 1: %v", err)
	}
	if _, err := r.Render(t.Context(), render.Request{Path: path, Page: 1, Grey: true}); err == nil {
		t.Error("page 2 was drawn, want an error: its picture has 10,000 megapixels")
	}
}

func TestATableOfObjectsThatLeadsToItselfIsRepaired(t *testing.T) {
	content, err := os.ReadFile(fixture("broken-page.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	looping := fmt.Appendf(content, "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 /Root 8 0 R /Prev %d >>\nstartxref\n%[1]d\n%%%%EOF\n", len(content))
	path := filepath.Join(t.TempDir(), "looping.pdf")
	if err := os.WriteFile(path, looping, 0o600); err != nil {
		t.Fatal(err)
	}
	if info, err := open(t).Info(t.Context(), path, ""); err != nil || len(info.Pages) != 3 {
		t.Errorf("%d pages, %v, want 3", len(info.Pages), err)
	}
}

// part cuts a raster as render.Request.Clip asks for.
func part(r render.Raster, clip image.Rectangle) []byte {
	var pix []byte
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		pix = append(pix, r.Pix[(y*r.Width+clip.Min.X)*r.Channels:][:clip.Dx()*r.Channels]...)
	}
	return pix
}

func TestAPartIsThatPartOfTheWholePage(t *testing.T) {
	for _, file := range []string{"print.png", "five.pdf", "five.tif", "exif-3.jpg", "exif-6.jpg", "exif-8.jpg", "rotated.pdf", "drawing.svg", "palette.png", "cmyk.jpg"} {
		for _, grey := range []bool{false, true} {
			r := open(t)
			req := render.Request{Path: fixture(file), MaxWidth: 233, MaxHeight: 177, Grey: grey}
			whole, err := r.Render(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if whole.Clip != (image.Rectangle{}) {
				t.Errorf("%s: the whole page says it is the part %v", file, whole.Clip)
			}
			req.Clip = image.Rect(whole.Width/5, whole.Height/4, whole.Width/2, whole.Height)
			got, err := r.Render(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			if got.Clip != req.Clip || got.Whole != image.Pt(whole.Width, whole.Height) || got.PageWidth != whole.PageWidth || got.PageHeight != whole.PageHeight {
				t.Errorf("%s: part %v of %v on a page of %d × %d, want %v of %d × %d on %d × %d", file, got.Clip, got.Whole, got.PageWidth, got.PageHeight,
					req.Clip, whole.Width, whole.Height, whole.PageWidth, whole.PageHeight)
			}
			if n := differing(got.Pix, part(whole, req.Clip)); n > len(got.Pix)/200 {
				t.Errorf("%s, grey %v: %d of %d bytes differ from the whole page's", file, grey, n, len(got.Pix))
			}
		}
	}
}

// differing counts the bytes that are not the same, give or take 8 of 255.
func differing(a, b []byte) int {
	if len(a) != len(b) {
		return max(len(a), len(b))
	}
	n := 0
	for i := range a {
		if max(a[i], b[i])-min(a[i], b[i]) > 8 {
			n++
		}
	}
	return n
}

func TestAPartOfAVectorPageIsDrawnAsLargeAsIsAskedFor(t *testing.T) {
	r := open(t)
	// Half a gigapixel.
	req := render.Request{Path: fixture("rotated.pdf"), DPI: 4800, Clip: image.Rect(8000, 9000, 8600, 9400)}
	got, err := r.Render(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	if got.Width != 600 || got.Height != 400 || got.Whole != image.Pt(26667, 20000) {
		t.Errorf("%d × %d pixels of %v", got.Width, got.Height, got.Whole)
	}
	req.Clip = image.Rect(1<<21, 0, 1<<21+10, 10)
	if _, err := r.Render(t.Context(), req); !errors.Is(err, render.ErrNoPixels) {
		t.Errorf("part beside the page: %v, want %v", err, render.ErrNoPixels)
	}
}
