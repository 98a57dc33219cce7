package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ocr/ocrtest"
	"recto/ui/uitest"
)

// sure gives the words of a document's pages confidences of all three bands.
func sure(doc ocrtest.Document) ocrtest.Document {
	for i := range doc.Pages {
		for _, line := range doc.Pages[i].Page.Lines {
			for j := range line.Words {
				line.Words[j].Confidence = []float64{0.97, 0.72, 0.4}[j%3]
			}
		}
	}
	return doc
}

func TestWindowWithAPageLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			doc := sure(uitest.DocOf("The right-hand page\nis called the recto, the one\non its back the verso", "The second page"))
			r := try(t, map[string]ocrtest.Document{"/scans/letter.pdf": doc})
			test.ApplyTheme(t, look)
			r.win.Resize(fyne.NewSize(1024, 700))
			r.open(t, "/scans/letter.pdf")
			r.loop.Until(t, "the thumbnails are drawn", func() bool { return !r.page.ahead.Busy() })
			r.session.Select(ocr.Span{First: ocr.Mark{Line: 1, Word: 2}, Last: ocr.Mark{Line: 1, Word: 3}})
			test.AssertImageMatches(t, "page-"+name+".png", r.win.Canvas().Capture())
		})
	}
}

func TestEmptyWindowLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r := try(t, nil)
			test.ApplyTheme(t, look)
			r.win.Resize(fyne.NewSize(1024, 700))
			r.loop.Drain()
			test.AssertImageMatches(t, "empty-"+name+".png", r.win.Canvas().Capture())
		})
	}
}

func TestPanelsLookAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		t.Run(name, func(t *testing.T) {
			r, _ := startAPI(t, &fakeAPI{}, nil, remembered(false))
			test.ApplyTheme(t, look)
			r.win.Resize(fyne.NewSize(1024, 700))
			r.loop.Drain()
			r.start("api")
			test.AssertImageMatches(t, "api-"+name+".png", r.win.Canvas().Capture())
		})
	}
}
