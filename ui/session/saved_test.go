package session

import (
	"bytes"
	"errors"
	"path/filepath"
	"syscall"
	"testing"

	"recto/ocr"
	"recto/ocr/export"
	"recto/ocr/ocrtest"
	"recto/ocr/saved"
	"recto/render"
	"recto/ui/uitest"
)

// exported is pages as a file of that format.
func exported(t *testing.T, format export.Format, name string, pages ...ocr.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.Pages(&b, format, export.Document{Name: name}, pages); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSavedResultsAreShownOnTheirPicture(t *testing.T) {
	for _, tt := range []struct {
		file   string
		format export.Format
	}{{"a.json", export.FormatJSON}, {"a.png.json", export.FormatJSON}, {"other.hocr", export.FormatHOCR}, {"other.html", export.FormatHOCR}} {
		k := newDesk(t)
		picture := k.lay(t, "a.png", "picture", uitest.DocOf("read by Recto"))
		path := k.lay(t, tt.file, exported(t, tt.format, "a.png", ocrtest.Text("saved text")), ocrtest.Document{Err: render.ErrFormat})
		o := k.sit(t, nil)
		o.Open(path)
		o.untilRead(t)
		d := o.Doc()
		if d.Path != picture || d.Saved != path || d.Blank || d.Name() != tt.file || o.Page().Result.Text() != "saved text\n" {
			t.Fatalf("%s: document %+v with %q", tt.file, d, o.Page().Result.Text())
		}
		if n := len(o.fake.Reads()); n != 0 {
			t.Errorf("%s: %d pages were read", tt.file, n)
		}
		o.Reread()
		o.untilRead(t)
		if got := o.Page().Result.Text(); got != "read by Recto\n" {
			t.Errorf("%s: read again %q", tt.file, got)
		}
		o.Close()
		if h := k.store.Holding(); h.Results != 0 {
			t.Errorf("%s: %d documents with results are kept", tt.file, h.Results)
		}
	}
}

// openBlank opens results of pages 1 and 3 that have no picture.
func openBlank(t *testing.T, k *desk) (o *opened, path string) {
	t.Helper()
	second := ocrtest.Text("two")
	second.Number = 2
	path = k.lay(t, "a.json", exported(t, export.FormatJSON, "", ocrtest.Text("one"), second), ocrtest.Document{Err: render.ErrFormat})
	o = k.sit(t, nil)
	o.Open(path)
	o.loop.Until(t, "it is open", func() bool { return o.Opening == 0 && !o.Doc().known.looking })
	return o, path
}

func TestSavedResultsWithoutAPictureAreShownOnBlankPaper(t *testing.T) {
	o, path := openBlank(t, newDesk(t))
	d := o.Doc()
	if !d.Blank || len(d.Pages) != 3 || d.Pages[2].Result.Text() != "two\n" || d.Resumable() {
		t.Fatalf("document %+v", d)
	}
	o.Reread()
	o.Resume()
	if o.Running() || len(o.fake.Reads()) > 0 {
		t.Error("blank paper is read")
	}
	raster, err := o.Renderer().Render(t.Context(), render.Request{Path: path, MaxWidth: 300, MaxHeight: 300})
	if err != nil || raster.Width != 225 || raster.Height != 300 || raster.PageWidth != 600 || raster.Pix[0] != 0xff {
		t.Errorf("paper of %d × %d, page %d wide, %v", raster.Width, raster.Height, raster.PageWidth, err)
	}
	if err := o.Correct(ocr.Mark{}, "eins"); err != nil || o.Page().Result.Text() != "eins\n" {
		t.Errorf("corrected: %v, %q", err, o.Page().Result.Text())
	}
}

func TestAPictureCanBeGivenToSavedResults(t *testing.T) {
	k := newDesk(t)
	o, path := openBlank(t, k)
	picture := k.lay(t, "far.pdf", "picture", uitest.DocOf("x", "y", "z"))
	if err := o.SetSource(o.Doc(), picture); err != nil {
		t.Fatal(err)
	}
	o.loop.Until(t, "it is open again", func() bool { return o.Opening == 0 && !o.Doc().known.looking })
	if d := o.Doc(); d.Blank || d.Path != picture || d.Saved != path || d.Pages[0].Result.Text() != "one\n" {
		t.Errorf("with a picture %+v", d)
	}
}

func TestBothADocumentAndItsSavedResultsMayBeOpen(t *testing.T) {
	k := newDesk(t)
	picture := k.lay(t, "a.png", "picture", uitest.DocOf("read by Recto"))
	path := k.lay(t, "a.json", exported(t, export.FormatJSON, "", ocrtest.Text("saved text")), ocrtest.Document{})
	o := k.sit(t, nil)
	o.Open(picture, path, path)
	o.untilRead(t)
	if len(o.Docs) != 2 || o.Docs[0].Pages[0].Result.Text() != "read by Recto\n" || o.Docs[1].Pages[0].Result.Text() != "saved text\n" {
		t.Fatalf("%d documents open", len(o.Docs))
	}
	o.Close()
	last, err := k.store.Session()
	if err != nil || len(last.Documents) != 2 || last.Documents[1].Path != path {
		t.Errorf("kept %+v, %v", last, err)
	}
}

func TestAFileThatHoldsNoResultIsOpenedAsADocumentOrRefused(t *testing.T) {
	k := newDesk(t)
	page := k.lay(t, "a.html", "<html><p>Hello", uitest.DocOf("a web page"))
	broken := k.lay(t, "b.json", `{"analyzeResult":{"readResults":[{"page`, ocrtest.Document{})
	empty := k.lay(t, "c.json", `{"status":"failed"}`, ocrtest.Document{})
	o := k.sit(t, nil)
	o.Open(page, broken, empty, "/none.json")
	o.untilRead(t)
	if len(o.Docs) != 1 || o.Page().Result.Text() != "a web page\n" {
		t.Errorf("%d documents open", len(o.Docs))
	}
	errs := map[string]error{}
	for _, p := range o.Problems {
		errs[p.Path] = p.Err
	}
	if len(errs) != 3 || errs[broken] == nil || !errors.Is(errs[empty], saved.ErrEmpty) || !errors.Is(errs["/none.json"], render.ErrNotFound) {
		t.Errorf("problems %v", errs)
	}
}

func TestAPipeIsLeftToThoseWhoOpenDocuments(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.json")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	o := open(t, map[string]ocrtest.Document{path: {Err: render.ErrFormat}})
	o.Open(path)
	o.untilOpen(t)
	if len(o.Problems) != 1 || !errors.Is(o.Problems[0].Err, render.ErrFormat) {
		t.Errorf("problems %+v", o.Problems)
	}
}
