package saved

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"recto/ocr"
	"recto/ocr/wire"
)

// tesseract is a page as Tesseract writes it.
const tesseract = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head><title></title><meta name='ocr-system' content='tesseract 5.3.0' /></head>
 <body>
  <div class='ocr_page' id='page_1' title='image "scans/a;1.png"; bbox 0 0 1000 800; ppageno 0; scan_res 300 300'>
   <div class='ocr_carea' id='block_1_1' title="bbox 10 10 500 60">
    <p class='ocr_par' id='par_1_1' lang='deu' title="bbox 10 10 500 60">
     <span class='ocr_line' id='line_1_1' title="bbox 10 10 500 60; baseline 0.02 -9; x_size 40">
      <span class='ocrx_word' id='word_1_1' title='bbox 10 10 200 55; x_wconf 91'>Gr&uuml;n</span>
      <span class='ocrx_word' id='word_1_2' title='bbox 220 15 500 60; x_wconf 45'><strong>&amp; b&lt;au</strong></span>
     </span>
    </p>
   </div>
   <div class='ocr_carea' title="bbox 700 10 750 500">
    <p class='ocr_par' lang='eng'>
     <span class='ocr_textfloat' title="bbox 700 10 750 500; textangle 270; x_size 40"><span class='ocrx_word' title='bbox 700 10 750 500; x_wconf 96'>down</span></span>
    </p>
   </div>
  </div>
 </body>
</html>`

func TestAPageOfTesseractIsRead(t *testing.T) {
	doc := whole(t, tesseract)
	p := doc.Pages[0]
	if doc.Kind != KindHOCR || doc.Software != "tesseract 5.3.0" || !slices.Equal(doc.images, []string{"scans/a;1.png"}) {
		t.Errorf("document %+v", doc)
	}
	if p.Width != 1000 || p.Height != 800 || p.DPIX != 300 || p.Unit != ocr.UnitPixel || p.Text() != "Grün & b<au\ndown\n" {
		t.Errorf("page %+v", p)
	}
}

func TestTheLinesOfTesseractKeepTheirDirection(t *testing.T) {
	p := whole(t, tesseract).Pages[0]
	first, second := p.Lines[0], p.Lines[1]
	if first.Language != "de" || second.Language != "en" || first.Block != 0 || second.Block != 1 {
		t.Errorf("languages %q, %q, blocks %d, %d", first.Language, second.Language, first.Block, second.Block)
	}
	if a := first.Words[0].Quad.Angle(); math.Abs(a-1.1458) > 0.01 || first.Words[1].Confidence != 0.45 {
		t.Errorf("first word at %v°, second sure to %v", a, first.Words[1].Confidence)
	}
	if q := second.Words[0].Quad; q.Angle() != 90 || q[0] != (ocr.Point{X: 750, Y: 10}) {
		t.Errorf("text that runs down stands at %v, %v°", q, q.Angle())
	}
}

func TestRectosPropertiesAreTakenWhereRectoWroteThem(t *testing.T) {
	const page = `<html><head><meta name="ocr-system" content="SYSTEM"/><meta name="ocr-langs" content="de en"/></head><body>
		<div class="ocr_page" lang="de" title='image "a%3B%22%25.png"; bbox 0 0 100 90; ppageno 6; scan_res 200 300; x_unit inch; x_angle -1.5'>
		<div class="ocr_carea" title='bbox 0 0 9 9; x_block 4'><p class="ocr_par">
		<span class="ocr_line" lang="fr" title='bbox 0 0 40 12; x_quad 0 0 40 2 40 12 0 10; baseline 0.05 0; x_style handwriting 87.5'><span
		 class="ocrx_word" title='bbox 0 0 20 10; x_wconf 99.5'>a</span><span class="ocrx_word" title='bbox 20 0 40 12; x_quad 20 1 40 2 40 12 20 11; x_wconf 100; x_corrected 1'>b</span></span></p></div></div></body></html>`
	doc := whole(t, strings.Replace(page, "SYSTEM", "Recto 1.0", 1))
	p, line := doc.Pages[0], doc.Pages[0].Lines[0]
	if p.Number != 6 || p.Angle != -1.5 || p.Unit != ocr.UnitInch || p.DPIY != 300 || p.Language != "de" || doc.images[0] != `a;"%.png` {
		t.Errorf("page %+v of %+v", p, doc)
	}
	if line.Block != 4 || line.Language != "fr" || *line.Style != (ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.875}) {
		t.Errorf("line %+v", line)
	}
	if line.Words[0].Quad != ocr.Rect(0, 0, 20, 10) || !line.Words[1].Corrected || line.Words[1].Quad[0] != (ocr.Point{X: 20, Y: 1}) {
		t.Errorf("words %+v", line.Words)
	}
	if got := whole(t, strings.Replace(page, "SYSTEM", "other", 1)).Pages[0].Lines[0].Words[0].Quad; got == ocr.Rect(0, 0, 20, 10) {
		t.Error("another's word does not lean with its line")
	}
}

func TestHOCRWithoutWordsTagsOrEndsIsReadAsFarAsItGoes(t *testing.T) {
	for name, text := range map[string]string{
		"lines alone":       `<div class="ocr_page" title="bbox 0 0 100 50"><span class="ocr_line" title="bbox 0 0 50 10">one two</span></div>`,
		"nothing is closed": `<div class="ocr_page" title="bbox 0 0 100 50"><p class=ocr_par><span class="ocr_line" title="bbox 0 0 50 10"><span class="ocrx_word" title="bbox 0 0 9 9">one</span><span class="ocrx_word" title="bbox 0 0 9 9">two`,
		"ends without tags": `</b><div class="x ocr_page" title="bbox 0 0 100 50"></i><br><span class="ocr_line" title="bbox 0 0 50 10">one</u> two</span></div>`,
		"no places":         `<div class="ocr_page"><span class="ocrx_line">one two</span></div>`,
	} {
		p := whole(t, text).Pages[0]
		if p.Text() != "one two\n" || p.Width <= 0 {
			t.Errorf("%s: %q on %d × %d", name, p.Text(), p.Width, p.Height)
		}
	}
}

func TestHostileHOCRIsRefusedOrHarmless(t *testing.T) {
	if doc, err := Read(strings.NewReader("<html class=ocr_page>"+strings.Repeat("<b>", 100_000)), DefaultLimit); err == nil {
		t.Errorf("a deep file gives %+v", doc)
	}
	p := whole(t, `<div class="ocr_page" title='bbox 0 0 1e99 -5; ppageno -3; scan_res NaN Inf; x_angle Inf; x_unit inch'><span class="ocr_line" title='bbox NaN 0 Inf 1; baseline NaN 0; x_style handwriting NaN'><span class="ocrx_word" title='bbox 1e9 -1e9 5 5; x_wconf NaN; x_quad 1 2 3'>w</span></span></div>
		<span class="ocrx_word">outside</span><span class="ocr_line">outside</span>`).Pages[0]
	checkSane(t, p)
	if p.Text() != "w\n" {
		t.Errorf("text %q", p.Text())
	}
}

func TestHOCROfCountlessLinesOrWordsIsRefused(t *testing.T) {
	for text, fits := range map[string]bool{
		strings.Repeat(`<p class=ocr_line>a</p>`, 3):          true,
		strings.Repeat(`<p class=ocr_line></p>`, 4):           false,
		`<p class=ocr_line>a b c d e</p>`:                     true,
		`<p class=ocr_line>a b c d e f</p>`:                   false,
		strings.Repeat(`<span class=ocrx_word>a</span>`, 6):   false,
		`<p class=ocr_line>a b c d e f and nothing closes it`: false,
	} {
		h := &hocrReader{lines: 3, words: 5}
		if _, err := h.read(strings.NewReader(`<div class=ocr_page>` + text)); errors.Is(err, wire.ErrTooMuch) == fits {
			t.Errorf("%s: error %v", text, err)
		}
	}
}

func TestTheSourceIsLookedForBesideTheFileFirst(t *testing.T) {
	doc := Document{images: []string{"/far/away/b.tif", `C:\scans\c.png`, "http://x/d.png", "/etc/passwd", ""}}
	got := doc.Sources("/in/a.png.json")
	want := []string{"/in/b.tif", "/in/c.png", "/in/a.png"}
	if len(got) < 5 || !slices.Equal(got[:3], want) || got[len(got)-1] != "/far/away/b.tif" {
		t.Errorf("sources %q, want %q first and the one far away last", got, want)
	}
	for _, path := range got {
		if strings.Contains(path, "passwd") || strings.Contains(path, "d.png") || path == "/in/a.png.json" {
			t.Errorf("%q is among %q", path, got)
		}
	}
	if got := (Document{}).Sources("/in/a.hocr"); !slices.Contains(got, "/in/a.pdf") {
		t.Errorf("sources %q lack /in/a.pdf", got)
	}
}
