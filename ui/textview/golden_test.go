package textview

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"recto/ocr"
	"recto/ui/uitest"
)

// manners is a page with sure, fair and weak words, handwriting, and a word that
// a person gave.
func manners() ocr.Page {
	p := pageOf("Printed words of every kind of confidence in one long line", "by hand", "given by a person")
	for i := range p.Lines[0].Words {
		p.Lines[0].Words[i].Confidence = []float64{0.97, 0.72, 0.4}[i%3]
	}
	p.Lines[1].Style = &ocr.Style{Name: ocr.StyleHandwriting, Confidence: 0.9}
	p.Lines[2].Words[2].Corrected = true
	return p
}

func TestTextLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		test.NewTempApp(t)
		test.ApplyTheme(t, look)
		pane := NewText(func(ocr.Span) {}, func(*fyne.KeyEvent) {})
		w := test.NewTempWindow(t, pane.Content)
		w.Resize(fyne.NewSize(360, 200))
		pane.SetPage(manners(), "16 words, 80 % sure", "")
		pane.SetSelection(ocr.SpanBetween(ocr.Mark{Line: 0, Word: 7}, ocr.Mark{Line: 1, Word: 0}))
		test.AssertImageMatches(t, "text-"+name+".png", w.Canvas().Capture())
	}
}

func TestJSONLooksAsPainted(t *testing.T) {
	for name, look := range uitest.Themes() {
		test.NewTempApp(t)
		test.ApplyTheme(t, look)
		p := pageOf("one two", "three")
		pane := NewJSON(func(ocr.Span) {}, func(*fyne.KeyEvent) {}, func() {})
		w := test.NewTempWindow(t, pane.Content)
		w.Resize(fyne.NewSize(400, 360))
		pane.SetPage(p, OutlineOf(documentOf(t, p)), "3 words, 90 % sure")
		pane.SetSelection(p.SpanOf(ocr.Mark{Line: 0, Word: 1}))
		test.AssertImageMatches(t, "json-"+name+".png", w.Canvas().Capture())
	}
}
